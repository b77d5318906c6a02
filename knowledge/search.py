"""A question to ranked facts, or silence.

Coverage beats score: what a question asks for must be *in* a fact. Countries, persons and organisations are resolved first
and must fit; each further word counts as much as it is rare, and a word that nobody knows counts most of all.
"""

import math
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import zip_longest

import aiosqlite

from knowledge.asked import bonus, holds_what_is_asked
from knowledge.lexicon import Lexicon, LexiconRow
from knowledge.model import Fact, Status
from knowledge.offices import Offices
from knowledge.people import People
from knowledge.question import Question, Reader, Unit
from knowledge.store import Store, connect
from knowledge.text import fold

CANDIDATES = 200
SHOWN = 5
SHOWN_OF_A_LIST = 12
ENOUGH = 0.54
"""Coverage from which a fact answers."""
NEAR = 0.45
"""Coverage from which a fact is worth offering as the nearest."""
_BEHIND = 0.3
"""How far behind the best a fact may be and still be shown."""

# What the parts of a question count. A known word counts by its rarity (inverse document frequency) to the power of
# STEEPNESS, RAREST at the most. The figures were tuned on one half of the project's questions; docs/search.md has them.
STEEPNESS = 1.4
RAREST = 6.5
UNHELD = 12.0
"""A concept that no fact holds, a number or a stranger's name."""
UNKNOWN = 4.0
"""A word that nobody knows: perhaps chatter."""
VERB = 1.5
"""Such a word that looks like an Arabic verb."""
_VERB = ("ي", "بي", "بت", "ت")
SOFT = 0.3
"""Part of a word's weight that says what sort of thing is asked for as well."""
ACTOR = 5.0
PARTNER = 2.0
_SIDE = 0.6
"""What a word counts that is only in a fact's labels and notes."""


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


@dataclass(frozen=True, slots=True)
class _Candidate:
    fact: Fact
    main: frozenset[str]
    side: frozenset[str]
    title: frozenset[str]
    """Terms of the fact's id, which says in a few words what it is about."""
    coverage: float = 0.0
    score: float = 0.0


@asynccontextmanager
async def opened(store: Store) -> AsyncIterator["Search"]:
    """Search in a store, for as long as the context lasts."""
    async with connect(store.file) as connection:
        rows = await connection.execute_fetchall("SELECT what, entry, tongue, spelled, stems FROM lexicon")
        lexicon = Lexicon.of(LexiconRow(*row) for row in rows)
        terms = await connection.execute_fetchall("SELECT term, held FROM terms")
        reader = Reader(
            names=store.names,
            people=People.of(store.actors.values()),
            lexicon=lexicon,
            vocabulary={str(term): int(held) for term, held in terms},
            covered=tuple(store.by_partner),
        )
        yield Search(store, connection, reader)


class Search:
    """Finds facts of one store. Holds the store's connection and nothing that changes."""

    def __init__(self, store: Store, connection: aiosqlite.Connection, reader: Reader) -> None:
        self._store = store
        self._connection = connection
        self._reader = reader
        self._total = max(len(store.facts), 1)

    @cached_property
    def _offices(self) -> Offices:
        """Made when the first question comes: a start that waits for none is spared it."""
        return Offices(self._store.actors.values(), self._reader.lexicon)

    def reads_as_name(self, text: str) -> bool:
        """Whether a text names countries and asks for nothing else."""
        question = self._reader.read(text)
        return not question.units and not question.actors and question.intents <= {"yes-no", "list"}

    async def find(self, text: str, language: str | None = None) -> Found:
        """What the store holds on a question."""
        question = self._reader.read(text, language)
        if "judgement" in question.intents:
            return Found(Outcome.SILENT, (), question)
        if question.others:
            return Found(Outcome.OTHER_COUNTRY, (), question)
        if not question.units and not question.actors:
            return self._on_partners(question)
        if not question.units and not question.intents and len(question.actors) > 1:
            return await self._on_each(question)
        if frozenset() in question.actors:
            return Found(Outcome.SILENT, (), question)
        office = self._offices.read(question)
        if office is not None and not office:
            return Found(Outcome.SILENT, (), question)
        candidates = [
            self._weighed(candidate, question)
            for candidate in await self._candidates(question)
            if _holds_all(question.actors, candidate.main) and (office is None or _holds_all([office], candidate.main))
        ]
        return self._decided(question, sorted(candidates, key=lambda one: (-one.score, -one.fact.importance)))

    def _on_partners(self, question: Question) -> Found:
        """Nothing but countries: what is weightiest on them."""
        facts = [fact for code in question.partners for fact in self._store.by_partner[code] if fact.importance == 3]
        reported = sorted(facts, key=lambda fact: fact.status is not Status.REPORTED)
        limit = SHOWN if len(question.partners) == 1 else SHOWN_OF_A_LIST
        return Found(Outcome.ANSWERED if facts else Outcome.SILENT, tuple(reported[:limit]), question)

    async def _on_each(self, question: Question) -> Found:
        """Nothing but names: something on each."""
        found = [await self._candidates(replace(question, actors=(one,))) for one in question.actors]
        facts = [one.fact for each in found for one in sorted(each, key=lambda one: -one.fact.importance)[:3]]
        if not all(found):
            return Found(Outcome.SILENT, (), question)
        return Found(Outcome.ANSWERED, tuple(dict.fromkeys(facts))[:SHOWN], question)

    async def _candidates(self, question: Question) -> list[_Candidate]:
        terms = sorted(
            {term for unit in question.units for term in unit.terms},
            key=lambda term: self._reader.vocabulary.get(term, 0),
        )
        terms = [term for term in terms if term in self._reader.vocabulary]
        people = [f"a:{actor}" for actors in question.actors for actor in actors]
        match = " OR ".join(f'"{term}"' for term in (*people, *terms))
        if not match:
            return []
        places = ",".join("?" * len(question.partners))
        where = f" AND f.partner IN ({places})" if question.partners else ""
        rows = await self._connection.execute_fetchall(
            "SELECT f.id, d.main, d.side FROM search JOIN documents d ON d.position = search.rowid"  # noqa: S608 - placeholders
            f" JOIN facts f ON f.position = d.position WHERE search MATCH ?{where} ORDER BY search.rank LIMIT {CANDIDATES}",
            (match, *question.partners),
        )
        return [
            _Candidate(
                self._store.facts[fact_id], frozenset(main.split()), frozenset(side.split()), self._title(fact_id)
            )
            for fact_id, main, side in rows
        ]

    @lru_cache(maxsize=4096)  # noqa: B019 - lives as long as the store
    def _title(self, fact_id: str) -> frozenset[str]:
        words = fold(fact_id.replace("-", " ")).split()[1:]
        return frozenset(term for span in self._reader.lexicon.spans(words, ["en"]) for term in span.terms)

    def weight(self, unit: Unit) -> float:
        """How much a unit counts: the rarer, the more. An unknown word may be chatter; a concept that no fact holds is not."""
        if not unit.terms:
            return UNHELD if unit.is_name else VERB if unit.words.startswith(_VERB) else UNKNOWN
        held = sum(self._reader.vocabulary.get(term, 0) for term in unit.terms)
        if not held:
            return UNHELD
        rarity: float = math.log(1 + self._total / (held + 0.5)) ** STEEPNESS
        return min(rarity, RAREST) * (SOFT if unit.is_soft else 1)

    def _weighed(self, candidate: _Candidate, question: Question) -> _Candidate:
        known = covered = unknown = titled = 0.0
        for unit in question.units:
            weight = self.weight(unit)
            if unit.terms or unit.is_name:
                known += weight
                covered += weight * _share(unit.terms, candidate)
                titled += weight * any(term in candidate.title for term in unit.terms)
            else:
                unknown += weight
        for actors in question.actors:
            known += ACTOR
            covered += ACTOR * any(f"a:{actor}" in candidate.main for actor in actors)
        if question.partners:
            known += PARTNER
            covered += PARTNER
        asked = known + min(unknown, UNKNOWN + known / 3)
        coverage = covered / asked if asked else 0.0
        of_the_fact = sum(
            math.log(1 + self._total / (self._reader.vocabulary.get(term, 0) + 0.5)) for term in candidate.main
        )
        precision = covered / of_the_fact if of_the_fact else 0.0
        score = coverage + 0.2 * titled / (asked or 1) + 0.1 * precision + 0.04 * candidate.fact.importance
        return replace(candidate, coverage=coverage, score=score + bonus(candidate.fact, candidate.main, question))

    def _decided(self, question: Question, ranked: Sequence[_Candidate]) -> Found:
        if not ranked or ranked[0].coverage < NEAR:
            return Found(Outcome.SILENT, (), question)
        enough = [] if self._asks_for_unheld(question) else [one for one in ranked if one.coverage >= ENOUGH]
        fitting = [one for one in enough if holds_what_is_asked(one.fact, question)]
        if enough and not fitting:
            outcome = Outcome.UNDATED if "when" in question.intents else Outcome.NEAREST
            return Found(outcome, tuple(one.fact for one in enough[:2]), question)
        if len(question.partners) > 1:
            return self._of_each(question, fitting)
        if not fitting:
            return Found(Outcome.NEAREST, tuple(one.fact for one in ranked[:2]), question)
        limit = SHOWN_OF_A_LIST if question.intents & {"list", "compare"} else SHOWN
        close = [one for one in ranked if one.coverage >= NEAR and holds_what_is_asked(one.fact, question)]
        shown = [one for one in close if one.score >= fitting[0].score - _BEHIND]
        if "list" in question.intents and not question.partners and not question.actors:
            shown = _by_turns(fitting)
        return Found(Outcome.ANSWERED, tuple(one.fact for one in shown[:limit]), question)

    def _asks_for_unheld(self, question: Question) -> bool:
        """Whether the question names something that no fact of the store is about, such as a price or a president."""
        return any(not unit.is_soft and self.weight(unit) >= UNHELD for unit in question.units)

    def _of_each(self, question: Question, fitting: Sequence[_Candidate]) -> Found:
        """Several partners: something on each of them, side by side, or nothing."""
        by_partner = [[one for one in fitting if one.fact.partner == code][:3] for code in question.partners]
        if not all(by_partner):
            return Found(Outcome.NEAREST, tuple(one.fact for one in fitting[:2]), question)
        mixed = [one for rank in zip_longest(*by_partner) for one in rank if one is not None]
        return Found(Outcome.ANSWERED, tuple(one.fact for one in mixed[:SHOWN_OF_A_LIST]), question)


def _by_turns(ranked: Sequence[_Candidate]) -> list[_Candidate]:
    """Each partner's best, then each one's next best."""
    seen: Counter[str] = Counter()
    turns = []
    for one in ranked:
        seen[one.fact.partner] += 1
        turns.append((seen[one.fact.partner], one))
    return [one for _, one in sorted(turns, key=lambda turn: turn[0])]


def _holds_all(actors: Sequence[frozenset[str]], terms: frozenset[str]) -> bool:
    return all(any(f"a:{actor}" in terms for actor in one) for one in actors)


def _share(terms: Sequence[str], candidate: _Candidate) -> float:
    if any(term in candidate.main for term in terms):
        return 1.0
    return _SIDE if any(term in candidate.side for term in terms) else 0.0
