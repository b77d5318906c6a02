"""The names of countries as plain rows, and the index in memory that is made of them at start: exact look-up in a
dict, near misses by bounded edit distance over the names of about that length."""

import sys
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA


class Use(IntEnum):
    """How far a name is trusted; a row's `weight`."""

    FILLER = 0
    """No name: a word that people put round one."""
    ORDINARY = 1
    """No name: a word of its own, never a misspelt name."""
    WHOLE = 2
    """A name only if nothing else is typed: a code, or a name that is an ordinary word as well."""
    ALONE = 3
    """The same of a name in a main language: what is spelled nearly so may mean it, but is not taken for it."""
    PLAIN = 4
    """A name wherever it stands, spelled exactly so."""
    SIDE = 5
    """A capital, a demonym or a less usual name: it may be misspelt by a slip."""
    MAIN = 6
    """A country's name in a main language: it may be misspelt."""
    COVERED_ABROAD = 7
    """A name of a covered country in another language: it may be misspelt by a letter."""
    COVERED = 8
    """A name, capital or demonym of a covered country in a main language: it may be misspelt by two letters."""


class NameRow(NamedTuple):
    """One folded name. `country` holds several codes, separated by spaces, if the name is that of several."""

    folded: str
    country: str
    weight: int


class Name(NamedTuple):
    countries: tuple[str, ...]
    use: Use


class Near(NamedTuple):
    """A name at a small distance from what was typed."""

    distance: float
    folded: str
    name: Name


_MISSPELT = frozenset({Use.ALONE, *(use for use in Use if use >= Use.SIDE)})
SHORTEST_MISSPELT = 4
"""Letters of the shortest name that a misspelling is compared with."""


class NameIndex:
    """Everything that resolving needs, in memory. Never changes once made."""

    __slots__ = ("_by_length", "_names", "codes", "fillers", "longest", "ordinary", "starts")

    def __init__(self, rows: Iterable[tuple[str, str, int]]) -> None:
        shared: dict[tuple[str, int], Name] = {}
        names: dict[str, Name] = {}
        by_length: dict[tuple[int, int], list[str]] = {}
        words: dict[int, set[str]] = {Use.FILLER: set(), Use.ORDINARY: set()}
        starts: set[str] = set()
        longest = 0
        for folded, country, weight in rows:  # some 50,000 at every start
            if weight in words:
                words[weight].add(folded)
                continue
            try:
                names[folded] = shared[country, weight]
            except KeyError:
                name = Name(tuple(map(sys.intern, country.split())), Use(weight))
                names[folded] = shared[country, weight] = name
            if weight in _MISSPELT and len(folded) >= SHORTEST_MISSPELT:
                by_length.setdefault((_script(folded), len(folded)), []).append(folded)
            if blanks := folded.count(" "):
                starts.add(folded[: folded.index(" ")])
                if blanks >= longest:
                    longest = blanks + 1
        self._names = names
        self._by_length = by_length
        self.fillers = frozenset(words[Use.FILLER])
        self.ordinary = frozenset(words[Use.ORDINARY])
        self.codes = frozenset(code for name in shared.values() for code in name.countries)
        self.starts = frozenset(starts)
        """First words of all names of several words."""
        self.longest = longest
        """Words of the longest of them."""

    def __len__(self) -> int:
        return len(self._names)

    def get(self, folded: str) -> Name | None:
        return self._names.get(folded)

    def near(self, folded: str, furthest: int) -> Iterator[Near]:
        """Names that may be misspelt within `furthest` edits, a swap of neighbours being one edit."""
        script = _script(folded)
        for length in range(len(folded) - furthest, len(folded) + furthest + 1):
            choices = self._by_length.get((script, length))
            if choices:
                for choice, distance, _ in process.extract(
                    folded, choices, scorer=OSA.distance, processor=None, score_cutoff=furthest, limit=None
                ):
                    yield Near(distance, choice, self._names[choice])


def _script(folded: str) -> int:
    """Names in different blocks of Unicode are never misspellings of each other; all Latin letters are one block."""
    block = ord(folded[0]) >> 8
    return 0 if block < 3 else block
