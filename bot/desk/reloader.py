"""Serves the next version of the curated files, or an earlier one again; two never at once."""

import asyncio
import datetime as dtm
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import structlog

from bot.observe import metrics
from bot.storage.audit import Audit, Entry
from bot.storage.versions import Compiled, Kept, Versions
from knowledge import diff, held, live
from knowledge.diff import Diff
from knowledge.live import CompilerDied, Live, Refused
from knowledge.problems import Problem, in_order
from knowledge.store import SHORT, NotAStore, Store, open_store

log = structlog.get_logger(__name__)

Clock = Callable[[], dtm.datetime]
Listener = Callable[[Store, Store, Diff], Awaitable[int]]
"""Is told what was swapped for what; gives how many posts are to be corrected."""


@dataclass(frozen=True, slots=True)
class Busy:
    """Another reload is under way."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The files have problems; what was served still is."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """It could not be done, for a reason that isn't in the files."""

    reason: str


@dataclass(frozen=True, slots=True)
class NoSuch:
    """No such version is kept."""


@dataclass(frozen=True, slots=True)
class Stale:
    """The files are no longer those of which a change was proposed; nothing was written."""


@dataclass(frozen=True, slots=True)
class Done:
    """One version stands for another; or would, if it was only tried."""

    before: Store
    after: Store
    found: Diff
    dry: bool = False
    posts: int = 0
    """Posts that will be corrected."""


Outcome: TypeAlias = "Busy | Broken | Failed | NoSuch | Stale | Done"
Step = Callable[[], Awaitable["Stale | Failed | None"]]
"""What is done to the files before they are read; says what keeps it from being done."""


class Reloader:
    def __init__(
        self,
        live: Live,
        versions: Versions,
        audit: Audit,
        directory: Path,
        cache: Path,
        clock: Clock,
        served: Callable[[Store], None],
    ) -> None:
        self._live = live
        self._versions = versions
        self._audit = audit
        self._directory = directory
        self._cache = cache
        self._clock = clock
        self._served = served
        self._turn = asyncio.Lock()
        self._first = asyncio.Lock()
        self._remembered = False
        self.listener: Listener | None = None

    @property
    def served(self) -> Store:
        return self._live.newest.store

    async def reload(
        self, by: int | None, *, dry: bool = False, what: str = "reload", first: Step | None = None
    ) -> Outcome:
        """Compiles the files aside and serves them; `dry` shows what that would change."""
        what = "reload dry" if dry else what
        if self._turn.locked():
            return await self._told(by, what, Busy())
        async with self._turn:
            if first is not None and (refused := await first()) is not None:
                return await self._told(by, what, refused)
            try:
                store = await live.open_directory(self._directory, self._cache)
            except Refused as refused:
                return await self._told(by, what, Broken(in_order(refused.problems)))
            except (CompilerDied, NotAStore, OSError) as error:
                return await self._told(by, what, Failed(str(error)))
            if dry:
                return await self._told(
                    by, what, Done(self._live.newest.store, store, await self.difference(store), dry=True)
                )
            await self.remember()
            await self._keep(store, by, what)
            return await self._swap(store)

    async def rollback(self, version: str, by: int | None) -> Outcome:
        """Serves a kept version again, named by the beginning of its hash, until the next reload; the files aren't read.
        Without a name it is the one that was served before."""
        what = f"rollback {version}".strip()
        if self._turn.locked():
            return await self._told(by, what, Busy())
        async with self._turn:
            await self.remember()
            others = [one for one in await self._versions.all() if one.id != self._live.newest.store.version]
            kept = [one for one in others if one.id.startswith(version)] if version else others[:1]
            if len(kept) != 1:
                return await self._told(by, what, NoSuch())
            try:
                store = await open_kept(self._versions, kept[0], self._cache)
            except (NotAStore, OSError) as error:
                return await self._told(by, what, Failed(str(error)))
            await self._versions.pin(store.version, Entry(self._clock(), by, what, f"served {store.short_version}"))
            return await self._swap(store)

    async def remember(self) -> None:
        """Keeps the version that this process began with, unless it is the one served last anyhow."""
        async with self._first:
            if not self._remembered:
                store, last = self._live.newest.store, await self._versions.served()
                if last is None or last.id != store.version:
                    await self._keep(store, None, "start")
                self._remembered = True

    async def follow(self) -> None:
        """Serves what the process that was active until now served last: this one stood by, with what it had begun with."""
        async with self._turn:
            last, before = await self._versions.served(), self._live.newest.store
            if last is None or last.id == before.version:
                return
            try:
                store = await open_kept(self._versions, last, self._cache)
            except (NotAStore, OSError) as error:
                log.warning("the version served last can't be served", version=last.id[:SHORT], error=str(error))
                return
            await self._live.swap(store)
            self._served(store)
            log.info("serving what was served last", version=store.short_version, before=before.short_version)

    async def _keep(self, store: Store, by: int | None, what: str) -> None:
        content = await asyncio.to_thread(store.file.read_bytes)
        entry = Entry(self._clock(), by, what, f"served {store.short_version}")
        await self._versions.keep(Compiled(store.version, len(store.facts), content), entry)

    async def _swap(self, store: Store) -> Outcome:
        before = self._live.newest.store
        found = await _difference(before, store)
        await self._live.swap(store)
        self._served(store)
        metrics.RELOADS.labels("done").inc()
        log.info("store", version=store.short_version, before=before.short_version, facts=len(store.facts))
        return Done(before, store, found, posts=await self._correct())

    async def catch_up(self) -> None:
        """Has posts corrected after a swap in whose middle a process ended, or while none was there."""
        await self.remember()
        if await self._versions.uncorrected() is not None:
            async with self._turn:
                log.info("posts to correct, as the store changed", posts=await self._correct())

    async def _correct(self) -> int:
        """Has the posts corrected that aren't in line with what is served; gives their number."""
        owed, store = await self._versions.uncorrected(), self._live.newest.store
        if self.listener is None or owed is None:
            return 0
        try:
            before = await open_kept(self._versions, owed, self._cache)
        except (NotAStore, OSError) as error:
            log.warning("posts are not corrected", version=store.short_version, error=str(error))
            return 0
        return await self.listener(before, store, await _difference(before, store))

    async def difference(self, store: Store) -> Diff:
        """What serving a store instead of the present one would change."""
        return await _difference(self._live.newest.store, store)

    async def _told(self, by: int | None, what: str, outcome: Outcome) -> Outcome:
        words = f"{len(outcome.problems)} problems" if isinstance(outcome, Broken) else type(outcome).__name__.lower()
        is_dry = isinstance(outcome, Done) and outcome.dry
        metrics.RELOADS.labels("dry" if is_dry else type(outcome).__name__.lower()).inc()
        log.info("store not changed", by=by, asked=what, outcome=words)
        await self._audit.add(Entry(self._clock(), by, what, words))
        return outcome


async def _difference(before: Store, after: Store) -> Diff:
    sides = [(store.facts.values(), store.actors) for store in (before, after)]
    return await asyncio.to_thread(lambda: diff.diff(*(held.of(*side) for side in sides)))


async def open_kept(versions: Versions, kept: Kept, cache: Path) -> Store:
    """A kept version as an open store; raises NotAStore if this release can't read it, OSError if there is no room."""
    file = cache / f"{kept.id}.sqlite"
    with suppress(NotAStore):  # as it lies there from when it was compiled
        store = await open_store(file)
        if store.version == kept.id:
            return store
    content = await versions.content(kept.id)
    if content is None:
        raise NotAStore(f"{kept.id}: it isn't kept any more")
    await asyncio.to_thread(_write, file, content)
    return await open_store(file)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".kept.part")
    part.unlink(missing_ok=True)
    part.write_bytes(content)
    part.chmod(0o444)
    part.replace(file)
