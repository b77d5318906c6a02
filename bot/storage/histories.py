"""What places have had: each history stored once, named by its hash, and shared by all places that had the same."""

import hashlib
import json
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.inserting import insert
from bot.storage.tables import histories

History = Mapping[str, str]
"""Fact ids in the order in which they were had, and the substance in which each was posted."""
EMPTY: History = {}


def identify(history: History) -> str | None:
    """The name of a history; None for the empty one, which is not stored."""
    return _hash(_written(history)) if history else None


async def load(connection: AsyncConnection, ids: Iterable[str | None]) -> dict[str | None, History]:
    """The histories of these names, and the empty one."""
    wanted = sorted({id_ for id_ in ids if id_ is not None})
    rows = await connection.execute(select(histories.c.id, histories.c.facts).where(histories.c.id.in_(wanted)))
    return {None: EMPTY, **{id_: json.loads(facts) for id_, facts in rows}}


async def save(connection: AsyncConnection, new: Iterable[History]) -> None:
    """Stores histories, those that are there already once."""
    written = {_hash(text): text for text in map(_written, filter(None, new))}
    if written:
        rows = [{"id": id_, "facts": text} for id_, text in sorted(written.items())]
        await connection.execute(insert(connection, histories).on_conflict_do_nothing(), rows)


def _written(history: History) -> str:
    return json.dumps(dict(history), separators=(",", ":"))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
