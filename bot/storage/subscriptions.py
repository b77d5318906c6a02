"""Who gets digests: the subscriptions, by place."""

import datetime as dtm
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage import histories
from bot.storage.histories import EMPTY, History
from bot.storage.inserting import insert
from bot.storage.subscription import ChatType, Place, Subscription
from bot.storage.tables import editions, reviews, subscriptions
from bot.storage.times import moment, seconds
from knowledge.model import Area

_PLACE = (subscriptions.c.chat_id, subscriptions.c.thread_id)


@dataclass(frozen=True, slots=True)
class Due:
    """A subscription whose edition is due, and what its place has had so far."""

    id: int
    subscription: Subscription
    due: dtm.datetime
    history: str | None
    missed: dtm.datetime | None


@dataclass(frozen=True, slots=True)
class Next:
    """What planning an edition changes in its subscription."""

    id: int
    next_due: dtm.datetime
    history: str | None
    missed: dtm.datetime | None


_SET_NEXT = (
    update(subscriptions)
    .where(subscriptions.c.id == bindparam("of"))
    .values(next_due=bindparam("due"), history=bindparam("had"), missed=bindparam("skipped"))
)
_SCHEDULED = and_(subscriptions.c.active, subscriptions.c.next_due.is_not(None))
_asked_about = subscriptions.alias()
_at_place = and_(editions.c.chat_id == _asked_about.c.chat_id, editions.c.thread_id == _asked_about.c.thread_id)
_UNDER_REVIEW = subscriptions.c.id.in_(
    select(_asked_about.c.id)
    .select_from(reviews)
    .join(editions, editions.c.id == reviews.c.edition_id)
    .join(_asked_about, _at_place)
)


class Subscriptions:
    """Reads and writes subscriptions. What a place has had stays with the place when its subscription is replaced."""

    what = "forgot-subscriptions"

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def get(self, place: Place) -> Subscription | None:
        found = await self._where(_at(place))
        return found[0] if found else None

    async def all(self) -> Sequence[Subscription]:
        """All of them, in the order of their places."""
        return await self._where()

    async def of_owner(self, user: int) -> Sequence[Subscription]:
        return await self._where(subscriptions.c.owner == user)

    async def of_chat(self, chat: int) -> Sequence[Subscription]:
        return await self._where(subscriptions.c.chat_id == chat)

    async def history(self, place: Place) -> str | None:
        """The name of what a place has had."""
        async with self._engine.connect() as connection:
            found = await connection.execute(select(subscriptions.c.history).where(_at(place)))
            return found.scalar()

    async def missed(self, place: Place) -> dtm.datetime | None:
        """When an edition was due that was skipped, if the place is yet to be told of it."""
        async with self._engine.connect() as connection:
            found = await connection.execute(select(subscriptions.c.missed).where(_at(place)))
            return moment(found.scalar())

    async def counts(self) -> Mapping[bool, int]:
        """How many are active, and how many are not."""
        async with self._engine.connect() as connection:
            active = subscriptions.c.active
            found = await connection.execute(select(active, func.count()).group_by(active))
            return {bool(is_active): count for is_active, count in found}

    async def put(self, subscription: Subscription, known: History = EMPTY) -> None:
        """Creates or replaces the subscription of its place; `known` is the history of one that is created."""
        await self.put_all([subscription], known)

    async def put_all(self, new: Sequence[Subscription], known: History = EMPTY) -> None:
        """Creates or replaces all of these, or none."""
        if not new:
            return
        begun = {"history": histories.identify(known)}
        rows = list({subscription.place: _row(subscription) | begun for subscription in new}.values())
        async with self._engine.begin() as connection:
            await histories.save(connection, [known])
            statement = insert(connection, subscriptions)
            kept = {"chat_id", "thread_id", *begun}
            replaced = {name: statement.excluded[name] for name in rows[0] if name not in kept}
            await connection.execute(statement.on_conflict_do_update(index_elements=_PLACE, set_=replaced), rows)

    async def remove(self, place: Place) -> bool:
        """Ends a subscription; says whether there was one."""
        async with self._engine.begin() as connection:
            done = await connection.execute(delete(subscriptions).where(_at(place)))
            return bool(done.rowcount)

    async def forget(self, user_id: int) -> int:
        """Ends what a person gets in private; what he set up elsewhere is others' too, and goes on as nobody's."""
        async with self._engine.begin() as connection:
            ended = await connection.execute(delete(subscriptions).where(subscriptions.c.chat_id == user_id))
            owned = subscriptions.c.owner == user_id
            left = await connection.execute(update(subscriptions).where(owned).values(owner=None))
            return ended.rowcount + left.rowcount

    async def suspend(self, place: Place, reason: str) -> bool:
        """Makes a subscription inactive; says whether it was active."""
        async with self._engine.begin() as connection:
            active = and_(_at(place), subscriptions.c.active)
            done = await connection.execute(update(subscriptions).where(active).values(active=False, reason=reason))
            return bool(done.rowcount)

    async def activate(self, place: Place, next_due: dtm.datetime) -> bool:
        """Makes a suspended subscription active again; says whether it was suspended."""
        values = {"active": True, "reason": "", "next_due": seconds(next_due), "missed": None}
        async with self._engine.begin() as connection:
            suspended = and_(_at(place), subscriptions.c.active.is_(False))
            done = await connection.execute(update(subscriptions).where(suspended).values(values))
            return bool(done.rowcount)

    async def offer(self, waiting: Subscription) -> bool:
        """Creates the subscription of a place that has none; says whether it had none."""
        async with self._engine.begin() as connection:
            statement = insert(connection, subscriptions).on_conflict_do_nothing(index_elements=_PLACE)
            made = await connection.execute(statement.values(_row(waiting)).returning(subscriptions.c.id))
            return made.first() is not None

    async def move(self, old_chat: int, new_chat: int) -> None:
        """A group became a supergroup: its subscriptions go along, with the editions planned for them; one that the supergroup
        has already stays as it is."""
        taken = select(subscriptions.c.thread_id).where(subscriptions.c.chat_id == new_chat)
        there = editions.alias()
        planned = select(there.c.due).where(there.c.chat_id == new_chat, there.c.thread_id == editions.c.thread_id)
        of_old = subscriptions.c.chat_id == old_chat
        async with self._engine.begin() as connection:
            await connection.execute(delete(subscriptions).where(of_old, subscriptions.c.thread_id.in_(taken)))
            values = {"chat_id": new_chat, "type": ChatType.SUPERGROUP.value}
            await connection.execute(update(subscriptions).where(of_old).values(values))
            along = (editions.c.chat_id == old_chat) & editions.c.due.not_in(planned)
            await connection.execute(update(editions).where(along).values(chat_id=new_chat))

    async def _where(self, *conditions: ColumnElement[bool]) -> Sequence[Subscription]:
        async with self._engine.connect() as connection:
            rows = await connection.execute(select(subscriptions).where(*conditions).order_by(*_PLACE))
            return tuple(map(_subscription, rows))


async def due(connection: AsyncConnection, now: dtm.datetime, limit: int) -> Sequence[Due]:
    """The first `limit` of those that are due and ask nobody, the longest due first, locked until the transaction's end."""
    is_due = and_(subscriptions.c.active, subscriptions.c.next_due <= seconds(now), ~subscriptions.c.review)
    return await _due(connection, is_due & ~_UNDER_REVIEW, limit)


async def to_review(connection: AsyncConnection, before: dtm.datetime, limit: int) -> Sequence[Due]:
    """Those whose owners are to see an edition that is due up to a moment, and haven't got it; locked."""
    wanted = and_(subscriptions.c.active, subscriptions.c.review, subscriptions.c.next_due <= seconds(before))
    return await _due(connection, wanted & ~_UNDER_REVIEW, limit)


async def reviewed(connection: AsyncConnection) -> Mapping[Place, Due]:
    """The active subscriptions of which an edition is under review."""
    return {one.subscription.place: one for one in await _due(connection, _SCHEDULED & _UNDER_REVIEW)}


async def at(connection: AsyncConnection, place: Place) -> Due | None:
    """An active subscription that has a next time, locked."""
    found = await _due(connection, _at(place) & _SCHEDULED)
    return found[0] if found else None


async def note(connection: AsyncConnection, id_: int, reason: str) -> None:
    """Notes on an active subscription why its last edition was not posted; empty: it was."""
    await connection.execute(update(subscriptions).where(subscriptions.c.id == id_).values(reason=reason))


async def _due(connection: AsyncConnection, which: ColumnElement[bool], limit: int | None = None) -> Sequence[Due]:
    statement = select(subscriptions).where(which).order_by(subscriptions.c.next_due, subscriptions.c.id)
    rows = await connection.execute(statement.limit(limit).with_for_update())
    return tuple(
        Due(row.id, _subscription(row), moment(row.next_due), row.history, moment(row.missed)) for row in rows.all()
    )


async def unscheduled(connection: AsyncConnection, limit: int) -> Sequence[tuple[int, Subscription]]:
    """Active subscriptions that have no next time yet."""
    statement = select(subscriptions).where(subscriptions.c.active, subscriptions.c.next_due.is_(None)).limit(limit)
    return tuple((row.id, _subscription(row)) for row in await connection.execute(statement.with_for_update()))


async def later_than(
    connection: AsyncConnection, moment_: dtm.datetime, after_id: int, limit: int
) -> Sequence[tuple[int, Subscription]]:
    """Active subscriptions that are due after a moment, in the order of their ids."""
    later = and_(subscriptions.c.active, subscriptions.c.next_due > seconds(moment_), subscriptions.c.id > after_id)
    statement = select(subscriptions).where(later).order_by(subscriptions.c.id).limit(limit)
    return tuple((row.id, _subscription(row)) for row in await connection.execute(statement.with_for_update()))


async def set_due(connection: AsyncConnection, times: Mapping[int, dtm.datetime]) -> None:
    """Writes next times alone."""
    by_time: dict[int, list[int]] = {}
    for id_, time in times.items():
        by_time.setdefault(seconds(time), []).append(id_)
    for due_at, ids in by_time.items():
        await connection.execute(update(subscriptions).where(subscriptions.c.id.in_(ids)).values(next_due=due_at))


async def set_next(connection: AsyncConnection, changes: Sequence[Next]) -> None:
    """Writes what planning changed, together."""
    if changes:
        rows = [
            {"of": one.id, "due": seconds(one.next_due), "had": one.history, "skipped": seconds(one.missed)}
            for one in changes
        ]
        await connection.execute(_SET_NEXT, rows)


def _at(place: Place) -> ColumnElement[bool]:
    return and_(subscriptions.c.chat_id == place.chat_id, subscriptions.c.thread_id == place.thread_id)


def _row(subscription: Subscription) -> dict[str, object]:
    row = subscription.model_dump(mode="json", exclude={"next_due"})
    listed = {name: ",".join(row[name]) for name in ("partners", "areas")}
    return row | listed | {"thread_id": subscription.place.thread_id, "next_due": seconds(subscription.next_due)}


def _subscription(row: Row[Any]) -> Subscription:
    """A row as a value. It was checked when it was written, and a hundred thousand are read at once."""
    return Subscription.model_construct(
        _COLUMNS,
        chat_id=row.chat_id,
        thread_id=row.thread_id or None,
        type=_TYPES[row.type],
        title=row.title,
        owner=row.owner,
        language=row.language,
        schedule=row.schedule,
        time=row.time,
        timezone=row.timezone,
        partners=_listed(row.partners),
        areas=_areas(row.areas),
        size=row.size,
        quiet=row.quiet,
        when_empty=row.when_empty,
        review=row.review,
        active=row.active,
        reason=row.reason,
        next_due=moment(row.next_due),
    )


_COLUMNS = set(Subscription.model_fields)
_TYPES = {kind.value: kind for kind in ChatType}


@lru_cache(maxsize=1024)
def _listed(written: str) -> tuple[str, ...]:
    return tuple(written.split(",")) if written else ()


@lru_cache(maxsize=1024)
def _areas(written: str) -> tuple[Area, ...]:
    return tuple(map(Area, _listed(written)))
