"""Learns what each feature weighs in the order of the facts, for knowledge/weights.py: `python -m benchmarks.ranking`.

For each question of the sets that are tuned on, the facts that fit compete (softmax); one that its author expects first should
win. Before that, each set and each partner is held out in turn, and counted with the weights that the others give.
"""

import asyncio
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge import live, search
from knowledge.cover import cover
from knowledge.features import features
from knowledge.likeness import Wording, alike, likeness
from knowledge.search import Search, fits
from knowledge.weights import COEFFICIENTS

ROOT = Path(__file__).resolve().parent.parent
SETS = {
    "questions": {"tune"},
    "questions-later": {"fresh"},
    "questions-third": {"third"},
    "questions-fourth": {"fourth"},
    "questions-fifth": {"fifth"},
    "questions-sixth": {"sixth"},
    "questions-seventh": {"seventh"},
    "questions-eighth": {"eighth"},
    "questions-tenth": {"tenth"},
    "questions-near-miss": {"near-miss"},
}
RIDGE = 0.5
START = 6.0
"""What coverage weighs to begin with, to which the ridge draws; everything else is drawn to nothing."""
STEPS, RATE, MOST = 150, 0.15, 40

Row = tuple[Sequence[float], bool]


@dataclass(frozen=True, slots=True)
class Contest:
    """The facts that fit one question, as their features, and whether each is one that should come first."""

    half: str
    partner: str
    rows: Sequence[Row]


async def main() -> None:
    with TemporaryDirectory() as directory:
        store = await live.open_directory(ROOT / "seeds", Path(directory))
        async with search.opened(store) as searching:
            contests = [one for record in _records() if (one := await _contest(searching, record))]
    for name, key in (("set", _half), ("partner", _partner)):
        print(f"held out by {name}: {_held_out(contests, key)}")
    for name, weight in zip(COEFFICIENTS, learned(contests), strict=True):
        print(f'    "{name}": {weight:.2f},')


def _half(contest: Contest) -> str:
    return contest.half


def _partner(contest: Contest) -> str:
    return contest.partner


def _records() -> list[Mapping[str, object]]:
    lines = (
        (json.loads(line), halves)
        for name, halves in SETS.items()
        for line in (ROOT / f"tests/data/{name}.jsonl").read_text("utf-8").splitlines()
    )
    return [record for record, halves in lines if record["half"] in halves and record["facts"]]


async def _contest(searching: Search, record: Mapping[str, object]) -> Contest | None:
    known = await searching.understanding()
    question, ranked = await searching.ranked(str(record["text"]), str(record["lang"]))
    expected, partners = record["facts"], record["partners"]
    assert isinstance(expected, list)
    assert isinstance(partners, list)
    rows, asked, wording = [], known.asked(question), Wording.of(question, known.weights)
    for one in [one for one in ranked if fits(one, question, known.types)][:MOST]:
        like = likeness(one.candidate, wording, alike(one.candidate, wording, known.weights))
        found = features(one.candidate, cover(one.candidate, asked), like, question, asked, known.weights)
        rows.append(([found[name] for name in COEFFICIENTS], one.fact.id in expected[0]))
    wins = [wins for _, wins in rows]
    is_contest = any(wins) and not all(wins) and len(question.partners) < 2
    return Contest(str(record["half"]), str(partners[0]) if partners else "", rows) if is_contest else None


def learned(contests: Sequence[Contest]) -> list[float]:
    """The weights by which those that should come first most often do (Adam on the log-likelihood)."""
    start = [START * (name == "covered") for name in COEFFICIENTS]
    weights, mean, square = list(start), [0.0] * len(start), [0.0] * len(start)
    for step in range(1, STEPS + 1):
        slope = [RIDGE * (weight - at) / len(contests) for weight, at in zip(weights, start, strict=True)]
        for contest in contests:
            _add_slope(slope, weights, contest.rows, len(contests))
        for index, value in enumerate(slope):
            mean[index] += 0.1 * (value - mean[index])
            square[index] += 0.01 * (value * value - square[index])
            along = mean[index] / (1 - 0.9**step) / (math.sqrt(square[index] / (1 - 0.99**step)) + 1e-8)
            weights[index] -= RATE * along * (1 if step < STEPS * 2 / 3 else 0.3)
    return weights


def _add_slope(slope: list[float], weights: Sequence[float], rows: Sequence[Row], of: int) -> None:
    scores = [_product(weights, found) for found, _ in rows]
    highest = max(scores)
    odds = [math.exp(score - highest) for score in scores]
    together, right = sum(odds), sum(one for one, (_, wins) in zip(odds, rows, strict=True) if wins)
    for one, (found, wins) in zip(odds, rows, strict=True):
        excess = (one / together - (one / right if wins else 0.0)) / of
        for index, value in enumerate(found):
            if value:
                slope[index] += excess * value


def _product(weights: Sequence[float], found: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, found, strict=True))


def _held_out(contests: Sequence[Contest], key: Callable[[Contest], str]) -> str:
    told, right = [], 0
    for part in sorted({key(one) for one in contests}):
        weights = learned([one for one in contests if key(one) != part])
        tested = [one for one in contests if key(one) == part]
        won = sum(max(one.rows, key=lambda row: _product(weights, row[0]))[1] for one in tested)
        right += won
        told.append(f"{part or 'none'} {won / len(tested):.1%} of {len(tested)}")
    return f"{right / len(contests):.1%} first ({', '.join(told)})"


if __name__ == "__main__":
    asyncio.run(main())
