"""Facts that hold at least one of the words asked for, out of the full-text index; how many are looked at is bounded."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import aiosqlite

from knowledge import known
from knowledge.known import Known
from knowledge.lexicon import Lexicon
from knowledge.model import Fact
from knowledge.question import Question
from knowledge.store import Store
from knowledge.text import fold

MOST = 50
"""Facts that are looked at, the best first by the index alone; with 80 the sets of questions fare as well, with 40 worse."""
_POSTINGS = 1_000
"""Facts that the words looked up may be in, all together: the rarest words are looked up first."""
_UNRANKED = 5_000
"""Facts of a word from which ranking them all would take too long: any will do, as a word so frequent tells little."""
KEPT = 300
"""Facts that are kept as terms, those that were candidates last: most of a newsroom's store, and some 8 MB."""
SLICE = 6
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
    questions: tuple[Known, ...] = ()
    """That it is known to answer."""
    wordings: tuple[str, ...] = ()
    """Those questions as they are put, folded, the words of each in order."""


class Candidates:
    """Looks facts up in one store."""

    def __init__(
        self, store: Store, connection: aiosqlite.Connection, lexicon: Lexicon, held: Mapping[str, int]
    ) -> None:
        self._store = store
        self._connection = connection
        self._lexicon = lexicon
        self._titles: dict[str, frozenset[str]] = {}
        self._kept: OrderedDict[str, Candidate] = OrderedDict()
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
            f"SELECT f.id, position FROM ({best}) JOIN facts f USING (position)",  # noqa: S608 - placeholders
            (" OR ".join(f'"{term}"' for term in terms), *question.partners),
        )
        found = [(str(fact_id), int(position)) for fact_id, position in rows]
        kept = {fact_id: self._kept[fact_id] for fact_id, _ in found if fact_id in self._kept}
        read = await self._read([position for fact_id, position in found if fact_id not in kept])
        self._keep(kept | read)
        return [kept.get(fact_id) or read[fact_id] for fact_id, _ in found]

    async def _read(self, positions: Sequence[int]) -> dict[str, Candidate]:
        places = ",".join("?" * len(positions))
        rows = await self._connection.execute_fetchall(
            "SELECT f.id, d.main, d.roles, d.side, d.questions, d.ways, d.wordings"  # noqa: S608 - placeholders
            f" FROM documents d JOIN facts f USING (position) WHERE position IN ({places})",
            positions,
        )
        read = {}
        for number, (fact_id, main, roles, side, told, ways, worded) in enumerate(rows, 1):
            fact, title = self._store.facts[fact_id], self._title(fact_id)
            said, offices, labels = (frozenset[str](terms.split()) for terms in (main, roles, side))
            wordings = tuple(worded.split("\n")) if worded else ()
            read[fact_id] = Candidate(fact, said, offices, labels, title, known.read(told, ways), wordings)
            if number % SLICE == 0:
                await asyncio.sleep(0)
        return read

    def _keep(self, candidates: Mapping[str, Candidate]) -> None:
        for fact_id, candidate in candidates.items():
            self._kept[fact_id] = candidate
            self._kept.move_to_end(fact_id)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)

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
