"""What readers say is wrong with a fact: written as a draft, sent, answered by one admin at a time, closed, and forgotten."""

import datetime as dtm
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.tables import reports
from bot.storage.times import moment, seconds
from knowledge.model import Language

LENGTH = 600
"""Characters of a report."""
ANSWER_LENGTH = 1_500
DAY = dtm.timedelta(days=1)
OF_ONE, OF_ALL = 5, 100
"""Reports a day: of one reader, of all together."""
ONE_BY_ONE = dtm.timedelta(minutes=10)
"""As long an admin who began to answer has a report for himself, and whoever was asked for words is waited for."""
KEPT_CLOSED, KEPT_OPEN = dtm.timedelta(days=30), dtm.timedelta(days=180)
_DRAFT, _OPEN, _CLOSED = "draft", "open", "closed"


@dataclass(frozen=True, slots=True)
class Report:
    """`sent` is None for a draft; `taken_by` has been writing `answer` since `changed`."""

    id: int
    fact: str
    reader: int
    language: Language
    text: str
    is_closed: bool
    message_id: int
    sent: dtm.datetime | None
    taken_by: int | None
    answer: str
    answers: int
    changed: dtm.datetime

    def is_taken(self, by_other_than: int, now: dtm.datetime) -> bool:
        return self.taken_by not in {None, by_other_than} and now - self.changed < ONE_BY_ONE


class Reports:
    """Who is asked for words is in memory too, as it is looked up for every message."""

    what = "forgot-reports"

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._awaited: dict[int, int] = {}
        self._recent: list[tuple[dtm.datetime, int]] = []

    async def load(self, now: dtm.datetime) -> None:
        """Reads who is asked for words and who sent what in the last day, after removing what has been kept long enough."""
        await self.purge(now)
        asked = (reports.c.state == _DRAFT) & (reports.c.text == "")
        answering = (reports.c.state == _OPEN) & (reports.c.answer == "") & reports.c.taken_by.is_not(None)
        async with self._engine.connect() as connection:
            drafts = await connection.execute(select(reports.c.reader, reports.c.id).where(asked))
            awaited = {row.reader: row.id for row in drafts}
            taken = await connection.execute(select(reports.c.taken_by, reports.c.id).where(answering))
            self._awaited = awaited | {row.taken_by: row.id for row in taken}
            since = seconds(now - DAY)
            sent = await connection.execute(select(reports.c.sent, reports.c.reader).where(reports.c.sent > since))
            self._recent = [(moment(at), reader) for at, reader in sent]

    # The reader

    def may_send(self, reader: int, now: dtm.datetime) -> bool:
        """Whether neither he nor all together have sent as much as a day allows; what was forgotten counts too."""
        self._recent = [one for one in self._recent if now - one[0] < DAY]
        of_one = sum(sender == reader for _, sender in self._recent)
        return of_one < OF_ONE and len(self._recent) < OF_ALL

    async def begin(self, reader: int, fact: str, language: Language, now: dtm.datetime) -> None:
        """A draft without words, in the place of an earlier one."""
        values = {"fact": fact, "reader": reader, "language": language, "message_id": 0}
        rest = {"text": "", "state": _DRAFT, "told": False, "answer": "", "answers": 0, "changed": seconds(now)}
        async with self._engine.begin() as connection:
            await connection.execute(delete(reports).where(_draft_of(reader)))
            made = await connection.execute(insert(reports).values(**values, **rest).returning(reports.c.id))
            self._awaited[reader] = made.scalar_one()

    async def placed(self, user: int, message_id: int) -> None:
        """In which message a person is asked for words."""
        if (number := self._awaited.get(user)) is not None:
            await self._change(number, message_id=message_id)

    async def draft(self, reader: int) -> Report | None:
        return next(iter(await self._chosen(_draft_of(reader))), None)

    async def drop(self, reader: int) -> None:
        self._awaited.pop(reader, None)
        async with self._engine.begin() as connection:
            await connection.execute(delete(reports).where(_draft_of(reader)))

    async def send(self, draft: Report, now: dtm.datetime) -> None:
        self._recent.append((now, draft.reader))
        await self._change(draft.id, state=_OPEN, sent=seconds(now), changed=seconds(now), message_id=0)

    # Words

    async def awaited(self, user: int, now: dtm.datetime) -> Report | None:
        """The report that a person's next words belong to, as its text or as the answer to it."""
        held = await self.get(self._awaited[user]) if user in self._awaited else None
        if held is None or now - held.changed > ONE_BY_ONE:
            self._awaited.pop(user, None)
            return None
        return held

    async def write(self, held: Report, user: int, words: str, now: dtm.datetime) -> None:
        """Keeps the words, to be looked at once more before they are sent."""
        self._awaited.pop(user, None)
        of_report = {"text": words} if held.sent is None else {"answer": words}
        await self._change(held.id, changed=seconds(now), **of_report)

    # The admins

    async def get(self, number: int) -> Report | None:
        return next(iter(await self._chosen(reports.c.id == number)), None)

    async def open(self, limit: int) -> Sequence[Report]:
        """Those that wait to be closed, oldest first."""
        return await self._chosen(reports.c.state == _OPEN, limit)

    async def untold(self) -> Sequence[Report]:
        """Those that no admin was told of yet."""
        return await self._chosen((reports.c.state == _OPEN) & ~reports.c.told)

    async def told(self, number: int) -> None:
        await self._change(number, told=True)

    async def counts(self, since: dtm.datetime) -> dict[str, int]:
        """How many are open, and how many were closed since."""
        wanted = select(reports.c.state, func.count().label("held")).where(
            (reports.c.state == _OPEN) | ((reports.c.state == _CLOSED) & (reports.c.changed >= seconds(since)))
        )
        async with self._engine.connect() as connection:
            return {row.state: row.held for row in await connection.execute(wanted.group_by(reports.c.state))}

    async def take(self, number: int, admin: int, now: dtm.datetime) -> bool:
        """Gives a report to an admin who wants to answer; not while another one is writing."""
        free = reports.c.taken_by.is_(None) | (reports.c.taken_by == admin)
        place = (reports.c.id == number) & (reports.c.state == _OPEN)
        place &= free | (reports.c.changed <= seconds(now - ONE_BY_ONE))
        taken = {"taken_by": admin, "answer": "", "message_id": 0, "changed": seconds(now)}
        async with self._engine.begin() as connection:
            changed = await connection.execute(update(reports).where(place).values(taken))
        if changed.rowcount:
            self._awaited = {user: held for user, held in self._awaited.items() if held != number} | {admin: number}
        return bool(changed.rowcount)

    async def release(self, number: int, admin: int, *, answered: bool = False) -> None:
        """Whoever was writing isn't any more, as he has sent the answer or gone back."""
        self._awaited = {user: held for user, held in self._awaited.items() if (user, held) != (admin, number)}
        place = (reports.c.id == number) & (reports.c.taken_by == admin)
        values = {"taken_by": None, "answer": "", "answers": reports.c.answers + int(answered)}
        async with self._engine.begin() as connection:
            await connection.execute(update(reports).where(place).values(values))

    async def close(self, number: int, now: dtm.datetime) -> bool:
        """Whether it was open."""
        self._awaited = {user: held for user, held in self._awaited.items() if held != number}
        closed = {"state": _CLOSED, "taken_by": None, "answer": "", "changed": seconds(now)}
        place = (reports.c.id == number) & (reports.c.state == _OPEN)
        async with self._engine.begin() as connection:
            changed = await connection.execute(update(reports).where(place).values(closed))
        await self.purge(now)
        return bool(changed.rowcount)

    # Forgetting

    async def forget(self, user_id: int) -> int:
        """Removes what a reader wrote, and frees what he was answering as an admin."""
        async with self._engine.begin() as connection:
            removed = await connection.execute(delete(reports).where(reports.c.reader == user_id))
            left = {"taken_by": None, "answer": ""}
            await connection.execute(update(reports).where(reports.c.taken_by == user_id).values(left))
        self._awaited.pop(user_id, None)
        return removed.rowcount

    async def purge(self, now: dtm.datetime) -> int:
        """Removes drafts of yesterday, and what was closed or left open long ago."""
        old = [(_DRAFT, DAY), (_CLOSED, KEPT_CLOSED), (_OPEN, KEPT_OPEN)]
        removed = 0
        async with self._engine.begin() as connection:
            for state, kept in old:
                place = (reports.c.state == state) & (reports.c.changed < seconds(now - kept))
                removed += (await connection.execute(delete(reports).where(place))).rowcount
        return removed

    async def _chosen(self, place: ColumnElement[bool], limit: int = 100) -> Sequence[Report]:
        async with self._engine.connect() as connection:
            rows = await connection.execute(select(reports).where(place).order_by(reports.c.id).limit(limit))
            return [_report(row) for row in rows.mappings()]

    async def _change(self, number: int, **values: Any) -> CursorResult[Any]:  # noqa: ANN401 - columns' own types
        async with self._engine.begin() as connection:
            return await connection.execute(update(reports).where(reports.c.id == number).values(**values))


def _draft_of(reader: int) -> ColumnElement[bool]:
    return (reports.c.reader == reader) & (reports.c.state == _DRAFT)


def _report(row: Any) -> Report:  # noqa: ANN401 - a row of the table
    return Report(
        id=row["id"],
        fact=row["fact"],
        reader=row["reader"],
        language="ar" if row["language"] == "ar" else "en",
        text=row["text"],
        is_closed=row["state"] == _CLOSED,
        message_id=row["message_id"],
        sent=moment(row["sent"]),
        taken_by=row["taken_by"],
        answer=row["answer"],
        answers=row["answers"],
        changed=moment(row["changed"]),
    )
