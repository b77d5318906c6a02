"""The Bot API over HTTP: addresses, forms, long polls, and the real library as a client."""

import asyncio
import json
from contextlib import suppress

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden

from bot.sandbox.params import Upload
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from tests import needs
from tests.bot.sandbox.conftest import Api, Watch


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot1234567890:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/getMe", 401, "Unauthorized"),
        ("/botnonsense/getMe", 404, "Not Found"),
        ("/bot{token}/sendDice", 404, "Not Found"),
        ("/bot{token}/nonsense", 404, "Not Found"),
    ],
)
async def test_wrong_tokens_and_unknown_methods_are_refused(api: Api, path: str, status: int, description: str) -> None:
    url = api.sandbox.api_url + path.format(token=api.sandbox.token)
    async with api.client.get(url) as response:
        assert response.status == status
        assert await response.json() == {"ok": False, "error_code": status, "description": description}


async def test_parameters_come_in_every_form(api: Api, aisha: Person) -> None:
    url = f"{api.sandbox.api_url}/bot{api.sandbox.token}/sendmessage"
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}
    plain = {"chat_id": str(aisha.chat.id), "text": "قطر", "reply_markup": json.dumps(markup)}
    parts = aiohttp.FormData(plain)
    parts.add_field("file", b"data", filename="a.txt", content_type="text/plain")
    for request in (
        api.client.get(url, params=plain),
        api.client.post(url, data=plain),
        api.client.post(url, data=parts),
        api.client.post(url, json={**plain, "reply_markup": markup}),
        api.client.post(url, params={"chat_id": plain["chat_id"]}, data={"text": "قطر"}),
    ):
        async with request as response:
            assert response.status == 200
    assert [message.text for message in aisha.chat.history[1:]] == ["قطر"] * 5
    assert [len(message.keyboard) for message in aisha.chat.history[1:]] == [1, 1, 1, 1, 0]
    assert api.sandbox.world.calls[2].params["file"] == Upload("a.txt", "text/plain", b"data")


@pytest.mark.parametrize("body", [b"{", b"[1]"])
async def test_a_body_that_is_no_object_is_refused(api: Api, body: bytes) -> None:
    url = f"{api.sandbox.api_url}/bot{api.sandbox.token}/getMe"
    async with api.client.post(url, data=body, headers={"Content-Type": "application/json"}) as response:
        assert response.status == 400


async def test_every_call_is_recorded_with_its_answer(api: Api, sandbox: Sandbox, aisha: Person, watch: Watch) -> None:
    await api.refusal("sendMessage", chat_id=aisha.chat.id, text="")
    call = sandbox.world.calls[-1]
    assert (call.method, call.params.integer("chat_id"), call.time) == ("sendMessage", aisha.chat.id, watch.now)
    assert not call.succeeded
    await api.result("getMe")
    assert sandbox.world.calls[-1].succeeded


async def test_a_long_poll_ends_with_the_next_update(api: Api, aisha: Person) -> None:
    await api.updates(offset=-1)
    last = (await api.updates())[0]["update_id"]
    assert isinstance(last, int)
    poll = asyncio.create_task(api.updates(offset=last + 1, timeout=50))
    await api.sandbox.until(lambda: api.sandbox.is_polled)
    aisha.says(aisha.chat, "now")
    (update,) = await poll
    assert update["update_id"] == last + 1


async def test_a_second_poll_ends_the_first_with_a_conflict(api: Api, sandbox: Sandbox) -> None:
    first = asyncio.create_task(api.call("getUpdates", timeout=50))
    await sandbox.until(lambda: sandbox.is_polled)
    second = asyncio.create_task(api.updates(timeout=50))
    assert await first == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }
    sandbox.world.person("Omar").starts()
    assert len(await second) == 1


async def test_stopping_ends_polls_and_the_page_at_once() -> None:
    async with aiohttp.ClientSession() as client:
        async with Sandbox(seed=1) as sandbox:
            url = f"{sandbox.api_url}/bot{sandbox.token}/getUpdates?timeout=50"
            poll = asyncio.create_task(client.get(url).__aenter__())
            await sandbox.until(lambda: sandbox.is_polled)
            events = await client.get(f"{sandbox.page_url}api/events")
            began = asyncio.get_running_loop().time()
        with suppress(aiohttp.ClientError):
            (await poll).close()
        events.close()
        assert asyncio.get_running_loop().time() - began < 3


async def test_it_listens_on_loopback_alone(sandbox: Sandbox) -> None:
    assert sandbox.api_url.startswith("http://127.0.0.1:")
    assert sandbox.page_url == sandbox.api_url + "/"
    assert sandbox.token.startswith("1234567890:sandbox")


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:80", "Origin": "http://evil.example:80"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
    ],
)
async def test_the_page_serves_nobody_elses_site(api: Api, headers: dict[str, str]) -> None:
    for method, path in (("GET", ""), ("GET", "api/state"), ("GET", "api/events"), ("POST", "api/reset")):
        async with api.client.request(method, api.sandbox.page_url + path, headers=headers) as response:
            assert response.status == 403


async def test_the_page_refuses_what_it_cannot_do(api: Api) -> None:
    page = api.sandbox.page_url
    async with api.client.get(page + "api/state") as response:
        chat_id = (await response.json())["chats"][0]["id"]
    for path, body in (
        ("send", {"chat_id": chat_id, "text": " "}),
        ("send", {"chat_id": 1, "text": "x"}),
        ("send", {}),
        ("press", {"chat_id": chat_id, "message_id": 1, "data": "x"}),
        ("language", {"language_code": "fr"}),
    ):
        async with api.client.post(f"{page}api/{path}", json=body) as response:
            assert response.status == 400
    async with api.client.get(page + "api/file/none") as response:
        assert response.status == 400


async def test_a_file_of_a_person_is_never_a_page_of_ours(api: Api) -> None:
    page = api.sandbox.page_url
    async with api.client.get(page + "api/state") as response:
        chat_id = (await response.json())["chats"][0]["id"]
    form = aiohttp.FormData({"chat_id": str(chat_id), "caption": "", "kind": "document"})
    form.add_field("file", b"<script>1</script>", filename="x.html", content_type="text/html")
    async with api.client.post(page + "api/attach", data=form) as response:
        file_id = (await response.json())["document"]["file_id"]
    async with api.client.get(f"{page}api/file/{file_id}") as response:
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["Content-Disposition"] == "attachment"
        assert await response.read() == b"<script>1</script>"


async def test_python_telegram_bot_talks_to_it_without_a_schema_violation(watch: Watch) -> None:
    async with Sandbox(clock=watch, seed=3, schema=needs.shared() / "bot-api-10.1.json") as sandbox:
        person = sandbox.world.person("Aisha", "Al-Thani", "aisha", "ar")
        person.starts("partner_DE")
        async with Bot(sandbox.token, base_url=f"{sandbox.api_url}/bot") as bot:
            (update,) = await bot.get_updates(timeout=5, allowed_updates=["message", "callback_query"])
            assert update.message
            assert (update.message.text, update.message.from_user) == ("/start partner_DE", update.effective_user)
            keys = InlineKeyboardMarkup([[InlineKeyboardButton("العربية", callback_data="ar")]])
            sent = await bot.send_message(person.chat.id, "<b>Hi</b>", "HTML", reply_markup=keys)
            query = person.presses(await sandbox.reply_to(person), "العربية")
            (press,) = await bot.get_updates(offset=update.update_id + 1)
            assert press.callback_query
            assert press.callback_query.data == "ar"
            await bot.answer_callback_query(query.id, "ok")
            assert (await sandbox.answer_to(query)).text == "ok"
            await bot.edit_message_text("مرحبا", person.chat.id, sent.message_id)
            assert (await sandbox.reply_to(person)).text == "مرحبا"
            await bot.set_my_commands([("help", "Help")], language_code="en")
            assert [command.command for command in await bot.get_my_commands(language_code="en")] == ["help"]
            await bot.set_my_name("Sanad")
            await bot.set_my_description("x", language_code="ar")
            await bot.set_my_short_description("x")
            assert not (await bot.get_webhook_info()).url
            assert await bot.delete_webhook()
            with pytest.raises(BadRequest, match="Message is not modified"):
                await bot.edit_message_text("مرحبا", person.chat.id, sent.message_id)
            person.blocks_bot()
            with pytest.raises(Forbidden):
                await bot.send_message(person.chat.id, "x")
        assert sandbox.world.violations == []


async def test_waiting_in_vain_says_what_was_called(sandbox: Sandbox, aisha: Person) -> None:
    with pytest.raises(TimeoutError, match="the last calls"):
        await sandbox.reply_to(aisha, within=0.01)
