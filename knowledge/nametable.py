"""The names of countries as plain rows, packed for keeping, and the index that looks them up in the packed form: exactly
by bisection, near misses by bounded edit distance over the names of about that length."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple, Self

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


class Shelf(NamedTuple):
    """All names of one script and length, sorted, as one string: 47,000 strings by themselves would take 15 MB."""

    script: int
    length: int
    letters: str
    meanings: bytes
    """For each name which of the meanings is its own, as two bytes of this machine's order."""
    misspelt: str
    """Those names once more that may be misspelt."""


class Packed(NamedTuple):
    """All rows, packed. `fillers`, `ordinary` and `starts` are words between blanks."""

    shelves: tuple[Shelf, ...]
    meanings: tuple[tuple[str, int], ...]
    fillers: str
    ordinary: str
    starts: str
    longest: int


def pack(rows: Iterable[tuple[str, str, int]]) -> Packed:
    """Rows in the form that an index reads."""
    words: dict[int, set[str]] = {Use.FILLER: set(), Use.ORDINARY: set()}
    names: dict[str, tuple[str, int]] = {}
    for folded, country, weight in rows:
        if weight in words:
            words[weight].add(folded)
        else:
            names[folded] = country, weight
    meanings = {meaning: number for number, meaning in enumerate(sorted(set(names.values())))}
    by_shelf: dict[tuple[int, int], list[str]] = {}
    for folded in sorted(names):
        by_shelf.setdefault((_script(folded), len(folded)), []).append(folded)
    shelves = (
        Shelf(
            *place,
            "".join(held),
            array("H", (meanings[names[folded]] for folded in held)).tobytes(),
            "".join(folded for folded in held if names[folded][1] in _MISSPELT and len(folded) >= SHORTEST_MISSPELT),
        )
        for place, held in sorted(by_shelf.items())
    )
    phrases = [folded.split() for folded in names if " " in folded]
    return Packed(
        tuple(shelves),
        tuple(meanings),
        " ".join(sorted(words[Use.FILLER])),
        " ".join(sorted(words[Use.ORDINARY])),
        " ".join(sorted({phrase[0] for phrase in phrases})),
        max(map(len, phrases), default=0),
    )


class NameIndex:
    """Everything that resolving needs, in memory. Never changes once made."""

    __slots__ = ("_meanings", "_misspelt", "_shelves", "codes", "fillers", "longest", "ordinary", "starts")

    def __init__(self, packed: Packed) -> None:
        self._meanings = tuple(Name(tuple(country.split()), Use(weight)) for country, weight in packed.meanings)
        self._shelves: dict[tuple[int, int], tuple[str, Sequence[int]]] = {}
        self._misspelt: dict[tuple[int, int], list[str]] = {}
        for shelf in packed.shelves:
            place = shelf.script, shelf.length
            self._shelves[place] = shelf.letters, array("H", shelf.meanings)
            if shelf.misspelt:
                self._misspelt[place] = list(_cut(shelf.misspelt, shelf.length))
        self.fillers = frozenset(packed.fillers.split())
        self.ordinary = frozenset(packed.ordinary.split())
        self.codes = frozenset(code for name in self._meanings for code in name.countries)
        self.starts = frozenset(packed.starts.split())
        """First words of all names of several words."""
        self.longest = packed.longest
        """Words of the longest of them."""

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, int]]) -> Self:
        """The index of (folded name, countries, weight)."""
        return cls(pack(rows))

    def __len__(self) -> int:
        return sum(len(meanings) for _, meanings in self._shelves.values())

    def get(self, folded: str) -> Name | None:
        if not folded:
            return None
        length = len(folded)
        letters, meanings = self._shelves.get((_script(folded), length), ("", ()))
        at = bisect_left(
            range(len(meanings)), folded, key=lambda number: letters[number * length : (number + 1) * length]
        )
        return self._meanings[meanings[at]] if letters[at * length : (at + 1) * length] == folded else None

    def near(self, folded: str, furthest: int) -> Iterator[Near]:
        """Names that may be misspelt within `furthest` edits, a swap of neighbours being one edit."""
        script = _script(folded)
        for length in range(len(folded) - furthest, len(folded) + furthest + 1):
            choices = self._misspelt.get((script, length))
            if choices:
                for choice, distance, _ in process.extract(
                    folded, choices, scorer=OSA.distance, processor=None, score_cutoff=furthest, limit=None
                ):
                    name = self.get(choice)
                    assert name is not None  # noqa: S101 - pack() keeps it twice
                    yield Near(distance, choice, name)


def _cut(letters: str, length: int) -> Iterator[str]:
    return (letters[start : start + length] for start in range(0, len(letters), length))


def _script(folded: str) -> int:
    """Names in different blocks of Unicode are never misspellings of each other; all Latin letters are one block."""
    block = ord(folded[0]) >> 8
    return 0 if block < 3 else block
