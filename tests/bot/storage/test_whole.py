"""Transactions as a whole: all or nothing, one after the other, on both databases; on SQLite the event loop goes on meanwhile."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.observe import metrics
from bot.storage.database import open_database
from bot.storage.tables import people
from bot.storage.whole import in_one_go, whole


@pytest.fixture
async def engine(anywhere: str) -> AsyncIterator[AsyncEngine]:
    async with open_database(anywhere) as engine:
        yield engine


def add(connection: Connection, *users: int) -> None:
    for user in users:
        connection.execute(insert(people).values(user_id=user, language="ar"))


def held(connection: Connection) -> list[int]:
    return list(connection.execute(select(people.c.user_id).order_by(people.c.user_id)).scalars())


def timed() -> float:
    """Statements that were timed."""
    (histogram,) = metrics.DATABASE_SECONDS.collect()
    return next(one.value for one in histogram.samples if one.name.endswith("_count"))


async def test_what_fails_leaves_nothing_and_the_next_goes_on(engine: AsyncEngine) -> None:
    with pytest.raises(IntegrityError):
        await whole(engine, lambda connection: add(connection, 1, 2, 1))
    assert await whole(engine, held) == []
    await whole(engine, lambda connection: add(connection, 3))
    async with engine.begin() as connection:
        await connection.execute(insert(people).values(user_id=4, language="en"))
    assert await whole(engine, held) == [3, 4]


async def test_nobody_sees_half_of_it(engine: AsyncEngine) -> None:
    async def both(connection: AsyncConnection) -> None:
        await connection.execute(insert(people).values(user_id=1, language="ar"))
        await asyncio.sleep(0)
        await connection.execute(insert(people).values(user_id=2, language="ar"))

    found = await asyncio.gather(whole(engine, held), in_one_go(engine, both), *(whole(engine, held) for _ in range(5)))
    assert [one for one in found if one not in ([], [1, 2], None)] == []
    assert await whole(engine, held) == [1, 2]


async def test_work_that_was_cancelled_is_done_or_not_and_holds_nothing_up(engine: AsyncEngine) -> None:
    for user in range(1, 20):
        task = asyncio.create_task(whole(engine, lambda connection, user=user: add(connection, user)))  # type: ignore[misc]
        for _ in range(user % 5):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await whole(engine, lambda connection: add(connection, 100))
    assert 100 in await whole(engine, held)


async def test_its_statements_are_timed_as_all_are(engine: AsyncEngine) -> None:
    metrics.watch(engine, time.perf_counter)
    before = timed()
    await whole(engine, lambda connection: add(connection, 1, 2))
    assert timed() - before >= 2


async def test_on_sqlite_it_runs_beside_the_loop_and_may_wait_for_nothing_else(url: str) -> None:
    async with open_database(url) as engine:

        async def waits(_: AsyncConnection) -> None:
            await asyncio.get_running_loop().create_future()

        async def where(_: AsyncConnection) -> int:
            return threading.get_ident()

        with pytest.raises(RuntimeError):
            await in_one_go(engine, waits)
        assert await in_one_go(engine, where) != threading.get_ident()
