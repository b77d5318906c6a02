"""Digests for groups, channels and topics: who may order them there, and what becomes of them with the chat."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.digests.press import Press
from bot.sandbox.fates import delete_chat, migrate
from bot.sandbox.server import Sandbox
from bot.storage.subscription import Place
from tests.bot.orders import Desk, reading
from tests.bot.talk import labels


@pytest.fixture
async def reader(sandbox: Sandbox, curated: Path, tmp_path: Path) -> AsyncIterator[Desk]:
    async with reading(sandbox, curated, tmp_path) as reader:
        yield reader


async def test_a_group_is_subscribed_by_its_admins_alone(reader: Desk) -> None:
    group = reader.person.opens("supergroup", "Newsroom")
    reader.person.adds_bot(group)
    member = reader.other("Member")
    member.person.joins(group)
    await reader.heard()
    await reader.subscriptions.remove(Place(group.id))  # what was offered to him who added the bot
    refused = await member.says("/subscribe", group)
    assert refused.text == "Only administrators of this chat can do that."
    assert await reader.stored(group) is None
    menu = await reader.says("/subscribe", group)
    assert menu.text.startswith("Digest for Newsroom\nSubscribed.")
    before = menu.text
    assert "administrators of that chat" in await member.toast(menu, "Pause")
    assert group.messages[menu.id].text == before
    assert (await reader.held(group)).active
    assert "administrators" in (await member.says("/unsubscribe", group)).text
    assert "administrators" in (await member.says("/digest", group)).text


async def test_an_anonymous_admin_subscribes_a_group_and_presses_under_his_own_name(reader: Desk) -> None:
    group = reader.person.opens("supergroup", "Newsroom")
    reader.person.adds_bot(group)
    reader.person.hides(group)
    await reader.heard()
    await reader.subscriptions.remove(Place(group.id))
    menu = await reader.says("/subscribe", group)
    assert "Subscribed." in menu.text
    assert (await reader.held(group)).owner is None
    await reader.presses(menu, "☐ Silent at night")
    held = await reader.held(group)
    assert (held.quiet, held.owner) == (True, reader.person.user.id)


async def test_a_post_in_a_channel_subscribes_it_and_done_leaves_nothing_behind(reader: Desk) -> None:
    channel = reader.person.opens("channel", "Desk")
    reader.person.adds_bot(channel)
    await reader.heard()
    await reader.subscriptions.remove(Place(channel.id))
    menu = await reader.says("/subscribe", channel)
    assert menu.text.startswith("Digest for Desk\nSubscribed.")
    assert (await reader.held(channel)).type == "channel"
    stranger = reader.other("Stranger")
    assert "administrators" in await stranger.toast(menu, "Unsubscribe")
    await reader.toast(menu, "Done")
    assert menu.id not in channel.messages


async def test_a_topic_of_a_forum_is_subscribed_by_itself(reader: Desk) -> None:
    forum = reader.person.opens("supergroup", "Forum", is_forum=True)
    reader.person.adds_bot(forum)
    topic = reader.person.opens_topic(forum, "Briefings")
    await reader.heard()
    await reader.subscriptions.remove(Place(forum.id))
    reader.person.says(forum, "/subscribe", thread=topic)
    menu = await reader.sandbox.reply_to(reader.person, forum)
    assert menu.thread == topic
    assert (await reader.held(forum, topic)).thread_id == topic
    assert await reader.stored(forum) is None
    await reader.presses(menu, "☐ Silent at night")
    assert (await reader.held(forum, topic)).quiet


async def test_adding_the_bot_begins_the_conversation_with_who_did_it(reader: Desk) -> None:
    await reader.says("/help")
    channel = reader.person.opens("channel", "Desk")
    reader.person.seen = reader.sandbox.world.last_event
    reader.person.adds_bot(channel)
    offer = await reader.sandbox.reply_to(reader.person)
    assert offer.text.startswith("Digests for Desk?")
    assert not (await reader.held(channel)).active
    menu = await reader.presses(offer, "✅ Subscribe")
    assert "Subscribed." in menu.text
    assert (await reader.held(channel)).active


async def test_who_has_not_begun_to_talk_is_offered_it_at_his_first_start(reader: Desk) -> None:
    stranger = reader.other("Stranger")
    channel = stranger.person.opens("channel", "Desk")
    stranger.person.adds_bot(channel)
    await reader.heard()
    assert stranger.person.chat.history == ()
    stranger.person.starts()
    offer = await reader.sandbox.until(
        lambda: next((m for m in stranger.person.chat.history if m.text.startswith("Digests for Desk?")), None)
    )
    assert labels(offer) == [["✅ Subscribe"]]


async def test_removal_suspends_and_a_return_revives(reader: Desk) -> None:
    channel = reader.person.opens("channel", "Desk")
    await reader.says("/subscribe")
    await reader.picks("📢 A channel", channel)
    reader.person.seen = reader.sandbox.world.last_event
    reader.person.removes_bot(channel)
    told = await reader.sandbox.reply_to(reader.person)
    assert told.text.startswith("Digests for Desk have stopped")
    held = await reader.held(channel)
    assert (held.active, held.reason) == (False, "removed")
    reader.person.adds_bot(channel)
    await reader.heard()
    assert (await reader.held(channel)).active


async def test_a_channel_in_which_the_bot_may_not_post_is_not_subscribed(reader: Desk) -> None:
    await reader.says("/subscribe")
    group = reader.person.opens("supergroup", "Newsroom")
    reader.person.adds_bot(group)
    reader.sandbox.world.set_member(
        group, reader.sandbox.world.member(group, reader.sandbox.world.bot), reader.person.user
    )
    channel = reader.person.opens("channel", "Desk")
    reader.person.adds_bot(channel, ["can_manage_chat", "can_edit_messages"])
    await reader.heard()
    assert await reader.stored(channel) is None
    word = await reader.says("/subscribe", group)
    assert "Subscribed." in word.text


async def test_a_deleted_channel_can_still_be_ended_by_its_owner_and_by_nobody_else(reader: Desk) -> None:
    channel = reader.person.opens("channel", "Desk")
    await reader.says("/subscribe")
    menu = await reader.picks("📢 A channel", channel)
    delete_chat(reader.sandbox.world, channel)
    other = reader.other("Other")
    data = Press("en", Place(channel.id), "end").encode()
    assert "administrators" in await other.forges(await other.says("/help"), data)
    asked = await reader.presses(menu, "Unsubscribe")
    await reader.presses(asked, "Yes, end it")
    assert await reader.stored(channel) is None


async def test_a_group_that_becomes_a_supergroup_takes_its_subscription_along(reader: Desk) -> None:
    group = reader.person.opens("group", "Newsroom")
    reader.person.adds_bot(group)
    await reader.says("/subscribe", group)
    new = migrate(reader.sandbox.world, group, reader.person)
    await reader.heard()
    await reader.heard()
    assert await reader.stored(group) is None
    assert (await reader.held(new)).type == "supergroup"
