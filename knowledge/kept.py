"""What of a question may be kept: the words that the store and its lexicon know by themselves, and nothing else.

A word that nobody knows may be somebody's name or number, so that it is left out, whatever it is.
"""

import re

from knowledge.question import LONGEST, Reader
from knowledge.stem import TONGUES
from knowledge.text import arabic_stems, fold

GAP = "…"
LENGTH = 120
"""Characters that are kept at the most."""
_ADDRESS = re.compile(r"\S*@\S*|\w+://\S*")
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)


def kept(text: str, reader: Reader) -> str:
    """The folded known words in their order, with a gap for others; empty if no word is known."""
    text = _ADDRESS.sub(" ", text)
    words = fold(text).split()[:LONGEST]
    names = _capitalised(text)
    known = [_is_named(word, reader) or (word not in names and _is_known(word, reader)) for word in words]
    for mention in reader.people.mentions(words):
        known[mention.start : mention.start + mention.size] = [bool(mention.actors)] * mention.size
    shown: list[str] = []
    for word, is_known in zip(words, known, strict=False):
        if is_known or shown[-1:] != [GAP]:
            shown.append(word if is_known else GAP)
    line = " ".join(shown)
    return "" if shown == [GAP] else line if len(line) <= LENGTH else f"{line[: LENGTH - 2].rpartition(' ')[0]} {GAP}"


def _capitalised(text: str) -> frozenset[str]:
    """Words behind the first that are written as names are; what they mean otherwise doesn't count."""
    return frozenset(part for word in text.split()[1:] if word[:1].isupper() for part in fold(word).split())


def _is_named(word: str, reader: Reader) -> bool:
    return any(reader.names.get(stem) for stem in arabic_stems(word))


def _is_known(word: str, reader: Reader) -> bool:
    if any(letter.isdigit() for letter in word):
        return bool(_YEAR.fullmatch(word))
    if reader.lexicon.is_ignored(word, TONGUES):
        return True
    spans = reader.lexicon.spans([word], TONGUES, reader.vocabulary)
    return any(term.startswith("c:") or term in reader.vocabulary for span in spans for term in span.terms)
