"""Who did what, when, and what came of it."""

import datetime as dtm
from collections.abc import AsyncIterator
from dataclasses import dataclass

from sqlalchemy import Row, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.tables import audit
from bot.storage.times import moment, seconds

KEPT = dtm.timedelta(days=366)
LONGEST = 200
"""Characters of a deed or its outcome that are kept."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed; `who` is a user's id, or nobody's where the operator acted on the machine itself."""

    at: dtm.datetime
    who: int | None
    what: str
    outcome: str


class Audit:
    """The deeds of admins, and what others tried."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, entry: Entry, connection: AsyncConnection | None = None) -> None:
        """Writes an entry down, in a transaction of its own or within that of the deed."""
        if connection is None:
            async with self._engine.begin() as own:
                return await self.add(entry, own)
        values = {"what": entry.what[:LONGEST], "outcome": entry.outcome[:LONGEST]}
        await connection.execute(insert(audit).values(at=seconds(entry.at), who=entry.who, **values))
        return None

    async def page(self, number: int, size: int) -> tuple[Entry, ...]:
        """The entries of a page, newest first; pages count from 0."""
        wanted = select(audit).order_by(audit.c.id.desc()).offset(number * size).limit(size)
        async with self._engine.connect() as connection:
            return tuple(map(_entry, await connection.execute(wanted)))

    async def count(self) -> int:
        async with self._engine.connect() as connection:
            return int((await connection.execute(select(func.count()).select_from(audit))).scalar_one())

    async def all(self) -> AsyncIterator[Entry]:
        """Every entry, oldest first."""
        async with self._engine.connect() as connection:
            for row in await connection.execute(select(audit).order_by(audit.c.id)):
                yield _entry(row)


def _entry(row: "Row[tuple[int, int, int | None, str, str]]") -> Entry:
    return Entry(moment(row.at), row.who, row.what, row.outcome)
