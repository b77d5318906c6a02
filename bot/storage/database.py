"""The database of this process: opened, migrated forward, closed."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 5
_SWITCHES = 20
_LOCK_KEY = 7_262_326
"""PostgreSQL's advisory lock under which one process migrates at a time."""


class NoDatabase(Exception):
    """The database can't be used; the message says why and what to do."""


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[AsyncEngine]:
    """An engine on the database at `url`, created or migrated to this release's schema; raises NoDatabase."""
    engine = _engine(url)
    try:
        try:
            async with engine.begin() as connection:
                await connection.run_sync(migrate)
        except (DBAPIError, OSError) as error:
            raise NoDatabase(f"{_shown(url)}: {_reason(error)}") from error
        yield engine
    finally:
        await engine.dispose()


def migrate(connection: Connection) -> None:
    """Brings the schema forward inside the connection's transaction; raises NoDatabase for a schema newer than this release."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK_KEY})")
    known = sorted(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    current = _revision(connection)
    if current == known[-1]:
        return
    if current is not None and current not in known:
        raise NoDatabase(f"the database has schema {current}, which this release doesn't know; run the newer release")
    _upgrade(connection)


def _revision(connection: Connection) -> str | None:
    """What Alembic noted as the schema's revision."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if revision is None else str(revision)


def _upgrade(connection: Connection) -> None:
    import alembic.command  # takes 10 MB and a fifth of a second, which a start with nothing to migrate is spared
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    alembic.command.upgrade(config, "head")


def _engine(url: str) -> AsyncEngine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            if parsed.database and parsed.database != ":memory:":
                _touch(Path(parsed.database))
            # One connection: SQLite has one writer anyhow, and in the pool's queue everybody gets his turn.
            engine = create_async_engine(parsed, connect_args={"timeout": BUSY_SECONDS}, pool_size=1, max_overflow=0)
            event.listen(engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(engine.sync_engine, "begin", _begin_sqlite)
            return engine
        return create_async_engine(parsed, pool_pre_ping=True)
    except (ArgumentError, InvalidRequestError, ModuleNotFoundError) as error:
        raise NoDatabase(f"SANAD_DATABASE_URL: {error}") from error
    except ValueError:  # its words may hold part of a password
        raise NoDatabase("SANAD_DATABASE_URL: the port is no number; is a password percent-encoded?") from None
    except (OSError, sqlite3.Error) as error:
        raise NoDatabase(f"{_shown(url)}: {_reason(error)}") from error


def _touch(file: Path) -> None:
    """Makes the file and its folders. aiosqlite would fail in a thread, which says so in a traceback if the loop has ended."""
    file.parent.mkdir(parents=True, exist_ok=True)
    sqlite3.connect(file).close()


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
    # The driver is not to begin transactions by itself: _begin_sqlite does, so that schema changes roll back too.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        _switch_to_wal(cursor)
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error:
        cursor.close()
        connection.close()  # the pool doesn't, and the connection's thread would outlive the event loop
        raise
    cursor.close()


def _switch_to_wal(cursor: Any) -> None:  # noqa: ANN401 - the driver's own type
    for _ in range(_SWITCHES):
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            # Another process makes this database at this moment. SQLite won't wait to switch, but does to begin.
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("COMMIT")
        else:
            return
    raise sqlite3.OperationalError("database is locked")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _shown(url: str) -> str:
    return make_url(url).render_as_string(hide_password=True)


def _reason(error: DBAPIError | sqlite3.Error | OSError) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror
    if isinstance(cause, sqlite3.DatabaseError) and "not a database" in str(cause):
        return "the file is no SQLite database; restore a backup or move it away"
    return str(cause).strip().split("\n")[0]
