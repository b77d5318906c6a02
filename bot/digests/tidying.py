"""Once a day, what nobody needs any more is removed: some pages at each tick, so that digests don't wait for it."""

import datetime as dtm
from collections.abc import AsyncIterator, Callable

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage import retention

log = structlog.get_logger(__name__)

PAGES = 20
"""As many are gone through at a tick."""


class Tidier:
    """Where it is cut off, it begins anew the next time."""

    def __init__(self, engine: AsyncEngine, clock: Callable[[], dtm.datetime]) -> None:
        self._engine, self._clock = engine, clock
        self._day: str | None = None
        self._removing: AsyncIterator[int] | None = None
        self._removed = 0

    async def look(self) -> None:
        now = self._clock()
        if self._removing is None:
            self._day = self._day or await retention.last_day(self._engine)
            if self._day == now.date().isoformat():
                return
            self._removing, self._removed = retention.removing(self._engine, now), 0
        removing, self._removing = self._removing, None  # if it fails here it is begun anew
        for _ in range(PAGES):
            count = await anext(removing, None)
            if count is None:
                await self._done(now)
                return
            self._removed += count
        self._removing = removing

    async def _done(self, now: dtm.datetime) -> None:
        self._day = now.date().isoformat()
        await retention.done(self._engine, now)
        if self._removed:
            log.info("removed what nobody needs any more", rows=self._removed)
