"""Versions of the store that were served, whole, so that any can be served again whatever became of the files."""

import asyncio
import datetime as dtm
import zlib
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.audit import Audit, Entry
from bot.storage.tables import switches, versions
from bot.storage.times import moment, seconds

KEPT = 20
"""Versions kept at most; the ones served longest ago go first."""
_PINNED = "version"
"""The switch that names the version rolled back to."""
_SERVED = "served"
"""The switch that names the version served last; times, in whole seconds, don't tell two of one second apart."""
UNCORRECTED = "uncorrected"
"""The switch that names the version which posts were last in line with, from a swap until their corrections are queued."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A version that can be served at once: its hash, when it was last begun with, by whom, and how many facts it holds."""

    id: str
    served: dtm.datetime
    by: int | None
    facts: int


@dataclass(frozen=True, slots=True)
class Compiled:
    """A version with the bytes of its compiled file."""

    id: str
    facts: int
    content: bytes


class Versions:
    def __init__(self, engine: AsyncEngine, audit: Audit) -> None:
        self._engine = engine
        self._audit = audit

    async def all(self) -> tuple[Kept, ...]:
        """All that are kept, the one begun with last first."""
        columns = (versions.c.id, versions.c.served, versions.c.served_by, versions.c.facts)
        wanted = select(*columns).order_by(versions.c.served.desc(), versions.c.id)
        async with self._engine.connect() as connection:
            return tuple(Kept(id_, moment(at), by, facts) for id_, at, by, facts in await connection.execute(wanted))

    async def content(self, version: str) -> bytes | None:
        """The compiled file of a version, or None if it isn't kept."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(versions.c.store).where(versions.c.id == version))).first()
        return None if row is None else await asyncio.to_thread(zlib.decompress, row.store)

    async def pinned(self) -> str | None:
        """The version that was rolled back to and is served until the next reload."""
        async with self._engine.connect() as connection:
            return await _switch(connection, _PINNED)

    async def uncorrected(self) -> Kept | None:
        """The version which posts are still in line with, if the corrections of what came after aren't queued yet."""
        async with self._engine.connect() as connection:
            named = await _switch(connection, UNCORRECTED)
        return next((one for one in await self.all() if one.id == named), None) if named else None

    async def served(self) -> Kept | None:
        """The version that was served last, by whichever process; databases of earlier releases tell by the times alone."""
        async with self._engine.connect() as connection:
            named = await _switch(connection, _SERVED)
        kept = await self.all()
        return next((one for one in kept if one.id == named), kept[0] if kept else None)

    async def keep(self, compiled: Compiled, entry: Entry) -> None:
        """Writes down, all at once, that a version of the files is served from now on: nothing is pinned any more."""
        packed = await asyncio.to_thread(zlib.compress, compiled.content)
        async with self._engine.begin() as connection:
            await connection.execute(delete(versions).where(versions.c.id == compiled.id))
            values = {"served": seconds(entry.at), "served_by": entry.who, "facts": compiled.facts, "store": packed}
            await connection.execute(insert(versions).values(id=compiled.id, **values))
            await self._name(connection, compiled.id, entry, pinned=False)
            await self._prune(connection, compiled.id)
            await self._audit.add(entry, connection)

    async def pin(self, version: str, entry: Entry) -> None:
        """Writes down, all at once, that a kept version is served from now on, over restarts, until the next reload."""
        async with self._engine.begin() as connection:
            again = {"served": seconds(entry.at), "served_by": entry.who}
            await connection.execute(update(versions).where(versions.c.id == version).values(again))
            await self._name(connection, version, entry, pinned=True)
            await self._audit.add(entry, connection)

    @staticmethod
    async def _name(connection: AsyncConnection, version: str, entry: Entry, *, pinned: bool) -> None:
        before = await _switch(connection, UNCORRECTED) or await _switch(connection, _SERVED)
        names = {_SERVED: version} | ({_PINNED: version} if pinned else {})
        names |= {UNCORRECTED: before} if before not in (None, version) else {}
        await connection.execute(delete(switches).where(switches.c.name.in_((_PINNED, _SERVED, UNCORRECTED))))
        for name, value in names.items():
            named = {"name": name, "value": value, "set_by": entry.who, "set_at": seconds(entry.at)}
            await connection.execute(insert(switches).values(named))

    @staticmethod
    async def _prune(connection: AsyncConnection, served: str) -> None:
        newest = select(versions.c.id).order_by(versions.c.served.desc()).limit(KEPT)
        kept = {id_ for (id_,) in await connection.execute(newest)} | {served, await _switch(connection, UNCORRECTED)}
        await connection.execute(delete(versions).where(versions.c.id.not_in(kept - {None})))


async def _switch(connection: AsyncConnection, name: str) -> str | None:
    return (await connection.execute(select(switches.c.value).where(switches.c.name == name))).scalar()
