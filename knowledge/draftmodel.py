"""Which commitments a paragraph of an article carries: a small weighing of signs, whose weights are learned from curated facts.

A sign is something that is true of a paragraph (it holds a cue of a status, it is a heading, later sentences refer to it).
Each status has a weight for each sign, and starts from a guess made by hand, so that four short articles suffice to tune it.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.draftcues import DISTANT, Cues, is_heading, is_question
from knowledge.model import Status
from knowledge.text import fold

FILE = Path(__file__).with_name("draftweights.json")
BIAS, LONG, NAMES, LAST = "any", "long", "names who", "near the end"
CLAUSE, CLAUSES, ALL, WORD, OPEN = "clause", "clauses", "all clauses", "a cue anywhere", "nothing expected or proposed"
HEADING, QUESTION, LEADS, MAINLY = "heading", "question", "heads such a clause", "heads such clauses"
FIRST = "names first what such a clause takes up"
GUESS: dict[str, float] = {
    BIAS: -1.0, LONG: 0.3, NAMES: 0.0, LAST: 0.0, CLAUSE: 2.0, CLAUSES: 0.7, ALL: 0.5, WORD: 0.3, OPEN: 0.0, QUESTION: -1.5,
    FIRST: 2.5,
}  # fmt: skip
HEADING_GUESS: dict[str, float] = {
    BIAS: -2.0, LONG: 0.0, NAMES: 0.0, LAST: 0.0, QUESTION: -2.0, WORD: 0.5, LEADS: 1.5, MAINLY: 0.7, HEADING: 0.0, FIRST: 0.0,
}  # fmt: skip
"""What a weight is taken for before anything is learned, and what it is drawn back to."""
PULL = 0.02
STEPS = 400
RATE = 0.5
THRESHOLD = 0.25
LONG_WORDS = 40
MOST = 0.5

Signs = dict[Status, frozenset[str]]
Weights = Mapping[str, Mapping[str, float]]
Article = Sequence[str]
"""Its paragraphs."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph's clauses: what each commits to, and what it names that others may take up."""

    words: tuple[str, ...]
    statuses: tuple[frozenset[Status], ...]
    cued: frozenset[Status]
    events: frozenset[str]
    is_heading: bool
    is_question: bool
    names_who: bool

    @classmethod
    def of(cls, text: str, cues: Cues) -> "_Paragraph | None":
        if cues.is_boilerplate(text):
            return None
        clauses = [fold(clause).split() for clause in cues.clauses(text)]
        words = fold(text).split()
        return cls(
            words=tuple(words),
            statuses=tuple(cues.clause_statuses(clause) for clause in clauses),
            cued=frozenset(status for status in Status if cues.status_cues(words, status)),
            events=frozenset(phrase[0] for _, phrase in cues.events.found(words)),
            is_heading=is_heading(text),
            is_question=is_question(text),
            names_who=any(True for _ in cues.parties.found(words)),
        )

    def share(self, status: Status) -> float:
        return sum(status in one for one in self.statuses) / len(self.statuses)


def signs(article: Article, cues: Cues) -> list[Signs | None]:
    """For each paragraph the signs that speak of each status; None for one that says nothing."""
    read = [_Paragraph.of(paragraph, cues) for paragraph in article]
    last = max((number for number, one in enumerate(read) if one is not None), default=0)
    firsts = _firsts(read)
    return [
        None
        if one is None
        else {
            status: frozenset(
                sign
                for sign, holds in (
                    *_general(one, is_last=number >= last - 1),
                    *_of_status(one, status),
                    *_heading(one, read[number + 1] if number < len(read) - 1 else None, status),
                    (FIRST, status in firsts[number]),
                )
                if holds
            )
            for status in Status
        }
        for number, one in enumerate(read)
    ]


def _general(one: _Paragraph, *, is_last: bool) -> Iterator[tuple[str, bool]]:
    yield BIAS, True
    yield LONG, len(one.words) > LONG_WORDS
    yield NAMES, one.names_who
    yield LAST, is_last
    yield QUESTION, one.is_question


def _of_status(one: _Paragraph, status: Status) -> Iterator[tuple[str, bool]]:
    yield WORD, status in one.cued
    if not one.is_heading:
        held = sum(status in clause for clause in one.statuses)
        yield CLAUSE, held > 0
        yield CLAUSES, held > 1
        yield ALL, held == len(one.statuses)
        yield OPEN, not any(clause & DISTANT for clause in one.statuses)


def _heading(one: _Paragraph, following: _Paragraph | None, status: Status) -> Iterator[tuple[str, bool]]:
    if one.is_heading and following is not None:
        yield LEADS, following.share(status) > 0
        yield MAINLY, following.share(status) >= MOST
        yield HEADING, True


def _firsts(read: Sequence[_Paragraph | None]) -> list[set[Status]]:
    """For each paragraph what later clauses commit to that take up something which it was the first to name."""
    first: dict[str, int] = {}
    found: list[set[Status]] = [set() for _ in read]
    for number, one in enumerate(read):
        if one is None or one.is_heading:
            continue
        for event in one.events:
            origin = first.setdefault(event, number)
            if origin != number:
                found[origin].update(*one.statuses)
    return found


def chances(weights: Weights, held: Signs) -> dict[Status, float]:
    return {status: _chance(weights[_table(status, held[status])], held[status]) for status in Status}


def _table(status: Status, held: frozenset[str]) -> str:
    """Headings are few: what they take from the paragraphs below them is learned for all statuses at once."""
    return HEADING if HEADING in held else status.value


def _chance(weights: Mapping[str, float], held: Iterable[str]) -> float:
    return 1 / (1 + math.exp(-sum(weights[sign] for sign in held)))


def tuned(examples: Iterable[tuple[Article, frozenset[tuple[int, Status]]]], cues: Cues) -> Weights:
    """Weights learned from articles and the (paragraph, status) pairs that curators found in them."""
    cases: dict[str, list[tuple[frozenset[str], bool]]] = {HEADING: [], **{status.value: [] for status in Status}}
    for article, pairs in examples:
        for number, held in enumerate(signs(article, cues), 1):
            if held is None:
                continue
            for status in Status:
                cases[_table(status, held[status])].append((held[status], (number, status) in pairs))
    return {table: _descended(of, HEADING_GUESS if table == HEADING else GUESS) for table, of in cases.items()}


def _descended(cases: Sequence[tuple[frozenset[str], bool]], guess: Mapping[str, float]) -> dict[str, float]:
    weights = dict(guess)
    for _ in range(STEPS):
        slopes = {sign: PULL * (weights[sign] - guessed) for sign, guessed in guess.items()}
        for held, is_there in cases:
            error = _chance(weights, held) - is_there
            for sign in held:
                slopes[sign] += error / max(len(cases), 1)
        for sign, slope in slopes.items():
            weights[sign] -= RATE * slope
    return {sign: round(weight, 3) for sign, weight in weights.items()}


@cache
def weights() -> Weights:
    """As the package holds them, learned from all articles of the store."""
    held: Weights = json.loads(FILE.read_text(encoding="utf-8"))
    return held
