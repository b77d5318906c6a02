"""The short tick: looks at what is due, again and again. Due-ness is in the database, so a tick that is missed loses nothing."""

import asyncio
import contextlib
import datetime as dtm
from collections.abc import AsyncIterator, Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.storage.trouble import TROUBLE, Complaint

PATIENCE = 0.5
"""Seconds that a look has to come to its end: to be cut off in the middle costs a connection to the database."""

Look = Callable[[], Awaitable[object]]


def in_turn(*looks: Look) -> Look:
    """One look after the other."""

    async def all_() -> None:
        for look in looks:
            await look()

    return all_


@contextlib.asynccontextmanager
async def ticking(seconds: float, look: Look, then: Callable[[], None] = lambda: None) -> AsyncIterator[None]:
    """Looks at once and then every `seconds`, one look at a time; late ones run once, however late. `then` follows a look."""
    scheduler, guarded = AsyncIOScheduler(timezone=dtm.UTC), _Guarded(look, then)
    scheduler.add_job(
        guarded.run,
        "interval",
        seconds=seconds,
        next_run_time=dtm.datetime.now(dtm.UTC),
        misfire_grace_time=None,
        coalesce=True,
        max_instances=1,
    )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.remove_all_jobs()
        await guarded.end()
        scheduler.shutdown(wait=False)


class _Guarded:
    """A look that a database in trouble doesn't end: it says so once, and once when all is well again."""

    def __init__(self, look: Look, then: Callable[[], None]) -> None:
        self._look = look
        self._then = then
        self._complaint = Complaint("digests wait for the database", "the database takes digests again")
        self._looking: asyncio.Task[None] | None = None

    async def run(self) -> None:
        self._looking = asyncio.create_task(self._run())
        await asyncio.wait([self._looking])  # not the task itself: the scheduler would log its being cancelled

    async def end(self) -> None:
        """Gives a look that is under way a moment, then ends it; what it has not committed is rolled back."""
        if self._looking is not None:
            await asyncio.wait([self._looking], timeout=PATIENCE)
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
        await asyncio.sleep(0)  # the scheduler takes note of its job's end

    async def _run(self) -> None:
        try:
            await self._look()
            self._then()
        except (*TROUBLE, OSError) as error:
            self._complaint.about(error)
        else:
            self._complaint.over()
