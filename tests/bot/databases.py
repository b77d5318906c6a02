"""A new, empty database for a test: a SQLite file, or a schema of its own on a real PostgreSQL server."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from tests import needs

KINDS = ("sqlite", "postgresql")


@asynccontextmanager
async def engine_on(url: str) -> AsyncIterator[AsyncEngine]:
    """What a test does to a database from beside the bot, each statement at once."""
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    try:
        yield engine
    finally:
        await engine.dispose()


@asynccontextmanager
async def new_database(kind: str, folder: Path) -> AsyncIterator[str]:
    """The address of a database that nothing else uses."""
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{folder}/{uuid.uuid4().hex}.db"
        return
    server, schema = needs.postgresql(), f"t{uuid.uuid4().hex}"
    async with engine_on(server) as engine:
        async with engine.connect() as connection:
            await connection.execute(text(f"CREATE SCHEMA {schema}"))
        try:
            yield f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{schema}"
        finally:
            async with engine.connect() as connection:
                await connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
