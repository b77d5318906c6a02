"""The database of this process: opened, migrated forward, closed."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage.trouble import TROUBLE, reason

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 5
_SWITCHES = 20
_READING = "sanad_reading"
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
        except (*TROUBLE, OSError) as error:
            raise NoDatabase(f"{_shown(url)}: {reason(error)}") from error
        yield engine
    finally:
        await engine.dispose()


def migrate(connection: Connection) -> None:
    """Brings the schema forward inside the connection's transaction; raises NoDatabase for a schema newer than this release."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK_KEY})")
    known = known_revisions()
    current = revision(connection)
    if current == known[-1]:
        return
    if current is not None and current not in known:
        raise NoDatabase(too_new(current))
    upgrade(connection, "head")


@asynccontextmanager
async def snapshot(url: str) -> AsyncIterator[AsyncConnection]:
    """A connection that reads all as of one moment and holds up no writer; nothing is made or migrated. Raises NoDatabase."""
    file = sqlite_file(url)
    if file is not None and not file.is_file():
        raise NoDatabase(f"{_shown(url)}: there is no such file")
    engine = _engine(url)
    reading = {_READING: True} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    async with _refusing(url, engine), engine.execution_options(**reading).connect() as connection:
        yield connection


@asynccontextmanager
async def replacing(url: str) -> AsyncIterator[AsyncEngine]:
    """An engine to fill the database at `url` with, made if need be and not migrated; raises NoDatabase.

    SQLite doesn't look at foreign keys meanwhile: clearing a table would take the square of its rows.
    """
    engine = _engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _without_foreign_keys)
    async with _refusing(url, engine):
        yield engine


@asynccontextmanager
async def _refusing(url: str, engine: AsyncEngine) -> AsyncIterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise NoDatabase(f"{_shown(url)}: {reason(error)}") from error
    finally:
        await engine.dispose()


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # whoever opens it says why
        return None
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


def known_revisions() -> list[str]:
    """The schema's revisions, oldest first."""
    return sorted(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def too_new(current: str) -> str:
    return f"the database has schema {current}, which this release doesn't know; run the newer release"


def revision(connection: Connection) -> str | None:
    """What Alembic noted as the schema's revision."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    held = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if held is None else str(held)


def upgrade(connection: Connection, target: str) -> None:
    """Brings the schema forward to a revision."""
    import alembic.command  # takes 10 MB and a fifth of a second, which a start with nothing to migrate is spared
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    alembic.command.upgrade(config, target)


def _engine(url: str) -> AsyncEngine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            if parsed.database and parsed.database != ":memory:":
                _touch(Path(parsed.database))
            # One connection: SQLite has one writer anyhow, and in the pool's queue everybody gets his turn.
            # Whoever has it ends what he began himself; to roll back once more would cost another turn of the loop.
            engine = create_async_engine(
                parsed,
                connect_args={"timeout": BUSY_SECONDS},
                pool_size=1,
                max_overflow=0,
                pool_reset_on_return=None,
            )
            event.listen(engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(engine.sync_engine, "begin", _begin_sqlite)
            return engine
        return create_async_engine(parsed, pool_pre_ping=True)
    except (ArgumentError, InvalidRequestError, ModuleNotFoundError) as error:
        raise NoDatabase(f"SANAD_DATABASE_URL: {error}") from error
    except ValueError:  # its words may hold part of a password
        raise NoDatabase("SANAD_DATABASE_URL: the port is no number; is a password percent-encoded?") from None
    except (OSError, sqlite3.Error) as error:
        raise NoDatabase(f"{_shown(url)}: {reason(error)}") from error


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
    except BaseException:  # a task that is cancelled here, too
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
    connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get(_READING) else "BEGIN IMMEDIATE")


def _without_foreign_keys(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    cursor.close()


def _shown(url: str) -> str:
    return make_url(url).render_as_string(hide_password=True)
