"""From curated files to an open store: what isn't compiled yet is compiled aside, in a process of its own."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

import aiosqlite

from knowledge import aside, folder, search
from knowledge.problems import Problem
from knowledge.search import Search
from knowledge.store import NotAStore, Store, fingerprint, open_store


class Refused(Exception):
    """The curated files have problems; no store came of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class CompilerDied(Exception):
    """The compiling process ended without an answer: killed, or out of memory or time."""


async def open_directory(directory: Path, cache: Path) -> Store:
    """The store of `directory`, compiled into `cache` if it isn't there; raises Refused, CompilerDied, NotAStore."""
    held, unread = await asyncio.to_thread(folder.read_files, directory)
    compiled = cache / f"{await asyncio.to_thread(folder.version, held)}.sqlite"
    if not unread and compiled.is_file():
        with contextlib.suppress(NotAStore):  # another release's, or damaged
            return await open_store(compiled, compiler=fingerprint())
    return await open_store(await compile_aside(directory, cache))


async def compile_aside(directory: Path, cache: Path) -> Path:
    """Runs `python -m knowledge compile` and gives the file it wrote in `cache`; raises Refused, CompilerDied."""
    cache.mkdir(parents=True, exist_ok=True)

    def clear_away(pid: int) -> None:
        for part in cache.glob(f"*.{pid}.part"):
            part.unlink(missing_ok=True)

    ended = await aside.knowledge("compile", str(directory), f"{cache}/", "--json", after=clear_away)
    try:
        answer = json.loads(ended.out)
    except ValueError:
        raise CompilerDied(f"the compiler ended with {ended.code}: {ended.last_words}") from None
    if answer["problems"]:
        raise Refused(tuple(Problem(**problem) for problem in answer["problems"]))
    return Path(answer["file"])


@dataclass(frozen=True, slots=True)
class Served:
    """One version of the store, with search in it."""

    store: Store
    search: Search


@dataclass(slots=True, eq=False)
class _Version:
    """A version that is open, for as long as it is the newest or somebody holds it."""

    served: Served
    closing: contextlib.AsyncExitStack
    leases: int = 0
    free: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the version is neither the newest nor held."""

    async def close(self) -> None:
        await self.free.wait()
        await self.closing.aclose()


@dataclass(slots=True, eq=False)
class _Lease:
    version: _Version | None
    """None once it has ended: tasks that outlive an answer keep the lease, but no version with it."""


_lease: ContextVar[_Lease | None] = ContextVar("lease", default=None)


class Live:
    """The version that is being served; under a lease the one that was served when it began, whatever is swapped meanwhile."""

    def __init__(self, first: _Version) -> None:
        self._newest = first
        self._closing: dict[asyncio.Task[None], _Version] = {}

    @property
    def current(self) -> Served:
        """What this task is to answer from."""
        lease = _lease.get()
        version = lease.version if lease is not None else None
        return (version or self._newest).served

    @property
    def newest(self) -> Served:
        """What is served from now on, for those who swap it."""
        return self._newest.served

    @contextlib.contextmanager
    def lease(self) -> Iterator[Served]:
        """Holds the version: for the task that takes the lease `current` stays the same."""
        version = self._newest
        lease = _Lease(version)
        version.leases += 1
        token = _lease.set(lease)
        try:
            yield version.served
        finally:
            _lease.reset(token)
            lease.version = None
            version.leases -= 1
            if version is not self._newest and not version.leases:
                version.free.set()

    async def swap(self, store: Store) -> None:
        """Serves another version from now on; the old one is closed when its last lease ends. Raises NotAStore."""
        newer = await _open(store)
        await _understood(newer)
        old, self._newest = self._newest, newer
        if not old.leases:
            old.free.set()
        task = asyncio.create_task(old.close())
        self._closing[task] = old
        task.add_done_callback(self._closing.pop)

    async def close(self) -> None:
        """Closes every version, held or not."""
        for version in (self._newest, *self._closing.values()):
            version.free.set()
        await asyncio.gather(self._newest.close(), *self._closing)


async def _open(store: Store) -> _Version:
    closing = contextlib.AsyncExitStack()
    try:
        searching = await closing.enter_async_context(search.opened(store))
    except aiosqlite.Error as error:
        raise NotAStore(f"{store.file.name}: {error}") from error
    return _Version(Served(store, searching), closing)


async def _understood(version: _Version) -> None:
    """Before it takes the place of one that answers questions already; closed if they can't be."""
    try:
        await version.served.search.understanding()
    except aiosqlite.Error as error:
        await version.closing.aclose()
        raise NotAStore(f"{version.served.store.file.name}: {error}") from error


@contextlib.asynccontextmanager
async def serving(store: Store) -> AsyncIterator[Live]:
    """Serves a store, and later whatever it is swapped for, until the context ends."""
    live = Live(await _open(store))
    del store  # else the first version would stay in memory as long as any other is served
    try:
        yield live
    finally:
        await live.close()
