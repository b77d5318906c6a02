"""The bot behind a webhook, with the sandbox in Telegram's place: real HTTP both ways."""

import asyncio
import io
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot import app
from bot.observe.listening import LARGEST_BODY
from bot.sandbox.errors import ApiError
from bot.sandbox.server import Sandbox
from bot.settings import Settings, WrongSettings
from bot.telegram.webhook import SECRET_HEADER
from tests.bot.balancer import free_port
from tests.bot.conftest import serving, settings_for
from tests.bot.talk import Talk

SECRET = "a-secret-of-this-test"


def hooked(settings: Settings, port: int, **more: object) -> Settings:
    given = {
        "listen": ("127.0.0.1", port),
        "webhook_url": f"http://127.0.0.1:{port}/updates",
        "webhook_secret": SecretStr(SECRET),
    }
    return settings.model_copy(update=given | more)


@pytest.fixture
def settings(sandbox: Sandbox, curated: Path, tmp_path: Path) -> Settings:
    return hooked(settings_for(sandbox, curated, tmp_path / "sanad.db"), free_port())


@asynccontextmanager
async def talking(sandbox: Sandbox, settings: Settings) -> AsyncIterator[Talk]:
    async with serving(settings):
        if settings.webhook_url is not None:
            await sandbox.until(lambda: sandbox.world.updates.hook)
        yield Talk(sandbox, sandbox.world.person("Reader", language_code="en"))
    assert sandbox.world.violations == []


def said(number: int, text: str = "/help", chat: int = 5) -> dict[str, object]:
    person = {"id": chat, "is_bot": False, "first_name": "x", "language_code": "en"}
    entities = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
    message = {
        "message_id": number,
        "date": int(time.time()),
        "chat": {"id": chat, "type": "private", "first_name": "x"},
    }
    return {"update_id": number, "message": message | {"from": person, "text": text, "entities": entities}}


async def post(settings: Settings, body: object, secret: str | None = SECRET) -> int:
    headers = {} if secret is None else {SECRET_HEADER: secret}
    data = io.BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
    async with (
        aiohttp.ClientSession() as session,
        session.post(str(settings.webhook_url), data=data, headers=headers) as it,
    ):
        return it.status


def sent(sandbox: Sandbox) -> int:
    return len([call for call in sandbox.world.calls if call.method == "sendMessage"])


async def test_people_are_answered(sandbox: Sandbox, settings: Settings) -> None:
    async with talking(sandbox, settings) as talk:
        assert (await talk.says("/partner germany")).text.startswith("🇩🇪 Germany")
        brief = await talk.says("/partner france")
        assert "فرنسا" in (await talk.presses(brief, "العربية")).text
        hook = sandbox.world.updates.hook
        assert hook is not None
        assert (hook.url, hook.secret) == (settings.webhook_url, SECRET)
    assert "getUpdates" not in {call.method for call in sandbox.world.calls}


async def test_a_secret_is_made_up_where_none_is_set(sandbox: Sandbox, settings: Settings) -> None:
    without = settings.model_copy(update={"webhook_secret": None})
    async with talking(sandbox, without) as talk:
        hook = sandbox.world.updates.hook
        assert hook is not None
        assert len(hook.secret) >= 32
        await talk.says("/help")
        assert await post(settings, said(1)) == 403


async def test_polling_removes_the_webhook(sandbox: Sandbox, settings: Settings) -> None:
    async with talking(sandbox, settings) as talk:
        await talk.says("/help")
    polled = settings.model_copy(update={"webhook_url": None, "listen": None})
    async with talking(sandbox, polled) as talk:
        assert sandbox.world.updates.hook is None
        await talk.says("/help")


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "ً"])
async def test_a_forged_update_is_refused_and_not_worked(
    sandbox: Sandbox, settings: Settings, secret: str | None
) -> None:
    async with talking(sandbox, settings):
        with capture_logs() as lines:
            assert await post(settings, said(1), secret) == 403
        assert [line["event"] for line in lines] == ["forged update refused"]
        assert sent(sandbox) == 0


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"update_id": "1"}', b'{"update_id": true}', b"\xff", b"[" * 900_000]
)
async def test_what_is_no_update_is_refused(sandbox: Sandbox, settings: Settings, body: bytes) -> None:
    async with talking(sandbox, settings) as talk:
        assert await post(settings, body) == 400
        await talk.says("/help")


async def test_a_body_that_is_too_large_is_refused(sandbox: Sandbox, settings: Settings) -> None:
    async with talking(sandbox, settings):
        assert await post(settings, b"x" * (LARGEST_BODY + 1)) == 413


async def test_poison_is_taken_once_and_the_next_update_is_worked(sandbox: Sandbox, settings: Settings) -> None:
    async with talking(sandbox, settings) as talk:
        sandbox.world.notify("message", {"message_id": 1, "chat": {"id": 5, "type": "private"}, "text": "no date"})
        await talk.says("/help")
        await talk.says("/sources")
        assert len(sandbox.world.updates) <= 1  # the last one's acknowledgement may be under way


async def test_an_update_that_comes_again_is_worked_once_even_after_a_restart(
    sandbox: Sandbox, settings: Settings
) -> None:
    async with talking(sandbox, settings) as talk:
        update = said(77, chat=talk.person.chat.id)
        talk.person.unblocks_bot()
        first = await asyncio.gather(*(post(settings, update) for _ in range(5)))
        assert set(first) == {200}
        assert sent(sandbox) == 1
    async with talking(sandbox, settings):
        assert await post(settings, update) == 200
        assert await post(settings, said(78, chat=talk.person.chat.id)) == 200
    assert sent(sandbox) == 2


async def test_an_update_is_acknowledged_when_it_was_worked(sandbox: Sandbox, settings: Settings) -> None:
    async with talking(sandbox, settings) as talk:
        talk.person.unblocks_bot()
        assert await post(settings, said(5, chat=talk.person.chat.id)) == 200
        assert sent(sandbox) == 1


async def test_an_address_that_telegram_refuses_ends_the_bot_with_a_sentence(
    sandbox: Sandbox, settings: Settings
) -> None:
    plain = settings.model_copy(update={"webhook_url": "http://example.org/updates"})
    with pytest.raises(WrongSettings, match=r"^SANAD_WEBHOOK_URL: (?i:.*https)"):
        await app.run(plain, asyncio.Event())


async def test_machines_can_ask_how_it_is(sandbox: Sandbox, settings: Settings) -> None:
    address = str(settings.webhook_url).removesuffix("/updates")
    async with aiohttp.ClientSession() as session, talking(sandbox, settings) as talk:
        await talk.says("/partner germany")
        for path, holds in (
            ("/healthz", '"alive": true'),
            ("/metrics", "sanad_answers_total"),
        ):
            async with session.get(address + path) as answer:
                assert answer.status == 200
                text = await answer.text()
                assert holds in text
                assert sandbox.token not in text
                assert SECRET not in text
        assert 'sanad_answers_total{handler="partner",outcome="answered"}' in text
        async with session.get(address + "/updates") as answer:
            assert answer.status == 405


async def test_before_it_serves_it_is_alive_but_not_ready(
    sandbox: Sandbox, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "_START_PAUSES", (0.01,))
    address = str(settings.webhook_url).removesuffix("/updates")
    sandbox.world.refuse("getMe", ApiError(502, "Bad Gateway"), times=10_000)
    stop = asyncio.Event()
    bot = asyncio.create_task(app.run(settings, stop))
    await sandbox.until(lambda: [call for call in sandbox.world.calls if call.method == "getMe"], within=20)
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{address}/healthz") as answer:
            assert answer.status == 200
        async with session.get(f"{address}/readyz") as answer:
            assert answer.status == 503
    assert await post(settings, said(1)) == 503
    stop.set()
    await bot
