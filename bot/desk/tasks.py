"""Work that outlives the update that asked for it; ended with the process."""

import asyncio
from collections.abc import Coroutine

import structlog

from bot.storage.trouble import TROUBLE, reason

log = structlog.get_logger(__name__)


class Tasks:
    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)

    async def close(self) -> None:
        """Cancels what is still under way; nothing of it is half done, as whatever matters is one transaction."""
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            if isinstance(error, TROUBLE):
                log.warning("work not done", error=reason(error))
            else:
                log.error("work not done", exc_info=error)
