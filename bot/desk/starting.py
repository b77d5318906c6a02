"""Which version a process begins with: the one rolled back to, else the curated files, else the last one kept."""

from pathlib import Path

import structlog

from bot.desk.reloader import open_kept
from bot.storage.versions import Versions
from knowledge import live
from knowledge.live import CompilerDied, Refused
from knowledge.store import NotAStore, Store

log = structlog.get_logger(__name__)


async def first(directory: Path, cache: Path, versions: Versions) -> Store:
    """The store to begin with; raises Refused, CompilerDied or NotAStore where nothing whole can be had."""
    pinned = await _pinned(cache, versions)
    if pinned is not None:
        return pinned
    try:
        return await live.open_directory(directory, cache)
    except (Refused, CompilerDied, NotAStore) as error:
        for kept in await versions.all():
            try:
                store = await open_kept(versions, kept, cache)
            except (NotAStore, OSError):
                continue
            problems = error.problems if isinstance(error, Refused) else ()
            first = str(problems[0]) if problems else str(error)
            log.warning(
                "the curated files are broken: serving the last version kept, until they are mended and reloaded",
                version=store.short_version, problems=len(problems), first=first,
            )  # fmt: skip
            return store
        raise


async def _pinned(cache: Path, versions: Versions) -> Store | None:
    version = await versions.pinned()
    for kept in await versions.all() if version else ():
        if kept.id == version:
            try:
                store = await open_kept(versions, kept, cache)
            except (NotAStore, OSError) as error:
                log.warning("the version rolled back to can't be served", version=version, error=str(error))
                return None
            log.info("serving the version rolled back to, until the next reload", version=store.short_version)
            return store
    return None
