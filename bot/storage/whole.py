"""Transactions that run as a whole in the database's thread.

Statement by statement, each of their steps would wait for the event loop's next round, which sets the pace when it is busy.
"""

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.ext.asyncio import AsyncEngine

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


def _run(outer: Engine, driver: sqlite3.Connection, info: dict[str, Any], work: Callable[[Connection], T]) -> T:
    if _INNER not in info:
        info[_INNER] = _inner(outer, driver)
    inner: Engine = info[_INNER]
    with inner.begin() as connection:
        return work(connection)


def _inner(outer: Engine, driver: sqlite3.Connection) -> Engine:
    """An engine on the same connection, for its own thread; whoever listens to the outer one hears of this one too."""
    inner = create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool, pool_reset_on_return=None)
    for name in ("begin", "before_cursor_execute", "after_cursor_execute"):
        event.listen(inner, name, partial(_pass_on, outer, name))
    return inner


def _pass_on(outer: Engine, name: str, *given: object) -> None:
    getattr(outer.dispatch, name)(*given)  # only now is it known who listens
