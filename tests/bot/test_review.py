"""The editor's brake: an owner sees each edition an hour before, and nothing is posted without his word."""

import datetime as dtm
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.digests.press import Said
from bot.sandbox.clock import MovableClock
from bot.sandbox.objects import Chat, Message
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.storage.subscription import Place
from bot.storage.subscriptions import Subscriptions
from bot.text.catalogue import words
from knowledge.model import LANGUAGES, Language
from tests.bot.conftest import BOT_API, settings_for
from tests.bot.talk import Talk, labels
from tests.bot.test_digests_arrive import SATURDAY, channel_of, ours, pass_time, the_bot, weekly

HOUR, MINUTE = dtm.timedelta(hours=1), dtm.timedelta(minutes=1)
TO_REVIEW = dtm.timedelta(hours=17, minutes=1)
"""From the clock's SATURDAY to when the owner is asked."""
FIRST = [["✅ Post", "✖️ Skip"], ["✂️ Leave facts out"]]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    clock = MovableClock(lambda: SATURDAY)
    async with Sandbox(schema=BOT_API if BOT_API.is_file() else None, seed=12, clock=clock) as sandbox:
        yield sandbox
    assert sandbox.world.violations == []


@pytest.fixture
def settings(sandbox: Sandbox, curated: Path, tmp_path: Path) -> Settings:
    fast = {"tick": 0.05, "rate": 1000}
    return settings_for(sandbox, curated, tmp_path / "sanad.db").model_copy(update=fast)


class Editor(Talk):
    """An owner of a channel, and what he is asked."""

    @classmethod
    def of(cls, sandbox: Sandbox, language: str = "en") -> "Editor":
        person = sandbox.world.person("Editor", language_code=language)
        person.says(person.chat, "/help")
        return cls(sandbox, person)

    def questions(self) -> list[Message]:
        return [
            m for m in ours(self.sandbox, self.person.chat) if "Desk" in (head := m.text.split("\n")[0]) and "·" in head
        ]

    async def asked(self, number: int = 1) -> Message:
        await self.sandbox.until(lambda: len(self.questions()) >= number, within=30)
        return self.questions()[-1]

    async def digest(self) -> Message:
        """The word that /digest begins with."""
        before = len(self.person.chat.history)
        self.person.says(self.person.chat, "/digest")
        await self.sandbox.until(lambda: len(self.person.chat.history) >= before + 3)
        return next(m for m in self.person.chat.history[before:] if m.text.startswith("The next edition"))

    async def reads(self, text: str) -> Message:
        """The question, once this is in it."""
        return await self.sandbox.until(lambda: next((m for m in self.questions() if text in m.text), None), within=30)


def under_review(channel: Chat, owner: Person, **changes: object) -> dict[str, object]:
    return {"owner": owner.user.id, "title": "Desk", "review": True} | changes


async def ordered(subscriptions: Subscriptions, channel: Chat, editor: Editor, **changes: object) -> None:
    await subscriptions.put(weekly(channel, **under_review(channel, editor.person, **changes)))


def body(message: Message) -> str:
    """The edition in a question: what comes after its head."""
    return message.text.split("\n\n", 1)[1]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_its_owner_approves_is_posted_at_its_time_exactly_as_he_saw_it(
    sandbox: Sandbox, settings: Settings, language: Language
) -> None:
    editor, said = Editor.of(sandbox, language), words(language)
    channel = channel_of(editor.person)
    async with the_bot(settings, sandbox) as subscriptions:
        await ordered(subscriptions, channel, editor, language=language)
        pass_time(sandbox, TO_REVIEW - 2 * MINUTE)
        await sandbox.until(lambda: not sandbox.world.updates)
        assert editor.questions() == []
        pass_time(sandbox, 2 * MINUTE)
        question = await editor.asked()
        assert question.text.split("\n")[1] == said("review-review")
        assert "09:00" in question.text.split("\n")[0]
        assert labels(question) == [[said("button-post"), said("button-skip")], [said("button-leave-out")]]
        approved = await editor.presses(question, said("button-post"))
        assert approved.id == question.id
        assert said("review-approved") in approved.text
        assert ours(sandbox, channel) == []
        pass_time(sandbox, 57 * MINUTE)
        await sandbox.until(lambda: not sandbox.world.updates)
        assert ours(sandbox, channel) == []
        pass_time(sandbox, 3 * MINUTE)
        [post] = await sandbox.until(lambda: ours(sandbox, channel), within=30)
        assert post.text == body(question)
        last = await editor.reads(said("review-posted"))
        assert (last.id, labels(last)) == (question.id, [])
        assert len(editor.questions()) == 1
        assert await editor.forges(last, Said(language, 1, "skip").encode()) == said("review-over-posted")
        assert len(ours(sandbox, channel)) == 1


async def test_without_a_word_nothing_is_posted_and_owner_and_next_edition_are_told(
    sandbox: Sandbox, settings: Settings
) -> None:
    editor = Editor.of(sandbox)
    channel = channel_of(editor.person)
    async with the_bot(settings, sandbox) as subscriptions:
        await ordered(subscriptions, channel, editor)
        pass_time(sandbox, TO_REVIEW)
        question = await editor.asked()
        pass_time(sandbox, HOUR)
        skipped = await editor.reads("Skipped: I had no word from you.")
        assert (skipped.id, labels(skipped)) == (question.id, [])
        assert "skipped already" in await editor.forges(skipped, Said("en", 1, "post", "00000000").encode())
        pass_time(sandbox, dtm.timedelta(days=6, hours=23))
        second = await editor.asked(2)
        assert second.id != question.id
        assert "The digest of 22 November 2026 was skipped." in second.text
        assert ours(sandbox, channel) == []
        facts = [line for line in question.text.split("\n") if line.startswith("● ")]
        assert facts
        assert [line for line in second.text.split("\n") if line.startswith("● ")] == facts  # none counts as had


async def test_skip_is_meant_and_can_be_taken_back_until_the_time(sandbox: Sandbox, settings: Settings) -> None:
    editor = Editor.of(sandbox)
    channel = channel_of(editor.person)
    async with the_bot(settings, sandbox) as subscriptions:
        await ordered(subscriptions, channel, editor)
        pass_time(sandbox, TO_REVIEW)
        declined = await editor.presses(await editor.asked(), "✖️ Skip")
        assert "It will be skipped." in declined.text
        assert labels(declined) == [["✅ Post"], ["✂️ Leave facts out"]]
        approved = await editor.presses(declined, "✅ Post")
        assert labels(approved) == [["✖️ Skip"], ["✂️ Leave facts out"]]
        await editor.presses(approved, "✖️ Skip")
        pass_time(sandbox, HOUR)
        await editor.reads("Skipped, as you said.")
        pass_time(sandbox, dtm.timedelta(days=6, hours=23))
        second = await editor.asked(2)
        assert "was skipped" not in second.text  # the channel need not know what its editor decided
        assert ours(sandbox, channel) == []


async def test_facts_that_are_left_out_are_not_posted_and_are_proposed_again(
    sandbox: Sandbox, settings: Settings
) -> None:
    editor = Editor.of(sandbox)
    channel = channel_of(editor.person)
    async with the_bot(settings, sandbox) as subscriptions:
        await ordered(subscriptions, channel, editor, size=2)
        pass_time(sandbox, TO_REVIEW)
        question = await editor.asked()
        before = [line for line in question.text.split("\n") if line.startswith("● ")]
        assert len(before) == 2
        choosing = await editor.presses(question, "✂️ Leave facts out")
        told = [line.partition(". ")[2] for line in choosing.text.split("\n") if line[:1].isdecimal()]
        assert len(told) == 2
        assert all(said.rstrip("…") in line for said, line in zip(told, before, strict=True))
        assert labels(choosing) == [["☑ 1", "☑ 2"], ["‹ Show the edition"]]
        choosing = await editor.presses(choosing, "☑ 1")
        assert "1 fact is left out; it is proposed again next time." in choosing.text
        assert labels(choosing)[0] == ["☐ 1", "☑ 2"]
        assert "One fact has to stay" in await editor.toast(choosing, "☑ 2")
        shown = await editor.presses(choosing, "‹ Show the edition")
        after = [line for line in shown.text.split("\n") if line.startswith("● ")]
        assert len(after) == 1
        assert after[0].split(" [")[0] == before[1].split(" [")[0]
        await editor.presses(shown, "✅ Post")
        pass_time(sandbox, HOUR)
        [post] = await sandbox.until(lambda: ours(sandbox, channel), within=30)
        assert post.text == body(shown)
        pass_time(sandbox, dtm.timedelta(days=6, hours=23))
        again = await editor.asked(2)
        assert before[0].split(" [")[0] in again.text
        assert after[0].split(" [")[0] not in again.text


async def test_any_fact_of_an_edition_can_be_left_out_and_taken_in_again(sandbox: Sandbox, settings: Settings) -> None:
    editor = Editor.of(sandbox)
    channel = channel_of(editor.person)
    async with the_bot(settings, sandbox) as subscriptions:
        await ordered(subscriptions, channel, editor, size=12)
        pass_time(sandbox, TO_REVIEW)
        choosing = await editor.presses(await editor.asked(), "✂️ Leave facts out")
        facts = [label for row in labels(choosing)[:-1] for label in row]
        assert facts == [f"☑ {number}" for number in range(1, 13)]
        for number in range(2, 13):
            choosing = await editor.presses(choosing, f"☑ {number}")
            left = [f"☐ {out}" for out in range(2, number + 1)]
            assert [label for row in labels(choosing)[:-1] for label in row] == ["☑ 1", *left, *facts[number:]]
        choosing = await editor.presses(choosing, "☐ 12")
        assert labels(choosing)[-2][-1] == "☑ 12"


async def test_a_long_edition_is_leafed_through_in_the_one_message(sandbox: Sandbox, settings: Settings) -> None:
    editor = Editor.of(sandbox)
    channel = channel_of(editor.person)
    async with the_bot(settings, sandbox) as subscriptions:
        await ordered(subscriptions, channel, editor, language="both")
        pass_time(sandbox, TO_REVIEW)
        arabic = await editor.asked()
        assert words("ar")("edition-title") in arabic.text
        english = await editor.presses(arabic, "› 2/2")
        assert english.id == arabic.id
        assert words("en")("edition-title") in english.text
        assert labels(english)[0] == ["‹ 1/2"]
        await editor.presses(english, words("ar")("button-post"))
        pass_time(sandbox, HOUR)
        await sandbox.until(lambda: len(ours(sandbox, channel)) == 2, within=30)
        assert [post.text for post in ours(sandbox, channel)] == [body(arabic), body(english)]


async def test_only_the_owner_decides(sandbox: Sandbox, settings: Settings) -> None:
    editor, other = Editor.of(sandbox), Talk(sandbox, sandbox.world.person("Other", language_code="en"))
    channel = channel_of(editor.person)
    async with the_bot(settings, sandbox) as subscriptions:
        await ordered(subscriptions, channel, editor)
        pass_time(sandbox, TO_REVIEW)
        question = await editor.asked()
        data = next(button.value for row in question.keyboard for button in row if button.text == "✅ Post")
        theirs = await other.says("/help")
        for forged in (data, data.replace(":post:", ":skip:"), "v:en:1:leave:", "v:en:1:fact:x"):
            assert await other.forges(theirs, forged) == "The owner of this digest decides on it."
        for nonsense in ("v:", "v:en:99:post:12345678", "v:en:1:sing:"):
            assert "older message" in await editor.forges(question, nonsense)
        assert "has changed since you saw it" in await editor.forges(question, "v:en:1:post:00000000")
        pass_time(sandbox, HOUR)
        await editor.reads("I had no word from you")
        assert ours(sandbox, channel) == []


@pytest.mark.parametrize("how", ["pause", "unsubscribe", "toggle", "move"])
async def test_what_is_changed_meanwhile_ends_the_question(sandbox: Sandbox, settings: Settings, how: str) -> None:
    editor = Editor.of(sandbox)
    channel = channel_of(editor.person)
    async with the_bot(settings, sandbox) as subscriptions:
        await ordered(subscriptions, channel, editor)
        pass_time(sandbox, TO_REVIEW)
        question = await editor.presses(await editor.asked(), "✅ Post")
        if how == "unsubscribe":
            await subscriptions.remove(Place(channel.id))
        else:
            changes = {"pause": ("Pause",), "toggle": ("☑ Let me see it first",), "move": ("🕘 09:00", "11")}
            menu = await editor.presses(await editor.digest(), "Settings")
            for button in changes[how]:
                menu = await editor.presses(menu, button)
        off = await sandbox.until(
            lambda: next((m for m in ours(sandbox, editor.person.chat) if "Nothing to decide" in m.text), None)
        )
        assert off.id == question.id
        pass_time(sandbox, 2 * HOUR)
        if how == "toggle":  # then it goes out as any other
            await sandbox.until(lambda: ours(sandbox, channel), within=30)
        elif how == "move":
            later = await editor.asked()
            assert "11:00" in later.text
        assert len(ours(sandbox, channel)) == (how == "toggle")


async def test_an_owner_who_cant_be_reached_has_it_skipped_and_reads_so_in_the_settings(
    sandbox: Sandbox, settings: Settings
) -> None:
    editor = Editor.of(sandbox)
    stranger = sandbox.world.person("Stranger")  # who has never begun to talk with us
    channel = channel_of(editor.person)
    async with the_bot(settings, sandbox) as subscriptions:
        await subscriptions.put(weekly(channel, **under_review(channel, stranger)))
        pass_time(sandbox, TO_REVIEW)
        await sandbox.until(lambda: [call for call in sandbox.world.calls if "initiate" in str(call.answer)])
        pass_time(sandbox, MINUTE)
        await sandbox.until(lambda: len([c for c in sandbox.world.calls if "initiate" in str(c.answer)]) == 2)
        pass_time(sandbox, HOUR)
        held = await subscriptions.get(Place(channel.id))
        while held is not None and held.reason != "unheard":
            await sandbox.changed(0.05)
            held = await subscriptions.get(Place(channel.id))
        assert held is not None
        assert held.active
        assert ours(sandbox, channel) == []
