"""A checked snapshot into one read-only SQLite file. Run as a short-lived process of its own: CLDR's names cost 100 MB."""

import contextlib
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel

from knowledge.documents import document, name_words
from knowledge.known import known, wordings, written
from knowledge.lexicon import Lexicon, lexicon_rows
from knowledge.model import Country, Partner, Rank
from knowledge.nameindex import build_names, country_names, partner_names
from knowledge.nametable import pack
from knowledge.snapshot import Snapshot
from knowledge.store import SCHEMA, SCHEMA_VERSION, fingerprint


def write(snapshot: Snapshot, out: Path) -> Path:
    """Writes the store to `out`, or into it under its version's name if it is a directory. All or nothing."""
    file = out / f"{snapshot.version}.sqlite" if out.is_dir() else out
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)  # of a process that was killed and had the same number
    try:
        with contextlib.closing(sqlite3.connect(part)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            with connection:
                _fill(connection, snapshot)
            connection.execute("VACUUM")
        with part.open("rb") as stream:
            os.fsync(stream.fileno())
        part.chmod(0o444)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return file


def _fill(connection: sqlite3.Connection, snapshot: Snapshot) -> None:
    for statement in filter(str.strip, SCHEMA.split(";")):
        connection.execute(statement)
    meta = {"schema": str(SCHEMA_VERSION), "version": snapshot.version, "compiler": fingerprint()}
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    _records(connection, "sources", (entry.value for entry in snapshot.sources))
    _records(connection, "partners", (entry.value for entry in snapshot.partners))
    _records(connection, "actors", (entry.value for entry in snapshot.actors))
    connection.executemany(
        "INSERT INTO facts VALUES (?, ?, ?, ?)",
        (
            (position, entry.value.id, entry.value.partner, entry.value.model_dump_json())
            for position, entry in enumerate(snapshot.facts)
        ),
    )
    partners = (entry.value for entry in snapshot.partners)
    countries = (entry.value for entry in snapshot.countries)
    names = build_names(
        [partner_names(one.code, (one.name.en, one.name.ar), one.aliases) for one in partners],
        [country_names(one.code, one.names, one.capital, one.demonym) for one in countries],
    )
    packed = pack(names)
    connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?)", packed.shelves)
    connection.executemany(
        "INSERT INTO meanings VALUES (?, ?, ?)", ((number, *meaning) for number, meaning in enumerate(packed.meanings))
    )
    connection.execute("INSERT INTO name_words VALUES (?, ?, ?, ?)", packed[2:])
    _fill_search(connection, snapshot)


def _fill_search(connection: sqlite3.Connection, snapshot: Snapshot) -> None:
    rows = list(lexicon_rows(entry.value for entry in snapshot.lexicon))
    connection.executemany("INSERT INTO lexicon VALUES (?, ?, ?, ?, ?)", rows)
    lexicon = Lexicon.of(rows)
    held: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    countries: list[Partner | Country] = [
        *(entry.value for entry in snapshot.partners),
        *(entry.value for entry in snapshot.countries),
    ]
    names = name_words(snapshot.actors_by_id.values(), countries)
    for position, entry in enumerate(snapshot.facts):
        if entry.value.rank is not Rank.DEPRECATED:
            terms = document(entry.value, snapshot.actors_by_id, lexicon)
            parts = (terms.main, terms.roles, terms.side)
            held.update(frozenset().union(*parts))
            put = snapshot.questions_by_fact.get(entry.value.id)
            told = known(put, lexicon, names) if put else ()
            asked.update(frozenset().union(*(one.terms for one in told)))
            worded = "\n".join(wordings(put) if put else ())
            record = (position, *(" ".join(sorted(part)) for part in parts), *written(told), worded)
            connection.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", record)
    counted = ((term, held[term], asked[term]) for term in sorted(held.keys() | asked.keys()))
    connection.executemany("INSERT INTO terms VALUES (?, ?, ?)", counted)
    connection.execute("INSERT INTO search(search) VALUES ('rebuild')")


def _records(connection: sqlite3.Connection, table: str, records: Iterable[BaseModel]) -> None:
    rows = ((position, record.model_dump_json()) for position, record in enumerate(records))
    connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)  # noqa: S608 - our own table names
