"""Editions as they were planned: what each place is to get, once for each time at which it was due."""

import datetime as dtm
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.inserting import insert
from bot.storage.subscription import Place
from bot.storage.tables import contents, editions, outbox, subscriptions
from bot.storage.times import moment, seconds


@dataclass(frozen=True, slots=True)
class Content:
    """One message's text, and the facts that it carries."""

    html: str
    keyboard: str | None
    facts: tuple[str, ...]

    @property
    def id(self) -> str:
        whole = json.dumps([self.html, self.keyboard, self.facts], ensure_ascii=False)
        return hashlib.sha256(whole.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class NewEdition:
    """An edition for a place, as the names of its messages' contents."""

    place: Place
    due: dtm.datetime
    history_before: str | None
    parts: tuple[str, ...]
    silent: bool


async def save_contents(connection: AsyncConnection, new: Sequence[Content]) -> None:
    """Stores texts, those that are there already once."""
    if new:
        rows = [
            {"id": one.id, "html": one.html, "keyboard": one.keyboard, "facts": json.dumps(one.facts)} for one in new
        ]
        await connection.execute(insert(connection, contents).on_conflict_do_nothing(), rows)


async def post(connection: AsyncConnection, new: Sequence[NewEdition], *, now: dtm.datetime, store: str) -> int:
    """Puts editions into the outbox, but none twice for one place and time; gives the number of messages."""
    if not new:
        return 0
    ids = await _write(connection, new, state="posted", now=now, store=store)
    messages = [row for one in new if one.place in ids for row in _messages(one, ids[one.place], seconds(now))]
    if messages:
        await connection.execute(insert(connection, outbox).on_conflict_do_nothing(), messages)
    return len(messages)


async def open_(
    connection: AsyncConnection, new: NewEdition, *, state: str, now: dtm.datetime, store: str
) -> int | None:
    """Writes down an edition of which nothing leaves yet; gives its number, or None if there was one for that time."""
    return (await _write(connection, [new], state=state, now=now, store=store)).get(new.place)


async def release(connection: AsyncConnection, edition: int, held: NewEdition, *, now: dtm.datetime) -> int:
    """Puts the messages of an edition that was written down before into the outbox; gives their number."""
    messages = _messages(held, edition, seconds(now))
    await connection.execute(insert(connection, outbox).on_conflict_do_nothing(), messages)
    return len(messages)


async def _write(
    connection: AsyncConnection, new: Sequence[NewEdition], *, state: str, now: dtm.datetime, store: str
) -> Mapping[Place, int]:
    """The numbers of the editions that were not there; one that was given up before it was posted takes a new life."""
    rows = [
        {
            "chat_id": one.place.chat_id,
            "thread_id": one.place.thread_id,
            "due": seconds(one.due),
            "planned": seconds(now),
            "state": state,
            "store": store,
            "history_before": one.history_before,
        }
        for one in new
    ]
    statement = insert(connection, editions)
    anew = {name: statement.excluded[name] for name in ("planned", "state", "store", "history_before")}
    added = statement.on_conflict_do_update(
        index_elements=["chat_id", "thread_id", "due"], set_=anew, where=editions.c.state == "off"
    )
    made = await connection.execute(added.returning(editions.c.chat_id, editions.c.thread_id, editions.c.id), rows)
    return {Place(chat_id, thread_id): id_ for chat_id, thread_id, id_ in made}


async def last_planned(connection: AsyncConnection) -> dtm.datetime | None:
    """When the newest edition was planned."""
    found = await connection.execute(select(editions.c.planned).order_by(editions.c.id.desc()).limit(1))
    return moment(found.scalar())


async def give_back(engine: AsyncEngine, place: Place) -> None:
    """The place's history as it was before its newest editions of which nothing got out."""
    there = (outbox.c.chat_id == place.chat_id) & (outbox.c.thread_id == place.thread_id)
    got_out = select(func.max(outbox.c.edition_id)).where(there, outbox.c.state != "abandoned")
    abandoned = select(outbox.c.edition_id).where(there, outbox.c.state == "abandoned")
    first = (
        select(editions.c.history_before)
        .where(editions.c.id > func.coalesce(got_out.scalar_subquery(), 0), editions.c.id.in_(abandoned))
        .order_by(editions.c.id)
        .limit(1)
    )
    async with engine.begin() as connection:
        if (found := (await connection.execute(first)).first()) is not None:
            at_place = (subscriptions.c.chat_id == place.chat_id) & (subscriptions.c.thread_id == place.thread_id)
            await connection.execute(update(subscriptions).where(at_place).values(history=found.history_before))


def _messages(edition: NewEdition, id_: int, now: int) -> Sequence[Mapping[str, object]]:
    return [
        {
            "key": f"{id_}:{number}",
            "edition_id": id_,
            "chat_id": edition.place.chat_id,
            "thread_id": edition.place.thread_id,
            "content_id": content,
            "silent": edition.silent,
            "state": "pending",
            "generation": 0,
            "attempts": 0,
            "not_before": 0,
            "changed": now,
            "error": "",
        }
        for number, content in enumerate(edition.parts)
    ]
