"""What the tick tells of this process: when it last came to its end, and how the database stood then."""

from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.observe import metrics
from bot.observe.health import Health
from bot.storage import database

MISSED = 3
"""So many ticks may be missed before a process isn't ready any more."""


class Pulse:
    """The last of the looks at each tick; `seconds` lie between two, `clock` gives steady seconds."""

    def __init__(self, engine: AsyncEngine, seconds: float, clock: Callable[[], float]) -> None:
        self._engine, self._seconds, self._clock = engine, seconds, clock
        self._last: float | None = None
        self._schema: str | None = None

    async def look(self) -> None:
        async with self._engine.connect() as connection:
            self._schema = await connection.run_sync(database.revision)
        self._last = self._clock()
        metrics.TICK.set_to_current_time()

    def tick(self) -> str | None:
        if self._last is None:
            return "none yet"
        ago = self._clock() - self._last
        return f"none for {ago:.0f} s" if ago > MISSED * self._seconds + 1 else None

    def schema(self) -> str | None:
        """Another release may migrate the database while this one runs."""
        known = database.known_revisions()[-1]
        return None if self._schema in (None, known) else f"{self._schema}, this release knows {known}"

    def watch(self, health: Health) -> None:
        health.add("tick", self.tick)
        health.add("schema", self.schema)
