"""The whole thread: a chat is subscribed, its time comes, the digest is in it; once, whatever happens in between."""

import datetime as dtm
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.sandbox.clock import MovableClock
from bot.sandbox.fates import migrate
from bot.sandbox.faults import Fault
from bot.sandbox.objects import Chat, Message
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.storage.database import open_database
from bot.storage.subscription import ChatType, Place, Subscription
from bot.storage.subscriptions import Subscriptions
from tests.bot.conftest import BOT_API, serving, settings_for

SATURDAY = dtm.datetime(2026, 11, 21, 12, tzinfo=dtm.UTC)
WEEK = dtm.timedelta(days=7)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """At a clock that stands still until it is moved."""
    clock = MovableClock(lambda: SATURDAY)
    async with Sandbox(schema=BOT_API if BOT_API.is_file() else None, seed=11, clock=clock) as sandbox:
        yield sandbox
    assert sandbox.world.violations == []


@pytest.fixture
def settings(sandbox: Sandbox, curated: Path, tmp_path: Path) -> Settings:
    fast = {"tick": 0.05, "rate": 1000}
    return settings_for(sandbox, curated, tmp_path / "sanad.db").model_copy(update=fast)


@asynccontextmanager
async def the_bot(settings: Settings, sandbox: Sandbox) -> AsyncIterator[Subscriptions]:
    async with (
        serving(settings, sandbox.world.clock),
        open_database(settings.database_url) as engine,
    ):
        await sandbox.until(lambda: not sandbox.world.updates)  # what happened before has been worked
        yield Subscriptions(engine)


async def stored(settings: Settings, chat: Chat) -> Subscription | None:
    """What is kept of a chat, once the bot has ended."""
    async with open_database(settings.database_url) as engine:
        return await Subscriptions(engine).get(Place(chat.id))


def weekly(chat: Chat, **changes: object) -> Subscription:
    """Sunday, 09:00 in Qatar: 18 hours after the clock's SATURDAY."""
    held = {"chat_id": chat.id, "type": chat.type, "language": "en", "schedule": "weekly", "time": "09:00"}
    return Subscription.model_validate(held | {"timezone": "Asia/Qatar", "next_due": "2026-11-22T06:00:00Z"} | changes)


def pass_time(sandbox: Sandbox, much: dtm.timedelta) -> None:
    clock = sandbox.world.clock
    assert isinstance(clock, MovableClock)
    clock.move(much)


def ours(sandbox: Sandbox, chat: Chat) -> list[Message]:
    return [message for message in chat.history if message.sender == sandbox.world.bot]


def channel_of(editor: Person, title: str = "Desk") -> Chat:
    channel = editor.opens("channel", title)
    editor.world.admit_bot(channel, editor.user)
    return channel


async def test_each_weeks_digest_arrives_when_it_is_due_and_no_fact_comes_twice(
    sandbox: Sandbox, settings: Settings
) -> None:
    editor = sandbox.world.person("Editor", language_code="en")
    channel = channel_of(editor)
    async with the_bot(settings, sandbox) as subscriptions:
        await subscriptions.put(weekly(channel))
        assert ours(sandbox, channel) == []
        for week in (1, 2, 3):
            pass_time(sandbox, dtm.timedelta(hours=18, minutes=1) if week == 1 else WEEK)
            await sandbox.until(lambda week=week: len(ours(sandbox, channel)) == week, within=30)  # type: ignore[misc]
    posts = [message.text for message in ours(sandbox, channel)]
    assert all(post.startswith("Qatar’s security partnerships: digest\n") for post in posts)
    sentences = [line for post in posts for line in post.split("\n") if line.startswith("● ")]
    assert len(sentences) == len(set(sentences)) == 18
    assert not [post for post in posts if "was skipped" in post]


async def test_a_restart_between_two_editions_posts_neither_again(sandbox: Sandbox, settings: Settings) -> None:
    channel = channel_of(sandbox.world.person("Editor"))
    async with the_bot(settings, sandbox) as subscriptions:
        await subscriptions.put(weekly(channel))
        pass_time(sandbox, dtm.timedelta(hours=19))
        await sandbox.until(lambda: ours(sandbox, channel))
    async with the_bot(settings, sandbox):
        pass_time(sandbox, WEEK)
        await sandbox.until(lambda: len(ours(sandbox, channel)) == 2)
    first, second = (message.text for message in ours(sandbox, channel))
    assert not set(first.split("\n")) & {line for line in second.split("\n") if line.startswith("● ")}


async def test_an_edition_missed_by_days_is_skipped_and_told_of_in_the_next(
    sandbox: Sandbox, settings: Settings
) -> None:
    channel = channel_of(sandbox.world.person("Editor"))
    async with the_bot(settings, sandbox) as subscriptions:
        await subscriptions.put(weekly(channel))
    pass_time(sandbox, dtm.timedelta(days=4))
    async with the_bot(settings, sandbox) as subscriptions:
        held = await subscriptions.get(Place(channel.id))
        assert held is not None
        pass_time(sandbox, dtm.timedelta(days=4))
        await sandbox.until(lambda: ours(sandbox, channel))
    [post] = ours(sandbox, channel)
    assert "The digest of 22 November 2026 was skipped." in post.text


async def test_a_channel_that_shuts_us_out_is_suspended_and_what_it_never_got_comes_once_it_lets_us_in(
    sandbox: Sandbox, settings: Settings
) -> None:
    editor = sandbox.world.person("Editor")
    channel = channel_of(editor)
    other = channel_of(editor, "Other")
    editor.says(editor.chat, "/start")
    async with the_bot(settings, sandbox) as subscriptions:
        await subscriptions.put(weekly(channel, owner=editor.user.id, title="Desk"))
        await subscriptions.put(weekly(other))
        sandbox.world.members.pop((channel.id, sandbox.world.bot.id))  # nobody tells us
        pass_time(sandbox, dtm.timedelta(hours=19))
        await sandbox.until(lambda: ours(sandbox, other))
        await sandbox.until(lambda: [call for call in sandbox.world.calls if "not a member" in str(call.answer)])
        assert not [m for m in ours(sandbox, editor.chat) if "have stopped" in m.text]  # once is not enough to be sure
        pass_time(sandbox, dtm.timedelta(minutes=20))
        await sandbox.until(lambda: any("Digests for Desk have stopped" in m.text for m in ours(sandbox, editor.chat)))
    held = await stored(settings, channel)
    assert held is not None
    assert not held.active
    assert "not a member" in held.reason
    async with open_database(settings.database_url) as engine:
        assert await Subscriptions(engine).history(Place(channel.id)) is None
        assert await Subscriptions(engine).history(Place(other.id)) is not None
    assert ours(sandbox, channel) == []


async def test_a_group_that_becomes_a_supergroup_takes_its_digests_along(sandbox: Sandbox, settings: Settings) -> None:
    editor = sandbox.world.person("Editor")
    group = editor.opens("group", "Team")
    sandbox.world.admit_bot(group, editor.user)
    async with the_bot(settings, sandbox) as subscriptions:
        await subscriptions.put(weekly(group))
        moved = migrate(sandbox.world, group, editor)
        pass_time(sandbox, dtm.timedelta(hours=19))
        await sandbox.until(lambda: ours(sandbox, moved), within=30)
    assert len(ours(sandbox, moved)) == 1
    held = await stored(settings, moved)
    assert held is not None
    assert held.type is ChatType.SUPERGROUP
    assert await stored(settings, group) is None


async def test_an_answer_of_an_earlier_process_is_not_taken_for_a_lost_post(
    sandbox: Sandbox, settings: Settings
) -> None:
    editor = sandbox.world.person("Editor", language_code="en")
    group = editor.opens("supergroup", "Newsroom")
    editor.world.admit_bot(group, editor.user, before=True)
    async with the_bot(settings, sandbox) as subscriptions:
        await subscriptions.put(weekly(group))
        editor.says(group, f"/help@{sandbox.world.bot.username}")
        answer = await sandbox.reply_to(editor, group)
    async with the_bot(settings, sandbox):
        sandbox.faults.add("sendMessage", Fault("reset", takes_effect=False), group.id)
        pass_time(sandbox, dtm.timedelta(hours=19))
        await sandbox.until(lambda: len(ours(sandbox, group)) == 2, within=20)
    first, second = ours(sandbox, group)
    assert first.id == answer.id
    assert second.text.startswith("Qatar’s security partnerships: digest\n")
