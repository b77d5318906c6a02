"""A fan-out over HTTP, killed again and again: nothing is lost, and nothing comes twice where ids can tell."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.sandbox.server import Sandbox
from bot.storage.database import open_database
from tests.bot.digests.lives import Crowd, Lives, check, fill, finish, living

CHATS, PARTS, KILLS = 500, 4, 50


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'sanad.db'}"


@pytest.fixture
async def engine(url: str) -> AsyncIterator[AsyncEngine]:
    async with open_database(url) as engine:
        yield engine


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as sandbox:
        yield sandbox


async def crash(crowd: Crowd, lives: Lives, kills: int, *options: str) -> None:
    """Kills at random moments of the fan-out; people post meanwhile, and while nobody is there."""
    chance = crowd.chance
    for _ in range(kills):
        pid = await lives.begin(*options)
        with suppress(TimeoutError):  # everything left may wait for something: as good a moment as any
            await crowd.sandbox.until(partial(crowd.has_sent, crowd.sent() + chance.randrange(1, 60)), within=0.8)
        crowd.post_somewhere(10)
        await asyncio.sleep(chance.uniform(0, 0.05))
        await lives.kill(pid)
        crowd.post_somewhere(20)


async def test_fifty_kills_lose_nothing_and_repeat_nothing(url: str, engine: AsyncEngine, sandbox: Sandbox) -> None:
    crowd = Crowd(sandbox, Random(), PARTS)
    crowd.gather(CHATS)
    await fill(engine, crowd)
    async with living(url, sandbox) as lives:
        await crash(crowd, lives, KILLS)
        await finish(lives, engine)
    print(  # noqa: T201 - the figure is wanted
        f"{lives.kills} kills, {CHATS * PARTS} posts; twice: {crowd.duplicates(alone=True)} where ids tell, "
        f"{crowd.duplicates(alone=False)} elsewhere"
    )
    await check(engine, crowd)


async def test_without_reconciliation_the_same_suite_fails(url: str, engine: AsyncEngine, sandbox: Sandbox) -> None:
    crowd = Crowd(sandbox, Random(), 2)
    crowd.gather(80)
    await fill(engine, crowd)
    async with living(url, sandbox) as lives:
        await crash(crowd, lives, 8, "guess=1")
        await finish(lives, engine, "guess=1")
    assert crowd.duplicates(alone=True) > 0
    with pytest.raises(AssertionError):
        await check(engine, crowd)


@pytest.mark.parametrize("step", ["recovered:1", "marked:1", "answered:1", "answered:3", "settled:1", "probed:1"])
async def test_a_kill_at_any_step_loses_and_repeats_nothing(
    url: str, engine: AsyncEngine, sandbox: Sandbox, step: str
) -> None:
    crowd = Crowd(sandbox, Random(3), 2)
    crowd.gather(24)
    await fill(engine, crowd)
    async with living(url, sandbox) as lives:
        await lives.begin("die=answered:2", "rate=200")
        await lives.dies()
        crowd.post_somewhere(20)
        await lives.begin(f"die={step}", "rate=200")
        await lives.dies()
        await finish(lives, engine)
    await check(engine, crowd)
