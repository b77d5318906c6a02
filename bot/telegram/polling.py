"""Long polling. An update that can't be decoded is skipped by itself and does not make the bot deaf."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import structlog
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.observe import metrics
from bot.telegram import soundness
from bot.telegram.client import Client
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.gate import Gate
from bot.telegram.plain import plain

CONFLICT_SECONDS = 60.0
"""As long another poller may go on before this one gives up."""
BATCH_SECONDS = 1.0
"""As long updates that were fetched together are waited for before they are confirmed, unless their chats must wait."""
_PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0)

log = structlog.get_logger(__name__)


Record = Callable[[Sequence[Mapping[str, Any]]], Awaitable[None]]
"""Writes down what must not be forgotten of updates, before they are confirmed; raises Unrecorded."""


class Unrecorded(Exception):
    """It can't be written down; the same updates are to be fetched again."""


class AnotherPoller(Exception):
    """Another process polls with the same token, and went on doing so."""


class Poller:
    """Fetches updates and hands them to the dispatcher until it is cancelled."""

    def __init__(
        self,
        bot: Client,
        dispatcher: Dispatcher | Gate,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        record: Record | None = None,
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._clock = clock
        self._sleep = sleep
        self._record = record
        self._drain_wanted: asyncio.Future[None] | None = None
        self._draining: asyncio.Future[None] | None = None
        self._asking: asyncio.Task[Sequence[Mapping[str, Any]]] | None = None
        self._offset: int | None = None
        self._failures = 0
        self._failure_told = False
        self._conflict_since: float | None = None

    async def run(self) -> None:
        """Polls for ever; raises AnotherPoller and, for a token that is refused, InvalidToken."""
        while True:
            if self._draining is None:
                self._draining, self._drain_wanted = self._drain_wanted, None
            try:
                batch = await self._ask(wait=self._draining is None)
                if self._record is not None:
                    await self._record(batch)
            except Conflict:
                await self._wait_for_other_poller()
            except InvalidToken:
                raise
            except TelegramError as error:
                await self._pause(error)
            except Unrecorded as error:
                await self._pause(TelegramError(str(error)))
            else:
                self._recovered()
                if not batch:
                    self._drained()
                await self._hand_over(batch)

    async def drain(self) -> None:
        """Returns once all that waits at the server by now has been recorded; the poll that is held open is given up for it."""
        if self._drain_wanted is None:
            self._drain_wanted = asyncio.get_running_loop().create_future()
            if self._asking is not None and self._draining is None:
                self._asking.cancel()
        await asyncio.shield(self._drain_wanted)

    async def _ask(self, *, wait: bool) -> Sequence[Mapping[str, Any]]:
        """One poll; none, with nothing found, if it was given up to drain."""
        self._asking = asyncio.create_task(self._bot.raw_updates(self._offset, wait=wait))
        try:
            await asyncio.wait([self._asking])
            return () if self._asking.cancelled() else self._asking.result()
        finally:
            self._asking.cancel()
            self._asking = None

    def _drained(self) -> None:
        draining, self._draining = self._draining, None
        if draining is not None and not draining.done():
            draining.set_result(None)

    async def confirm(self) -> None:
        """Tells the server which updates were worked, so that a new process doesn't get them again."""
        if self._offset is not None:
            try:
                await self._bot.raw_updates(self._offset, wait=False)
            except TelegramError as error:
                log.warning("updates not confirmed", error=str(error))

    async def _hand_over(self, batch: Sequence[Mapping[str, Any]]) -> None:
        tasks: list[asyncio.Task[None]] = []
        for raw in batch:
            update = decode(raw, self._bot)
            if update is not None:
                task = await self._dispatcher.submit(update)
                tasks += [task] if task else []
            self._offset = raw["update_id"] + 1  # last: an update not taken when this is cancelled is to come again
        await self._dispatcher.settle(tasks, BATCH_SECONDS)

    async def _wait_for_other_poller(self) -> None:
        now = self._clock()
        if self._conflict_since is None:
            self._conflict_since = now
            log.warning("another process polls with this token; waiting for it to end", seconds=CONFLICT_SECONDS)
        elif now - self._conflict_since > CONFLICT_SECONDS:
            raise AnotherPoller
        await self._sleep(_PAUSES[2])

    async def _pause(self, error: TelegramError) -> None:
        seconds = _PAUSES[min(self._failures, len(_PAUSES) - 1)]
        if isinstance(error, RetryAfter):
            seconds = max(seconds, _seconds(error))
        if not self._failure_told and (self._failures > 0 or not isinstance(error, TimedOut)):
            log.warning("no updates for now", error=str(error), retry_in=seconds)
            self._failure_told = True
        self._failures += 1
        await self._sleep(seconds)

    def _recovered(self) -> None:
        if self._failure_told or self._conflict_since is not None:
            log.info("updates come again")
        self._failures, self._failure_told, self._conflict_since = 0, False, None


def decode(raw: Mapping[str, Any], bot: Bot) -> Update | None:
    """The update, or None and one line in the log for one that isn't as the Bot API says."""
    try:
        update = plain(raw, bot) or Update.de_json(dict(raw), bot)
        soundness.check(update)
    except Exception as error:  # noqa: BLE001 - whatever the library raises on bad data, the next update must be reached
        metrics.DROPPED.labels("undecodable").inc()
        log.warning("update skipped: it can't be decoded", update_id=raw.get("update_id"), error=type(error).__name__)
        return None
    return update


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait if isinstance(wait, int) else wait.total_seconds()
