"""A question to ranked facts, or silence.

Coverage beats score: what a question asks for must be *in* a fact. Countries, persons and organisations are resolved first
and must fit; each further word counts as much as it is rare, and a word that nobody knows counts most of all.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, islice, zip_longest

import aiosqlite

from knowledge import garbage
from knowledge.asked import holds_what_is_asked, is_beyond_the_store
from knowledge.candidates import SLICE, Candidates
from knowledge.cover import cover
from knowledge.features import Ranked, ranked
from knowledge.kept import kept
from knowledge.likeness import NOT_ALIKE, Wording, alike, likeness
from knowledge.model import ActorType, Fact, Status
from knowledge.question import Question
from knowledge.store import Store, connect
from knowledge.understanding import Understanding, understanding
from knowledge.weights import UNHELD, Weights

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
_COMPARED = 25
"""Facts whose known questions are compared with what is asked, the best covered first; to compare partners takes all."""
_BEHIND = 7.0
"""How far behind the best one's score such a fact may be."""


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
        yield Search(store, connection)


class Search:
    """Finds facts of one store, over the connection that it is given."""

    def __init__(self, store: Store, connection: aiosqlite.Connection) -> None:
        self._store = store
        self._connection = connection
        self._understanding: Understanding | None = None
        self._reading = asyncio.Lock()

    async def understanding(self) -> Understanding:
        """Read when the first question comes: a start that waits for none is spared 0.2 s and 3 MB. Raises aiosqlite.Error."""
        if self._understanding is None:
            async with self._reading:
                if self._understanding is None:
                    with garbage.spared():
                        self._understanding = await understanding(self._store, self._connection)
        return self._understanding

    async def reads_as_name(self, text: str) -> bool:
        """Whether a text names countries and asks for nothing else."""
        question = (await self.understanding()).reader.read(text)
        return not question.units and not question.actors and question.intents <= {"yes-no", "list"}

    async def kept(self, text: str) -> str:
        """The words of a question that may be kept, as they are nobody's."""
        return kept(text, (await self.understanding()).reader)

    async def find(self, text: str, language: str | None = None) -> Found:
        """What the store holds on a question."""
        known = await self.understanding()
        question = known.reader.read(text, language)
        if is_beyond_the_store(question):
            return Found(Outcome.SILENT, (), question)
        if question.others:
            return Found(Outcome.OTHER_COUNTRY, (), question)
        if not question.units and not question.actors:
            return self._on_partners(question)
        if not question.units and question.intents <= {"compare", "list"} and len(question.actors) > 1:
            return await self._on_each(question, known.candidates)
        if not all([*question.actors, *known.holders(question)]):
            return Found(Outcome.SILENT, (), question)
        ranked = await _ranked(question, known)
        return _whole(_decided(question, ranked, known), ranked)

    async def ranked(self, text: str, language: str | None = None) -> tuple[Question, list[Ranked]]:
        """What was understood, and every fact that holds something of it, best first, whether it answers or not."""
        known = await self.understanding()
        question = known.reader.read(text, language)
        return question, await _ranked(question, known)

    def _on_partners(self, question: Question) -> Found:
        """Nothing but countries: what is weightiest on them."""
        limit = SHOWN if len(question.partners) == 1 else SHOWN_OF_A_LIST
        facts = tuple(islice(chain(self._weighty(question, reported=True), self._weighty(question)), limit))
        return Found(Outcome.ANSWERED if facts else Outcome.SILENT, facts, question)

    def _weighty(self, question: Question, *, reported: bool = False) -> Iterator[Fact]:
        facts = chain.from_iterable(self._store.by_partner[code] for code in question.partners)
        return (fact for fact in facts if fact.importance == 3 and (fact.status is Status.REPORTED) == reported)

    async def _on_each(self, question: Question, candidates: Candidates) -> Found:
        """Nothing but names: something on each."""
        together = await candidates.of(question)
        both = [one for one in together if "compare" not in question.intents and _holds_all(question.actors, one.own)]
        if both:
            ranked = sorted(both, key=lambda one: -one.fact.importance)
            return Found(Outcome.ANSWERED, tuple(one.fact for one in ranked[:SHOWN]), question)
        found = [await candidates.of(replace(question, actors=(one,))) for one in question.actors]
        facts = [one.fact for each in found for one in sorted(each, key=lambda one: -one.fact.importance)[:3]]
        if not all(found):
            return Found(Outcome.SILENT, (), question)
        return Found(Outcome.ANSWERED, tuple(dict.fromkeys(facts))[:SHOWN], question)


async def _ranked(question: Question, known: Understanding) -> list[Ranked]:
    """Every fact that may be shown, a few at a time: others wait on the event loop meanwhile."""
    actors, asked = [*question.actors, *known.holders(question)], known.asked(question)
    wording, fitted = Wording.of(question, known.weights), []
    covered = [(one, cover(one, asked)) for one in await known.candidates.of(question)]
    is_comparison = len(question.partners) > 1 or "compare" in question.intents
    for number, (candidate, its) in enumerate(sorted(covered, key=lambda one: -one[1].share)):
        if number % SLICE == 0:
            await asyncio.sleep(0)
        nearest = alike(candidate, wording, known.weights) if number < _COMPARED or is_comparison else NOT_ALIKE
        if max(its.share, *nearest) >= BESIDE and _holds_all(actors, candidate.own):
            like = likeness(candidate, wording, nearest)
            fitted.append(ranked(candidate, its, like, question, asked, known.weights))
    return sorted(fitted, key=lambda one: (-one.score, -one.fact.importance))


def _decided(question: Question, ranked: Sequence[Ranked], known: Understanding) -> Found:
    if not any(one.coverage >= NEAR or one.likeness.first >= ALIKE for one in ranked):
        return Found(Outcome.SILENT, (), question)
    is_unheld = _asks_for_unheld(question, known.weights)
    enough = [
        one
        for one in ranked
        if one.likeness.first >= ALIKE
        or (one.coverage >= (NEAR if len(question.partners) > 1 else ENOUGH) and not is_unheld)
    ]
    best = max((one.coverage for one in enough), default=0.0)
    fitting = [
        one
        for one in enough
        if (one.coverage >= best - _SHORT or one.likeness.first >= ALIKE) and fits(one, question, known.types)
    ]
    if enough and not fitting:
        nearest = tuple(one.fact for one in enough[:2])
        asks_for_day = "which-day" in question.intents and not any(fact.date for fact in nearest)
        is_undated = "when" in question.intents or asks_for_day
        return Found(Outcome.UNDATED if is_undated else Outcome.NEAREST, nearest, question)
    if len(question.partners) > 1:
        return _of_each(question, fitting)
    if not fitting:
        return Found(Outcome.NEAREST, tuple(one.fact for one in ranked[:2]), question)
    names_nobody = not question.partners and not question.actors
    is_list = bool(question.intents & {"list", "compare"}) or (names_nobody and bool(question.intents & {"who"}))
    limit = SHOWN_OF_A_LIST if is_list else SHOWN
    close = (one for one in ranked if one.score >= fitting[0].score - _BEHIND and fits(one, question, known.types))
    shown = _by_turns(fitting) if is_list and names_nobody else close
    return Found(Outcome.ANSWERED, tuple(one.fact for one in islice(shown, limit)), question)


def fits(one: Ranked, question: Question, types: Mapping[str, ActorType]) -> bool:
    return holds_what_is_asked(one.fact, one.candidate.own, question, types)


def _asks_for_unheld(question: Question, weights: Weights) -> bool:
    """Whether the question names something that no fact of the store is about, such as a price or a president."""
    return any(not unit.is_soft and weights.of(unit) >= UNHELD for unit in question.units)


def _of_each(question: Question, fitting: Sequence[Ranked]) -> Found:
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


def _whole(found: Found, ranked: Sequence[Ranked]) -> Found:
    """A list with the other items of what the first fact is an item of."""
    if not found.answered or "list" not in found.question.intents or len(found.question.partners) > 1:
        return found
    first, *others = found.facts
    items = [one.fact for one in ranked if _is_item_with(first, one.fact)]
    return replace(found, facts=tuple(dict.fromkeys((first, *items, *others)))[:SHOWN_OF_A_LIST])


def _is_item_with(one: Fact, other: Fact) -> bool:
    """Whether two facts are said in the same words of one paragraph, with another item each."""
    mine, its = one.evidence[0], other.evidence[0]
    in_one_place = (mine.source, mine.paragraph, mine.terms[0]) == (its.source, its.paragraph, its.terms[0])
    return in_one_place and (one.status, one.kind) == (other.status, other.kind)


def _holds_all(actors: Sequence[frozenset[str]], terms: frozenset[str]) -> bool:
    return all(any(f"a:{actor}" in terms for actor in one) for one in actors)
