"""Floods and old questions, as people see them: one friendly word, and nobody else waits."""

import datetime as dtm
from pathlib import Path

from bot.sandbox.server import Sandbox
from bot.telegram.flow import PERSON
from tests.bot.conftest import serving, settings_for
from tests.bot.talk import Talk


def texts(talk: Talk) -> list[str]:
    bot = talk.sandbox.world.bot
    return [message.text for message in talk.person.chat.messages.values() if message.sender == bot]


async def test_a_flood_gets_one_friendly_word_and_delays_nobody(talk: Talk) -> None:
    other = Talk(talk.sandbox, talk.sandbox.world.person("Other", language_code="ar"))
    for _ in range(3 * PERSON.burst):
        talk.person.says(talk.person.chat, "/sources")
    answer = await other.says("/partner germany")
    assert "ألمانيا" in answer.text
    await talk.sandbox.until(lambda: any("a lot at once" in text for text in texts(talk)), within=20)
    await talk.sandbox.until(lambda: len(texts(talk)) >= 21, within=20)
    assert len(texts(talk)) <= PERSON.burst + 30  # what two a second gave meanwhile
    assert sum("a lot at once" in text for text in texts(talk)) == 1


async def test_a_press_too_many_gets_a_passing_word(talk: Talk) -> None:
    brief = await talk.says("/partner germany")
    presses = [talk.person.presses(brief, "Sources") for _ in range(2 * PERSON.burst)]
    queries = talk.sandbox.world.queries

    def words() -> list[str]:
        return [answer.text for press in presses if (answer := queries[press.id].answer) and answer.text]

    assert await talk.sandbox.until(words, within=20)
    assert len(words()) == 1
    assert "a lot at once" in words()[0]


async def test_old_questions_get_one_line_a_chat(sandbox: Sandbox, curated: Path, tmp_path: Path) -> None:
    reader, now = sandbox.world.person("Reader", language_code="en"), sandbox.world.clock
    sandbox.world.clock = lambda: now() - dtm.timedelta(hours=2)
    for question in ("/partner germany", "/partner france", "/sources"):
        reader.says(reader.chat, question)
    sandbox.world.clock = now
    talk = Talk(sandbox, reader)
    async with serving(settings_for(sandbox, curated, tmp_path / "sanad.db")):
        await sandbox.until(lambda: texts(talk), within=10)
        assert (await talk.says("/partner france")).text.startswith("🇫🇷 France")
    assert texts(talk)[0].startswith("I was away\n")
    assert len(texts(talk)) == 2
