"""The compiled store: one read-only SQLite file whose name is its content's address, opened through aiosqlite.

What an answer needs is read once into memory and never changed; the next version is another `Store`.
"""

import hashlib
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import aiosqlite
from pydantic import ValidationError

from knowledge import garbage
from knowledge.model import Actor, Fact, Partner, Rank, Source
from knowledge.nametable import NameIndex, Packed, Shelf

M = TypeVar("M", Source, Partner, Actor, Fact)

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE sources (position INTEGER PRIMARY KEY, record TEXT NOT NULL) STRICT;
CREATE TABLE partners (position INTEGER PRIMARY KEY, record TEXT NOT NULL) STRICT;
CREATE TABLE actors (position INTEGER PRIMARY KEY, record TEXT NOT NULL) STRICT;
CREATE TABLE facts (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, partner TEXT NOT NULL, record TEXT NOT NULL
) STRICT;
CREATE TABLE lexicon (
    what TEXT NOT NULL, entry TEXT NOT NULL, tongue TEXT NOT NULL, spelled TEXT NOT NULL, stems TEXT NOT NULL
) STRICT;
CREATE TABLE documents (
    position INTEGER PRIMARY KEY, main TEXT NOT NULL, roles TEXT NOT NULL, side TEXT NOT NULL, questions TEXT NOT NULL,
    ways TEXT NOT NULL, wordings TEXT NOT NULL
) STRICT;
CREATE TABLE terms (term TEXT PRIMARY KEY, held INTEGER NOT NULL, asked INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5(
    main, roles, side, questions, content = 'documents', content_rowid = 'position',
    tokenize = "unicode61 remove_diacritics 0 tokenchars ':_-'"
);
CREATE TABLE names (
    script INTEGER NOT NULL, length INTEGER NOT NULL, letters TEXT NOT NULL, meanings BLOB NOT NULL, misspelt TEXT NOT NULL
) STRICT;
CREATE TABLE meanings (position INTEGER PRIMARY KEY, country TEXT NOT NULL, weight INTEGER NOT NULL) STRICT;
CREATE TABLE name_words (
    fillers TEXT NOT NULL, ordinary TEXT NOT NULL, starts TEXT NOT NULL, longest INTEGER NOT NULL
) STRICT;
"""
SCHEMA_VERSION = 7
_CACHE = 256
"""KiB of pages that a connection keeps; the operating system keeps the whole file."""
SHORT = 7
"""Characters of a version that people are shown."""


class NotAStore(Exception):
    """The file is no store that this release can read."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Store:
    """One version of the facts, whole. Mappings keep the curated order; deprecated facts are in `facts` alone."""

    version: str
    sources: Mapping[str, Source]
    partners: Mapping[str, Partner]
    actors: Mapping[str, Actor]
    facts: Mapping[str, Fact]
    by_partner: Mapping[str, tuple[Fact, ...]]
    names: NameIndex
    file: Path
    """The compiled file, for those who search in it."""

    @property
    def short_version(self) -> str:
        return self.version[:SHORT]


@asynccontextmanager
async def connect(file: Path) -> AsyncIterator[aiosqlite.Connection]:
    """The file, read-only; SQLite need not look for a journal, as a compiled store never changes."""
    async with aiosqlite.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True) as connection:
        await connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        yield connection


@cache
def fingerprint() -> str:
    """Of the code that compiles: what another release compiled from the same files may be something else."""
    whole = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        whole.update(file.read_bytes())
    return whole.hexdigest()[:16]


async def open_store(file: Path, compiler: str | None = None) -> Store:
    """Reads a compiled store into memory, one of `compiler` alone if that is given; raises NotAStore."""
    if not file.is_file():
        raise NotAStore(f"{file.name}: there is no such file")
    with garbage.spared():
        return await _read(file, compiler)


async def _read(file: Path, compiler: str | None) -> Store:
    try:
        async with connect(file) as connection:
            meta = {
                str(key): str(value) async for key, value in await connection.execute("SELECT key, value FROM meta")
            }
            if meta.get("schema") != str(SCHEMA_VERSION):
                raise NotAStore(f"{file.name} has schema {meta.get('schema')}, not {SCHEMA_VERSION}")
            if compiler is not None and meta.get("compiler") != compiler:
                raise NotAStore(f"{file.name} was compiled by another release")
            sources = await _records(connection, "sources", Source)
            partners = await _records(connection, "partners", Partner)
            actors = await _records(connection, "actors", Actor)
            facts = await _records(connection, "facts", Fact)
            names = await _names(connection)
    except (aiosqlite.Error, ValidationError) as error:
        raise NotAStore(f"{file.name}: {error}") from error
    return Store(
        version=meta["version"],
        sources=MappingProxyType({source.id: source for source in sources}),
        partners=MappingProxyType({partner.code: partner for partner in partners}),
        actors=MappingProxyType({actor.id: actor for actor in actors}),
        facts=MappingProxyType({fact.id: fact for fact in facts}),
        by_partner=MappingProxyType(_by_partner(partners, facts)),
        names=NameIndex(names),
        file=file,
    )


def _by_partner(partners: Iterable[Partner], facts: Iterable[Fact]) -> dict[str, tuple[Fact, ...]]:
    held: dict[str, list[Fact]] = {partner.code: [] for partner in partners}
    for fact in facts:
        if fact.rank is not Rank.DEPRECATED:
            held[fact.partner].append(fact)
    return {code: tuple(of_partner) for code, of_partner in held.items() if of_partner}


async def _names(connection: aiosqlite.Connection) -> Packed:
    shelves = await connection.execute_fetchall("SELECT script, length, letters, meanings, misspelt FROM names")
    meanings = await connection.execute_fetchall("SELECT country, weight FROM meanings ORDER BY position")
    words = await connection.execute_fetchall("SELECT fillers, ordinary, starts, longest FROM name_words")
    return Packed(
        tuple(Shelf(*row) for row in shelves), tuple((row[0], row[1]) for row in meanings), *next(iter(words))
    )


async def _records(connection: aiosqlite.Connection, table: str, model: type[M]) -> list[M]:
    rows = await connection.execute(f"SELECT record FROM {table} ORDER BY position")  # noqa: S608 - our own table names
    return [model.model_validate_json(record) async for (record,) in rows]
