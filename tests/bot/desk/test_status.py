"""How the bot stands, as admins read it: the hold first, then store, digests, process, questions, in one message."""

import datetime as dtm
import io
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import structlog
from sqlalchemy import insert, text

from bot.observe import logs, process
from bot.observe.recent import KEPT, RECENT
from bot.storage import standing
from bot.storage.database import open_database
from bot.storage.outbox import State
from bot.storage.tables import contents, outbox, subscriptions
from tests.bot.desk.conftest import Bureau
from tests.bot.talk import Talk, labels

TABS = [["The store", "Digests"], ["The process", "Questions and reports"]]
NOW = dtm.datetime(2026, 11, 25, 9, tzinfo=dtm.UTC)


async def test_the_tabs_are_one_message_and_a_hold_stands_first_on_each(desk: Bureau) -> None:
    store = await desk.talk.says("/status")
    assert store.text.startswith("The store\n")
    assert "held since" not in store.text
    assert "🇩🇪 Germany: ● 1\n" in store.text
    assert "2 facts rest on one source each." in store.text
    assert "0 facts were last checked more than 180 days ago." in store.text
    assert "0 facts or names lack a translation." in store.text
    assert labels(store)[:2] == TABS
    await desk.talk.says("/hold")
    for button, title in (("Digests", "Digests"), ("The process", "The process"), ("The store", "The store")):
        shown = await desk.talk.presses(store, button)
        assert shown.id == store.id
        assert shown.text.startswith(f"{title}\n⏸ All digests have been held since")
        assert "by Curator. /resume lets them go on." in shown.text


async def test_the_process_tells_who_it_is_and_what_it_takes(desk: Bureau) -> None:
    shown = (await desk.talk.says("/status process")).text
    own = process.this()
    assert f"Process {own.pid} on {own.host} is the active one; takeover 1." in shown
    assert "Up for 0d 00:00" in shown
    assert "Database: sqlite, " in shown
    assert 20 * 2**20 < own.resident < 2**31


async def test_questions_and_reports_lead_to_the_reports(desk: Bureau) -> None:
    reader = Talk(desk.sandbox, desk.sandbox.world.person("Reader", language_code="en"))
    await desk.talk.says("/start")
    for _ in range(3):
        await reader.says("when will there be submarines for the navy")
    asked = await reader.presses(await reader.says("/fact de-plant"), "⚑ Something wrong?")
    await reader.presses(await reader.says("It was in 2019, see the article."), "Send")
    assert asked.text.startswith("What is wrong")
    await desk.sandbox.until(lambda: any(one.text.startswith("Report 1") for one in desk.admin.chat.history))
    shown = await desk.talk.says("/status questions")
    assert "3 questions in twelve weeks found no answer." in shown.text
    assert "— 3 × silence, 0 × No" in shown.text
    assert "Reports: 1 open, 0 closed." in shown.text
    assert str(reader.person.user.id) not in shown.text
    case = await desk.talk.presses(shown, "1 · 0 days · It was in 2019, see the article.")
    assert case.text.startswith("Report 1\n")


async def test_in_arabic_it_is_arabic(desk: Bureau) -> None:
    await desk.talk.says("/language عربي")
    await desk.talk.says("/hold")
    shown = await desk.talk.says("/status")
    assert shown.text.startswith("السجل\n⏸ النشرات كلها موقوفة منذ")
    assert "واقعتان تستند كل منهما إلى مصدر واحد." in shown.text
    posts = await desk.talk.presses(shown, "النشرات")
    assert "لا نشرة في الانتظار." in posts.text


@pytest.fixture
async def many(anywhere: str) -> AsyncIterator[str]:
    """A database with subscriptions and posts in all states."""
    place = {"thread_id": 0, "type": "channel", "title": "", "language": "en", "schedule": "daily", "time": "09:00"}
    rest = {"timezone": "UTC", "partners": "[]", "areas": "[]", "size": 6, "quiet": False, "when_empty": "skip"}
    rows = [
        {**place, **rest, "chat_id": -100 - n, "review": False, "active": n < 30, "next_due": int(NOW.timestamp()) + n - 9,
         "reason": "" if n < 30 else ("paused" if n < 35 else "Forbidden: bot was kicked")}
        for n in range(40)
    ]  # fmt: skip
    common = {"thread_id": 0, "content_id": "c", "silent": False, "generation": 1, "attempts": 0, "not_before": 0}
    posts = [
        {**common, "key": f"e{n}", "chat_id": -n, "state": state, "changed": 0, "error": "timed out"}
        for n, state in enumerate([*State, State.SENT, State.UNCERTAIN])
    ]
    async with open_database(anywhere) as engine:
        async with engine.begin() as connection:
            await connection.execute(insert(subscriptions), rows)
            await connection.execute(insert(contents).values(id="c", html="", facts="[]"))
            await connection.execute(insert(outbox), posts)
        yield anywhere


async def test_states_are_counted_uncertain_posts_named_and_nothing_is_read_whole(many: str) -> None:
    asked: list[str] = []
    async with open_database(many) as engine:
        found = await standing.posting(engine, NOW)
        size = await standing.size(engine)
        assert (found.active, found.overdue) == (30, 10)
        assert dict(found.stopped) == {"paused": 5, "Forbidden: bot was kicked": 5}
        assert found.next_due == NOW - dtm.timedelta(seconds=9)
        assert {state: count for state, count in found.outbox.items() if count != 1} == {"sent": 2, "uncertain": 2}
        assert [(one.key, one.chat_id, one.error) for one in found.uncertain] == [
            ("e2", -2, "timed out"),
            ("e7", -7, "timed out"),
        ]
        assert size.bytes > 10_000
        if size.kind == "sqlite":
            async with engine.connect() as connection:
                for state in State:
                    plan = f"EXPLAIN QUERY PLAN SELECT 1 FROM outbox WHERE state = '{state}' LIMIT 9"
                    asked += [row[3] for row in await connection.execute(text(plan))]
                due = "EXPLAIN QUERY PLAN SELECT min(next_due) FROM subscriptions WHERE active"
                asked += [row[3] for row in await connection.execute(text(due))]
            assert all("INDEX" in line for line in asked), asked


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    logs.set_up("json", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


async def test_the_logs_complaints_are_few_short_and_without_secrets(log: io.StringIO) -> None:
    for number in range(KEPT + 5):
        structlog.get_logger("x").warning(
            f"complaint {number}", url="https://sanad:hunter2@db.example/1234567890:" + "A" * 35
        )
    structlog.get_logger("x").info("all is well")
    error = ValueError("z" * 900)
    logging.getLogger("y").error("failed", exc_info=(ValueError, error, None))
    lines = RECENT.lines
    assert len(lines) == KEPT
    assert "failed" in lines[0]
    assert f"complaint {KEPT + 4}" in lines[1]
    assert max(map(len, lines)) <= 200
    for hidden in ("hunter2", "A" * 35, "Traceback", "all is well"):
        assert hidden not in "".join(lines)


async def test_a_database_file_is_as_large_as_it_is_said_to_be(desk: Bureau, tmp_path: Path) -> None:
    await desk.talk.says("/status process")
    async with open_database(desk.settings.database_url) as engine:
        size = await standing.size(engine)
    with closing(sqlite3.connect(tmp_path / "sanad.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert size.bytes == (tmp_path / "sanad.db").stat().st_size
