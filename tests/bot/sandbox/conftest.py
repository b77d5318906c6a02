"""A served world for each test, and two ways to call its Bot API: a bare HTTP client and python-telegram-bot."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.sandbox.objects import Json, Message
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox


class Watch:
    """A clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, span: timedelta) -> None:
        self.now += span


class Api:
    """The Bot API as an HTTP client sees it."""

    def __init__(self, sandbox: Sandbox, client: aiohttp.ClientSession) -> None:
        self.sandbox = sandbox
        self.client = client

    async def call(self, method: str, **params: object) -> Json:
        url = f"{self.sandbox.api_url}/bot{self.sandbox.token}/{method}"
        async with self.client.post(url, json=params) as response:
            envelope: Json = await response.json()
            assert response.status == envelope.get("error_code", 200)
            return envelope

    async def result(self, method: str, **params: object) -> object:
        envelope = await self.call(method, **params)
        assert envelope["ok"] is True, envelope
        return envelope["result"]

    async def refusal(self, method: str, **params: object) -> str:
        envelope = await self.call(method, **params)
        assert envelope["ok"] is False, envelope
        return str(envelope["description"])

    async def send(self, person: Person, text: str, **params: object) -> Message:
        """Have the bot send a message to the person's private chat."""
        await self.result("sendMessage", chat_id=person.chat.id, text=text, **params)
        return person.chat.history[-1]

    async def updates(self, **params: object) -> list[Json]:
        result = await self.result("getUpdates", **params)
        assert isinstance(result, list)
        return result


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
async def sandbox(watch: Watch) -> AsyncIterator[Sandbox]:
    async with Sandbox(clock=watch, seed=7) as served:
        yield served


@pytest.fixture
async def api(sandbox: Sandbox) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession() as client:
        yield Api(sandbox, client)


@pytest.fixture
def aisha(sandbox: Sandbox) -> Person:
    """Somebody who has started the bot."""
    person = sandbox.world.person("Aisha", language_code="ar")
    person.starts()
    return person
