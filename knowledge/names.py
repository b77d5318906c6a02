"""Text as people type it -> the country they mean, or an honest "not sure". Pure look-up in a NameIndex; which names
there are, and how far each is trusted, is decided where the index is built."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.misspelt import NO_GUESS, Guess, guess
from knowledge.nametable import Name, NameIndex, Use
from knowledge.text import arabic_stems, fold, split_camel, squeeze

__all__ = ["NameIndex", "Resolution", "resolve"]

QATAR = "QA"
"""One side of every partnership: beside another country it is understood, not meant."""
_LONGEST_TEXT = 300
_MOST_WORDS = 24
_MOST_GAPS = 3
_LONGEST_GAP = 6
_MOST_SUGGESTIONS = 5
_TYPED = 100
_PREFIXED = 98
_JOINED = 97
_STUCK_KEY = 95
_CODE = 3
_TITLE = 5


@dataclass(frozen=True, slots=True)
class Resolution:
    """`country` is None where no country is meant, or several may be; then `suggestions` names these."""

    country: str | None
    score: int
    suggestions: tuple[str, ...] = ()
    in_store: bool = False


def resolve(text: str, index: NameIndex, in_store: Collection[str]) -> Resolution:
    """Never raises; the cost is bounded whatever the text."""
    if (short := _shortened(text)) is None:
        return Resolution(None, 0)
    countries, score = _meaning(short, index)
    if not countries and (split := split_camel(short)) != short:
        countries, score = _meaning(split, index)
    if score:
        return Resolution(countries[0], score, (), countries[0] in in_store)
    ordered = sorted(countries, key=lambda code: code not in in_store)
    return Resolution(None, 0, tuple(ordered[:_MOST_SUGGESTIONS]))


_STUCK = re.compile(r"(.)\1{3,}", re.DOTALL)


def _shortened(text: str) -> str | None:
    """The text if it is no longer than a name in a phrase, blanks and stuck keys apart."""
    if len(text) > _LONGEST_TEXT:
        text = _STUCK.sub(r"\1\1\1", " ".join(text.split()))
    return text if len(text) <= _LONGEST_TEXT else None


def _meaning(text: str, index: NameIndex) -> tuple[tuple[str, ...], int]:
    """The country meant and a score, or score 0 and what may be meant."""
    flags, rest = _flags(_CAPITALS.sub("USA", text) if _is_mixed(text) else text, index)
    folded = fold(rest)
    if not folded:
        return _agreed(flags)
    if (whole := _whole(folded, index, is_deliberate=rest.isupper() or not rest.isascii())) is not None:
        return _agreed([*flags, whole])
    words = folded.split()
    if len(words) > _MOST_WORDS:
        return (), 0
    parts = _take_apart(words, index)
    if parts.gaps:
        return _agreed([*flags, *_bridged(parts, index)])
    return _agreed([*flags, *parts.guesses, *_rivals(folded, parts, index)])


_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_CAPITALS = re.compile(r"\bUS\b")


def _is_mixed(text: str) -> bool:
    """Whether capitals mean something, as in `US news` and not in `TELL US`."""
    return not text.isascii() or any("a" <= letter <= "z" for letter in text)


_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_FIRST_LETTER = 0x1F1E6


def _flags(text: str, index: NameIndex) -> tuple[list[Guess], str]:
    """Countries whose flags stand in the text, and the text without them."""
    found: list[Guess] = []
    for flag in _FLAG.findall(text):
        code = "".join(chr(ord(letter) - _FIRST_LETTER + ord("A")) for letter in flag)
        found.append(Guess((code,), _TYPED, is_sure=True) if code in index.codes else NO_GUESS)
    return found, _FLAG.sub(" ", text) if found else text


def _agreed(guesses: Sequence[Guess]) -> tuple[tuple[str, ...], int]:
    """One meaning of several mentions: Qatar gives way to others, an ambiguous name to one that decides it."""
    others = [mention for mention in guesses if mention.countries != (QATAR,)] or list(guesses)
    every = tuple(dict.fromkeys(code for mention in others for code in mention.countries))
    if not others or not all(mention.is_sure for mention in others):
        return every, 0
    common = [code for code in every if all(code in mention.countries for mention in others)]
    return ((common[0],), min(mention.score for mention in others)) if len(common) == 1 else (every, 0)


def _whole(folded: str, index: NameIndex, *, is_deliberate: bool) -> Guess | None:
    """All of the text as one name, right but for prefixes, blanks or a stuck key. A code of three letters that is an
    ordinary word counts only where capitals or accents show that no word was meant."""
    for score, spelling, least in _spellings(folded, index):
        name = index.get(spelling)
        if name is None or name.use < least:
            continue
        if name.use >= Use.PLAIN or is_deliberate or len(spelling) != _CODE or spelling not in index.ordinary:
            return Guess(name.countries, score, is_sure=True)
    return None


def _spellings(folded: str, index: NameIndex) -> Iterator[tuple[int, str, Use]]:
    """(score, spelling, how far a name spelled so must be trusted)."""
    yield _TYPED, folded, Use.WHOLE
    words = folded.split()
    joined = "".join(words)
    if len(joined) == len(words) > 1:
        yield _TYPED, joined, Use.WHOLE
    elif len(words) > 1 and all(len(word) > 1 for word in words):
        yield _JOINED, joined, Use.PLAIN
    if words[0] not in index.ordinary:
        for stem in arabic_stems(words[0]):
            if stem != words[0]:
                yield _PREFIXED, " ".join((stem, *words[1:])), Use.SIDE
    if (squeezed := squeeze(folded)) != folded:
        for stem in arabic_stems(squeezed):
            yield _STUCK_KEY, stem, Use.SIDE


@dataclass(slots=True)
class _Parts:
    """A text taken apart into what names a country and the stretches of words that are not understood."""

    guesses: list[Guess] = field(default_factory=list)
    gaps: list[list[str]] = field(default_factory=list)
    words: Sequence[str] = ()
    core: Sequence[str] = ()
    """The words from the first to the last that are neither Qatar nor words round a name."""
    has_titles: bool = False
    """Whether a word round a name is long enough to belong to one, as `republic`."""


def _take_apart(words: Sequence[str], index: NameIndex) -> _Parts:
    parts = _Parts(words=words)
    core: list[int] = []
    position, in_gap = 0, False
    while position < len(words):
        size, name = _mention(words, position, index)
        if name is not None:
            parts.guesses.append(Guess(name.countries, _TYPED, is_sure=True))
        elif is_filler := _is_filler(words[position], index):
            parts.has_titles |= len(words[position]) >= _TITLE
        elif in_gap:
            parts.gaps[-1].append(words[position])
        else:
            parts.gaps.append([words[position]])
        in_gap = name is None and not is_filler
        if in_gap or (name is not None and name.countries != (QATAR,)):
            core += (position, position + size)
        position += size
    if core:
        parts.core = words[core[0] : core[-1]]
    return parts


def _mention(words: Sequence[str], position: int, index: NameIndex) -> tuple[int, Name | None]:
    """How many words from `position` on are the longest name there; 1 and None if there is none."""
    word = words[position]
    for stem in arabic_stems(word):
        if stem in index.starts:
            for size in range(min(index.longest, len(words) - position), 1, -1):
                name = index.get(" ".join((stem, *words[position + 1 : position + size])))
                if name is not None and name.use >= Use.PLAIN:
                    return size, name
    for stem in arabic_stems(word):
        name = index.get(stem)
        if name is not None and name.use >= (Use.PLAIN if stem == word else Use.SIDE):
            return 1, name
        if stem in index.fillers or stem in index.ordinary:
            break
    return 1, None


def _is_filler(word: str, index: NameIndex) -> bool:
    return bool(_YEAR.fullmatch(word)) or any(stem in index.fillers for stem in arabic_stems(word))


def _bridged(parts: _Parts, index: NameIndex) -> list[Guess]:
    """What the words that are not understood may be: a misspelling of a name of several words, of the words round a
    name, or of names beside those understood. One that stays a riddle keeps the whole from being sure."""
    for words in (parts.words, parts.core) if parts.core != parts.words else (parts.words,):
        if 1 < len(words) <= _LONGEST_GAP and (whole := guess(" ".join(words), index)).is_sure:
            return [whole]
    if len(parts.gaps) > _MOST_GAPS:
        return [*parts.guesses, NO_GUESS]
    gaps = (guess(" ".join(gap), index) if len(gap) <= _LONGEST_GAP else NO_GUESS for gap in parts.gaps)
    return [*parts.guesses, *gaps]


def _rivals(folded: str, parts: _Parts, index: NameIndex) -> list[Guess]:
    """Another country that all the words together nearly name, as `dominica republic` does."""
    if not parts.has_titles or not parts.guesses:
        return []
    rival = guess(folded, index, furthest=1)
    return [Guess(rival.countries, rival.score, is_sure=True)] if rival.countries else []
