"""What planning costs when a hundred thousand subscriptions are due at once, and how long it holds up the event loop."""

import asyncio
import datetime as dtm
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.report import Figure, figure
from bot.digests.plan import Planner
from bot.storage.database import open_database
from bot.storage.subscription import Subscription
from bot.storage.subscriptions import Subscriptions
from bot.storage.switches import Switches
from bot.text.catalogue import words
from bot.verbs.running import settle
from knowledge import live, places
from knowledge.model import LANGUAGES
from knowledge.store import Store

FEW, DUE = 100, 100_000
ROUNDS = 3
LOOKS = 20
_NOW = dtm.datetime(2026, 11, 29, 6, tzinfo=dtm.UTC)
_WRITTEN_AT_ONCE = 10_000
_BEAT = 0.001


@dataclass(frozen=True)
class Planned:
    """What it took to plan so many, and to look again when nothing was due."""

    seconds: float
    cpu_ms_each: float
    held_ms: float
    look_ms: float


async def measure() -> list[Figure]:
    """The many in one round: it takes half a minute."""
    store = await live.open_directory(places.curated_directory(), places.compiled_stores())
    for language in LANGUAGES:  # a bot that serves has read its words long before
        words(language)
    few = [await _planned(store, FEW) for _ in range(ROUNDS)]
    many = await _planned(store, DUE)
    return [
        figure("planning 100,000 due subscriptions", "s", [many.seconds], at_most=30),
        figure("the event loop held up by it", "ms", [many.held_ms], at_most=20),
        figure("CPU to plan one of 100 due subscriptions", "ms", [one.cpu_ms_each for one in few]),
        figure("CPU to plan one of 100,000", "ms", [many.cpu_ms_each]),
        figure("a look at 100 subscriptions of which none is due", "ms", [one.look_ms for one in few]),
        figure("a look at 100,000 of which none is due", "ms", [many.look_ms]),
    ]


async def _planned(store: Store, number: int) -> Planned:
    with TemporaryDirectory() as folder:
        async with open_database(f"sqlite+aiosqlite:///{Path(folder) / 'sanad.db'}") as engine:
            await _subscribe(Subscriptions(engine), number)
            settle()  # as a bot does before it serves
            planner = Planner(engine, Switches(engine), lambda: store, lambda: _NOW)
            beating = asyncio.create_task(_longest_hold())
            await asyncio.sleep(0)
            started, worked = time.perf_counter(), time.process_time()
            messages = await planner.plan()
            seconds, cpu = time.perf_counter() - started, time.process_time() - worked
            beating.cancel()
            [held] = await asyncio.gather(beating)
            assert messages >= number
            return Planned(seconds, 1000 * cpu / number, 1000 * held, await _look(planner))


async def _look(planner: Planner) -> float:
    looks = []
    for _ in range(LOOKS):
        started = time.perf_counter()
        assert await planner.plan() == 0
        looks.append(time.perf_counter() - started)
    return 1000 * statistics.median(looks)


async def _subscribe(subscriptions: Subscriptions, number_of_all: int) -> None:
    for first in range(0, number_of_all, _WRITTEN_AT_ONCE):
        await subscriptions.put_all(
            [
                Subscription(
                    chat_id=-1_000_000_000_000 - number,
                    type="channel",  # type: ignore[arg-type]
                    language=("ar", "en", "both")[number % 3],  # type: ignore[arg-type]
                    schedule=("daily", "weekly")[number % 2],
                    time="09:00",
                    timezone="Asia/Qatar",
                    size=3 + number % 6,
                    next_due=_NOW,
                )
                for number in range(first, min(first + _WRITTEN_AT_ONCE, number_of_all))
            ]
        )


async def _longest_hold() -> float:
    """The most processor time of all threads between two beats: waiting for one's turn counts, other processes don't."""
    longest = 0.0
    try:
        while True:
            before = time.process_time()
            await asyncio.sleep(_BEAT)
            longest = max(longest, time.process_time() - before)
    except asyncio.CancelledError:
        return longest
