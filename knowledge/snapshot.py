"""What a curated directory holds once it was read: every entry with its place, and the whole as one immutable value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from knowledge.model import Actor, Country, Fact, LexiconEntry, Partner, Questions, Source
from knowledge.problems import Problem
from knowledge.reader import Document

T = TypeVar("T", Source, Partner, Country, Actor, Fact, LexiconEntry, Questions)


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """One entry of a curated file, and where it stands."""

    value: T
    document: Document
    place: tuple[str | int, ...]

    def problem(self, code: str, message: str, *where: str | int) -> Problem:
        """A problem at this entry, or at the part of it that `where` leads to."""
        return Problem(self.document.path, self.document.line((*self.place, *where)), code, message)


@dataclass(frozen=True)
class Snapshot:
    """A curated directory, read. Entries keep the order of their files."""

    sources: Sequence[Entry[Source]] = ()
    partners: Sequence[Entry[Partner]] = ()
    countries: Sequence[Entry[Country]] = ()
    actors: Sequence[Entry[Actor]] = ()
    facts: Sequence[Entry[Fact]] = ()
    lexicon: Sequence[Entry[LexiconEntry]] = ()
    questions: Sequence[Entry[Questions]] = ()
    version: str = ""

    @cached_property
    def sources_by_id(self) -> dict[str, Source]:
        return {entry.value.id: entry.value for entry in self.sources}

    @cached_property
    def actors_by_id(self) -> dict[str, Actor]:
        return {entry.value.id: entry.value for entry in self.actors}

    @cached_property
    def partners_by_code(self) -> dict[str, Partner]:
        return {entry.value.code: entry.value for entry in self.partners}

    @cached_property
    def facts_by_id(self) -> dict[str, Fact]:
        return {entry.value.id: entry.value for entry in self.facts}

    @cached_property
    def questions_by_fact(self) -> dict[str, Questions]:
        return {entry.value.fact: entry.value for entry in self.questions}

    def entries(self) -> Iterator[Entry[Source] | Entry[Partner] | Entry[Country] | Entry[Actor] | Entry[Fact]]:
        yield from self.sources
        yield from self.partners
        yield from self.countries
        yield from self.actors
        yield from self.facts
