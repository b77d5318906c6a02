"""The version to begin with and the desk that changes it, opened and closed together."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.desk import starting
from bot.desk.desk import Desk
from bot.desk.editor import Editor
from bot.desk.reloader import Clock, Reloader
from bot.observe import metrics
from bot.settings import Settings
from bot.storage.audit import Audit
from bot.storage.versions import Versions
from knowledge import live
from knowledge.live import Live
from knowledge.store import Store


@contextlib.asynccontextmanager
async def opened(
    engine: AsyncEngine, settings: Settings, cache: Path, clock: Clock
) -> AsyncIterator[tuple[Live, Desk]]:
    """Raises Refused, CompilerDied or NotAStore where there is nothing whole to serve."""
    audit = Audit(engine)
    versions = Versions(engine, audit)
    store = await starting.first(settings.curated_directory, cache, versions)
    measure(store)
    async with live.serving(store) as serving:
        reloader = Reloader(serving, versions, audit, settings.curated_directory, cache, clock, measure)
        editor = Editor(reloader, settings.curated_directory, cache, clock)
        desk = Desk(frozenset(settings.admins), reloader, editor, versions, audit, clock, clock())
        try:
            yield serving, desk
        finally:
            await desk.tasks.close()


def measure(store: Store) -> None:
    metrics.serve_store(store.short_version, len(store.facts))
