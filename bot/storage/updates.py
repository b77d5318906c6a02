"""Which updates were worked, so that none is worked twice when Telegram sends it again."""

import asyncio
import datetime as dtm
from collections.abc import Callable, Sequence

import structlog
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.tables import updates
from bot.storage.trouble import TROUBLE, reason

log = structlog.get_logger(__name__)

KEPT = dtm.timedelta(days=2)
"""Telegram gives an update up after a day."""
LOADED = 200_000
"""As many of the latest are remembered from earlier runs."""
_TIDIED_EVERY = 10_000
"""After so many updates the old ones are removed."""


class WorkedUpdates:
    """The ids in memory, written in batches: as many as come while one batch is written make the next."""

    def __init__(self, engine: AsyncEngine, clock: Callable[[], dtm.datetime]) -> None:
        self._engine = engine
        self._clock = clock
        self._ids: dict[int, None] = {}
        self._batch: tuple[list[int], asyncio.Future[None]] | None = None
        self._writing: asyncio.Task[None] | None = None
        self._since_tidied = 0

    async def load(self) -> None:
        """Reads what earlier processes worked; to be called once updates may come."""
        newest = select(updates.c.update_id).order_by(updates.c.worked.desc()).limit(LOADED)
        async with self._engine.connect() as connection:
            self._ids = dict.fromkeys(reversed((await connection.scalars(newest)).all()))
        await self._tidy()

    def __contains__(self, update_id: int) -> bool:
        return update_id in self._ids

    async def add(self, update_id: int) -> None:
        """Returns once the id is durable. Where the database fails it is kept in memory alone, and a line says so."""
        self._ids[update_id] = None
        if len(self._ids) > LOADED:
            del self._ids[next(iter(self._ids))]
        if self._batch is None:
            self._batch = [], asyncio.get_running_loop().create_future()
        batch, written = self._batch
        batch.append(update_id)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        await asyncio.shield(written)

    async def _write_all(self) -> None:
        while self._batch is not None:
            (batch, written), self._batch = self._batch, None
            await self._write(batch)
            written.set_result(None)

    async def _write(self, batch: Sequence[int]) -> None:
        now = int(self._clock().timestamp())
        try:
            async with self._engine.begin() as connection:
                await connection.execute(delete(updates).where(updates.c.update_id.in_(batch)))
                await connection.execute(insert(updates), [{"update_id": one, "worked": now} for one in batch])
            self._since_tidied += len(batch)
            if self._since_tidied > _TIDIED_EVERY:
                await self._tidy()
        except (*TROUBLE, OSError) as error:
            log.warning("worked updates not written down", count=len(batch), error=reason(error))

    async def _tidy(self) -> None:
        self._since_tidied = 0
        oldest = int((self._clock() - KEPT).timestamp())
        async with self._engine.begin() as connection:
            await connection.execute(delete(updates).where(updates.c.worked < oldest))
