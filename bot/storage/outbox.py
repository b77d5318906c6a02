"""Messages to send, and how far each of them got. States are written in batches: a row a transaction would set the pace."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, Select, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage import told
from bot.storage.inserting import insert
from bot.storage.subscription import Place
from bot.storage.tables import GENERATION, OPEN, contents, outbox, switches
from bot.storage.whole import in_one_go, whole


class State(StrEnum):
    """How far a row got."""

    PENDING = "pending"
    SENDING = "sending"
    """Durable before the bytes leave: what is found in it after a crash may have arrived."""
    UNCERTAIN = "uncertain"
    """It may have arrived. With an error: it can't be found out, and admins were told."""
    SENT = "sent"
    FAILED = "failed"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True)
class NewRow:
    """What is to be sent. `key` is there once: adding it again changes nothing."""

    key: str
    place: Place
    content_id: str
    silent: bool = False
    edition_id: int | None = None
    edits: int | None = None
    """The row whose message is to be changed."""
    not_before: int = 0
    told: str | None = None
    """The history of what the place has had anew once it is sent."""


@dataclass(frozen=True, slots=True)
class Row:
    """An open row, as delivery sees it."""

    id: int
    key: str
    place: Place
    content_id: str
    silent: bool
    attempts: int
    edits: int | None
    target: int | None
    """The id of the message that is to be changed; None for a new message, or if there is no such message."""
    known_id: int | None
    changed: int
    error: str

    @property
    def chat_id(self) -> int:
        return self.place.chat_id


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a row."""

    id: int
    state: State
    message_id: int | None = None
    error: str = ""
    not_before: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    html: str
    keyboard: str | None


class Outbox:
    """The table; `contents` are kept in memory while they are sent again and again."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._writing = asyncio.Lock()  # one after the other here costs less than waiting for the file's lock

    async def add(self, connection: AsyncConnection, rows: Sequence[NewRow], now: int = 0) -> None:
        """Adds rows inside the caller's transaction; those whose key is there already stay as they are."""
        if not rows:
            return
        statement = insert(connection, outbox).on_conflict_do_nothing(index_elements=["key"])
        fresh = {"state": State.PENDING, "generation": 0, "attempts": 0, "changed": now, "error": ""}
        values = [
            {
                "key": row.key,
                "edition_id": row.edition_id,
                "chat_id": row.place.chat_id,
                "thread_id": row.place.thread_id,
                "content_id": row.content_id,
                "edits": row.edits,
                "silent": row.silent,
                "not_before": row.not_before,
                "told": row.told,
                **fresh,
            }
            for row in rows
        ]
        await connection.execute(statement, values)

    async def recover(self, generation: int, now: int) -> None:
        """Takes over what earlier processes left. In `sending`: uncertain; an edit is harmless to repeat and goes out again."""
        left = (outbox.c.state == State.SENDING) & (outbox.c.generation != generation)
        async with self._writing, self._engine.begin() as connection:
            for state, which in (
                (State.PENDING, outbox.c.edits.is_not(None)),
                (State.UNCERTAIN, outbox.c.edits.is_(None)),
            ):
                await connection.execute(update(outbox).where(left, which).values(state=state, changed=now, error=""))
            uncertain = outbox.c.state == State.UNCERTAIN
            await connection.execute(update(outbox).where(uncertain).values(generation=generation))

    async def heads(self, now: int, limit: int) -> list[Row]:
        """The first open row of each chat, where that one is pending and due."""
        earlier = outbox.alias()
        is_open = earlier.c.state.in_((State.PENDING, State.SENDING)) | (
            (earlier.c.state == State.UNCERTAIN) & (earlier.c.error == "")
        )
        blocked = (
            select(earlier.c.id)
            .where(earlier.c.chat_id == outbox.c.chat_id, earlier.c.id < outbox.c.id)
            .where(earlier.c.state.in_(OPEN), is_open)
            .exists()
        )
        due = (outbox.c.state == State.PENDING) & (outbox.c.not_before <= now) & ~blocked
        return await self._rows(_ROWS.where(due).order_by(outbox.c.not_before, outbox.c.id).limit(limit))

    async def uncertain(self) -> list[Row]:
        """Rows that may have arrived and about which something can still be found out."""
        return await self._rows(
            _ROWS.where(outbox.c.state == State.UNCERTAIN, outbox.c.error == "").order_by(outbox.c.id)
        )

    async def next_time(self, now: int) -> int | None:
        """When the next row that waits for a time is due."""
        later = select(func.min(outbox.c.not_before)).where(outbox.c.state == State.PENDING, outbox.c.not_before > now)
        async with self._engine.connect() as connection:
            found: int | None = (await connection.execute(later)).scalar()
            return found

    async def contents(self, ids: Collection[str]) -> dict[str, Content]:
        if not ids:
            return {}
        query = select(contents.c.id, contents.c.html, contents.c.keyboard).where(contents.c.id.in_(ids))
        return await whole(
            self._engine,
            lambda connection: {name: Content(html, keyboard) for name, html, keyboard in connection.execute(query)},
        )

    async def last_ids(self, chats: Collection[int]) -> dict[int, int]:
        """The highest message id that was ever recorded as sent in each of these chats."""
        query = (
            select(outbox.c.chat_id, func.max(outbox.c.message_id).label("last"))
            .where(outbox.c.chat_id.in_(chats), outbox.c.message_id.is_not(None))
            .group_by(outbox.c.chat_id)
        )
        return await whole(
            self._engine, lambda connection: {one.chat_id: one.last for one in connection.execute(query)}
        )

    async def mark(self, known: Mapping[int, int | None], generation: int, now: int) -> frozenset[int]:
        """Puts rows, each with the last id known in its chat, to `sending`, durably; gives those that were pending.

        None, if a later process has taken over: it must find nothing marked that it has not seen.
        """
        ids_known = [{"row": row, "last": last} for row, last in known.items() if last]
        marking = (
            update(outbox)
            .where(outbox.c.id.in_(known), outbox.c.state == State.PENDING)
            .values(state=State.SENDING, generation=generation, attempts=outbox.c.attempts + 1, changed=now)
            .returning(outbox.c.id)
        )

        def mark(connection: Connection) -> frozenset[int]:
            if int(connection.execute(_NEWEST).scalar() or 0) > generation:
                return frozenset()
            if ids_known:
                connection.execute(_KNOW, ids_known)
            return frozenset(connection.execute(marking).scalars())

        async with self._writing:
            return await whole(self._engine, mark)

    async def unmark(self, rows: Collection[int], generation: int) -> None:
        """Puts rows back of which it isn't known whether they could be marked; nothing of them has left."""
        marked = (outbox.c.state == State.SENDING) & (outbox.c.generation == generation)
        async with self._writing, self._engine.begin() as connection:
            await connection.execute(update(outbox).where(outbox.c.id.in_(rows), marked).values(state=State.PENDING))

    async def settle(self, settled: Sequence[Settled], generation: int, now: int) -> None:
        """Writes down what became of rows, in one transaction; those that a later process has taken over are its business."""
        values = [
            {
                "row": one.id,
                "new_state": one.state,
                "message": one.message_id,
                "words": one.error,
                "earliest": one.not_before,
                "at": now,
                "ours": generation,
            }
            for one in settled
        ]

        async def write(connection: AsyncConnection) -> None:
            await connection.execute(_SETTLE, values)
            await told.note(connection, [one.id for one in settled if one.state is State.SENT])

        if values:
            async with self._writing:
                await in_one_go(self._engine, write)

    async def abandon(self, place: Place, reason: str, now: int, *, whole_chat: bool = False) -> int:
        """Gives up what waits for a place; the number of rows."""
        there = [outbox.c.chat_id == place.chat_id]
        if not whole_chat:
            there.append(outbox.c.thread_id == place.thread_id)
        given_up = (
            update(outbox)
            .where(outbox.c.state == State.PENDING, *there)
            .values(state=State.ABANDONED, error=reason, changed=now)
        )
        async with self._writing, self._engine.begin() as connection:
            return (await connection.execute(given_up)).rowcount

    async def move(self, old_chat: int, new_chat: int) -> None:
        """What waits for a chat waits for the one that it became; what it has had stays where it is."""
        open_there = (outbox.c.chat_id == old_chat) & or_(
            outbox.c.state == State.PENDING, outbox.c.state == State.SENDING
        )
        async with self._writing, self._engine.begin() as connection:
            await connection.execute(update(outbox).where(open_there).values(chat_id=new_chat, thread_id=0))

    async def counts(self) -> dict[State, int]:
        query = select(outbox.c.state, func.count()).group_by(outbox.c.state)
        return await whole(
            self._engine, lambda connection: {State(state): number for state, number in connection.execute(query)}
        )

    async def _rows(self, query: Select[tuple[object, ...]]) -> list[Row]:
        return await whole(
            self._engine,
            lambda connection: [
                Row(one.id, one.key, Place(one.chat_id, one.thread_id), one.content_id, one.silent, one.attempts,
                    one.edits, one.target, one.known_id, one.changed, one.error)
                for one in connection.execute(query)
            ],
        )  # fmt: skip


_target = outbox.alias("target")
_ROWS: Select[tuple[object, ...]] = select(
    outbox.c.id,
    outbox.c.key,
    outbox.c.chat_id,
    outbox.c.thread_id,
    outbox.c.content_id,
    outbox.c.silent,
    outbox.c.attempts,
    outbox.c.edits,
    _target.c.message_id.label("target"),
    outbox.c.known_id,
    outbox.c.changed,
    outbox.c.error,
).outerjoin_from(outbox, _target, (outbox.c.edits == _target.c.id) & (_target.c.chat_id == outbox.c.chat_id))
_KNOW = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == State.PENDING)
    .values(known_id=bindparam("last"))
)
_NEWEST = select(switches.c.value).where(switches.c.name == GENERATION).with_for_update(read=True)
"""The generation of the process that is active. Read so that the next can't begin before what is marked here is seen."""
_SETTLE = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.generation == bindparam("ours"))
    .values(
        state=bindparam("new_state"),
        message_id=bindparam("message"),
        error=bindparam("words"),
        not_before=bindparam("earliest"),
        changed=bindparam("at"),
    )
)
