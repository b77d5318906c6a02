"""Transactions that run as a whole in the database's thread.

Statement by statement, each of their steps would wait for the event loop's next round, which sets the pace when it is busy.
"""

import sqlite3
import time
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, CursorResult, Engine, Executable, StaticPool, create_engine, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

T = TypeVar("T")
_INNER = "sanad_inner"


async def whole(engine: AsyncEngine, work: Callable[[Connection], T]) -> T:
    """What `work` gives, done in a transaction of its own. On SQLite it runs in another thread than the caller's."""
    if engine.dialect.name != "sqlite":
        async with engine.begin() as connection:
            return await connection.run_sync(work)
    async with engine.connect() as connection:  # nobody else uses the driver's connection meanwhile
        raw = await connection.get_raw_connection()
        driver: Any = raw.driver_connection
        # The driver's own way to its thread, which SQLAlchemy's adapter uses as well; there is no public one.
        done: T = await driver._execute(_run, engine.sync_engine, driver._conn, raw.record_info, work)  # noqa: SLF001
        return done


async def in_one_go(engine: AsyncEngine, work: Callable[[AsyncConnection], Coroutine[Any, Any, T]]) -> T:
    """The same for work that is written for the event loop, but waits for nothing except the connection that it is given."""
    if engine.dialect.name != "sqlite":
        async with engine.begin() as connection:
            return await work(connection)
    return await whole(engine, lambda connection: _driven(work(cast("AsyncConnection", _Immediate(connection)))))


class _Immediate:
    """A connection whose answers are there at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.dialect = connection.dialect

    async def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:  # noqa: ANN401 - SQLAlchemy's
        return self._connection.execute(statement, parameters)


def _driven(coroutine: Coroutine[Any, Any, T]) -> T:
    """Runs it to its end; where it would let others go first, other threads may."""
    try:
        while coroutine.send(None) is None:
            time.sleep(0)
    except StopIteration as end:
        done: T = end.value
        return done
    coroutine.close()
    raise RuntimeError("it waits for something else")


def _run(outer: Engine, driver: sqlite3.Connection, info: dict[str, Any], work: Callable[[Connection], T]) -> T:
    if _INNER not in info:
        info[_INNER] = _inner(outer, driver)
    inner: Engine = info[_INNER]
    with inner.begin() as connection:
        return work(connection)


def _inner(outer: Engine, driver: sqlite3.Connection) -> Engine:
    """An engine on the same connection, for its own thread; whoever listens to the outer one hears of this one too."""
    inner = create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool, pool_reset_on_return=None)
    for name in ("begin", "commit", "rollback", "before_cursor_execute", "after_cursor_execute"):
        event.listen(inner, name, partial(_pass_on, outer, name))
    return inner


def _pass_on(outer: Engine, name: str, *given: object) -> None:
    getattr(outer.dispatch, name)(*given)  # only now is it known who listens
