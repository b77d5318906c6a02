"""Editions under review: what their owners have before them, and what they said so far."""

import datetime as dtm
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import editions as posted
from bot.storage.editions import Content, save_contents
from bot.storage.outbox import NewRow, Outbox, State
from bot.storage.subscription import Place
from bot.storage.tables import contents, editions, outbox, reviews
from bot.storage.times import moment, seconds
from knowledge.model import Language

Choice = Mapping[str, bool]
"""The facts of an edition, and whether each stays in it."""


class Word(StrEnum):
    """How far an edition under review is; `posted`, `skipped` and `off` are ends."""

    REVIEW = "review"
    APPROVED = "approved"
    DECLINED = "declined"
    POSTED = "posted"
    SKIPPED = "skipped"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Draft:
    """An edition as it stands: the names of its contents, its facts and whether each stays, the place's history after it."""

    basis: str
    parts: tuple[str, ...]
    facts: Choice
    history: str | None

    @property
    def left_out(self) -> int:
        return sum(not stays for stays in self.facts.values())


@dataclass(frozen=True, slots=True)
class Review:
    """An edition that its owner has before him, with his word so far."""

    edition: int
    place: Place
    due: dtm.datetime
    owner: int
    language: Language
    """In which he is asked."""
    until: dtm.datetime
    """When it is skipped without his word."""
    word: Word
    history_before: str | None
    draft: Draft


async def begin(connection: AsyncConnection, new: Review, *, store: str, now: dtm.datetime) -> int | None:
    """Puts an edition before its owner; gives its number, or None if that edition came to an end before."""
    wanted = posted.NewEdition(new.place, new.due, new.history_before, new.draft.parts, silent=False)
    edition = await posted.open_(connection, wanted, state=Word.REVIEW, now=now, store=store)
    if edition is not None:
        values = {"edition_id": edition, "owner": new.owner, "language": new.language, "until": seconds(new.until)}
        await connection.execute(insert(reviews).values(values | _written(new.draft)))
    return edition


async def all_(connection: AsyncConnection) -> Sequence[Review]:
    """All that are open, the oldest first."""
    return tuple(map(_review, await connection.execute(_OPEN.order_by(reviews.c.edition_id))))


async def get(connection: AsyncConnection, edition: int) -> Review | None:
    """One that is open, locked until the transaction's end."""
    found = await connection.execute(_OPEN.where(reviews.c.edition_id == edition).with_for_update(of=reviews))
    row = found.first()
    return None if row is None else _review(row)


async def of_place(connection: AsyncConnection, place: Place) -> Review | None:
    at_place = (editions.c.chat_id == place.chat_id) & (editions.c.thread_id == place.thread_id)
    row = (await connection.execute(_OPEN.where(at_place))).first()
    return None if row is None else _review(row)


async def texts(connection: AsyncConnection, names: Sequence[str]) -> Sequence[Content]:
    """The contents of these names, in their order."""
    rows = await connection.execute(select(contents).where(contents.c.id.in_(set(names))))
    found = {row.id: Content(row.html, row.keyboard, tuple(json.loads(row.facts))) for row in rows}
    return tuple(found[name] for name in names)


async def put(connection: AsyncConnection, edition: int, word: Word, draft: Draft, *, store: str) -> None:
    """What the owner said, and the edition as it stands by it."""
    is_that = editions.c.id == edition
    await connection.execute(update(editions).where(is_that).values(state=word, store=store))
    await connection.execute(update(reviews).where(reviews.c.edition_id == edition).values(_written(draft)))


async def end(connection: AsyncConnection, edition: int, word: Word) -> None:
    await connection.execute(delete(reviews).where(reviews.c.edition_id == edition))
    await connection.execute(update(editions).where(editions.c.id == edition).values(state=word))


async def outcome(connection: AsyncConnection, edition: int, owner: int) -> Word | None:
    """What became of an edition that this person was asked about."""
    asked = select(outbox.c.id).where(outbox.c.key.like(f"review:{edition}:%"), outbox.c.chat_id == owner)
    found = await connection.execute(select(editions.c.state).where(editions.c.id == edition, asked.exists()))
    state = found.scalar()
    return None if state is None else Word(state)


async def tell(connection: AsyncConnection, edition: int, owner: int, content: Content, now: dtm.datetime) -> None:
    """Shows the owner how things stand: in the message that he has already, else in a new one."""
    message = await _message(connection, edition, owner)
    edits = message.id if message is not None and message.state not in _NOT_THERE else None
    told = select(func.count()).where(outbox.c.chat_id == owner, outbox.c.key.like(f"review:{edition}:%"))
    key = f"review:{edition}:{await connection.scalar(told)}"
    await save_contents(connection, (content,))
    await Outbox(connection.engine).add(connection, [NewRow(key, Place(owner), content.id, edits=edits)], seconds(now))


async def was_told(connection: AsyncConnection, edition: int, owner: int) -> bool:
    """Whether he was reached; until it is known that he wasn't, yes."""
    message = await _message(connection, edition, owner)
    return message is not None and message.state not in _NOT_THERE


async def _message(connection: AsyncConnection, edition: int, owner: int) -> Row[Any, Any] | None:
    sent = (outbox.c.chat_id == owner) & outbox.c.key.like(f"review:{edition}:%") & outbox.c.edits.is_(None)
    found = await connection.execute(
        select(outbox.c.id, outbox.c.state).where(sent).order_by(outbox.c.id.desc()).limit(1)
    )
    return found.first()


_NOT_THERE = {State.FAILED, State.ABANDONED}
_OPEN: Select[Any] = select(
    reviews, editions.c.chat_id, editions.c.thread_id, editions.c.due, editions.c.state, editions.c.history_before
).join(editions, editions.c.id == reviews.c.edition_id)


def _written(draft: Draft) -> dict[str, object]:
    listed = {"parts": json.dumps(draft.parts), "facts": json.dumps(dict(draft.facts))}
    return {"basis": draft.basis, "history": draft.history, **listed}


def _review(row: Row[Any]) -> Review:
    draft = Draft(row.basis, tuple(json.loads(row.parts)), json.loads(row.facts), row.history)
    place, due, until = Place(row.chat_id, row.thread_id), moment(row.due), moment(row.until)
    return Review(
        row.edition_id, place, due, row.owner, row.language, until, Word(row.state), row.history_before, draft
    )
