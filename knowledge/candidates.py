"""Facts that hold at least one of the words asked for, out of the full-text index; how many are looked at is bounded."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import aiosqlite

from knowledge.lexicon import Lexicon
from knowledge.model import Fact
from knowledge.question import Question
from knowledge.store import Store
from knowledge.text import fold

MOST = 80
"""Facts that are looked at, the best first by the index alone; with 60 the sets of questions fare as well."""
_POSTINGS = 1_000
"""Facts that the words looked up may be in, all together: the rarest words are looked up first."""
_UNRANKED = 5_000
"""Facts of a word from which ranking them all would take too long: any will do, as a word so frequent tells little."""
SLICE = 10
"""Facts that are read or weighed before others get their turn on the event loop."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that holds something of what is asked, as terms."""

    fact: Fact
    own: frozenset[str]
    """Of its sentences and its date, and who is in it."""
    roles: frozenset[str]
    """Of their names and offices."""
    side: frozenset[str]
    """Of its labels and notes."""
    title: frozenset[str]
    """Of its id, which says in a few words what it is about."""
    questions: tuple[frozenset[str], ...] = ()
    """Of each question that it is known to answer."""
    wordings: tuple[str, ...] = ()
    """Those questions as they are put, folded."""


class Candidates:
    """Looks facts up in one store."""

    def __init__(
        self, store: Store, connection: aiosqlite.Connection, lexicon: Lexicon, held: Mapping[str, int]
    ) -> None:
        self._store = store
        self._connection = connection
        self._lexicon = lexicon
        self._titles: dict[str, frozenset[str]] = {}
        self._held = held

    async def of(self, question: Question) -> list[Candidate]:
        people = [f"a:{actor}" for actors in question.actors for actor in actors]
        own = {*people, *(term for unit in question.units for term in unit.terms)}
        near = {other for term in own for other in self._lexicon.near.get(term, ())} - own
        terms = self._rarest(own, near)
        if not terms:
            return []
        places = ",".join("?" * len(question.partners))
        where = f" AND f.partner IN ({places})" if question.partners else ""
        order = " ORDER BY search.rank" if self._held[terms[0]] < _UNRANKED else ""
        best = (
            "SELECT search.rowid AS position FROM search JOIN facts f ON f.position = search.rowid"  # noqa: S608 - placeholders
            f" WHERE search MATCH ?{where}{order} LIMIT {MOST}"
        )
        rows = await self._connection.execute_fetchall(
            "SELECT f.id, d.main, d.roles, d.side, d.questions, d.wordings"  # noqa: S608 - placeholders
            f" FROM ({best}) JOIN documents d USING (position) JOIN facts f USING (position)",
            (" OR ".join(f'"{term}"' for term in terms), *question.partners),
        )
        candidates = []
        for number, (fact_id, main, roles, side, told, worded) in enumerate(rows, 1):
            fact, title = self._store.facts[fact_id], self._title(fact_id)
            said, offices, labels = (frozenset[str](terms.split()) for terms in (main, roles, side))
            questions = tuple(frozenset[str](line.split()) for line in told.split("\n")) if told else ()
            wordings = tuple(worded.split("\n")) if worded else ()
            candidates.append(Candidate(fact, said, offices, labels, title, questions, wordings))
            if number % SLICE == 0:
                await asyncio.sleep(0)
        return candidates

    def _rarest(self, *kinds: Iterable[str]) -> list[str]:
        """Those that any fact holds, the rarest first, as many as can be looked up quickly; one at least."""
        known = [
            term
            for terms in kinds
            for term in sorted((one for one in terms if one in self._held), key=lambda one: (self._held[one], one))
        ]
        chosen: list[str] = []
        postings = 0
        for term in known:
            postings += self._held[term]
            if chosen and postings > _POSTINGS:
                break
            chosen.append(term)
        return chosen

    def _title(self, fact_id: str) -> frozenset[str]:
        title = self._titles.get(fact_id)
        if title is None:
            words = fold(fact_id.replace("-", " ")).split()[1:]
            title = frozenset(term for span in self._lexicon.spans(words, ["en"]) for term in span.terms)
            self._titles[fact_id] = title
        return title
