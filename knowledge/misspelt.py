"""Which country a word that is no known name may be a misspelling of: decided by edit distance, and refused where
another country is as near or where the word is too short to tell."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from knowledge.nametable import SHORTEST_MISSPELT, NameIndex, Near, Use
from knowledge.text import ARTICLE, arabic_stems, is_arabic

_FURTHEST = 2


@dataclass(frozen=True, slots=True)
class _Limits:
    """Letters of the shortest name that is believed to be meant in spite of so many mistakes. Arabic words without the
    article are short and lie close together, so that more is asked of them."""

    any_mistake: int
    slip: int
    """A letter too many or two letters swapped: mistakes that make no other word of a name."""
    two_slips: int
    two_mistakes: int


_NEVER = 1000
_UNSURE = _Limits(_NEVER, _NEVER, _NEVER, _NEVER)
_LATIN = {
    Use.ALONE: _UNSURE,
    Use.SIDE: _Limits(7, 6, _NEVER, _NEVER),
    Use.MAIN: _Limits(5, 4, _NEVER, 9),
    Use.COVERED_ABROAD: _Limits(5, 5, _NEVER, _NEVER),
    Use.COVERED: _Limits(5, 5, 5, 6),
}
_ARABIC = {
    Use.ALONE: _UNSURE,
    Use.SIDE: _Limits(8, 6, _NEVER, _NEVER),
    Use.MAIN: _Limits(6, 4, _NEVER, 10),
    Use.COVERED_ABROAD: _Limits(6, 5, _NEVER, _NEVER),
    Use.COVERED: _Limits(4, 4, 5, 6),
}
_BEHIND_PREFIX = 0.5
"""How much further away a name is that is found behind a prefix only."""
_DEMONYM_ENDINGS = ("ي", "يه", "يون", "يين", "يات")
_SHORT_WORD = 5
_LONG = 7
_VERY_LONG = 8
_TWO_SHOW = 5
_KEYBOARDS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "ضصثقفغعهخحجد", "شسيبلاتنمكط", "ذرزوة")
_BESIDE = {key: row[max(at - 1, 0) : at + 2] for row in _KEYBOARDS for at, key in enumerate(row)}
"""For each key those beside it."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Countries that a stretch of text may mean; understood only if it is sure."""

    countries: tuple[str, ...]
    score: int
    is_sure: bool


NO_GUESS = Guess((), 0, is_sure=False)


def guess(text: str, index: NameIndex, furthest: int = _FURTHEST) -> Guess:
    """What a folded stretch of one or more words, none of it a known name, was probably meant to be."""
    if len(text) < SHORTEST_MISSPELT or _is_ordinary(text, index):
        return NO_GUESS
    nearest = _nearest(text, index, furthest)
    if not nearest:
        return NO_GUESS
    least = min(near.distance for near in nearest.values())
    leaders = _leaders(nearest, least)
    if len(leaders) == 1 and _is_clear(text, leaders[0], nearest):
        return Guess((leaders[0],), _score(text, nearest[leaders[0]]), is_sure=True)
    likely = [code for code, near in nearest.items() if _is_worth_asking(near)]
    likely.sort(key=lambda code: (nearest[code].distance, -nearest[code].name.use))
    return Guess(tuple(likely), 0, is_sure=False)


def _is_ordinary(text: str, index: NameIndex) -> bool:
    if text in index.ordinary:
        return True
    return all(
        word in index.ordinary or any(stem in index.ordinary for stem in _defined(word)) for word in text.split()
    )


def _defined(word: str) -> Iterator[str]:
    """What an Arabic word is without its article, if it has one."""
    return (stem for stem in arabic_stems(word) if word.removesuffix(stem).endswith((ARTICLE, "لل")))


def _nearest(text: str, index: NameIndex, furthest: int) -> dict[str, Near]:
    """For each country within reach its nearest name."""
    nearest: dict[str, Near] = {}
    for spelling, reach, trusted in _spellings(text, furthest):
        for near in index.near(spelling, reach):
            if near.name.use < trusted:
                continue
            if spelling != text:
                if not _takes_article(near.folded, index):
                    continue
                near = near._replace(distance=near.distance + _BEHIND_PREFIX)  # noqa: PLW2901 - the same name, seen worse
            for code in near.name.countries:
                if code not in nearest or _is_better(near, nearest[code]):
                    nearest[code] = near
    return nearest


def _spellings(text: str, furthest: int) -> Iterator[tuple[str, int, Use]]:
    """The text and what is left of it without Arabic prefixes, each with the mistakes it may hold and how far a name
    must be trusted to be found behind it."""
    yield text, min(furthest, 2 if len(text) > SHORTEST_MISSPELT else 1), Use.ALONE
    first, _, rest = text.partition(" ")
    if is_arabic(first):
        for stem in arabic_stems(first):
            if stem != first and len(stem) >= SHORTEST_MISSPELT:
                is_defined = stem.startswith(ARTICLE) or first.removesuffix(stem).endswith((ARTICLE, "لل"))
                trusted = Use.SIDE if is_defined else Use.COVERED_ABROAD
                yield f"{stem} {rest}" if rest else stem, 1, trusted


def _takes_article(name: str, index: NameIndex) -> bool:
    return name.startswith(ARTICLE) or name.endswith(_DEMONYM_ENDINGS) or index.get(ARTICLE + name) is not None


def _is_better(near: Near, than: Near) -> bool:
    return (-near.distance, near.name.use, len(near.folded)) > (-than.distance, than.name.use, len(than.folded))


def _leaders(nearest: dict[str, Near], least: float) -> list[str]:
    """The countries that are nearest; a covered one outweighs others' capitals and demonyms, but no country's name."""
    leaders = [code for code, near in nearest.items() if near.distance == least]
    if least < 2 and any(nearest[code].name.use >= Use.COVERED_ABROAD for code in leaders):
        return [code for code in leaders if nearest[code].name.use is not Use.SIDE]
    return leaders


def _is_clear(text: str, code: str, nearest: dict[str, Near]) -> bool:
    """Whether the country that is nearest is near enough to be meant."""
    near = nearest[code]
    rivals = [rival for other, rival in nearest.items() if other != code]
    typed, name, use = _bare(text), _bare(near.folded), near.name.use
    limits = (_ARABIC if is_arabic(text) else _LATIN)[use]
    if near.distance >= 2:
        return not rivals and _words_agree(typed, name) and _shows_through(typed, name, limits)
    if use < Use.COVERED_ABROAD and (
        text.count(" ") != name.count(" ") or any(rival.name.use >= Use.COVERED_ABROAD for rival in rivals)
    ):
        return False
    letters = len(name) + (typed != text and name != near.folded)  # an article on both sides speaks for a name
    return letters >= (limits.slip if _is_slip(typed, name) else limits.any_mistake)


def _words_agree(text: str, name: str) -> bool:
    """`north africa` is no misspelt `south africa`: no short word of a name may be wrong twice."""
    typed, meant = text.split(), name.split()
    if len(typed) != len(meant) or len(meant) == 1:
        return True
    return all(
        len(word) > _SHORT_WORD or OSA.distance(word, other) < 2 for word, other in zip(meant, typed, strict=True)
    )


def _is_slip(text: str, name: str) -> bool:
    if len(text) == len(name):
        return sorted(text) == sorted(name)
    return len(text) > len(name)


def _shows_through(text: str, name: str, limits: _Limits) -> bool:
    """Two mistakes are believed only if the text still shows the name: with all its letters, or from its beginning."""
    if len(name) >= limits.two_slips and not Counter(name) - Counter(text):
        return True
    if len(name) < limits.two_mistakes or (len(text) < len(name) < _LONG and is_arabic(text)):
        return False
    if text[0] == name[0] or len(name) >= _VERY_LONG:
        return True
    return len(name) >= _LONG and (text[1:2] == name[0] or text[0] in _BESIDE.get(name[0], ""))


def _is_worth_asking(near: Near) -> bool:
    return near.distance < 2 or len(near.folded) >= (_VERY_LONG if near.name.use < Use.COVERED_ABROAD else _TWO_SHOW)


def _bare(folded: str) -> str:
    return folded.removeprefix(ARTICLE) if is_arabic(folded) else folded


def _score(text: str, near: Near) -> int:
    return round(100 * (1 - near.distance / max(len(text), len(near.folded))))
