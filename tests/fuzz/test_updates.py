"""Whatever arrives: no handler fails, and what leaves is right by the Bot API's definition. `make fuzz` tries 200,000 updates."""

import asyncio
import datetime as dtm
import gc
import json
import math
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs
from telegram.request import BaseRequest, RequestData

from bot import app, intake, routing
from bot.sandbox.entities import utf16_length
from bot.sandbox.markup import parse_html
from bot.sandbox.params import Params
from bot.sandbox.schema import Schema
from bot.settings import Settings
from bot.telegram.client import Client
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.polling import decode
from tests import needs
from tests.fuzz.updates import Maker

NUMBER = int(os.environ.get("SANAD_FUZZ", "400"))
BATCH = max(1, min(2_000, NUMBER // 10))
ME = {"id": 1, "is_bot": True, "first_name": "Sanad", "username": "sanad"}
MEMBERS = (
    {"status": "creator", "user": ME, "is_anonymous": False},
    {"status": "member", "user": ME},
    {"status": "left", "user": ME},
)
REFUSALS = (
    (400, "Bad Request: chat not found"),
    (400, "Bad Request: message is not modified"),
    (403, "Forbidden: bot was blocked by the user"),
    (429, "Too Many Requests: retry after 1"),
    (502, "Bad Gateway"),
)
_GROWTH = 40 * 2**20
"""Bytes by which memory may grow once a tenth of the updates was worked: what is remembered is bounded, and small."""


class Judge(BaseRequest):
    """Telegram's end of the wire: answers each call, sometimes with a refusal, and keeps what was wrong with it."""

    def __init__(self, schema: Schema, chance: Random) -> None:
        self.schema, self.chance = schema, chance
        self.calls = 0
        self.problems: list[str] = []

    @property
    def read_timeout(self) -> float:
        return 1

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **__: object
    ) -> tuple[int, bytes]:
        assert method == "POST"
        name, params = url.rpartition("/")[2], request_data.parameters if request_data else {}
        if name == "getMe":
            return 200, json.dumps({"ok": True, "result": ME}).encode()
        self.calls += 1
        self.problems += self.schema.call_problems(name, Params(params))
        if "text" in params and params.get("parse_mode") == "HTML":
            shown, _entities = parse_html(str(params["text"]))
            if utf16_length(shown) > 4096 or not shown.strip():
                self.problems.append(f"{name}: {utf16_length(shown)} units")
        if self.chance.random() < 0.05:
            status, words = self.chance.choice(REFUSALS)
            more = {"parameters": {"retry_after": 1}} if status == 429 else {}
            return status, json.dumps({"ok": False, "error_code": status, "description": words} | more).encode()
        chat = {"id": params.get("chat_id", 1), "type": "private"}
        result: object = (
            {"message_id": self.calls, "date": 1, "chat": chat} if name.startswith(("send", "edit")) else True
        )
        if name == "getChatMember":
            result = self.chance.choice(MEMBERS)
        return 200, json.dumps({"ok": True, "result": result}).encode()


@asynccontextmanager
async def application(directory: Path, judge: Judge) -> AsyncIterator[tuple[Client, Dispatcher]]:
    """The bot as it is, but for the wire."""
    configured = Settings(database_url=f"sqlite+aiosqlite:///{directory}/fuzz.db")
    async with app.services(configured) as held:
        client = Client("1:" + "x" * 35, "http://127.0.0.1:9")
        client._request = (judge, judge)
        built = routing.build(client, held)
        await built.initialize()
        try:
            yield client, intake.gate(built, client, held)._dispatcher
        finally:
            await built.shutdown()


@dataclass
class Work:
    """Updates that nobody wrote, worked one after another by one application, and what that left behind."""

    client: Client
    dispatcher: Dispatcher
    judge: Judge
    maker: Maker
    now: int
    """The time of messages, as old ones are not answered."""
    worked: int = 0

    async def try_one(self, seed: int) -> None:
        raw = self.maker.update(Random(seed))
        if isinstance(raw.get("message"), dict) and "date" in raw["message"]:
            raw["message"]["date"] = self.now
        with capture_logs() as lines:
            update = decode(raw, self.client)
            if update is not None:
                await asyncio.wait([await self.dispatcher.submit(update)])
        assert [line for line in lines if line["log_level"] in {"error", "critical"}] == []
        assert self.judge.problems == []
        self.worked += 1


def _batch(work: Work, loop: asyncio.AbstractEventLoop) -> None:
    """Hypothesis remembers what it tried until it is done: many small tries don't grow by that."""

    @settings(max_examples=BATCH, deadline=None, database=None, derandomize=False)
    @given(st.integers(0, 2**64))
    def try_one(seed: int) -> None:
        loop.run_until_complete(work.try_one(seed))

    try_one()


def _resident() -> int:
    gc.collect()
    return int(psutil.Process().memory_info().rss)


def test_no_update_makes_a_handler_fail(
    tmp_path_factory: pytest.TempPathFactory, record_property: Callable[[str, object], None]
) -> None:
    definition = needs.shared() / "bot-api-10.1.json"
    judge = Judge(Schema.load(definition), Random(7))
    loop = asyncio.new_event_loop()
    stack = application(tmp_path_factory.mktemp("fuzz"), judge)
    client, dispatcher = loop.run_until_complete(stack.__aenter__())
    work = Work(client, dispatcher, judge, Maker(definition), int(dtm.datetime.now(dtm.UTC).timestamp()))
    resident = 0
    try:
        for _ in range(math.ceil(NUMBER / BATCH)):
            _batch(work, loop)
            if not resident and work.worked >= NUMBER // 10:
                resident = _resident()
        grown = _resident() - resident
    finally:
        loop.run_until_complete(stack.__aexit__(None, None, None))
        loop.close()
    figures = f"{work.worked:,} updates, {judge.calls:,} calls; {grown / 2**20:+.1f} MB since the first tenth of them"
    record_property("figures", figures)
    assert work.worked >= NUMBER // 2
    assert judge.calls > work.worked // 20
    assert grown < _GROWTH
