"""What sort of thing a question asks for: who, when, how many, why … And the languages in which it is put."""

from collections.abc import Iterator, Sequence

from knowledge.lexicon import Lexicon, bare, candidates_unstemmed
from knowledge.stem import Tongue

_FROM_OR_WHO = "من"
"""Asks for a person at the beginning of a question, and means “from” elsewhere."""
_RELATIVE = frozenset({"when", "where", "ou", "wo"})
"""Begin a clause as well: they ask at the beginning of a question or before a verb that helps to ask."""
_HELPERS = frozenset(
    ["did", "does", "do", "is", "are", "was", "were", "will", "has", "have", "can", "could", "should", "would"]
).union(["est", "sont", "a", "ont", "se"])


def spoken(words: Sequence[str], language: str | None, lexicon: Lexicon) -> Sequence[Tongue]:
    """The languages of Latin letters, the likeliest first; the one that is said to be spoken counts as two words of it."""
    order: list[Tongue] = ["en", "fr", "de"]
    votes = {tongue: sum(word in lexicon.ignored.get(tongue, ()) for word in words) for tongue in order}
    if language in order:
        votes[language] += 2
    return sorted(order, key=lambda tongue: -votes[tongue])


def ways_to_ask(words: Sequence[str], tongues: Sequence[Tongue], lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """The words that say what sort of thing is asked for: where they begin, how many they are, and the intent."""
    for tongue in _asked_in(words, tongues, lexicon):
        end = 0
        for start in range(len(words)):
            for size, intent in _at(words, start, tongue, lexicon):
                if start >= end and _asks(words, start, size):
                    end = start + size
                    yield start, size, intent
                    break


def _at(words: Sequence[str], start: int, tongue: Tongue, lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """Phrases that begin here, the longest first, with their size."""
    openers, phrases = lexicon.openers[tongue], lexicon.intents[tongue]
    firsts = [first for one in candidates_unstemmed(words[start]) if (first := bare(one)) in openers]
    if not firsts:
        return
    rest = [bare(word) for word in words[start + 1 : start + max(openers[first] for first in firsts)]]
    for size in range(len(rest) + 1, 0, -1):
        for first in firsts:
            if intent := phrases.get((first, *rest[: size - 1])):
                yield size, intent


def _asked_in(words: Sequence[str], tongues: Sequence[Tongue], lexicon: Lexicon) -> Sequence[Tongue]:
    """The languages whose ways to ask count: Arabic, and of two that share their letters those that are spoken here."""
    said = {tongue: sum(word in lexicon.ignored.get(tongue, ()) for word in words) for tongue in tongues[:2]}
    return ("ar", tongues[0], *(one for one in tongues[1:2] if said[one] * 2 > said[tongues[0]]))


def _asks(words: Sequence[str], start: int, size: int) -> bool:
    """Whether words of an intent ask here, and don't join a clause."""
    if size > 1 or not start:
        return True
    if words[start] in _RELATIVE:
        return words[start + 1 : start + 2] != [] and words[start + 1] in _HELPERS
    return words[start] != _FROM_OR_WHO
