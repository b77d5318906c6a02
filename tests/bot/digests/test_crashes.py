"""A fan-out over HTTP, killed again and again: nothing is lost, and nothing comes twice where ids can tell.

`make crash` tries more of it: SANAD_CRASH is the number of rounds, SANAD_CRASH_SEED repeats one.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from random import Random

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.sandbox.server import Sandbox
from bot.storage.database import open_database
from tests.bot.digests.lives import Crowd, Lives, check, fill, finish, living

ROUNDS = int(os.environ.get("SANAD_CRASH", "0"))
CHATS, PARTS, KILLS = 500, 4 if ROUNDS else 2, 50
RATE, PATIENCE = ("rate=1000", 0.8) if ROUNDS else ("rate=300", 0.3)
STEPS = (
    *("recovered:1", "recorded:1", "commit:1", "commit:2", "commit:3", "marked:1", "ask-sendMessage:1"),
    *("arrived:1", "heard-sendMessage:1", "answered:1", "answered:3", "commit:5", "settled:1", "ask-getUpdates:2"),
    *("ask-stopMessageLiveLocation:1", "heard-stopMessageLiveLocation:3", "probed:1"),
)
"""Wherever delivery can end: before and after each transaction, each request, and each change of a row's state."""

Figures = Callable[[str, object], None]
again = pytest.mark.parametrize("turn", range(max(1, ROUNDS)))


@pytest.fixture
async def engine(anywhere: str) -> AsyncIterator[AsyncEngine]:
    async with open_database(anywhere) as engine:
        yield engine


@dataclass(frozen=True, slots=True)
class Scene:
    """A crowd and its outbox; whatever chance decides follows from the seed."""

    seed: int
    url: str
    engine: AsyncEngine
    crowd: Crowd

    async def crash(self, lives: Lives, kills: int, *options: str) -> None:
        """Kills at random moments of the fan-out; people post meanwhile, and while nobody is there."""
        crowd = self.crowd
        each = 2 * len(crowd.chats) * crowd.parts // kills
        for _ in range(kills):
            pid = await lives.begin(*options)
            with suppress(TimeoutError):  # everything left may wait for something: as good a moment as any
                more = crowd.sent() + crowd.chance.randrange(1, each)
                await crowd.sandbox.until(partial(crowd.has_sent, more), within=PATIENCE)
            crowd.post_somewhere(10)
            await asyncio.sleep(crowd.chance.uniform(0, 0.05))
            await lives.kill(pid)
            crowd.post_somewhere(20)

    def figures(self, lives: Lives) -> str:
        crowd, database = self.crowd, self.engine.dialect.name
        return (
            f"{database}, seed {self.seed}: {lives.kills} kills, {len(crowd.chats) * crowd.parts} posts; twice: "
            f"{crowd.duplicates(alone=True)} where ids tell, {crowd.duplicates(alone=False)} elsewhere"
        )


@pytest.fixture
async def scene_of(anywhere: str, engine: AsyncEngine) -> AsyncIterator[Callable[[int, int], Scene]]:
    seed = int(os.environ.get("SANAD_CRASH_SEED") or Random().randrange(10**6))
    async with Sandbox(seed=seed) as sandbox:

        def scene(chats: int, parts: int) -> Scene:
            crowd = Crowd(sandbox, Random(seed), parts)
            crowd.gather(chats)
            return Scene(seed, anywhere, engine, crowd)

        print(f"seed {seed}")  # noqa: T201 - shown when the test fails
        yield scene


@again
async def test_fifty_kills_lose_nothing_and_repeat_nothing(
    scene_of: Callable[[int, int], Scene], record_property: Figures, turn: int
) -> None:
    scene = scene_of(CHATS, PARTS)
    await fill(scene.engine, scene.crowd)
    async with living(scene.url, scene.crowd.sandbox) as lives:
        await scene.crash(lives, KILLS, RATE)
        await finish(lives, scene.engine, RATE)
    record_property("figures", scene.figures(lives))
    await check(scene.engine, scene.crowd)


@again
async def test_without_reconciliation_the_same_suite_fails(
    scene_of: Callable[[int, int], Scene], record_property: Figures, turn: int
) -> None:
    scene = scene_of(CHATS, PARTS) if ROUNDS else scene_of(80, 2)
    await fill(scene.engine, scene.crowd)
    async with living(scene.url, scene.crowd.sandbox) as lives:
        await lives.die("arrived:20", "guess=1")
        await scene.crash(lives, KILLS if ROUNDS else 5, "guess=1")
        await finish(lives, scene.engine, "guess=1")
    record_property("figures", f"without reconciliation, {scene.figures(lives)}")
    assert scene.crowd.duplicates(alone=True) > 0
    with pytest.raises(AssertionError):
        await check(scene.engine, scene.crowd)


@again
async def test_a_kill_at_each_step_loses_and_repeats_nothing(
    scene_of: Callable[[int, int], Scene], record_property: Figures, turn: int
) -> None:
    scene = scene_of(60, 3 if ROUNDS else 2)
    crowd, steps = scene.crowd, scene.crowd.chance.sample(STEPS, len(STEPS))
    await fill(scene.engine, crowd)
    async with living(scene.url, crowd.sandbox) as lives:
        await lives.die("answered:2", "rate=100")  # so that there is something to recover
        for step in steps:
            crowd.post_somewhere(5)
            await lives.die(step, "rate=100")
            crowd.post_somewhere(5)
        await finish(lives, scene.engine)
    record_property("figures", f"a kill at each of {len(steps)} steps, {scene.figures(lives)}")
    await check(scene.engine, crowd)
