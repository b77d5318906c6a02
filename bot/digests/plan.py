"""Planning: what is due is composed and put into the outbox, with the next due time in the same transaction."""

import asyncio
import datetime as dtm
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.digests.compose import compose
from bot.digests.schedule import is_fresh, latest_due, next_due
from bot.storage import editions, histories, subscriptions
from bot.storage.editions import Content, NewEdition
from bot.storage.histories import History
from bot.storage.subscription import ChatType, Subscription
from bot.storage.subscriptions import Due, Next
from bot.storage.switches import Switches
from bot.storage.whole import in_one_go
from knowledge.store import Store

log = structlog.get_logger(__name__)

Clock = Callable[[], dtm.datetime]

CHUNK = 100
"""Subscriptions planned in one transaction."""
_SLICE = 25
"""Subscriptions after which others get their turn on the event loop."""
NIGHT = (dtm.time(22), dtm.time(7))
_CLOCK_STEP = dtm.timedelta(minutes=1)
"""A clock that goes back by less is only being set right."""

_Settings: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Composed:
    parts: tuple[Content, ...]
    names: tuple[str, ...]
    history: History
    history_name: str | None


class Planner:
    """Plans whatever is due. Equal subscriptions are composed once; each transaction is whole in itself."""

    def __init__(self, engine: AsyncEngine, switches: Switches, store: Callable[[], Store], clock: Clock) -> None:
        self._engine = engine
        self._switches = switches
        self._store = store
        self._clock = clock
        self._last: dtm.datetime | None = None

    async def plan(self) -> int:
        """Plans all that is due now, unless digests are held; gives the number of messages put into the outbox."""
        if self._switches.hold is not None:
            return 0
        now, messages = self._clock(), 0
        await self._mind_the_clock(now)
        run = _Run(self._store(), now)
        while await self._schedule(now):
            pass
        while self._switches.hold is None:
            planned, written = await in_one_go(self._engine, run.chunk)
            messages += written
            if planned < CHUNK:
                break
        if messages:
            log.info("digests planned", messages=messages)
        return messages

    async def _schedule(self, now: dtm.datetime) -> bool:
        """Gives a next time to subscriptions that have none; says whether there may be more."""
        async with self._engine.begin() as connection:
            found = await subscriptions.unscheduled(connection, CHUNK)
            await subscriptions.set_due(connection, {id_: next_due(held, now) for id_, held in found})
        return len(found) == CHUNK

    async def _mind_the_clock(self, now: dtm.datetime) -> None:
        """After the clock went back, next times that were reckoned while it was ahead are reckoned again."""
        if self._last is None:
            async with self._engine.connect() as connection:
                self._last = await editions.last_planned(connection)
        if self._last is not None and now < self._last - _CLOCK_STEP:
            log.warning("the clock went back; due times are reckoned again", by=str(self._last - now))
            last_id: int | None = 0
            while last_id is not None:
                last_id = await self._bring_forward(now, last_id)
        self._last = now

    async def _bring_forward(self, now: dtm.datetime, after_id: int) -> int | None:
        async with self._engine.begin() as connection:
            found = await subscriptions.later_than(connection, now, after_id, CHUNK)
            sooner = {id_: next_due(held, now) for id_, held in found}
            late = {id_: sooner[id_] for id_, held in found if held.next_due and held.next_due > sooner[id_]}
            await subscriptions.set_due(connection, late)
        return found[-1][0] if found else None


class _Run:
    """One look at what is due: one store, one moment, and what was composed so far."""

    def __init__(self, store: Store, now: dtm.datetime) -> None:
        self._store = store
        self._now = now
        self._composed: dict[_Settings, _Composed | None] = {}
        self._written: set[int] = set()

    async def chunk(self, connection: AsyncConnection) -> tuple[int, int]:
        """Plans what has been due for longest in the connection's transaction; how many, and with how many messages."""
        due = await subscriptions.due(connection, self._now, CHUNK)
        return len(due), await self._post(connection, due) if due else 0

    async def _post(self, connection: AsyncConnection, chunk: Sequence[Due]) -> int:
        had = await histories.load(connection, (one.history for one in chunk))
        posted: list[NewEdition] = []
        changes: list[Next] = []
        new: dict[str, Content] = {}
        had_then: dict[str | None, History] = {}
        for number, one in enumerate(chunk, 1):
            if number % _SLICE == 0:
                await asyncio.sleep(0)
            due, missed = self._timely(one)
            composed = None
            if due is not None:
                composed = await self._compose(one.subscription, one.history, had[one.history], missed)
            upcoming = next_due(one.subscription, self._now)
            if composed is None or due is None:
                changes.append(Next(one.id, upcoming, one.history, missed))
                continue
            if id(composed) not in self._written:  # once a look, as many places share it
                self._written.add(id(composed))
                new |= zip(composed.names, composed.parts, strict=True)
                had_then[composed.history_name] = composed.history
            silent = one.subscription.quiet and is_night(due, one.subscription.timezone)
            posted.append(NewEdition(one.subscription.place, due, one.history, composed.names, silent))
            changes.append(Next(one.id, upcoming, composed.history_name, None))
        await histories.save(connection, had_then.values())
        await editions.save_contents(connection, tuple(new.values()))
        messages = await editions.post(connection, posted, now=self._now, store=self._store.version)
        await subscriptions.set_next(connection, changes)
        return messages

    def _timely(self, one: Due) -> tuple[dtm.datetime | None, dtm.datetime | None]:
        """The time whose edition is posted now, if that is still fresh, and the time of one that is to be told as missed."""
        latest = latest_due(one.subscription, one.due, self._now)
        missed = one.missed if latest == one.due else one.missed or one.due
        if is_fresh(one.subscription, latest, self._now):
            return latest, missed
        return None, missed or one.due

    async def _compose(
        self, subscription: Subscription, name: str | None, history: History, missed: dtm.datetime | None
    ) -> _Composed | None:
        day = missed.astimezone(ZoneInfo(subscription.timezone)).date() if missed else None
        key = (*_settings(subscription), name, day)
        if key not in self._composed:
            self._composed[key] = _composed(self._store, subscription, history, day)
            await asyncio.sleep(0)
        return self._composed[key]


def _composed(store: Store, subscription: Subscription, history: History, day: dtm.date | None) -> _Composed | None:
    edition = compose(store, subscription, history, day)
    if edition is None:
        return None
    parts = tuple(Content(part.html, part.keyboard, part.facts) for part in edition.parts)
    names = tuple(part.id for part in parts)
    return _Composed(parts, names, edition.history, histories.identify(edition.history))


def _settings(subscription: Subscription) -> _Settings:
    """Whatever of a subscription decides on what its editions hold."""
    return (
        subscription.language,
        subscription.partners,
        subscription.areas,
        subscription.size,
        subscription.when_empty,
        subscription.type is ChatType.PRIVATE,
    )


def is_night(due: dtm.datetime, timezone: str) -> bool:
    time = due.astimezone(ZoneInfo(timezone)).time()
    return time >= NIGHT[0] or time < NIGHT[1]
