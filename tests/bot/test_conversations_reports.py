"""A reader says what is wrong with a fact; the curators answer him; both hear what became of it."""

import datetime as dtm
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.sandbox.errors import bad_request
from bot.sandbox.objects import Message
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.storage.reports import ANSWER_LENGTH, LENGTH, OF_ONE, ONE_BY_ONE
from tests.bot.conftest import serving, settings_for
from tests.bot.talk import Talk, labels

FACT = "de-rheinmetall-ammunition-agreement"
NASTY = "<b>2018</b> is wrong\u202e & `so` is راينميتال"
AS_SHOWN = "<b>2018</b> is wrong & 'so' is \u2068راينميتال\u2069"


class Clock:
    """The real time, moved by tests."""

    def __init__(self) -> None:
        self.ahead = dtm.timedelta()

    def __call__(self) -> dtm.datetime:
        return dtm.datetime.now(dtm.UTC) + self.ahead


@dataclass(frozen=True, slots=True)
class Desk:
    """A reader and two curators, before the same bot."""

    sandbox: Sandbox
    reader: Talk
    sara: Talk
    omar: Talk
    settings: Settings
    clock: Clock
    file: Path

    def rows(self) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.file)) as connection:
            return connection.execute(
                "SELECT id, fact, reader, text, state, taken_by, message_id FROM reports"
            ).fetchall()

    async def kept(self, message_id: int) -> None:
        """Waits until it is written down in which message words are asked for."""
        for _ in range(100):
            if [row for row in self.rows() if row[6] == message_id]:
                return
            await self.sandbox.changed(within=0.05)
        raise TimeoutError(message_id)

    async def hears(self, talk: Talk, words: str) -> Message:
        """Waits for a message of the bot's, as it stands, that says something."""
        said = await self.sandbox.until(
            lambda: next(
                (one for one in talk.person.chat.history if one.sender and one.sender.is_bot and words in one.text),
                None,
            )
        )
        talk.person.seen = self.sandbox.world.last_event
        return said

    async def reports(self, words: str) -> Message:
        """The reader reports on the fact; gives what he is told."""
        asked = await self.reader.presses(await self.reader.says(f"/fact {FACT}"), "⚑ Something wrong?")
        shown = await self.reader.says(words)
        assert shown.id == asked.id
        return await self.reader.presses(shown, "Send")


@pytest.fixture
def desk(sandbox: Sandbox, curated: Path, tmp_path: Path) -> Desk:
    world = sandbox.world
    reader, sara, omar = (
        Talk(sandbox, world.person(name, language_code=code))
        for name, code in (("R", "en"), ("Sara", "en"), ("O", "ar"))
    )
    settings = settings_for(sandbox, curated, tmp_path / "sanad.db", (sara.person.user.id, omar.person.user.id))
    world.clock = clock = Clock()
    return Desk(sandbox, reader, sara, omar, settings, clock, tmp_path / "sanad.db")


@pytest.fixture
async def open_(desk: Desk) -> AsyncIterator[Desk]:
    async with serving(desk.settings, desk.clock):
        await desk.sara.says("/start")
        await desk.omar.says("/language عربي")
        yield desk
    assert desk.sandbox.world.violations == []


async def test_a_report_reaches_every_curator_and_its_answer_the_reader(open_: Desk) -> None:
    desk = open_
    sent = await desk.reports(NASTY)
    assert sent.text.startswith("Your report is with the curators")
    assert AS_SHOWN in sent.text
    assert labels(sent) == [["The fact"]]
    assert [one.text for one in desk.reader.person.chat.history if NASTY in one.text] == []  # in the one message now

    case = await desk.hears(desk.sara, "Report 1")
    assert AS_SHOWN in case.text
    assert "Rheinmetall" in case.text
    assert str(desk.reader.person.user.id) not in case.text
    assert labels(case) == [["Open the fact"], ["Answer", "Close"]]
    assert (await desk.hears(desk.omar, "البلاغ \u20681")).text.count("راينميتال") >= 1

    await desk.sara.presses(case, "Open the fact")
    assert "Carried by a single source" in (await desk.hears(desk.sara, "one fact")).text

    asked = await desk.sara.presses(case, "Answer")
    assert (asked.id, labels(asked)[-1]) == (case.id, ["Back"])
    shown = await desk.sara.says("The article says <2018>.")
    assert (shown.id, labels(shown)[-1]) == (case.id, ["Send", "Back"])
    assert "An answer" not in "".join(one.text for one in desk.reader.person.chat.history)
    await desk.sara.presses(shown, "Send")
    answer = await desk.hears(desk.reader, "An answer to your report")
    assert "The article says <2018>." in answer.text
    told = await desk.hears(desk.sara, "The answer has reached the reader.")
    assert "Answered once." in told.text
    assert labels(told) == [["Open the fact"], ["Answer", "Close"]]

    await desk.sara.presses(told, "Close")
    assert AS_SHOWN in (await desk.hears(desk.reader, "Your report is closed")).text
    done = await desk.hears(desk.sara, "The reader has been told that it is closed.")
    assert labels(done) == [["Open the fact"]]
    assert [row[4:6] for row in desk.rows()] == [("closed", None)]
    audit = (await desk.sara.says("/audit")).text
    assert "report 1 answer: delivered" in audit
    assert "report 1 close: delivered" in audit


async def test_the_second_curator_is_told_who_is_writing_until_that_takes_too_long(open_: Desk) -> None:
    desk = open_
    await desk.reports("The day is wrong.")
    hers, his = await desk.hears(desk.sara, "Report 1"), await desk.hears(desk.omar, "البلاغ \u20681")
    await desk.sara.presses(hers, "Answer")
    told = await desk.omar.presses(his, "رد")
    assert "Sara\u2069 يكتب رداً منذ" in told.text
    assert "اكتب الرد" not in told.text
    assert desk.rows()[0][5] == desk.sara.person.user.id
    await desk.omar.says("ألمانيا")  # words of his own are no answer
    assert desk.rows()[0][5] == desk.sara.person.user.id
    desk.clock.ahead += ONE_BY_ONE
    assert "اكتب الرد" in (await desk.omar.presses(told, "رد")).text
    assert "O has been writing an answer since" in (await desk.sara.presses(hers, "Back")).text
    assert desk.rows()[0][5] == desk.omar.person.user.id


async def test_what_is_cancelled_too_long_or_meant_otherwise_is_not_sent(open_: Desk) -> None:
    desk = open_
    fact = await desk.reader.says(f"/report {FACT}")
    assert fact.text.startswith("What is wrong with this fact?")
    again = await desk.reader.says("x" * (LENGTH + 1))
    assert "That was 601 characters" in again.text
    shown = await desk.reader.says("The day")
    assert shown.id == fact.id
    assert (await desk.reader.says("germany")).text.startswith("🇩🇪 Germany")  # the report waits; words are words again
    back = await desk.reader.presses(shown, "Cancel")
    assert back.id == fact.id
    assert back.text.startswith("🇩🇪 Germany — one fact")
    assert desk.rows() == []
    await desk.reader.says(f"/report {FACT}")
    desk.clock.ahead += ONE_BY_ONE + dtm.timedelta(seconds=1)
    assert (await desk.reader.says("germany")).text.startswith("🇩🇪 Germany — security partnership")
    await desk.reader.forges(back, f"report:{FACT}:1:en")
    assert [row[3:5] for row in desk.rows()] == [("", "draft")]
    assert not [one for one in desk.sara.person.chat.history if "Report" in one.text]


async def test_replies_name_the_fact_and_groups_are_led_into_the_private_chat(open_: Desk) -> None:
    desk, reader = open_, open_.reader
    assert (await reader.says("/report")).text.startswith("Which fact?")
    assert (await reader.says("/report nosuch-fact")).text.startswith("No such fact")
    brief, fact = await reader.says("/partner germany"), await reader.says(f"/fact {FACT}")
    reader.person.says(reader.person.chat, "/report", reply_to=brief)
    offered = await desk.sandbox.reply_to(reader.person)
    assert offered.text == "Which of these facts?"
    assert 2 <= len(offered.keyboard) <= 6
    reader.person.says(reader.person.chat, "/report", reply_to=fact)
    assert (await desk.sandbox.reply_to(reader.person)).text.startswith("What is wrong")

    group = reader.person.opens("supergroup", "Newsroom")
    reader.person.adds_bot(group)
    shown = await reader.says(f"/fact {FACT}", group)
    link = shown.button("⚑ Something wrong?")
    assert (link.action, link.value) == ("url", f"https://t.me/sanad_sandbox_bot?start=report_{FACT}")
    told = await reader.says(f"/report {FACT}", group)
    assert told.text.startswith("Reports are taken in private")
    assert told.keyboard[0][0].action == "url"
    stale = await reader.forges(told, "nothing-of-ours")
    assert await reader.forges(told, f"report:{FACT}:0:en") == stale
    reader.person.starts(f"report_{FACT}")
    assert (await desk.sandbox.reply_to(reader.person)).text.startswith("What is wrong")


async def test_a_reader_sends_so_many_a_day_and_forgetting_gives_no_more(open_: Desk) -> None:
    desk = open_
    for number in range(OF_ONE):
        assert (await desk.reports(f"Wrong {number}")).text.startswith("Your report is with")
    refused = await desk.reader.says(f"/report {FACT}")
    assert refused.text.startswith("No more reports for today")
    assert len(desk.rows()) == OF_ONE
    case = await desk.hears(desk.sara, "Wrong 0")
    gone = await desk.reader.presses(await desk.reader.says("/forget"), "Yes, remove it")
    assert f"{OF_ONE} reports on facts." in gone.text
    assert desk.rows() == []
    assert (await desk.sara.presses(case, "Answer")).text.startswith("No such report")
    assert (await desk.reader.says(f"/report {FACT}")).text.startswith("No more reports for today")
    desk.clock.ahead += dtm.timedelta(days=1)
    assert (await desk.reader.says(f"/report {FACT}")).text.startswith("What is wrong")


async def test_who_cannot_be_reached_is_said_and_keeps_nobody_else_from_it(open_: Desk) -> None:
    desk = open_
    desk.omar.person.blocks_bot()
    assert (await desk.reports("Wrong")).text.startswith("Your report is with")
    case = await desk.hears(desk.sara, "Report 1")
    desk.reader.person.blocks_bot()
    await desk.sara.presses(case, "Answer")
    assert f"between 1 and {ANSWER_LENGTH:,}" in (await desk.sara.says("y" * (ANSWER_LENGTH + 1))).text
    await desk.sara.presses(await desk.sara.says("Thank you."), "Send")
    told = await desk.hears(desk.sara, "The reader can’t be reached")
    assert "Answered" not in told.text
    await desk.sara.presses(told, "Close")
    await desk.hears(desk.sara, "could not be told that it is closed")


async def test_a_report_outlives_restarts_at_every_step(desk: Desk) -> None:
    async with serving(desk.settings):
        await desk.sara.says("/start")
        await desk.omar.says("/start")
        asked = await desk.reader.says(f"/report {FACT}")
        await desk.kept(asked.id)
    for admin in (desk.sara, desk.omar):  # nobody hears of it before the bot ends
        desk.sandbox.world.closed[admin.person.chat.id] = bad_request("chat not found")
    async with serving(desk.settings):
        shown = await desk.reader.says("The day is wrong.")
        assert shown.id == asked.id
        assert (await desk.reader.presses(shown, "Send")).text.startswith("Your report is with")
    desk.sandbox.world.closed.clear()
    async with serving(desk.settings):
        case = await desk.hears(desk.sara, "Report 1")
        await desk.sara.presses(case, "Answer")
        await desk.kept(case.id)
    async with serving(desk.settings):
        ready = await desk.sara.says("Mended, thank you.")
        assert ready.id == case.id
        await desk.sara.presses(ready, "Send")
        await desk.hears(desk.reader, "Mended, thank you.")
        assert len([one for one in desk.sara.person.chat.history if "Report 1" in one.text]) == 1
