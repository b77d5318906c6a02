"""Two processes behind a balancer, under load: the active one is killed, and the other goes on where it was.

What is promised: nothing is lost, and nothing that was written down as worked is worked again. An answer that Telegram took from
a process in the moment of its death, before that could be written down, comes a second time: no id in a private chat could tell.
"""

import asyncio
import os
import time
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import delete

from bot.sandbox.server import Sandbox
from bot.storage import tables
from tests.bot.balancer import balancing
from tests.bot.crowd import Crowd
from tests.bot.databases import engine_on
from tests.bot.running import gather, running, subscribe


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> Random:
    seed = int(os.environ.get("SANAD_SEED") or Random().randrange(10**6))
    print(f"SANAD_SEED={seed}")  # noqa: T201 - shown when the test fails
    return Random(seed)


async def test_killing_the_active_one_of_two_loses_nothing_and_repeats_nothing_that_was_acknowledged(
    sandbox: Sandbox, curated: Path, anywhere: str, chance: Random
) -> None:
    crowd, chats = Crowd(sandbox, 100), gather(sandbox, 60)
    async with (
        balancing() as balancer,
        running(sandbox, curated, anywhere, rate=1000, more=balancer.settings(0)) as first,
    ):
        await first.says("ready")
        async with running(sandbox, curated, anywhere, rate=1000, more=balancer.settings(1)) as second:
            await second.says("standing by")
            await subscribe(anywhere, chats.channels)
            asking = asyncio.create_task(crowd.asks())
            at = chance.randrange(40, 200)
            await sandbox.until(lambda: len(balancer.acknowledged) >= at or None, 60)
            await first.killed()
            killed = time.monotonic()
            await sandbox.until(lambda: balancer.behind[1] in balancer.acknowledged.values() or None, 10)
            assert time.monotonic() - killed < 5
            await asking
            await sandbox.until(lambda: crowd.all_answered() or None, 60)
            await chats.ends()
    assert all(crowd.answers(person) == sorted(crowd.answers(person)) for person in crowd.people)
    assert crowd.twice() <= crowd.of(balancer.broken)
    print(f"{len(balancer.broken)} updates broke off, {len(crowd.twice())} of them answered twice")  # noqa: T201


@pytest.mark.parametrize("remembered", [True, False], ids=["remembered", "not remembered"])
async def test_what_was_worked_but_whose_acknowledgement_was_lost_is_not_worked_again(
    sandbox: Sandbox, curated: Path, anywhere: str, *, remembered: bool
) -> None:
    """The rows of worked updates are what does it: without them the next process answers again."""
    crowd = Crowd(sandbox, 25)
    async with (
        balancing() as balancer,
        running(sandbox, curated, anywhere, rate=1000, more=balancer.settings(0)) as first,
    ):
        await first.says("ready")
        async with running(sandbox, curated, anywhere, rate=1000, more=balancer.settings(1)) as second:
            await second.says("standing by")
            balancer.loses = lambda _: first.process.returncode is None and len(balancer.acknowledged) >= 20
            asking = asyncio.create_task(crowd.asks())
            await sandbox.until(lambda: len(balancer.broken) >= 5 or None, 30)
            await first.killed()
            if not remembered:
                await _forget(anywhere)
            await asking
            await sandbox.until(lambda: crowd.all_answered() or None, 60)
    sure = crowd.of(balancer.worked)
    assert len(sure) >= 5
    assert bool(crowd.twice() & sure) != remembered


async def _forget(url: str) -> None:
    async with engine_on(url) as engine, engine.begin() as connection:
        await connection.execute(delete(tables.updates))
