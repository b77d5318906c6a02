"""Chats as people use them: channels, groups and forums, their administrators, the picker of chats, and the clock."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox import objects
from bot.sandbox.clock import MovableClock
from bot.sandbox.objects import ANONYMOUS
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.conftest import Api

RIGHTS = dict.fromkeys((*objects.RIGHTS, "is_anonymous"), False)
POSTING = {**RIGHTS, "can_post_messages": True}


def picker(*, is_channel: bool, **rights: object) -> dict[str, object]:
    request = {"request_id": 7, "chat_is_channel": is_channel, "request_title": True, **rights}
    return {"keyboard": [[{"text": "Here"}, {"text": "Pick", "request_chat": request}]], "one_time_keyboard": True}


CHANNEL = picker(is_channel=True, user_administrator_rights=POSTING, bot_administrator_rights=POSTING)


async def test_a_picked_channel_is_shared_and_makes_the_bot_an_administrator_with_the_rights_asked_for(
    api: Api, aisha: Person
) -> None:
    channel = aisha.opens("channel", "Desk")
    await api.send(aisha, "Which?", reply_markup=CHANNEL)
    await api.updates(offset=-1)
    aisha.picks("Pick", channel)
    *_, joined, shared = await api.updates()
    assert joined["my_chat_member"]["from"]["id"] == aisha.user.id  # type: ignore[index]
    ours = joined["my_chat_member"]["new_chat_member"]  # type: ignore[index]
    assert (ours["status"], ours["can_post_messages"], ours["can_edit_messages"]) == ("administrator", True, False)
    assert shared["message"]["chat_shared"] == {"request_id": 7, "chat_id": channel.id, "title": "Desk"}  # type: ignore[index]
    assert not api.sandbox.world.replies[aisha.chat.id].rows  # it was for one use


async def test_only_chats_in_which_the_person_has_the_rights_can_be_picked(api: Api, aisha: Person) -> None:
    world = api.sandbox.world
    omar = world.person("Omar")
    his, group = omar.opens("channel", "His"), aisha.opens("supergroup", "Hers")
    aisha.joins(his)
    await api.send(aisha, "Which?", reply_markup=CHANNEL)
    for chat in (his, group, aisha.chat):
        with pytest.raises(ValueError, match="can't be picked"):
            aisha.picks("Pick", chat)
    omar.promotes(aisha, his, ["can_post_messages"])
    assert aisha.picks("Pick", his)


async def test_a_picked_group_takes_the_bot_in_as_a_member_where_that_is_asked(api: Api, aisha: Person) -> None:
    group = aisha.opens("group", "Hers")
    await api.send(aisha, "Which?", reply_markup=picker(is_channel=False, bot_is_member=True))
    aisha.picks("Pick", group)
    assert api.sandbox.world.member(group, api.sandbox.world.bot).status == "member"


async def test_a_bot_that_has_more_rights_than_were_asked_for_keeps_them(api: Api, aisha: Person) -> None:
    channel = aisha.opens("channel", "Desk")
    aisha.adds_bot(channel)
    before = api.sandbox.world.member(channel, api.sandbox.world.bot)
    await api.send(aisha, "Which?", reply_markup=CHANNEL)
    aisha.picks("Pick", channel)
    assert api.sandbox.world.member(channel, api.sandbox.world.bot) == before


async def test_a_button_in_the_place_of_the_letters_says_its_text_and_can_be_taken_away(
    api: Api, aisha: Person
) -> None:
    sent = await api.result("sendMessage", chat_id=aisha.chat.id, text="Which?", reply_markup=CHANNEL)
    assert "reply_markup" not in sent  # type: ignore[operator]
    assert aisha.taps("Here").text == "Here"
    await api.send(aisha, "Which?", reply_markup=CHANNEL)
    await api.send(aisha, "Thanks", reply_markup={"remove_keyboard": True})
    with pytest.raises(LookupError):
        aisha.taps("Here")


async def test_the_bot_can_not_ask_for_more_rights_than_the_person_has_to_have(api: Api, aisha: Person) -> None:
    markup = picker(is_channel=True, user_administrator_rights=RIGHTS, bot_administrator_rights=POSTING)
    assert "USER_RIGHTS_MISSING" in await api.refusal(
        "sendMessage", chat_id=aisha.chat.id, text="x", reply_markup=markup
    )


async def test_an_anonymous_administrator_writes_as_the_group(api: Api, aisha: Person) -> None:
    group = aisha.opens("supergroup", "Hers")
    aisha.adds_bot(group)
    aisha.hides(group)
    aisha.says(group, "/subscribe")
    message = (await api.updates())[-1]["message"]
    assert message["sender_chat"]["id"] == group.id  # type: ignore[index]
    assert message["from"]["id"] == ANONYMOUS.id  # type: ignore[index]
    member = await api.result("getChatMember", chat_id=group.id, user_id=aisha.user.id)
    assert member["is_anonymous"] is True  # type: ignore[index]


async def test_topics_of_a_forum_are_kept(api: Api, aisha: Person) -> None:
    forum = aisha.opens("supergroup", "Forum", is_forum=True)
    aisha.adds_bot(forum)
    topic = aisha.opens_topic(forum, "Briefings")
    aisha.says(forum, "/digest", thread=topic)
    message = (await api.updates())[-1]["message"]
    assert (message["message_thread_id"], message["is_topic_message"]) == (topic, True)  # type: ignore[index]
    await api.result("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic)
    assert forum.history[-1].thread == topic
    refusal = await api.refusal("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic + 1)
    assert "thread not found" in refusal


async def test_who_is_what_in_a_chat(api: Api, aisha: Person) -> None:
    omar = api.sandbox.world.person("Omar")
    group = aisha.opens("group", "Hers")

    async def status(person: Person) -> object:
        member = await api.result("getChatMember", chat_id=group.id, user_id=person.user.id)
        return member["status"]  # type: ignore[index]

    assert "not a member" in await api.refusal("getChatMember", chat_id=group.id, user_id=aisha.user.id)
    aisha.adds_bot(group)
    assert [await status(aisha), await status(omar)] == ["creator", "left"]
    omar.joins(group)
    aisha.promotes(omar, group)
    assert await status(omar) == "administrator"
    aisha.demotes(omar, group)
    assert await status(omar) == "member"
    assert "PARTICIPANT_ID_INVALID" in await api.refusal("getChatMember", chat_id=group.id, user_id=1)


async def test_a_sandbox_has_a_clock_that_can_be_moved() -> None:
    async with Sandbox() as sandbox:
        clock = sandbox.world.clock
        assert isinstance(clock, MovableClock)
        clock.move(timedelta(days=7))
        ahead = clock() - datetime.now(UTC)
        assert timedelta(days=6, hours=23) < ahead < timedelta(days=7, hours=1)
