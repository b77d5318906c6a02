"""What planning costs when a hundred thousand subscriptions are due at once, and how long it holds up the event loop."""

import asyncio
import datetime as dtm
import gc
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.report import Figure, figure
from bot.digests.plan import Planner
from bot.storage.database import open_database
from bot.storage.subscription import Subscription
from bot.storage.subscriptions import Subscriptions
from bot.storage.switches import Switches
from bot.text.catalogue import words
from knowledge import live, places
from knowledge.model import LANGUAGES

DUE = 100_000
_NOW = dtm.datetime(2026, 11, 29, 6, tzinfo=dtm.UTC)
_WRITTEN_AT_ONCE = 10_000
_BEAT = 0.001


async def measure() -> list[Figure]:
    """One round: it takes half a minute."""
    store = await live.open_directory(places.curated_directory(), places.compiled_stores())
    with TemporaryDirectory() as folder:
        async with open_database(f"sqlite+aiosqlite:///{Path(folder) / 'sanad.db'}") as engine:
            await _subscribe(Subscriptions(engine))
            for language in LANGUAGES:  # a bot that serves has read its words long before
                words(language)
            gc.collect()
            gc.freeze()  # as a bot does before it serves (bot/verbs/run.py)
            planner = Planner(engine, Switches(engine), lambda: store, lambda: _NOW)
            beating = asyncio.create_task(_longest_hold())
            await asyncio.sleep(0)
            started, worked = time.perf_counter(), time.process_time()
            messages = await planner.plan()
            seconds = time.perf_counter() - started
            print(f"  {time.process_time() - worked:.1f} s of the processor")
            beating.cancel()
            [held] = await asyncio.gather(beating)
    assert messages >= DUE
    return [
        figure("planning 100,000 due subscriptions", "s", [seconds], at_most=30),
        figure("the event loop held up by it", "ms", [held * 1000], at_most=20),
    ]


async def _subscribe(subscriptions: Subscriptions) -> None:
    for first in range(0, DUE, _WRITTEN_AT_ONCE):
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
                for number in range(first, first + _WRITTEN_AT_ONCE)
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
