"""One process is active, others stand by: a kernel's lock beside SQLite's file, an advisory lock of PostgreSQL's server."""

import asyncio
import contextlib
import fcntl
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import structlog
from sqlalchemy import make_url, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.storage.database import NoDatabase
from bot.storage.inserting import insert
from bot.storage.tables import GENERATION, switches
from bot.storage.trouble import TROUBLE, reason

log = structlog.get_logger(__name__)

STANDBY_SECONDS = 0.25
"""How often a process that stands by looks whether the active one has ended."""
_LOCK_KEY = 7_262_327
_WATCH_SECONDS = 1.0
_KEEPALIVE = "SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3"
"""So that the server, too, notices soon that this machine is gone."""


@dataclass(frozen=True, slots=True)
class Active:
    """That this process is the active one. `generation` rises with each takeover."""

    generation: int
    lost: asyncio.Event = field(default_factory=asyncio.Event)
    waited: bool = False
    """Whether another process was active before, while this one stood by."""


@contextlib.asynccontextmanager
async def active(url: str, engine: AsyncEngine, stop: asyncio.Event) -> AsyncIterator[Active | None]:
    """Waits until no other process is active, and holds the lock; None if `stop` was set before."""
    waiting = _Waiting(stop)
    locked = _on_server(url, waiting) if engine.dialect.name == "postgresql" else _on_file(url, waiting)
    async with locked as lost:
        if lost is None:
            yield None
            return
        yield Active(await _next_generation(engine), lost, waiting.told)


@contextlib.asynccontextmanager
async def at_once(url: str) -> AsyncIterator[bool]:
    """Holds the lock, so that no process becomes active; False, without waiting, if one is."""
    stop = asyncio.Event()
    stop.set()
    on_server = make_url(url).get_backend_name() == "postgresql"
    async with (_on_server if on_server else _on_file)(url, _Waiting(stop)) as lost:
        yield lost is not None


@contextlib.asynccontextmanager
async def _on_file(url: str, waiting: "_Waiting") -> AsyncIterator[asyncio.Event | None]:
    database = make_url(url).database
    if not database or database == ":memory:":
        yield asyncio.Event()
        return
    file = Path(f"{database}.lock")
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise NoDatabase(f"{file}: {reason(error)}") from None
    try:
        while not _flock(descriptor):
            if not await waiting.again():
                yield None
                return
        yield asyncio.Event()
    finally:
        os.close(descriptor)


def _flock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.asynccontextmanager
async def _on_server(url: str, waiting: "_Waiting") -> AsyncIterator[asyncio.Event | None]:
    """The lock is the connection's: it is free as soon as the server sees the connection end."""
    engine = create_async_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    try:
        connection = await _connection_with_lock(engine, waiting)
        if connection is None:
            yield None
            return
        try:
            async with _watched(connection) as lost:
                yield lost
        finally:
            await _end(connection)
    finally:
        await engine.dispose()


async def _connection_with_lock(engine: AsyncEngine, waiting: "_Waiting") -> AsyncConnection | None:
    while True:
        connection, trouble = None, ""
        try:
            connection = await engine.connect()
            await connection.exec_driver_sql(_KEEPALIVE)
            if await _advisory(connection):
                return connection
        except (*TROUBLE, OSError) as error:
            trouble = reason(error)
        if connection is not None:
            await _end(connection)
        if not await waiting.again(trouble):
            return None


async def _end(connection: AsyncConnection) -> None:
    with contextlib.suppress(*TROUBLE, OSError):
        await connection.close()


async def _advisory(connection: AsyncConnection) -> bool:
    # Named by the schema as well: two bots that share a database, each in a schema of its own, don't wait for each other.
    asked = text(f"SELECT pg_try_advisory_lock({_LOCK_KEY}, hashtext(coalesce(current_schema(), '')))")
    return bool((await connection.execute(asked)).scalar())


@contextlib.asynccontextmanager
async def _watched(connection: AsyncConnection) -> AsyncIterator[asyncio.Event]:
    """Sets its event at once when the connection ends: an idle connection has something to read only then."""
    lost = asyncio.Event()
    raw = await connection.get_raw_connection()
    descriptor = raw.driver_connection.fileno()  # type: ignore[union-attr]
    loop, looking = asyncio.get_running_loop(), asyncio.Event()

    async def watch() -> None:
        while not lost.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(looking.wait(), _WATCH_SECONDS)
            loop.remove_reader(descriptor)
            try:
                await asyncio.wait_for(connection.exec_driver_sql("SELECT 1"), 3 * _WATCH_SECONDS)
            except (*TROUBLE, OSError, TimeoutError):
                log.warning("the database's connection is lost, and the lock with it: nothing is sent for now")
                lost.set()
            else:
                looking.clear()
                loop.add_reader(descriptor, looking.set)

    loop.add_reader(descriptor, looking.set)
    watching = asyncio.create_task(watch())
    try:
        yield lost
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        if not lost.is_set():  # else it was closed, and may be something else's by now
            loop.remove_reader(descriptor)


class _Waiting:
    """Waits a little, says so once, and says whether to go on."""

    def __init__(self, stop: asyncio.Event) -> None:
        self._stop = stop
        self._in_trouble = False
        self.told = False
        """Whether another process was found to be active."""

    async def again(self, trouble: str = "") -> bool:
        if self._stop.is_set():
            return False
        if trouble and not self._in_trouble:
            log.warning("the database can't be reached; standing by", error=trouble)
            self._in_trouble = True
        elif not trouble and not self.told:
            log.info("another process is active on this database; standing by")
            self.told = True
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), STANDBY_SECONDS)
        return not self._stop.is_set()


async def _next_generation(engine: AsyncEngine) -> int:
    async with engine.begin() as connection:
        held = switches.c.name == GENERATION
        found = (await connection.execute(select(switches.c.value).where(held))).scalar()
        generation = int(found or 0) + 1
        statement = insert(connection, switches).values(name=GENERATION, value=str(generation), set_at=0)
        again = statement.on_conflict_do_update(index_elements=["name"], set_={"value": str(generation)})
        await connection.execute(again)
    return generation
