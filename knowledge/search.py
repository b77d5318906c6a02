"""A question to ranked facts, or silence.

Coverage beats score: what a question asks for must be *in* a fact. Countries, persons and organisations are resolved first
and must fit; each further word counts as much as it is rare, and a word that nobody knows counts most of all.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import chain, islice, zip_longest

import aiosqlite

from knowledge.asked import holds_what_is_asked, is_beyond_the_store
from knowledge.candidates import SLICE, Candidates
from knowledge.cover import Asked, cover
from knowledge.features import Ranked, ranked
from knowledge.kept import kept
from knowledge.lexicon import Lexicon, LexiconRow
from knowledge.likeness import Wording, likeness
from knowledge.model import Fact, Status
from knowledge.offices import Offices
from knowledge.people import People
from knowledge.question import Question, Reader
from knowledge.store import Store, connect
from knowledge.weights import UNHELD, Weights
from knowledge.words import Words

SHOWN = 5
SHOWN_OF_A_LIST = 12
ENOUGH = 0.54
"""Coverage from which a fact answers."""
ALIKE = 0.73
"""Likeness to a question that a fact is known to answer from which it answers, whatever its own words cover."""
NEAR = 0.45
"""Coverage from which a fact is worth offering as the nearest."""
BESIDE = 0.35
"""Coverage from which a fact is shown behind one that answers."""
_SHORT = 0.25
"""By how much less than the best covered one a fact may cover to answer: it is about something else then."""
_BEHIND = 6.0
"""How far behind the best one's score such a fact may be."""
_ROWS = 250
"""Rows of the lexicon read at a time."""


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    NEAREST = "nearest"
    SILENT = "silent"
    OTHER_COUNTRY = "other-country"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome, the facts to show (best first), and what the question was about."""

    outcome: Outcome
    facts: tuple[Fact, ...]
    question: Question

    @property
    def answered(self) -> bool:
        return self.outcome is Outcome.ANSWERED


@asynccontextmanager
async def opened(store: Store) -> AsyncIterator["Search"]:
    """Search in a store, for as long as the context lasts."""
    async with connect(store.file) as connection:
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
        weights = Weights(held, max(len(store.facts), 1), lexicon.near)
        yield Search(store, Candidates(store, connection, lexicon, asked | held), reader, weights)


async def _lexicon(connection: aiosqlite.Connection) -> Lexicon:
    """Filled by handfuls, for people are answered meanwhile: all 19,000 rows at once would hold them up for 0.2 s."""
    lexicon = Lexicon()
    async with connection.execute("SELECT what, entry, tongue, spelled, stems FROM lexicon") as cursor:
        while rows := await cursor.fetchmany(_ROWS):
            lexicon.fill(LexiconRow(*row) for row in rows)
    return lexicon.filled()


class Search:
    """Finds facts of one store. Holds the store's connection and nothing that changes."""

    def __init__(self, store: Store, candidates: Candidates, reader: Reader, weights: Weights) -> None:
        self._store = store
        self._reader = reader
        self._candidates = candidates
        self._types = {actor.id: actor.type for actor in store.actors.values()}
        self.weights = weights

    @cached_property
    def _offices(self) -> Offices:
        """Made when the first question comes: a start that waits for none is spared it."""
        return Offices(self._store.actors.values(), self._reader.lexicon)

    def reads_as_name(self, text: str) -> bool:
        """Whether a text names countries and asks for nothing else."""
        question = self._reader.read(text)
        return not question.units and not question.actors and question.intents <= {"yes-no", "list"}

    def kept(self, text: str) -> str:
        """The words of a question that may be kept, as they are nobody's."""
        return kept(text, self._reader)

    async def find(self, text: str, language: str | None = None) -> Found:
        """What the store holds on a question."""
        question = self._reader.read(text, language)
        if is_beyond_the_store(question):
            return Found(Outcome.SILENT, (), question)
        if question.others:
            return Found(Outcome.OTHER_COUNTRY, (), question)
        if not question.units and not question.actors:
            return self._on_partners(question)
        if not question.units and question.intents <= {"compare", "list"} and len(question.actors) > 1:
            return await self._on_each(question)
        holders = self._holders(question)
        if not all([*question.actors, *holders]):
            return Found(Outcome.SILENT, (), question)
        return self._decided(question, await self._ranked(question, holders))

    async def ranked(self, text: str, language: str | None = None) -> tuple[Question, list[Ranked]]:
        """What was understood, and every fact that holds something of it, best first, whether it answers or not."""
        question = self._reader.read(text, language)
        return question, await self._ranked(question, self._holders(question))

    def _holders(self, question: Question) -> list[frozenset[str]]:
        """For each office that is asked for or mentioned, who holds it; nobody perhaps."""
        asked = self._offices.read(question)
        return [*self._offices.mentioned(question), *([] if asked is None else [asked])]

    async def _ranked(self, question: Question, holders: Sequence[frozenset[str]]) -> list[Ranked]:
        """Every fact that may be shown, a few at a time: others wait on the event loop meanwhile."""
        actors, asked = [*question.actors, *holders], Asked.of(question, self.weights)
        wording, fitted = Wording.of(question, self.weights), []
        for number, candidate in enumerate(await self._candidates.of(question), 1):
            if number % SLICE == 0:
                await asyncio.sleep(0)
            covered = cover(candidate, asked)
            alike = likeness(candidate, wording, self.weights)
            if max(covered.share, alike.first) >= BESIDE and _holds_all(actors, candidate.own):
                fitted.append(ranked(candidate, covered, alike, question, asked, self.weights))
        return sorted(fitted, key=lambda one: (-one.score, -one.fact.importance))

    def _on_partners(self, question: Question) -> Found:
        """Nothing but countries: what is weightiest on them."""
        limit = SHOWN if len(question.partners) == 1 else SHOWN_OF_A_LIST
        facts = tuple(islice(chain(self._weighty(question, reported=True), self._weighty(question)), limit))
        return Found(Outcome.ANSWERED if facts else Outcome.SILENT, facts, question)

    def _weighty(self, question: Question, *, reported: bool = False) -> Iterator[Fact]:
        facts = chain.from_iterable(self._store.by_partner[code] for code in question.partners)
        return (fact for fact in facts if fact.importance == 3 and (fact.status is Status.REPORTED) == reported)

    async def _on_each(self, question: Question) -> Found:
        """Nothing but names: something on each."""
        together = await self._candidates.of(question)
        both = [one for one in together if "compare" not in question.intents and _holds_all(question.actors, one.own)]
        if both:
            ranked = sorted(both, key=lambda one: -one.fact.importance)
            return Found(Outcome.ANSWERED, tuple(one.fact for one in ranked[:SHOWN]), question)
        found = [await self._candidates.of(replace(question, actors=(one,))) for one in question.actors]
        facts = [one.fact for each in found for one in sorted(each, key=lambda one: -one.fact.importance)[:3]]
        if not all(found):
            return Found(Outcome.SILENT, (), question)
        return Found(Outcome.ANSWERED, tuple(dict.fromkeys(facts))[:SHOWN], question)

    def _decided(self, question: Question, ranked: Sequence[Ranked]) -> Found:
        if not any(one.coverage >= NEAR or one.likeness.first >= ALIKE for one in ranked):
            return Found(Outcome.SILENT, (), question)
        is_unheld = self._asks_for_unheld(question)
        enough = [one for one in ranked if one.likeness.first >= ALIKE or (one.coverage >= ENOUGH and not is_unheld)]
        best = max((one.coverage for one in enough), default=0.0)
        fitting = [
            one
            for one in enough
            if (one.coverage >= best - _SHORT or one.likeness.first >= ALIKE) and self.fits(one, question)
        ]
        if enough and not fitting:
            nearest = tuple(one.fact for one in enough[:2])
            asks_for_day = "which-day" in question.intents and not any(fact.date for fact in nearest)
            is_undated = "when" in question.intents or asks_for_day
            return Found(Outcome.UNDATED if is_undated else Outcome.NEAREST, nearest, question)
        if len(question.partners) > 1:
            return self._of_each(question, fitting)
        if not fitting:
            return Found(Outcome.NEAREST, tuple(one.fact for one in ranked[:2]), question)
        names_nobody = not question.partners and not question.actors
        is_list = bool(question.intents & {"list", "compare"}) or (names_nobody and bool(question.intents & {"who"}))
        limit = SHOWN_OF_A_LIST if is_list else SHOWN
        close = (one for one in ranked if one.score >= fitting[0].score - _BEHIND and self.fits(one, question))
        shown = _by_turns(fitting) if is_list and names_nobody else close
        return Found(Outcome.ANSWERED, tuple(one.fact for one in islice(shown, limit)), question)

    def fits(self, one: Ranked, question: Question) -> bool:
        return holds_what_is_asked(one.fact, one.candidate.own, question, self._types)

    def _asks_for_unheld(self, question: Question) -> bool:
        """Whether the question names something that no fact of the store is about, such as a price or a president."""
        return any(not unit.is_soft and self.weights.of(unit) >= UNHELD for unit in question.units)

    def _of_each(self, question: Question, fitting: Sequence[Ranked]) -> Found:
        """Several partners: something on each of them, side by side, or nothing."""
        by_partner = [[one for one in fitting if one.fact.partner == code][:3] for code in question.partners]
        if not all(by_partner):
            return Found(Outcome.NEAREST, tuple(one.fact for one in fitting[:2]), question)
        mixed = [one for rank in zip_longest(*by_partner) for one in rank if one is not None]
        return Found(Outcome.ANSWERED, tuple(one.fact for one in mixed[:SHOWN_OF_A_LIST]), question)


def _by_turns(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Each partner's best, then each one's next best."""
    seen: Counter[str] = Counter()
    turns = []
    for one in ranked:
        seen[one.fact.partner] += 1
        turns.append((seen[one.fact.partner], one))
    return [one for _, one in sorted(turns, key=lambda turn: turn[0])]


def _holds_all(actors: Sequence[frozenset[str]], terms: frozenset[str]) -> bool:
    return all(any(f"a:{actor}" in terms for actor in one) for one in actors)
