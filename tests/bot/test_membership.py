"""Our standing in chats: known when something is sent, and mended when it is; nothing is offered over what was ordered."""

import datetime as dtm

from bot.sandbox.objects import Chat, Member
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.storage.subscription import Place
from tests.bot.talk import Talk, labels
from tests.bot.test_digests_arrive import channel_of, ours, pass_time, sandbox, settings, stored, the_bot, weekly

__all__ = ["sandbox", "settings"]
WEEK = dtm.timedelta(days=7)


def sent_to(sandbox: Sandbox, chat: Chat) -> int:
    calls = [call for call in sandbox.world.calls if call.method == "sendMessage"]
    return sum(int(str(call.params["chat_id"])) == chat.id for call in calls)


async def test_where_the_right_to_post_is_gone_nothing_is_tried_and_once_it_is_back_digests_go_on(
    sandbox: Sandbox, settings: Settings
) -> None:
    editor = sandbox.world.person("Editor", language_code="en")
    channel = channel_of(editor)
    editor.starts()
    bot = sandbox.world.bot
    async with the_bot(settings, sandbox) as subscriptions:
        await subscriptions.put(weekly(channel, owner=editor.user.id, title="Desk"))
    silently = Member(bot, "administrator", frozenset({"can_manage_chat", "can_edit_messages"}))
    sandbox.world.members[channel.id, bot.id] = silently  # while nobody was here, and nobody tells
    async with the_bot(settings, sandbox):
        pass_time(sandbox, dtm.timedelta(hours=19))
        await sandbox.until(lambda: [call for call in sandbox.world.calls if call.method == "getChatMember"])
        pass_time(sandbox, dtm.timedelta(minutes=1))
        await sandbox.until(lambda: any("Digests for Desk have stopped" in m.text for m in ours(sandbox, editor.chat)))
        assert sent_to(sandbox, channel) == 0
        told = next(m for m in ours(sandbox, editor.chat) if "have stopped" in m.text)
        assert "I may not post there" in told.text
        editor.adds_bot(channel)
        await sandbox.until(lambda: not sandbox.world.updates)
        pass_time(sandbox, WEEK)
        await sandbox.until(lambda: ours(sandbox, channel), within=30)
    held = await stored(settings, channel)
    assert held is not None
    assert (held.active, held.reason) == (True, "")


async def test_a_channel_that_threw_us_out_unheard_is_served_again_once_we_are_back(
    sandbox: Sandbox, settings: Settings
) -> None:
    editor = sandbox.world.person("Editor")
    channel = channel_of(editor)
    async with the_bot(settings, sandbox) as subscriptions:
        await subscriptions.put(weekly(channel).model_copy(update={"active": False, "reason": "Forbidden: kicked"}))
        paused = channel_of(editor, "Paused")
        await sandbox.until(lambda: not sandbox.world.updates)
        await subscriptions.put(weekly(paused).model_copy(update={"active": False, "reason": "paused"}))
        for chat in (channel, paused):
            editor.removes_bot(chat)
            editor.adds_bot(chat)
        while not (held := await subscriptions.get(Place(channel.id))) or not held.active:
            await sandbox.changed(0.05)
        pass_time(sandbox, dtm.timedelta(hours=19))
        await sandbox.until(lambda: ours(sandbox, channel), within=30)
    held = await stored(settings, paused)
    assert held is not None
    assert (held.active, held.reason) == (False, "paused")


async def test_what_was_offered_and_not_taken_is_offered_to_him_who_brings_us_back(
    sandbox: Sandbox, settings: Settings
) -> None:
    editor = Talk(sandbox, sandbox.world.person("Editor", language_code="en"))
    async with the_bot(settings, sandbox) as subscriptions:
        await editor.says("/help")
        channel = editor.person.opens("channel", "Desk")
        for offers in (1, 2):
            editor.person.seen = sandbox.world.last_event
            editor.person.adds_bot(channel)
            offer = await sandbox.reply_to(editor.person)
            assert offer.text.startswith("Digests for Desk?")
            assert len([m for m in ours(sandbox, editor.person.chat) if "Digests for Desk?" in m.text]) == offers
            editor.person.removes_bot(channel)
        editor.person.adds_bot(channel)
        await sandbox.until(lambda: not sandbox.world.updates)
        held = await subscriptions.get(Place(channel.id))
        assert held is not None
        assert not held.active
        assert labels(offer) == [["✅ Subscribe"]]


async def test_a_basic_group_that_is_picked_is_kept_as_one(sandbox: Sandbox, settings: Settings) -> None:
    editor = Talk(sandbox, sandbox.world.person("Editor", language_code="en"))
    group, larger = editor.person.opens("group", "Team"), editor.person.opens("supergroup", "Newsroom")
    async with the_bot(settings, sandbox):
        for chat in (group, larger):
            await editor.says("/subscribe")
            editor.person.picks("👥 A group", chat)
            await sandbox.until(
                lambda chat=chat: any(
                    chat.title in m.text and "Subscribed" in m.text for m in ours(sandbox, editor.person.chat)
                )  # type: ignore[misc]
            )
    for chat in (group, larger):
        held = await stored(settings, chat)
        assert held is not None
        assert held.type == chat.type
