"""Questions for curators to learn from: how often what was not answered, and nothing of who asked."""

import asyncio
import datetime as dtm
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.tables import asked

WEEKS = 12
"""As many weeks questions are kept, the present one included."""
MOST_A_WEEK = 2_000
"""Different questions of a week; further ones are counted without their words."""
LENGTH = 160
REMEMBERED = 2_000
_TOKEN = 6


class Verdict(StrEnum):
    """How a question ended: nothing was held on it, or somebody said of the answer that it was (not) what he asked."""

    SILENT = "silent"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and how often it was met with silence, and its answer with a No."""

    question: str
    silent: int
    no: int


class Questions:
    """Counts in the database; and, in memory alone, the words of answers that somebody may still say No to."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._turn = asyncio.Lock()
        self._remembered: OrderedDict[str, str] = OrderedDict()
        self._purged = ""

    def remember(self, question: str) -> str:
        """A token for a question, to be had back by `recall` for as long as this process runs and few others come."""
        token = hashlib.sha256(question.encode()).hexdigest()[:_TOKEN]
        self._remembered[token] = question
        self._remembered.move_to_end(token)
        if len(self._remembered) > REMEMBERED:
            self._remembered.popitem(last=False)
        return token

    def recall(self, token: str) -> str:
        return self._remembered.get(token, "")

    async def count(self, question: str, verdict: Verdict, today: dtm.date) -> None:
        """Counts a question; one that was answered rightly without its words."""
        week = week_of(today)
        words = "" if verdict is Verdict.YES else question[:LENGTH]
        async with self._turn, self._engine.begin() as connection:
            if self._purged != week:
                oldest = week_of(today - dtm.timedelta(weeks=WEEKS - 1))
                await connection.execute(delete(asked).where(asked.c.week < oldest))
                self._purged = week
            for text in (words, ""):
                place = (asked.c.week == week) & (asked.c.question == text) & (asked.c.outcome == verdict)
                changed = await connection.execute(update(asked).where(place).values(count=asked.c.count + 1))
                if changed.rowcount:
                    return
                held = await connection.scalar(select(func.count()).where(asked.c.week == week))
                if not text or (held or 0) < MOST_A_WEEK:
                    row = {"week": week, "question": text, "outcome": verdict, "count": 1}
                    await connection.execute(insert(asked).values(row))
                    return

    async def top(self, limit: int, since_week: str) -> list[Asked]:
        """The questions that were most often not answered since a week such as 2026-W48; those without words apart."""
        silent = func.sum(asked.c.count).filter(asked.c.outcome == Verdict.SILENT)
        no = func.sum(asked.c.count).filter(asked.c.outcome == Verdict.NO)
        chosen = (
            select(asked.c.question, func.coalesce(silent, 0), func.coalesce(no, 0))
            .where(asked.c.week >= since_week, asked.c.question != "", asked.c.outcome != Verdict.YES)
            .group_by(asked.c.question)
            .order_by(func.sum(asked.c.count).desc(), asked.c.question)
            .limit(limit)
        )
        async with self._engine.connect() as connection:
            return [Asked(question, int(silent), int(no)) for question, silent, no in await connection.execute(chosen)]

    async def totals(self, since_week: str) -> dict[Verdict, int]:
        """How often each verdict was counted, with words or without."""
        chosen = select(asked.c.outcome, func.sum(asked.c.count)).where(asked.c.week >= since_week)
        async with self._engine.connect() as connection:
            rows = await connection.execute(chosen.group_by(asked.c.outcome))
            return {Verdict(outcome): int(count) for outcome, count in rows}


def week_of(day: dtm.date) -> str:
    """The ISO 8601 week of a day; weeks sort as they follow each other."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"
