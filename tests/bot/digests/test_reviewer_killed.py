"""A process that is killed before any statement on an edition under review: nothing is lost, and nothing comes twice."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress

import pytest
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.database import open_database
from bot.storage.subscription import Place
from bot.storage.tables import outbox
from tests.bot.digests.reviewed import CHAT, DAY, DUE, HOUR, OWNER, World

EACH = 1 if "SANAD_CRASH" in os.environ else 5
"""The test of kills ends the process before so many statements, one at a time."""


@pytest.fixture
async def world(anywhere: str) -> AsyncIterator[World]:
    async with open_database(anywhere) as engine:
        yield World(engine)


class Killed(Exception):
    pass


@contextmanager
def killed_at(engine: AsyncEngine, number: int) -> Iterator[list[str]]:
    """Everything ends before the statement of this number is run."""
    seen: list[str] = []

    def look(*arguments: object) -> None:
        seen.append(str(arguments[2]))
        if len(seen) == number:
            raise Killed

    event.listen(engine.sync_engine, "before_cursor_execute", look)
    try:
        yield seen
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", look)


async def test_a_kill_before_any_statement_loses_and_doubles_nothing(world: World) -> None:
    async def life(chat: int) -> None:
        await world.at(DUE - HOUR)
        if (await world.states(chat)) == ["review"]:
            await world.says("post", chat=chat)
        await world.at(DUE)

    for number in range(1, 200, EACH):
        chat = CHAT - number
        await world.subscribe(chat)
        with killed_at(world.engine, number) as seen, suppress(Killed):
            await life(chat)
        world.restart()
        await life(chat)
        assert await world.states(chat) == ["posted"]
        assert len(await world.posts(chat)) == 1
        assert (await world.held(chat)).next_due == DUE + DAY
        await world.subscriptions.remove(Place(chat))
        if len(seen) < number:
            break
    else:
        raise AssertionError(number)
    assert number > 30
    lives = (number + EACH - 1) // EACH
    first = select(outbox.c.key).where(outbox.c.chat_id == OWNER, outbox.c.edits.is_(None))
    async with world.engine.connect() as connection:
        assert len((await connection.execute(first)).all()) == lives
