"""What a question and a name cost, at today's size and at 100,000 facts, beside plain FTS5 and pycountry in the same run."""

import asyncio
import contextlib
import json
import math
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pycountry

from benchmarks.report import Figure, figure
from bot.verbs.running import settle
from knowledge import live, search
from knowledge.names import resolve
from knowledge.store import Store, open_store
from knowledge.text import fold

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3
MANY = 100_000
ASKED = 200
PEERS_NAMES = 40
"""Names that pycountry is asked for: each takes it milliseconds."""


async def measure() -> list[Figure]:
    with TemporaryDirectory() as directory:
        today = await live.open_directory(ROOT / "seeds", Path(directory))
        many = await open_store(_multiplied(today.file, Path(directory) / "many.sqlite"))
        settle()  # as whoever runs the bot does once it is started
        texts, names = _texts("questions-later", "questions-third")[:ASKED], _texts("names")
        costs: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            at_today, _ = await _questions(today, texts)
            at_many, held = await _questions(many, texts)
            for name, value in (
                ("a question today, 95th percentile of CPU", _percentile(at_today, 95)),
                ("a question at 100,000 facts, 99th percentile", _percentile(at_many, 99)),
                ("the event loop held meanwhile, at the longest", held),
                ("the same by plain FTS5 bm25, 99th percentile", _percentile(_plainly(many, texts), 99)),
                ("a name, 99th percentile", _percentile(_each(names, lambda name: _resolve(name, many)), 99)),
                ("a name by pycountry.search_fuzzy, median", _percentile(_each(names[:PEERS_NAMES], _fuzzily), 50)),
            ):
                costs.setdefault(name, []).append(value)
    promised = dict(zip(costs, (15, 50, 20, None, 1, None), strict=True))
    return [figure(name, "ms", values, at_most=promised[name]) for name, values in costs.items()]


def _texts(*sets: str) -> list[str]:
    lines = (line for name in sets for line in (ROOT / f"tests/data/{name}.jsonl").read_text("utf-8").splitlines())
    return [str(record["text"]) for record in map(json.loads, lines)]


def _multiplied(file: Path, out: Path) -> Path:
    """The store with its facts again and again under other ids, each copy with a word of its own."""
    out.write_bytes(file.read_bytes())
    out.chmod(0o600)
    with contextlib.closing(sqlite3.connect(out)) as connection, connection:
        facts = connection.execute("SELECT * FROM facts JOIN documents USING (position)").fetchall()
        copies = math.ceil(MANY / len(facts)) - 1
        for copy in range(1, copies + 1):
            for position, identifier, partner, record, main, *others in facts:
                row, name = copy * len(facts) + position, f"{identifier[:36].rstrip('-')}-{position}-{copy}"
                again = record.replace(f'"id":"{identifier}"', f'"id":"{name}"', 1)
                connection.execute("INSERT INTO facts VALUES (?, ?, ?, ?)", (row, name, partner, again))
                document = (row, f"{main} w:copy{copy}", *others)
                connection.execute(f"INSERT INTO documents VALUES (?{', ?' * (len(document) - 1)})", document)  # noqa: S608 - placeholders
        connection.execute("UPDATE terms SET held = held * ?1, asked = asked * ?1", (copies + 1,))
        connection.execute("INSERT INTO search(search) VALUES ('rebuild')")
    return out


async def _questions(store: Store, texts: Sequence[str]) -> tuple[list[float], float]:
    """Milliseconds of CPU of each question, and how long the event loop was held at the longest."""
    held = 0.0

    async def watch() -> None:
        nonlocal held
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            held = max(held, (time.perf_counter() - before) * 1000 - 1)

    async with search.opened(store) as searching:
        await searching.find("Rheinmetall")
        watching = asyncio.create_task(watch())
        costs = []
        for text in texts:
            before = time.process_time()
            await searching.find(text)
            costs.append((time.process_time() - before) * 1000)
        watching.cancel()
    return costs, held


def _plainly(store: Store, texts: Sequence[str]) -> list[float]:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE plain USING fts5(en, ar)")
        connection.executemany(
            "INSERT INTO plain VALUES (?, ?)", ((fact.text.en, fact.text.ar) for fact in store.facts.values())
        )

        def ask(text: str) -> object:
            words = " OR ".join(f'"{word}"' for word in fold(text).split())
            return connection.execute(
                "SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT 5", (words,)
            ).fetchall()

        return _each(texts, ask)


def _resolve(name: str, store: Store) -> object:
    return resolve(name, store.names, store.by_partner.keys())


def _fuzzily(name: str) -> object:
    with contextlib.suppress(LookupError):
        return pycountry.countries.search_fuzzy(name)
    return None


def _each(texts: Sequence[str], ask: Callable[[str], object]) -> list[float]:
    def costs() -> Iterator[float]:
        for text in texts:
            before = time.process_time()
            ask(text)
            yield (time.process_time() - before) * 1000

    return list(costs())


def _percentile(values: Sequence[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]
