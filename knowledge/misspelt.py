"""Which country a word that is no known name may be a misspelling of: decided by edit distance, and refused where
another country is as near."""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.nametable import SHORTEST_MISSPELT, NameIndex, Near, Use
from knowledge.text import arabic_stems, is_arabic

_FURTHEST = 2
_TWICE_MISSPELT = {Use.COVERED: 6, Use.MAIN: 9}
"""Letters of the shortest name that may have two mistakes."""
_NEVER = 1000


@dataclass(frozen=True, slots=True)
class Guess:
    """Countries that a stretch of text may mean; understood only if it is sure."""

    countries: tuple[str, ...]
    score: int
    is_sure: bool


NO_GUESS = Guess((), 0, is_sure=False)


def guess(text: str, index: NameIndex, furthest: int = _FURTHEST) -> Guess:
    """What a folded stretch of one or more words, none of it a known name, was probably meant to be."""
    if len(text) < SHORTEST_MISSPELT or text in index.ordinary:
        return NO_GUESS
    nearest = _nearest(text, index, furthest)
    if not nearest:
        return NO_GUESS
    least = min(near.distance for near in nearest.values())
    leaders = _leaders(nearest, least)
    near = nearest[leaders[0]]
    if len(leaders) == 1 and _is_clear(text, leaders[0], nearest):
        return Guess((leaders[0],), _score(text, near), is_sure=True)
    rivals = sorted(nearest, key=lambda code: (nearest[code].distance, -nearest[code].name.use))
    return Guess(tuple(rivals), 0, is_sure=False)


def _leaders(nearest: dict[str, Near], least: int) -> list[str]:
    """The countries that are nearest; a covered one outweighs others' capitals and demonyms, but no country's name."""
    leaders = [code for code, near in nearest.items() if near.distance == least]
    if least <= 1 and any(nearest[code].name.use >= Use.COVERED_ABROAD for code in leaders):
        return [code for code in leaders if nearest[code].name.use > Use.SIDE]
    return leaders


def _nearest(text: str, index: NameIndex, furthest: int) -> dict[str, Near]:
    """For each country within reach its nearest name."""
    nearest: dict[str, Near] = {}
    for spelling in _spellings(text):
        reach = min(furthest, 2 if len(spelling) >= 5 else 1)
        for near in index.near(spelling, reach):
            for code in near.name.countries:
                if code not in nearest or _is_better(near, nearest[code]):
                    nearest[code] = near
    return nearest


def _is_better(near: Near, than: Near) -> bool:
    return (-near.distance, near.name.use, len(near.folded)) > (-than.distance, than.name.use, len(than.folded))


def _spellings(text: str) -> Iterator[str]:
    """The text, and what is left of it without Arabic prefixes."""
    yield text
    first, _, rest = text.partition(" ")
    if is_arabic(first):
        for stem in arabic_stems(first):
            if stem != first and len(stem) >= SHORTEST_MISSPELT:
                yield f"{stem} {rest}" if rest else stem


def _is_clear(text: str, code: str, nearest: dict[str, Near]) -> bool:
    """Whether the country that is nearest is near enough to be meant."""
    near = nearest[code]
    rivals = [rival for other, rival in nearest.items() if other != code]
    length = len(near.folded)
    if near.distance > 1:
        return not rivals and length >= _TWICE_MISSPELT.get(near.name.use, _NEVER)
    if near.name.use >= Use.COVERED_ABROAD:
        return length > SHORTEST_MISSPELT or is_arabic(text)
    if any(rival.name.use >= Use.COVERED_ABROAD for rival in rivals):
        return False
    shortest = SHORTEST_MISSPELT + (2 if near.name.use is Use.SIDE else 1)
    return length >= shortest or (length == SHORTEST_MISSPELT < len(text) and near.name.use is Use.MAIN)


def _score(text: str, near: Near) -> int:
    return round(100 * (1 - near.distance / max(len(text), len(near.folded))))
