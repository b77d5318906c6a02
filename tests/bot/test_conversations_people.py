"""What people say of answers, what is kept of them, and what isn't."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.render.privacy import KEPT
from bot.sandbox.objects import Message
from bot.sandbox.server import Sandbox
from bot.storage.tables import METADATA
from tests.bot.conftest import serving, settings_for
from tests.bot.talk import Talk, labels

QUESTION = "when was the agreement with Rheinmetall signed?"
ASKED = "Was this what you asked?"


@pytest.fixture
async def file(sandbox: Sandbox, curated: Path, tmp_path: Path) -> AsyncIterator[Path]:
    """The database of a bot that is being talked to."""
    file = tmp_path / "sanad.db"
    async with serving(settings_for(sandbox, curated, file)):
        yield file
    assert sandbox.world.violations == []


@pytest.fixture
def reader(sandbox: Sandbox, file: Path) -> Talk:
    return Talk(sandbox, sandbox.world.person("Reader", language_code="en"))


def rows(file: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()


def counted(file: Path) -> list[tuple[object, ...]]:
    """Words, outcome, number of each question counted."""
    return [row[1:] for row in rows(file, "asked")]


def without_vote(message: Message) -> list[list[str]]:
    return [row for row in labels(message) if row != ["✓ Yes", "✗ No"]]


async def test_a_yes_thanks_in_place_tidies_the_keyboard_and_keeps_no_words(reader: Talk, file: Path) -> None:
    answer = await reader.says(QUESTION)
    assert answer.text.splitlines()[-1].strip("\u200e\u200f\u2066\u2069") == ASKED  # right above the buttons
    assert labels(answer)[0] == ["✓ Yes", "✗ No"]
    thanked = await reader.presses(answer, "✓ Yes")
    assert thanked.id == answer.id
    assert ASKED not in thanked.text
    assert "Thank you" in thanked.text
    assert labels(thanked) == without_vote(answer)
    assert counted(file) == [("", "yes", 1)]


async def test_a_no_is_counted_by_the_words_alone_and_once(reader: Talk, file: Path) -> None:
    answer = await reader.says(QUESTION)
    regretted = await reader.presses(answer, "✗ No")
    assert ASKED not in regretted.text
    assert "without who asked" in regretted.text
    arabic = await reader.presses(regretted, "العربية")
    assert "سُجّل ذلك" in arabic.text
    assert counted(file) == [("when was the agreement with rheinmetall signed", "no", 1)]


async def test_the_question_stays_with_the_answer_in_the_other_language(reader: Talk, file: Path) -> None:
    arabic = await reader.presses(await reader.says(QUESTION), "العربية")
    assert "هل هذا ما سألت عنه؟" in arabic.text
    assert "شكراً" in (await reader.presses(arabic, "✓ نعم")).text


async def test_silence_is_counted_without_asking_and_without_strangers_names(reader: Talk, file: Path) -> None:
    for question in ("tell me about submarines", "tell me about submarines", "what did Boris Pistorius sign in Doha"):
        answer = await reader.says(question)
        assert ASKED not in answer.text
    assert counted(file) == [("tell me about submarines", "silent", 2), ("what did … sign in doha", "silent", 1)]
    whole = file.read_bytes() + Path(f"{file}-wal").read_bytes()
    for trace in ("pistorius", "Pistorius", "Reader", str(reader.person.user.id)):
        assert trace.encode() not in whole


async def test_a_name_is_no_question_to_vote_on(reader: Talk, file: Path) -> None:
    assert ASKED not in (await reader.says("germany")).text
    assert ASKED not in (await reader.says("/partner germany")).text
    assert counted(file) == []


async def test_forgetting_asks_first_then_says_what_there_was(reader: Talk, file: Path) -> None:
    await reader.says("/language عربي")
    assert len(rows(file, "people")) == 1
    asks = await reader.says("/forget")
    assert len(rows(file, "people")) == 1
    done = await reader.presses(await reader.presses(asks, "English"), "Yes, remove it")
    assert done.id == asks.id
    assert done.text == "Removed\nYour choice of language. I answer in your Telegram’s language again."
    assert done.keyboard == ()
    assert rows(file, "people") == []
    assert (await reader.says("/partner oman")).text.startswith("🇴🇲 Oman")
    again = await reader.presses(await reader.says("/forget"), "Yes, remove it")
    assert again.text == "Removed\nThere was nothing to remove: no language chosen, no subscription, no report."


async def test_nobody_is_forgotten_by_somebody_elses_press(reader: Talk, file: Path, sandbox: Sandbox) -> None:
    group = reader.person.opens("supergroup", "Desk")
    reader.person.adds_bot(group)
    await reader.says("/language english")
    other = Talk(sandbox, sandbox.world.person("Other", language_code="en"))
    await other.says("/language english")
    other.person.joins(group)
    asks = await reader.says("/forget", group)
    assert await other.toast(asks, "Yes, remove it") == "This button is for the one who asked for it."
    assert len(rows(file, "people")) == 2
    await reader.presses(asks, "Yes, remove it")
    assert [row[0] for row in rows(file, "people")] == [other.person.user.id]


async def test_privacy_speaks_of_every_table_and_of_the_way_out(reader: Talk, file: Path) -> None:
    answer = await reader.says("/privacy")
    assert answer.text.count("\n• ") == len(KEPT)
    assert "/forget removes your choice of language, your subscriptions and your reports." in answer.text
    arabic = await reader.presses(answer, "العربية")
    assert arabic.text.count("\n• ") == len(KEPT)
    with closing(sqlite3.connect(file)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert (
        {table for tables in KEPT.values() for table in tables} == names - {"alembic_version"} == set(METADATA.tables)
    )
