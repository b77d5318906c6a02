"""What people do, and what the bot hears of it."""

from itertools import pairwise

import pytest

from bot.sandbox.objects import Chat, Json
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from tests import needs
from tests.bot.sandbox.conftest import Api, Watch


def heard(world: World) -> list[tuple[str, Json]]:
    """The updates that wait for the bot, as kind and content."""
    return [(update.kind, update.content) for update in world.updates.pending(100, world.clock())]


def texts(world: World) -> list[object]:
    return [content.get("text") for _, content in heard(world)]


@pytest.fixture
def world(sandbox: Sandbox) -> World:
    return sandbox.world


@pytest.fixture
def group(world: World, aisha: Person) -> Chat:
    chat = aisha.opens("supergroup", "Newsroom")
    aisha.adds_bot(chat)
    world.updates.clear()
    return chat


def test_a_command_carries_its_entity(world: World, aisha: Person) -> None:
    ((kind, content),) = heard(world)
    assert kind == "message"
    assert content["text"] == "/start"
    assert content["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert content["from"] == aisha.user.to_json()
    assert aisha.user.to_json()["language_code"] == "ar"


def test_an_edit_reaches_the_bot(world: World, aisha: Person) -> None:
    edited = aisha.edits(aisha.chat.history[0], "/help")
    kind, content = heard(world)[-1]
    assert (kind, content["text"], content["message_id"]) == ("edited_message", "/help", edited.id)
    assert "edit_date" in content


def test_a_photo_and_a_file_carry_their_captions(world: World, aisha: Person) -> None:
    aisha.sends_photo(aisha.chat, b"12345", (640, 480), "/partner x")
    aisha.sends_file(aisha.chat, "a.pdf", b"123", "application/pdf")
    (_, photo), (_, file) = heard(world)[1:]
    assert isinstance(photo["photo"], list)
    (size,) = photo["photo"]
    assert (size["width"], size["height"], size["file_size"]) == (640, 480, 5)
    assert (photo["caption"], photo["caption_entities"]) == (
        "/partner x",
        [{"type": "bot_command", "offset": 0, "length": 8}],
    )
    document = file["document"]
    assert isinstance(document, dict)
    assert (document["file_name"], document["mime_type"]) == ("a.pdf", "application/pdf")
    assert "text" not in file


def test_a_forward_names_its_first_origin(world: World, aisha: Person) -> None:
    desk = aisha.opens("channel", "Desk")
    post = aisha.says(desk, "news")
    once = aisha.forwards(post, aisha.chat)
    aisha.forwards(once, aisha.chat)
    origins = [content["forward_origin"] for _, content in heard(world)[1:]]
    assert origins[0] == origins[1]
    assert origins[0] == {
        "type": "channel",
        "date": int(post.date.timestamp()),
        "chat": desk.to_json(),
        "message_id": post.id,
    }
    of_person = aisha.forwards(aisha.chat.history[0], aisha.chat).to_json()["forward_origin"]
    assert isinstance(of_person, dict)
    assert of_person["type"] == "user"


def test_a_channel_post_comes_from_the_channel(world: World, aisha: Person) -> None:
    desk = aisha.opens("channel", "Desk")
    aisha.adds_bot(desk)
    post = aisha.says(desk, "news")
    aisha.edits(post, "fresh news")
    (_, joined), (kind, content), (edit_kind, _) = heard(world)[1:]
    member = joined["new_chat_member"]
    assert isinstance(member, dict)
    assert (member["status"], member["can_post_messages"]) == ("administrator", True)
    assert (kind, edit_kind) == ("channel_post", "edited_channel_post")
    assert content["sender_chat"] == desk.to_json()
    assert "from" not in content


def test_in_a_group_the_bot_hears_commands_and_replies_alone(world: World, aisha: Person, group: Chat) -> None:
    aisha.says(group, "hello")
    aisha.says(group, "/help")
    aisha.says(group, "/help@another_bot")
    aisha.says(group, "/help@Sanad_Sandbox_Bot")
    answer = world.send(group, "here")
    aisha.says(group, "thanks", reply_to=answer)
    assert texts(world) == ["/help", "/help@Sanad_Sandbox_Bot", "thanks"]


def test_an_administrator_and_a_bot_without_privacy_hear_all(world: World, aisha: Person, group: Chat) -> None:
    world.reads_all_groups = True
    aisha.says(group, "one")
    world.reads_all_groups = False
    aisha.adds_bot(group, rights=["can_manage_chat"])
    aisha.says(group, "two")
    assert texts(world) == ["one", None, "two"]


def test_a_bot_that_left_hears_nothing(world: World, aisha: Person, group: Chat) -> None:
    aisha.removes_bot(group)
    aisha.says(group, "/help")
    ((kind, content),) = heard(world)
    member = content["new_chat_member"]
    assert isinstance(member, dict)
    assert (kind, member["status"]) == ("my_chat_member", "kicked")


def test_blocking_and_unblocking_is_told(world: World, aisha: Person) -> None:
    aisha.blocks_bot()
    with pytest.raises(ValueError, match="has blocked the bot"):
        aisha.says(aisha.chat, "x")
    aisha.unblocks_bot()
    aisha.says(aisha.chat, "x")
    assert [kind for kind, _ in heard(world)] == ["message", "my_chat_member", "my_chat_member", "message"]


def test_who_may_not_write_does_not(world: World, aisha: Person, group: Chat) -> None:
    omar = world.person("Omar")
    with pytest.raises(ValueError, match="may not write"):
        omar.says(group, "x")
    omar.joins(group)
    omar.says(group, "x")
    omar.leaves(group)
    with pytest.raises(ValueError, match="may not write"):
        omar.says(group, "x")
    desk = aisha.opens("channel", "Desk")
    omar.joins(desk)
    with pytest.raises(ValueError, match="may not write"):
        omar.says(desk, "x")


def test_rights_that_do_not_exist_are_a_mistake_of_the_test(aisha: Person, group: Chat) -> None:
    with pytest.raises(ValueError, match="no such rights"):
        aisha.adds_bot(group, rights=["can_fly"])


async def test_a_button_is_found_by_its_text_or_its_data(api: Api, world: World, aisha: Person) -> None:
    keys = [[{"text": "العربية", "callback_data": "lang:ar"}, {"text": "Site", "url": "https://e.org"}]]
    message = await api.send(aisha, "x", reply_markup={"inline_keyboard": keys})
    assert aisha.presses(message, "العربية").data == aisha.presses(message, "lang:ar").data == "lang:ar"
    kind, content = heard(world)[-1]
    assert (kind, content["data"]) == ("callback_query", "lang:ar")
    with pytest.raises(LookupError, match="no button"):
        aisha.presses(message, "English")
    with pytest.raises(ValueError, match="tells the bot nothing"):
        aisha.presses(message, "Site")


def test_ids_rise_by_one_within_a_channel_and_within_an_account(world: World, aisha: Person, group: Chat) -> None:
    desk = aisha.opens("channel", "Desk")
    basic = aisha.opens("group", "Friends")
    omar = world.person("Omar")
    for _ in range(3):
        aisha.says(desk, "x")
        aisha.says(group, "x")
        aisha.says(aisha.chat, "x")
        aisha.says(basic, "x")
        omar.says(omar.chat, "x")
    own = [[message.id for message in chat.history] for chat in (desk, group)]
    shared = sorted(message.id for chat in (aisha.chat, basic, omar.chat) for message in chat.history)
    for ids in (*own, shared):
        assert all(after == before + 1 for before, after in pairwise(ids))
    assert len({own[0][0], own[1][0], shared[0]}) == 3


def test_the_same_seed_makes_the_same_world(watch: Watch) -> None:
    def story(sandbox: Sandbox) -> object:
        person = sandbox.world.person("Aisha")
        person.starts()
        person.adds_bot(person.opens("channel", "Desk"))
        return person.user.id, heard(sandbox.world), list(sandbox.world.chats)

    assert story(Sandbox(clock=watch, seed=5)) == story(Sandbox(clock=watch, seed=5))
    assert story(Sandbox(clock=watch, seed=5)) != story(Sandbox(clock=watch, seed=6))


def test_clearing_the_history_frees_no_id(world: World, aisha: Person) -> None:
    last = aisha.chat.history[-1].id
    world.forget_history()
    assert aisha.chat.history == ()
    assert aisha.starts().id == last + 1


async def test_every_update_fits_the_bot_api(watch: Watch, api: Api) -> None:
    async with Sandbox(clock=watch, seed=2, schema=needs.shared() / "bot-api-10.1.json") as strict:
        world, client = strict.world, Api(strict, api.client)
        aisha, omar = world.person("Aisha", "A", "aisha", "ar"), world.person("Omar")
        await client.updates(allowed_updates=["message", "my_chat_member", "chat_member", "callback_query"])
        world.updates.allow(())
        aisha.starts()
        keys = [[{"text": "x", "callback_data": "y"}, {"text": "c", "copy_text": {"text": "z"}}]]
        message = await client.send(aisha, "x", reply_markup={"inline_keyboard": keys})
        aisha.presses(message, "x")
        aisha.forwards(message, aisha.chat)
        aisha.edits(aisha.says(aisha.chat, "a", reply_to=message), "b")
        aisha.sends_photo(aisha.chat, b"x", (1, 2), "@aisha")
        aisha.sends_file(aisha.chat, "a", b"")
        for kind in ("channel", "supergroup", "group"):
            chat = aisha.opens(kind, kind)
            aisha.adds_bot(chat, rights=["can_manage_chat"])
            omar.joins(chat)
            aisha.edits(aisha.says(chat, "/x"), "/y")
            aisha.removes_bot(chat)
        aisha.blocks_bot()
        world.updates.allow(["chat_member"])
        omar.joins(chat)
        assert len(await client.updates()) > 15
        assert world.violations == []
