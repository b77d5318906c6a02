"""Rows that may have arrived: found after a crash or a fault, looked into one by one, and put back on their way."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime

import structlog

from bot.digests.deliver import Deliverer, Step
from bot.digests.judge import judge_verdict
from bot.digests.outcomes import ChatClosed, Unprobed
from bot.digests.reconcile import Unprovable, Verdict
from bot.digests.turns import Turns
from bot.storage.outbox import Outbox, Row
from bot.storage.posts import Posts
from bot.storage.times import seconds
from bot.storage.trouble import TROUBLE, reason

log = structlog.get_logger(__name__)

SETTLE_SECONDS = 2
"""So long after it was lost a post is looked for: the server may be at work on it still."""
AT_ONCE = 16
_AGAIN_SECONDS = 5.0
_IDLE_SECONDS = 1.0


class Recovery:
    """Finds out about uncertain rows, many chats at a time; `repeated` counts those sent again without proof."""

    def __init__(
        self,
        outbox: Outbox,
        posts: Posts,
        turns: Turns,
        deliverer: Deliverer,
        look_into: Callable[[Row], Awaitable[Verdict]],
        *,
        clock: Callable[[], datetime],
        generation: int,
        step: Step = lambda _: None,
    ) -> None:
        self._outbox, self._posts, self._turns, self._deliverer = outbox, posts, turns, deliverer
        self._look_into = look_into
        self._clock, self._generation, self._step = clock, generation, step
        self._free = asyncio.Semaphore(AT_ONCE)
        self._working: dict[tuple[int, int], asyncio.Task[None]] = {}
        self.repeated = 0

    async def start(self) -> None:
        """Before the first update is confirmed and the first row leaves: takes up what an earlier process left."""
        await self._posts.load()
        await self._outbox.recover(self._generation, seconds(self._clock()))
        self._step("recovered")
        for row in await self._outbox.uncertain():
            self._posts.hold(row.chat_id, row.known_id)
            self._turns.begin(row.chat_id)

    async def run(self) -> None:
        """Until cancelled."""
        try:
            while True:
                with suppress(*TROUBLE):  # it is asked again in a moment
                    await self._take_up()
                with suppress(TimeoutError):
                    async with asyncio.timeout(_IDLE_SECONDS):
                        await self._deliverer.uncertain.wait()
                self._deliverer.uncertain.clear()
        finally:
            for task in self._working.values():
                task.cancel()
            await asyncio.gather(*self._working.values(), return_exceptions=True)

    async def _take_up(self) -> None:
        now = seconds(self._clock())
        found = {(row.id, row.attempts): row for row in await self._outbox.uncertain()}
        self._working = {key: task for key, task in self._working.items() if key in found or not task.done()}
        for key in found.keys() - self._working.keys():
            row = found[key]
            task = asyncio.create_task(self._settle(row, max(0, row.changed + SETTLE_SECONDS - now)))
            self._working[key] = task

    async def _settle(self, row: Row, wait: float) -> None:
        await asyncio.sleep(wait)
        verdict = await self._verdict(row)
        self._step("probed")
        if isinstance(verdict, Unprovable):
            self.repeated += 1
            log.warning("sent again, as nothing shows whether it arrived", row=row.key, chat=row.chat_id)
        else:
            log.info("looked for a lost post", row=row.key, chat=row.chat_id, found=type(verdict).__name__)
        self._deliverer.conclude(row, judge_verdict(verdict))

    async def _verdict(self, row: Row) -> Verdict:
        while True:
            async with self._free:
                try:
                    return await self._look_into(row)
                except ChatClosed:
                    return Unprovable()  # sending it will tell what is wrong
                except Unprobed as error:
                    log.info("a lost post can't be looked for yet", row=row.key, error=str(error))
                except TROUBLE as error:
                    log.warning("a lost post can't be looked for yet", row=row.key, error=reason(error))
            await asyncio.sleep(_AGAIN_SECONDS)
