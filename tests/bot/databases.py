"""A new, empty database for a test: a SQLite file, or a schema of its own on a real PostgreSQL server."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests import needs

KINDS = ("sqlite", "postgresql")


@asynccontextmanager
async def new_database(kind: str, folder: Path) -> AsyncIterator[str]:
    """The address of a database that nothing else uses."""
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{folder}/{uuid.uuid4().hex}.db"
        return
    server, schema = needs.postgresql(), f"t{uuid.uuid4().hex}"
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{schema}"
    async with engine.connect() as connection:
        await connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    await engine.dispose()
