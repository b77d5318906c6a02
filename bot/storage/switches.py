"""What admins switch: the hold on all digests. In memory, as it is asked for often, and written through."""

import datetime as dtm
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.tables import switches
from bot.storage.times import moment, seconds

HOLD = "hold"
_ON = "on"
_ALL = select(switches.c.name, switches.c.set_at, switches.c.set_by).where(switches.c.value == _ON)


@dataclass(frozen=True, slots=True)
class Switch:
    """A switch that is on: since when, and by whom."""

    since: dtm.datetime
    by: int | None


class Switches:
    """The switches that are on."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._on: Mapping[str, Switch] = {}

    async def load(self) -> None:
        async with self._engine.connect() as connection:
            rows = await connection.execute(_ALL)
            self._on = {name: Switch(moment(set_at), set_by) for name, set_at, set_by in rows}

    @property
    def hold(self) -> Switch | None:
        """The hold on digests and corrections, while they are held."""
        return self._on.get(HOLD)

    async def turn_on(self, name: str, now: dtm.datetime, by: int | None) -> None:
        """Turns a switch on; one that is on stays as it is."""
        if name not in self._on:
            async with self._engine.begin() as connection:
                await connection.execute(delete(switches).where(switches.c.name == name))
                values = {"name": name, "value": _ON, "set_by": by, "set_at": seconds(now)}
                await connection.execute(insert(switches).values(values))
            self._on = {**self._on, name: Switch(now.replace(microsecond=0), by)}

    async def turn_off(self, name: str) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(delete(switches).where(switches.c.name == name))
        self._on = {held: switch for held, switch in self._on.items() if held != name}
