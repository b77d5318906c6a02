"""What the Bot API answers and refuses, over HTTP."""

import json
from datetime import timedelta

import pytest

from bot.sandbox.errors import ApiError
from bot.sandbox.methods import METHODS
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from tests import needs
from tests.bot.sandbox.conftest import Api, Watch

BUTTON = {"text": "More", "callback_data": "more"}


def keyboard(*buttons: object) -> dict[str, object]:
    return {"inline_keyboard": [list(buttons)]}


async def test_a_message_is_sent_with_its_entities_and_buttons(api: Api, aisha: Person) -> None:
    sent = await api.result(
        "sendMessage", chat_id=aisha.chat.id, text=" <b>Hi</b> ", parse_mode="HTML", reply_markup=keyboard(BUTTON)
    )
    assert sent == {
        "message_id": aisha.chat.history[0].id + 1,
        "chat": {"id": aisha.user.id, "type": "private", "first_name": "Aisha"},
        "date": 1795251600,
        "from": {"id": 1234567890, "is_bot": True, "first_name": "Sanad", "username": "sanad_sandbox_bot"},
        "text": "Hi",
        "entities": [{"type": "bold", "offset": 0, "length": 2}],
        "reply_markup": {"inline_keyboard": [[BUTTON]]},
    }


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "🦅" * 2049}, "message is too long"),
        ({"text": "<x>", "parse_mode": "HTML"}, "can't parse entities: Unsupported start tag \"x\" at byte offset 0"),
        ({"text": "<b>", "parse_mode": "html"}, "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ({"text": "x", "parse_mode": "XML"}, "unsupported parse_mode"),
        ({"text": "x", "parse_mode": "MarkdownV2"}, "sandbox: Markdown is not modelled"),
        ({"text": "x", "entities": [{"type": "bold"}]}, "sandbox: the parameter entities is not modelled"),
        ({"text": "x", "chat_id": 1}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "message_thread_id": 5}, "message thread not found"),
        ({"text": "x", "reply_parameters": {"message_id": 1}}, "message to be replied not found"),
        ({"text": "x", "reply_parameters": "["}, "can't parse reply parameters JSON object"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply markup JSON object"),
        ({"text": "x", "reply_markup": []}, "object expected as reply markup"),
        ({"text": "x", "reply_markup": {"force_reply": True}}, "sandbox: a reply markup with force_reply is not modelled"),
    ],
)  # fmt: skip
async def test_a_bad_message_is_refused(api: Api, aisha: Person, params: dict[str, object], reason: str) -> None:
    assert await api.refusal("sendMessage", **{"chat_id": aisha.chat.id, **params}) == f"Bad Request: {reason}"
    assert len(aisha.chat.history) == 1


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": "ق" * 33}, "BUTTON_DATA_INVALID"),
        ({"callback_data": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
        ({"text": " ", "callback_data": "x"}, "BUTTON_TEXT_INVALID"),
        ({"text": 1, "callback_data": "x"}, "can't parse inline keyboard button: Field \"text\" must be of type String"),
        ({"text": "x"}, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "url": "ftp://e.org"}, "inline keyboard button URL 'ftp://e.org' is invalid: Unsupported URL protocol"),
        ({"text": "x", "url": "javascript:x"}, "inline keyboard button URL 'javascript:x' is invalid: Unsupported URL protocol"),
        ({"text": "x", "url": "nowhere"}, "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"),
        ({"text": "x", "web_app": {"url": "https://e.org"}}, "sandbox: a button with web_app is not modelled"),
        ({"text": "x", "style": "pink"}, "can't parse inline keyboard button: invalid button style specified"),
        ("x", "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
    ],
)  # fmt: skip
async def test_a_bad_button_is_refused(api: Api, aisha: Person, button: object, reason: str) -> None:
    refusal = await api.refusal("sendMessage", chat_id=aisha.chat.id, text="x", reply_markup=keyboard(button))
    assert refusal == f"Bad Request: {reason}"


async def test_a_hundred_buttons_are_taken_and_one_more_is_refused(api: Api, aisha: Person) -> None:
    await api.send(aisha, "x", reply_markup=keyboard(*[BUTTON] * 100))
    refusal = await api.refusal("sendMessage", chat_id=aisha.chat.id, text="x", reply_markup=keyboard(*[BUTTON] * 101))
    assert refusal == "Bad Request: reply markup is too long"


@pytest.mark.parametrize("text", ["x" * 4096, "🦅" * 2048, "<b>" + "x" * 4096 + "</b>", "&amp;" * 4096])
async def test_the_limit_counts_the_parsed_text(api: Api, aisha: Person, text: str) -> None:
    assert await api.send(aisha, text, parse_mode="HTML")


async def test_somebody_who_never_wrote_or_has_blocked_the_bot_gets_nothing(api: Api, sandbox: Sandbox) -> None:
    person = sandbox.world.person("Omar")
    refusal = await api.refusal("sendMessage", chat_id=person.chat.id, text="x")
    assert refusal == "Forbidden: bot can't initiate conversation with a user"
    person.starts()
    person.blocks_bot()
    message = person.chat.history[-1]
    refusal = await api.refusal("sendMessage", chat_id=person.chat.id, text="x")
    assert refusal == "Forbidden: bot was blocked by the user"
    refusal = await api.refusal("editMessageText", chat_id=person.chat.id, message_id=message.id, text="x")
    assert refusal == "Forbidden: bot was blocked by the user"


async def test_a_channel_wants_the_right_to_post(api: Api, aisha: Person) -> None:
    desk = aisha.opens("channel", "Desk", "the_desk")
    assert await api.refusal("sendMessage", chat_id=desk.id, text="x") == (
        "Forbidden: bot is not a member of the channel chat"
    )
    aisha.adds_bot(desk, rights=["can_manage_chat"])
    assert await api.refusal("sendMessage", chat_id=desk.id, text="x") == (
        "Bad Request: need administrator rights in the channel chat"
    )
    aisha.adds_bot(desk)
    sent = await api.result("sendMessage", chat_id="@the_desk", text="x")
    assert isinstance(sent, dict)
    assert "from" not in sent
    aisha.removes_bot(desk)
    assert await api.refusal("sendMessage", chat_id=desk.id, text="x") == (
        "Forbidden: bot was kicked from the channel chat"
    )


async def test_an_edit_replaces_text_and_buttons(api: Api, aisha: Person) -> None:
    message = await api.send(aisha, "one", reply_markup=keyboard(BUTTON))
    await api.result("editMessageText", chat_id=aisha.chat.id, message_id=message.id, text="two")
    edited = aisha.chat.history[-1]
    assert (edited.id, edited.text, edited.keyboard) == (message.id, "two", ())
    assert edited.edited


async def test_an_edit_that_changes_nothing_is_refused(api: Api, aisha: Person) -> None:
    message = await api.send(aisha, "one", reply_markup=keyboard(BUTTON))
    same = {"chat_id": aisha.chat.id, "message_id": message.id, "reply_markup": keyboard(BUTTON)}
    reason = (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )
    assert await api.refusal("editMessageText", text="one ", **same) == reason
    await api.result("editMessageText", text="<b>one</b>", parse_mode="HTML", **same)


async def test_only_the_bots_own_messages_can_be_edited(api: Api, aisha: Person) -> None:
    theirs = aisha.says(aisha.chat, "mine")
    params: dict[str, object] = {"chat_id": aisha.chat.id, "text": "x"}
    assert await api.refusal("editMessageText", message_id=theirs.id, **params) == (
        "Bad Request: message can't be edited"
    )
    assert await api.refusal("editMessageText", message_id=1, **params) == "Bad Request: message to edit not found"
    assert await api.refusal("editMessageText", **params) == "Bad Request: message identifier is not specified"
    assert await api.refusal("editMessageText", inline_message_id="x", text="x") == (
        "Bad Request: sandbox: a message sent inline is not modelled"
    )
    message = await api.send(aisha, "x")
    aisha.deletes(message)
    assert await api.refusal("editMessageText", message_id=message.id, **params) == (
        "Bad Request: message to edit not found"
    )


async def test_an_admin_with_the_right_edits_other_posts_of_a_channel(api: Api, aisha: Person) -> None:
    desk = aisha.opens("channel", "Desk")
    aisha.adds_bot(desk, rights=["can_post_messages"])
    post = aisha.says(desk, "draft")
    params: dict[str, object] = {"chat_id": desk.id, "message_id": post.id, "text": "final"}
    assert await api.refusal("editMessageText", **params) == "Bad Request: message can't be edited"
    aisha.adds_bot(desk)
    await api.result("editMessageText", **params)
    assert desk.history[-1].text == "final"


async def test_a_photo_has_no_text_to_edit(api: Api, aisha: Person) -> None:
    desk = aisha.opens("channel", "Desk")
    aisha.adds_bot(desk)
    photo = aisha.sends_photo(desk, b"x", (1, 1), "caption")
    assert await api.refusal("editMessageText", chat_id=desk.id, message_id=photo.id, text="x") == (
        "Bad Request: there is no text in the message to edit"
    )


async def test_a_reply_names_what_it_answers(api: Api, aisha: Person) -> None:
    asked = aisha.says(aisha.chat, "?")
    answer = await api.send(aisha, "!", reply_parameters={"message_id": asked.id})
    assert answer.reply_to == asked
    lone = await api.send(aisha, "!", reply_parameters={"message_id": 1, "allow_sending_without_reply": True})
    assert lone.reply_to is None


async def test_a_pressed_button_is_answered_once(api: Api, sandbox: Sandbox, aisha: Person) -> None:
    message = await api.send(aisha, "x", reply_markup=keyboard(BUTTON))
    query = aisha.presses(message, "More")
    await api.result("answerCallbackQuery", callback_query_id=query.id, text="so", show_alert=True)
    await api.result("answerCallbackQuery", callback_query_id=query.id, text="again")
    answer = await sandbox.answer_to(query)
    assert (answer.text, answer.is_alert) == ("so", True)


async def test_an_old_an_unknown_and_an_overlong_answer_are_refused(api: Api, aisha: Person, watch: Watch) -> None:
    message = await api.send(aisha, "x", reply_markup=keyboard(BUTTON))
    old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await api.refusal("answerCallbackQuery", callback_query_id="1") == old
    query = aisha.presses(message, "more")
    refusal = await api.refusal("answerCallbackQuery", callback_query_id=query.id, text="x" * 201)
    assert refusal == "Bad Request: MESSAGE_TOO_LONG"
    refusal = await api.refusal("answerCallbackQuery", callback_query_id=query.id, url="https://example.org/")
    assert refusal == "Bad Request: URL_INVALID"
    watch.pass_by(timedelta(minutes=1))
    assert await api.refusal("answerCallbackQuery", callback_query_id=query.id) == old


async def test_updates_wait_until_they_are_confirmed(api: Api, aisha: Person) -> None:
    (first,) = await api.updates()
    assert first == (await api.updates())[0]
    aisha.says(aisha.chat, "two")
    number = first["update_id"]
    assert isinstance(number, int)
    (second,) = await api.updates(offset=number + 1)
    assert second["update_id"] == number + 1
    aisha.says(aisha.chat, "three")
    assert len(await api.updates(limit=1)) == 1
    (third,) = await api.updates(offset=-1)
    assert third["update_id"] == number + 2
    assert await api.updates(offset=number + 3) == []


async def test_only_the_kinds_asked_for_arrive(api: Api, aisha: Person) -> None:
    await api.updates(offset=-1, allowed_updates=["callback_query"])
    aisha.says(aisha.chat, "unheard")
    message = await api.send(aisha, "x", reply_markup=keyboard(BUTTON))
    aisha.presses(message, "More")
    kinds = [set(update) - {"update_id"} for update in await api.updates()]
    assert kinds == [{"message"}, {"callback_query"}]
    info = await api.result("getWebhookInfo")
    assert isinstance(info, dict)
    assert (info["url"], info["pending_update_count"], info["allowed_updates"]) == ("", 2, ["callback_query"])


async def test_updates_older_than_a_day_are_gone(api: Api, aisha: Person, watch: Watch) -> None:
    assert len(await api.updates()) == 1
    watch.pass_by(timedelta(hours=25))
    assert await api.updates() == []
    assert aisha.chat.history


async def test_pending_updates_are_dropped_on_request(api: Api, aisha: Person) -> None:
    assert aisha.chat.history
    assert await api.result("deleteWebhook") is True
    assert len(await api.updates()) == 1
    assert await api.result("deleteWebhook", drop_pending_updates="true") is True
    assert await api.updates() == []


async def test_a_method_can_be_told_to_refuse(api: Api, sandbox: Sandbox, aisha: Person) -> None:
    flood = ApiError(429, "Too Many Requests: retry after 3", {"retry_after": 3})
    sandbox.world.refuse("sendMessage", flood)
    refused = await api.call("sendMessage", chat_id=aisha.chat.id, text="x")
    assert refused == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }
    assert await api.send(aisha, "x")


async def test_every_method_is_one_of_the_bot_api() -> None:
    described = json.loads((needs.shared() / "bot-api-10.1.json").read_text("utf-8"))
    assert set(METHODS) <= set(described["methods"])


async def test_a_file_of_a_person_is_fetched_under_the_path_that_is_told(api: Api, aisha: Person) -> None:
    sent = aisha.sends_file(aisha.chat, "../de.yaml", b"format: 1\n", "application/yaml")
    assert sent.attachment
    about = await api.result("getFile", file_id=sent.attachment.file_id)
    assert isinstance(about, dict)
    assert (about["file_unique_id"], about["file_size"]) == (sent.attachment.unique_id, 10)
    assert about["file_path"] == f"documents/file_{sent.attachment.unique_id}.yaml"
    address = f"{api.sandbox.api_url}/file/bot{{}}/{about['file_path']}"
    async with api.client.get(address.format(api.sandbox.token)) as response:
        assert (response.status, await response.read()) == (200, b"format: 1\n")
    for wrong in (address.format("123456:other"), address.format(api.sandbox.token) + "x"):
        async with api.client.get(wrong) as response:
            assert (response.status, (await response.json())["description"]) == (404, "Not Found")


async def test_a_file_that_is_unknown_or_too_large_is_not_fetched(api: Api, aisha: Person) -> None:
    assert await api.refusal("getFile", file_id="none") == "Bad Request: invalid file_id"
    large = aisha.sends_file(aisha.chat, "large.txt", bytes(20 * 2**20 + 1)).attachment
    assert large
    assert await api.refusal("getFile", file_id=large.file_id) == "Bad Request: file is too big"
