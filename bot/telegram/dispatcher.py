"""Updates worked on side by side, but one after the other within a chat."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar

import structlog
from telegram import Update

log = structlog.get_logger(__name__)

Process = Callable[[Update], Awaitable[None]]

AT_ONCE = 256
"""Updates in work at most."""
TAKEN = 4096
"""Updates in work or waiting for their chat's turn at most; more wait to be taken."""


class _Slot:
    """One of the places for updates in work, held while there is work and not while the limiter is waited for."""

    def __init__(self, free: asyncio.Semaphore) -> None:
        self._free = free
        self._held = False

    async def take(self) -> None:
        if not self._held:
            await self._free.acquire()
            self._held = True

    def give(self) -> None:
        if self._held:
            self._held = False
            self._free.release()


_slot: ContextVar[_Slot | None] = ContextVar("slot", default=None)


@asynccontextmanager
async def stepping_aside() -> AsyncIterator[None]:
    """Lets other updates be worked on while this one only waits; what follows needs no slot of its own, as it is short."""
    if (slot := _slot.get()) is not None:
        slot.give()
    yield


class Dispatcher:
    """Runs `process` for each update; updates of one chat keep their order."""

    def __init__(self, process: Process, at_once: int = AT_ONCE, taken: int = TAKEN) -> None:
        self._process = process
        self._free = asyncio.Semaphore(at_once)
        self._room = asyncio.Semaphore(taken)
        self._last: dict[int, asyncio.Task[None]] = {}
        self._running: set[asyncio.Task[None]] = set()

    async def submit(self, update: Update) -> asyncio.Task[None]:
        """Takes an update as soon as there is room; its task ends when it is worked."""
        await self._room.acquire()
        key = _queue_of(update)
        task = asyncio.create_task(self._work(update, self._last.get(key)))
        self._last[key] = task
        self._running.add(task)
        task.add_done_callback(lambda done: self._finished(key, done))
        return task

    async def drain(self, seconds: float) -> int:
        """Waits for what is in work; gives the number that didn't end in time and was cancelled."""
        if not self._running:
            return 0
        _, late = await asyncio.wait(self._running, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return len(late)

    async def _work(self, update: Update, before: asyncio.Task[None] | None) -> None:
        if before is not None and not before.done():
            await asyncio.wait([before])
        slot = _Slot(self._free)
        await slot.take()  # not before it is its chat's turn, so that a flood in one chat holds up no other
        _slot.set(slot)
        try:
            await self._process(update)
        finally:
            slot.give()

    def _finished(self, key: int, task: asyncio.Task[None]) -> None:
        self._room.release()
        self._running.discard(task)
        if self._last.get(key) is task:
            del self._last[key]
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("update not worked", exc_info=error)


def _queue_of(update: Update) -> int:
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user else 0
