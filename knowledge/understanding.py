"""What questions of one store are understood by: its words, names and people, and how much each tells."""

from collections.abc import Mapping
from dataclasses import dataclass

import aiosqlite

from knowledge.candidates import Candidates
from knowledge.cover import Asked
from knowledge.lexicon import Lexicon, LexiconRow
from knowledge.model import ActorType
from knowledge.offices import Offices
from knowledge.people import People
from knowledge.question import Question, Reader
from knowledge.store import Store
from knowledge.weights import Weights
from knowledge.words import Words

_ROWS = 250
"""Rows of the lexicon read at a time."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """Read once, then only used."""

    candidates: Candidates
    reader: Reader
    weights: Weights
    offices: Offices
    types: Mapping[str, ActorType]
    """Of each actor."""

    def asked(self, question: Question) -> Asked:
        """What a question asks for, weighed."""
        return Asked.of(question, self.weights, self.offices.of_person_asked_about(question))

    def holders(self, question: Question) -> list[frozenset[str]]:
        """For each office that is asked for or mentioned, who holds it; nobody perhaps."""
        asked = self.offices.read(question)
        return [*self.offices.mentioned(question), *([] if asked is None else [asked])]


async def understanding(store: Store, connection: aiosqlite.Connection) -> Understanding:
    """Out of the store; raises aiosqlite.Error."""
    lexicon = await _lexicon(connection)
    rows = list(await connection.execute_fetchall("SELECT term, held, asked FROM terms"))
    held = {str(term): int(number) for term, number, _ in rows if number}
    asked = {str(term): int(number) for term, _, number in rows if number}
    reader = Reader(
        names=store.names,
        people=People.of(store.actors.values()),
        words=Words(lexicon, held, asked.keys() | held.keys()),
        covered=tuple(store.by_partner),
    )
    return Understanding(
        Candidates(store, connection, lexicon, asked | held),
        reader,
        Weights(held, max(len(store.facts), 1), lexicon.near),
        Offices(store.actors.values(), lexicon),
        {actor.id: actor.type for actor in store.actors.values()},
    )


async def _lexicon(connection: aiosqlite.Connection) -> Lexicon:
    """Filled by handfuls, for people are answered meanwhile: all rows at once would hold them up for 0.2 s."""
    lexicon = Lexicon()
    async with connection.execute("SELECT what, entry, tongue, spelled, stems FROM lexicon") as cursor:
        while rows := await cursor.fetchmany(_ROWS):
            lexicon.fill(LexiconRow(*row) for row in rows)
    return lexicon.filled()
