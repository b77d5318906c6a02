"""Counted questions: by the week, gone after some, bounded, and nobody's."""

import datetime as dtm
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.database import open_database
from bot.storage.questions import LENGTH, MOST_A_WEEK, REMEMBERED, WEEKS, Asked, Questions, Verdict, week_of
from bot.storage.tables import asked


@pytest.fixture
async def engine(url: str) -> AsyncIterator[AsyncEngine]:
    async with open_database(url) as engine:
        yield engine


DAY = dtm.date(2026, 11, 25)


def test_weeks_are_those_of_iso_8601() -> None:
    assert week_of(dtm.date(2026, 11, 25)) == "2026-W48"
    assert week_of(dtm.date(2027, 1, 3)) == "2026-W53"
    assert week_of(dtm.date(2027, 1, 4)) == "2027-W01"


async def test_what_is_asked_most_comes_first_and_a_yes_keeps_no_words(engine: AsyncEngine) -> None:
    counted = Questions(engine)
    for question, verdict in (
        ("about submarines", Verdict.SILENT),
        ("about drones", Verdict.SILENT),
        ("about submarines", Verdict.SILENT),
        ("about submarines", Verdict.NO),
        ("about ships", Verdict.YES),
        ("", Verdict.SILENT),
    ):
        await counted.count(question, verdict, DAY)
    assert await counted.top(9, "2026-W48") == [Asked("about submarines", 2, 1), Asked("about drones", 1, 0)]
    assert await counted.top(1, "2026-W48") == [Asked("about submarines", 2, 1)]
    assert await counted.top(9, "2026-W49") == []
    assert await counted.totals("2026-W48") == {Verdict.SILENT: 4, Verdict.NO: 1, Verdict.YES: 1}
    async with engine.connect() as connection:
        kept = set(await connection.scalars(select(asked.c.question)))
    assert kept == {"about submarines", "about drones", ""}


async def test_a_table_of_questions_has_no_room_for_a_person_or_a_time(engine: AsyncEngine) -> None:
    assert set(asked.c.keys()) == {"week", "question", "outcome", "count"}


async def test_old_weeks_are_removed(engine: AsyncEngine) -> None:
    counted = Questions(engine)
    await counted.count("long ago", Verdict.SILENT, DAY - dtm.timedelta(weeks=WEEKS))
    await counted.count("just in time", Verdict.SILENT, DAY - dtm.timedelta(weeks=WEEKS - 1))
    await counted.count("now", Verdict.SILENT, DAY)
    assert {one.question for one in await counted.top(9, "2000-W01")} == {"just in time", "now"}


async def test_a_flood_of_questions_is_counted_without_its_words(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        rows = [
            {"week": week_of(DAY), "question": f"q{number}", "outcome": Verdict.SILENT, "count": 1}
            for number in range(MOST_A_WEEK)
        ]
        await connection.execute(asked.insert(), rows)
    counted = Questions(engine)
    await counted.count("one more", Verdict.SILENT, DAY)
    await counted.count("q7", Verdict.SILENT, DAY)
    assert (await counted.top(1, "2000-W01"))[0] == Asked("q7", 2, 0)
    assert "one more" not in {one.question for one in await counted.top(9_999, "2000-W01")}
    assert await counted.totals("2000-W01") == {Verdict.SILENT: MOST_A_WEEK + 2}


async def test_words_are_remembered_in_memory_and_for_a_while(engine: AsyncEngine) -> None:
    counted = Questions(engine)
    token = counted.remember("about submarines")
    assert counted.remember("about submarines") == token
    assert counted.recall(token) == "about submarines"
    assert Questions(engine).recall(token) == ""
    for number in range(REMEMBERED):
        counted.remember(f"q{number}")
    assert counted.recall(token) == ""
    assert asked.c.question.type.length == LENGTH  # type: ignore[attr-defined]
