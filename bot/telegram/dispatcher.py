"""Updates worked on side by side, but one after the other within a chat."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field

import structlog
from telegram import Update

log = structlog.get_logger(__name__)

Process = Callable[[Update], Awaitable[None]]

AT_ONCE = 256
"""Updates in work at most."""
TAKEN = 4096
"""Updates in work or waiting for their chat's turn at most; more wait to be taken."""


@dataclass(slots=True, eq=False)
class _Job:
    """An update's work, and its place among those in work: held while there is work and not while the limiter is waited for."""

    free: asyncio.Semaphore
    let_go: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    """Done when nobody need wait for the work: it is done, or its chat has had so much that it must wait."""
    has_place: bool = False

    async def take_place(self) -> None:
        await self.free.acquire()
        self.has_place = True

    def give_place(self) -> None:
        if self.has_place:
            self.has_place = False
            self.free.release()

    def end_wait(self) -> None:
        if not self.let_go.done():
            self.let_go.set_result(None)


_job: ContextVar[_Job | None] = ContextVar("job", default=None)


def step_aside() -> None:
    """Lets other updates be worked on while this one only waits; what follows needs no place of its own, as it is short."""
    if (job := _job.get()) is not None:
        job.give_place()


def held_up() -> None:
    """Says that the chat of the update in work must wait before it may have more: the next updates need not."""
    if (job := _job.get()) is not None:
        job.end_wait()


class Dispatcher:
    """Runs `process` for each update; updates of one chat keep their order."""

    def __init__(self, process: Process, at_once: int = AT_ONCE, taken: int = TAKEN) -> None:
        self._process = process
        self._free = asyncio.Semaphore(at_once)
        self._room = asyncio.Semaphore(taken)
        self._last: dict[int, asyncio.Task[None]] = {}
        self._running: dict[asyncio.Task[None], _Job] = {}

    async def submit(self, update: Update) -> asyncio.Task[None]:
        """Takes an update as soon as there is room; its task ends when it is worked."""
        await self._room.acquire()
        key, job = _queue_of(update), _Job(self._free)
        before = self._last.get(key)
        task = asyncio.create_task(self._work(update, job, before))
        if before is not None:
            self._running[before].let_go.add_done_callback(lambda _: None if before.done() else job.end_wait())
        self._last[key] = task
        self._running[task] = job
        task.add_done_callback(lambda done: self._finished(key, done))
        return task

    async def settle(self, tasks: Iterable[asyncio.Task[None]], seconds: float) -> None:
        """Waits until each of these is done or its chat must wait, at the longest so many seconds."""
        if waited := [self._running[task].let_go for task in tasks if task in self._running]:
            await asyncio.wait(waited, timeout=seconds)

    async def drain(self, seconds: float) -> int:
        """Waits for what is in work; gives the number that didn't end in time and was cancelled."""
        if not self._running:
            return 0
        _, late = await asyncio.wait(self._running, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return len(late)

    async def _work(self, update: Update, job: _Job, before: asyncio.Task[None] | None) -> None:
        if before is not None and not before.done():
            await asyncio.wait([before])
        await job.take_place()  # not before it is its chat's turn, so that a flood in one chat holds up no other
        _job.set(job)
        try:
            await self._process(update)
        finally:
            job.give_place()

    def _finished(self, key: int, task: asyncio.Task[None]) -> None:
        self._room.release()
        self._running.pop(task).end_wait()
        if self._last.get(key) is task:
            del self._last[key]
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("update not worked", exc_info=error)


def _queue_of(update: Update) -> int:
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user else 0
