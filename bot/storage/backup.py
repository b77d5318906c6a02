"""A backup: all tables as of one moment in one file, for SQLite and PostgreSQL alike.

It is gzip of JSON lines: what it holds, the rows table by table (bytes as an object with their base64), and last the
SHA-256 of all lines before.
"""

import base64
import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, inspect, select, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import database, lock
from bot.storage.atomic import replaced
from bot.storage.database import NoDatabase
from bot.storage.tables import METADATA

_FORMAT = "sanad-backup-1"
_CHUNK = 500
_LONGEST_LINE = 1 << 26


class BadBackup(Exception):
    """The file can't be restored; the message says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table in a backup."""

    table: str
    columns: tuple[str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds, parents before children."""

    revision: str
    parts: tuple[Part, ...]

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts)


async def backup(url: str, file: Path) -> Contents:
    """Writes the database at `url` to `file`, which is whole or as it was; raises NoDatabase and OSError."""
    async with database.snapshot(url) as connection:
        revision = await connection.run_sync(database.revision)
        if revision is None:
            raise NoDatabase("the database holds nothing of Sanad's")
        if revision not in database.known_revisions():
            raise NoDatabase(database.too_new(revision))
        tables = await connection.run_sync(_tables)
        with replaced(file) as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw) as packed:
            return await _write(connection, revision, tables, packed)


async def restore(url: str, file: Path, *, force: bool = False) -> Contents:
    """Puts a backup into the database at `url`, all of it or nothing; what is held there is replaced only with `force`.

    Raises BadBackup, NoDatabase and OSError.
    """
    contents = _checked(file)

    def fill(connection: Connection) -> None:
        current = database.revision(connection)
        is_newer = current is not None and current not in database.known_revisions()
        if not force and is_newer:
            raise NoDatabase(f"the database has schema {current}, which is newer; --force replaces all that it holds")
        if not force and _holds_rows(connection):
            raise NoDatabase("the database is not empty; --force replaces all that it holds")
        _clear(connection, is_newer=is_newer)
        database.upgrade(connection, contents.revision)
        _load(connection, contents, file)
        database.upgrade(connection, "head")

    async with database.replacing(url) as engine, lock.at_once(url) as held:
        if not held:
            raise NoDatabase("a process is active on the database, or its lock can't be had; stop it first")
        try:
            async with engine.begin() as connection:
                await connection.run_sync(fill)
        except DBAPIError:
            raise
        except SQLAlchemyError as error:
            raise BadBackup(f"{file}: its rows don't fit the tables: {str(error).partition(chr(10))[0]}") from None
    return contents


def _tables(connection: Connection) -> list[Table]:
    """The tables that there are, as they are: an old schema isn't the one of this release."""
    held = MetaData()
    names = [name for name in inspect(connection).get_table_names() if name in METADATA.tables]
    held.reflect(connection, only=names)
    return held.sorted_tables


async def _write(connection: AsyncConnection, revision: str, tables: list[Table], packed: gzip.GzipFile) -> Contents:
    parts = []
    for table in tables:
        rows = await connection.scalar(select(func.count()).select_from(table))
        parts.append(Part(table.name, tuple(table.columns.keys()), int(rows or 0)))
    digest = hashlib.sha256()

    def write(value: object) -> None:
        line = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        digest.update(line)
        packed.write(line)

    listed = [{"table": part.table, "columns": part.columns, "rows": part.rows} for part in parts]
    write({"format": _FORMAT, "revision": revision, "tables": listed})
    for table in tables:
        rows_of = await connection.stream(select(table).order_by(*table.primary_key))
        async for chunk in rows_of.partitions(_CHUNK):
            for row in chunk:
                write([_packed(value) for value in row])
    write({"sha256": digest.hexdigest()})
    return Contents(revision, tuple(parts))


def _checked(file: Path) -> Contents:
    """What the file holds, once all of it has been read and found whole."""
    with _lines(file) as lines:
        first = next(lines, b"")
        contents = _header(file, first)
        digest = hashlib.sha256(first)
        for line in islice(lines, contents.rows):
            digest.update(line)
        last = json.dumps({"sha256": digest.hexdigest()}, separators=(",", ":")).encode() + b"\n"
        if next(lines, b"") != last or next(lines, b""):
            raise BadBackup(f"{file}: the backup is cut off or damaged")
    if contents.revision not in database.known_revisions():
        raise BadBackup(
            f"{file}: made with schema {contents.revision}, which this release doesn't know; use the newer one"
        )
    return contents


def _header(file: Path, line: bytes) -> Contents:
    try:
        header = json.loads(line)
        known = header["format"] == _FORMAT
        parts = [Part(str(one["table"]), tuple(one["columns"]), int(one["rows"])) for one in header["tables"]]
        contents = Contents(str(header["revision"]), tuple(parts))
    except (ValueError, KeyError, TypeError):
        known = False
    if not known or any(part.rows < 0 for part in contents.parts):
        raise BadBackup(f"{file}: no backup of Sanad's")
    return contents


@contextmanager
def _lines(file: Path) -> Iterator[Iterator[bytes]]:
    with gzip.open(file, "rb") as packed:
        try:
            yield iter(lambda: packed.readline(_LONGEST_LINE), b"")
        except gzip.BadGzipFile:
            raise BadBackup(f"{file}: no backup of Sanad's") from None
        except (EOFError, zlib.error):
            raise BadBackup(f"{file}: the backup is cut off or damaged") from None


def _holds_rows(connection: Connection) -> bool:
    return any(connection.execute(select(table).limit(1)).first() is not None for table in _tables(connection))


def _clear(connection: Connection, *, is_newer: bool) -> None:
    """Of a newer schema every table goes: some may be ones that this release doesn't know."""
    held = METADATA
    if is_newer:
        held = MetaData()
        held.reflect(connection)
    held.drop_all(connection)
    connection.execute(text("DROP TABLE IF EXISTS alembic_version"))


def _load(connection: Connection, contents: Contents, file: Path) -> None:
    tables = {table.name: table for table in _tables(connection)}
    for part in contents.parts:
        if part.table not in tables or set(part.columns) != set(tables[part.table].columns.keys()):
            raise BadBackup(f"{file}: schema {contents.revision} has no such table {part.table}")
    with _lines(file) as lines:
        next(lines)
        for part in contents.parts:
            _fill(connection, tables[part.table], part, islice(lines, part.rows), file)
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise BadBackup(f"{file}: its rows refer to others that it lacks")


def _fill(connection: Connection, table: Table, part: Part, lines: Iterator[bytes], file: Path) -> None:
    while chunk := [_row(part, line, file) for line in islice(lines, _CHUNK)]:
        connection.execute(table.insert(), chunk)
    if connection.dialect.name == "postgresql" and "id" in table.columns and part.rows:
        highest = connection.scalar(select(func.max(table.columns["id"])))
        named = {"table": table.name, "highest": highest}
        if isinstance(highest, int):  # other ids are hashes, with no sequence
            connection.execute(text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :highest)"), named)


def _row(part: Part, line: bytes, file: Path) -> dict[str, Any]:
    try:
        return dict(zip(part.columns, map(_unpacked, json.loads(line)), strict=True))
    except (ValueError, TypeError, KeyError):
        raise BadBackup(f"{file}: a row of {part.table} can't be read") from None


def _packed(value: object) -> object:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _unpacked(value: Any) -> object:  # noqa: ANN401 - JSON
    return base64.b64decode(value["base64"], validate=True) if isinstance(value, dict) else value
