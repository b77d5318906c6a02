"""How the database stands, for those who run the bot: counted by index and up to a bound, so that looking costs nothing."""

import datetime as dtm
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.outbox import State
from bot.storage.tables import OPEN, outbox, subscriptions, switches
from bot.storage.times import moment, seconds

MOST = 100_000
"""Rows that are counted; beyond that it is “more than”."""
NAMED = 8
"""Reasons and uncertain posts that are named."""


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A post of which nobody knows whether it arrived."""

    key: str
    chat_id: int
    error: str


@dataclass(frozen=True, slots=True)
class Posting:
    """Subscriptions and posts. `stopped` counts by reason; a count above MOST means that there are more."""

    active: int
    stopped: Mapping[str, int]
    next_due: dtm.datetime | None
    overdue: int
    outbox: Mapping[State, int]
    uncertain: tuple[Uncertain, ...]


@dataclass(frozen=True, slots=True)
class Size:
    kind: str
    bytes: int
    generation: int
    """How often a process has become the active one."""


async def posting(engine: AsyncEngine, now: dtm.datetime) -> Posting:
    """How subscriptions and the outbox stand."""
    active, due = subscriptions.c.active, subscriptions.c.next_due
    reasons = select(subscriptions.c.reason).where(~active).limit(MOST).subquery()
    by_reason = select(reasons.c.reason, func.count().label("held")).group_by(reasons.c.reason)
    named = select(outbox.c.key, outbox.c.chat_id, outbox.c.error).where(outbox.c.state == State.UNCERTAIN)
    async with engine.connect() as connection:
        stopped = await connection.execute(by_reason.order_by(func.count().desc(), reasons.c.reason).limit(NAMED))
        rows = await connection.execute(named.order_by(outbox.c.id).limit(NAMED))
        first = await connection.scalar(select(func.min(due)).where(active))
        return Posting(
            active=await _count(connection, active),
            stopped={row.reason: row.held for row in stopped},
            next_due=moment(first),
            overdue=await _count(connection, active & (due <= seconds(now))),
            outbox={state: await _count(connection, outbox.c.state == state) for state in State},
            uncertain=tuple(Uncertain(row.key, row.chat_id, row.error) for row in rows),
        )


async def waiting(engine: AsyncEngine, now: dtm.datetime) -> Mapping[State, int]:
    """Seconds since the oldest post of each open state got into it, or could leave; 0 where there is none. A post that
    nobody can find waits for no one any more."""
    ages, is_open = {}, (outbox.c.state != State.UNCERTAIN) | outbox.c.error.is_(None)
    async with engine.connect() as connection:
        for state in map(State, OPEN):
            place = (outbox.c.state == state) & (outbox.c.not_before <= seconds(now)) & is_open
            some = select(outbox.c.changed, outbox.c.not_before).where(place).limit(MOST).subquery()
            since = case((some.c.changed > some.c.not_before, some.c.changed), else_=some.c.not_before)
            first = await connection.scalar(select(func.min(since)))
            ages[state] = 0 if first is None else max(0, seconds(now) - first)
    return ages


async def size(engine: AsyncEngine) -> Size:
    kind = engine.dialect.name
    asked = "SELECT pg_database_size(current_database())" if kind == "postgresql" else _SQLITE_SIZE
    async with engine.connect() as connection:
        held = await connection.scalar(text(asked))
        generation = await connection.scalar(select(switches.c.value).where(switches.c.name == "generation"))
    return Size(kind, int(held or 0), int(generation or 0))


_SQLITE_SIZE = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"


async def _count(connection: AsyncConnection, place: ColumnElement[bool]) -> int:
    """Rows of the place's table, up to one more than MOST."""
    some = select(text("1")).where(place).limit(MOST + 1).subquery()
    return int(await connection.scalar(select(func.count()).select_from(some)) or 0)
