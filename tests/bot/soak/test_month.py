"""A month in minutes: at its end every chat's history is what it should be, and the process holds no more than before.

`make soak`: 2,000 subscriptions, 30 days (SANAD_SOAK, SANAD_SOAK_DAYS); SANAD_SOAK_SEED repeats one. The tests try a few.
"""

import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

from bot.sandbox.server import Sandbox
from bot.storage.database import open_database
from tests.bot.databases import new_database
from tests.bot.digests.lives import Crowd
from tests.bot.soak.clock import FileClock
from tests.bot.soak.curating import Curating
from tests.bot.soak.month import Lives, Load, Month
from tests.bot.soak.oracle import Found, Oracle
from tests.bot.soak.town import BEGIN, Town

CHATS, DAYS = int(os.environ.get("SANAD_SOAK", "24")), int(os.environ.get("SANAD_SOAK_DAYS", "3"))
GROWTH = 24 * 2**20
"""Bytes that the process may gain from the first uninterrupted days on: what it remembers is bounded."""
FILES, SOCKETS = 2, 300

Figures = Callable[[str, object], None]


@asynccontextmanager
async def month(curated: Path, folder: Path, chats: int, *options: str) -> AsyncIterator[tuple[Month, Oracle]]:
    seed = int(os.environ.get("SANAD_SOAK_SEED") or Random().randrange(10**6))
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails
    clock, chance = FileClock(folder / "clock"), Random(seed)
    clock.move_to(BEGIN)  # before anybody posts: Telegram keeps updates for a day
    curating = Curating(Path(shutil.copytree(curated, folder / "seeds")), chance)
    original = list(curating.facts().values())
    async with Sandbox(seed=seed, clock=clock) as sandbox, new_database("sqlite", folder) as url:
        crowd = Crowd(sandbox, chance, parts=0)
        crowd.gather(chats)
        town, lives = Town.of(crowd), Lives(sandbox, folder, url, *options)
        async with open_database(url) as engine:
            await town.subscribe(engine)
            one = Month(sandbox, clock, town, curating, engine, lives, chance)
            try:
                yield one, Oracle(original, one.curating)
            finally:
                await lives.end()


def figures(one: Month, found: Found, days: int) -> str:
    uninterrupted = one.loads[-max(1, len(one.loads) // 2) :]
    return (
        f"soak, {len(one.town.orders)} chats, {days} days: {one.town.crowd.sent()} messages, {one.lives.kills} kills, "
        f"{one.reloads} reloads; wrong: {len(found.wrong)}; twice: {found.twice_where_ids_tell} where ids tell, "
        f"{found.twice_elsewhere} elsewhere; {_growth(uninterrupted) / 2**20:+.1f} MB in the last {len(uninterrupted)} days, "
        f"{one.loads[-1].files} files, at most {max(load.sockets for load in one.loads)} connections"
    )


def _growth(loads: list[Load]) -> int:
    """Since the first third of them."""
    return loads[-1].resident - loads[len(loads) // 3].resident


async def test_after_a_month_every_history_is_what_it_should_be(
    curated: Path, tmp_path: Path, record_property: Figures
) -> None:
    async with month(curated, tmp_path, CHATS) as (one, oracle):
        await one.passes(DAYS, kill_until=DAYS // 2)
        found = oracle.judge(one.town, DAYS, one.sandbox.world.bot)
    record_property("figures", figures(one, found, DAYS))
    assert found.wrong == ()
    assert found.twice_where_ids_tell == 0
    assert found.twice_elsewhere <= 3 * 4 * DAYS + CHATS * one.lives.kills // 4  # lost answers, and what was under way
    uninterrupted = one.loads[DAYS // 2 :]
    assert _growth(uninterrupted) < GROWTH
    assert max(load.files for load in one.loads) - min(load.files for load in one.loads) <= FILES
    assert max(load.sockets for load in one.loads) <= SOCKETS


async def test_without_reconciliation_the_month_goes_wrong(
    curated: Path, tmp_path: Path, record_property: Figures
) -> None:
    async with month(curated, tmp_path, 24, "blind") as (one, oracle):
        await one.passes(2, kill_until=2)
        found = oracle.judge(one.town, 2, one.sandbox.world.bot)
    record_property("figures", f"without reconciliation, {figures(one, found, 2)}")
    assert found.twice_where_ids_tell > 0
