"""Between the wire and the dispatcher: what is too much or too old is dropped here, so that it takes nobody's place."""

import asyncio
import datetime as dtm
import time
from collections.abc import Awaitable, Callable, Iterable

import structlog
from telegram import Update
from telegram.error import TelegramError

from bot.observe import metrics
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.flow import Flow, Verdict

log = structlog.get_logger(__name__)

Tell = Callable[[Update, Verdict], Awaitable[None]]
"""Says the friendly word that goes with a verdict."""
TOLD_AT_ONCE = 64
"""Words on their way at most; more are left unsaid."""


def utc_now() -> dtm.datetime:
    return dtm.datetime.now(dtm.UTC)


class Gate:
    """Judges each update and hands on what may be worked."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        flow: Flow,
        tell: Tell,
        steady: Callable[[], float] = time.monotonic,
        clock: Callable[[], dtm.datetime] = utc_now,
    ) -> None:
        self._dispatcher = dispatcher
        self._flow = flow
        self._tell = tell
        self._steady = steady
        self._clock = clock
        self._telling: set[asyncio.Task[None]] = set()

    async def submit(self, update: Update) -> asyncio.Task[None] | None:
        """The task that works the update; None for one that is dropped."""
        verdict = self._flow.judge(update, self._steady(), self._clock())
        if verdict is Verdict.WORK:
            return await self._dispatcher.submit(update)
        metrics.DROPPED.labels(verdict.name.lower().removeprefix("tell_")).inc()
        if verdict is not Verdict.DROP and len(self._telling) < TOLD_AT_ONCE:
            log.info("dropped", why=verdict.name.lower().removeprefix("tell_"), update_id=update.update_id)
            task = asyncio.create_task(self._say(update, verdict))
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)
        return None

    async def settle(self, tasks: Iterable[asyncio.Task[None]], seconds: float) -> None:
        """Waits as the dispatcher does."""
        await self._dispatcher.settle(tasks, seconds)

    async def drain(self, seconds: float) -> int:
        """Waits for what is in work, and for words on their way; gives the number of updates cut off."""
        late = await self._dispatcher.drain(seconds)
        for task in self._telling:
            task.cancel()
        await asyncio.gather(*self._telling, return_exceptions=True)
        return late

    async def _say(self, update: Update, verdict: Verdict) -> None:
        try:
            await self._tell(update, verdict)
        except TelegramError as error:
            log.info("not told", update_id=update.update_id, error=str(error))
