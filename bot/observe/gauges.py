"""What is read from the database when somebody scrapes: subscriptions, and the outbox by state and age."""

import datetime as dtm
from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.observe import metrics
from bot.storage import standing
from bot.storage.trouble import TROUBLE


class Gauges:
    def __init__(self, engine: AsyncEngine, clock: Callable[[], dtm.datetime]) -> None:
        self._engine, self._clock = engine, clock

    async def refresh(self) -> None:
        """Brings them up to date; a database in trouble leaves them away: old figures would look like good ones."""
        try:
            now = self._clock()
            posting, waiting = await standing.posting(self._engine, now), await standing.waiting(self._engine, now)
        except (*TROUBLE, OSError):
            for gauge in (metrics.OUTBOX, metrics.OUTBOX_SECONDS, metrics.SUBSCRIPTIONS):
                gauge.clear()
            return
        for state, posts in posting.outbox.items():
            metrics.OUTBOX.labels(state).set(posts)
        for state, age in waiting.items():
            metrics.OUTBOX_SECONDS.labels(state).set(age)
        stopped = sum(posting.stopped.values())
        for name, held in (("active", posting.active), ("stopped", stopped), ("overdue", posting.overdue)):
            metrics.SUBSCRIPTIONS.labels(name).set(held)
