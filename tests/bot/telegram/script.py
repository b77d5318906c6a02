"""A scripted server of updates, a clock that tests wind, and a poller between them."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from telegram import Update

from bot.telegram.client import Client
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.polling import Poller
from tests.bot.telegram.conftest import method_of, refusal, result

Step = Callable[[], web.Response] | None
"""An answer, or the server's silence."""
SILENCE: Step = None


def conflict() -> web.Response:
    return refusal(409, "Conflict: terminated by other getUpdates request")


def said(number: int, text: str = "hello", chat: int = 5) -> dict[str, object]:
    message = {
        "message_id": number,
        "date": 0,
        "chat": {"id": chat, "type": "private", "first_name": "x"},
        "text": text,
    }
    return {"update_id": number, "message": message}


@dataclass
class Updates:
    """A server's getUpdates: one scripted answer a call, then silence; what it was asked for is kept."""

    script: Sequence[Step]
    forever: bool = False
    ending: bool = False
    asked: list[dict[str, object]] = field(default_factory=list)
    silent: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, request: web.BaseRequest) -> web.Response:
        assert method_of(request) == "getUpdates"
        self.asked.append(json.loads(await request.read()))
        step = self.script[-1] if self.forever else dict(enumerate(self.script, 1)).get(len(self.asked))
        if step is not None:
            return step()
        self.silent.set()
        if not self.ending:
            await asyncio.Event().wait()
        return result([])

    @property
    def offsets(self) -> list[object]:
        return [call.get("offset") for call in self.asked]


@dataclass
class Time:
    """Passes only while somebody sleeps."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


@dataclass
class Worker:
    """What the dispatcher hands on."""

    texts: list[str] = field(default_factory=list)
    worked: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, update: Update) -> None:
        self.worked.set()
        self.texts.append((update.effective_message.text if update.effective_message else None) or "")


@dataclass
class Bench:
    poller: Poller
    dispatcher: Dispatcher
    worker: Worker
    time: Time

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.poller.run())
        try:
            yield
        finally:
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    async def until(self, updates: Updates) -> None:
        """Polls until the server falls silent."""
        async with self.polling():
            await asyncio.wait_for(updates.silent.wait(), 10)


def bench(client: Client) -> Bench:
    worker, time = Worker(), Time()
    dispatcher = Dispatcher(worker)
    return Bench(Poller(client, dispatcher, time, time.sleep), dispatcher, worker, time)


FAULTS: dict[str, Callable[[], web.Response]] = {
    "bad gateway": lambda: refusal(502, "Bad Gateway"),
    "a page": lambda: web.Response(status=503, text="<html>maintenance</html>", content_type="text/html"),
    "a page that is not found": lambda: web.Response(
        status=404, text="<html>not found</html>", content_type="text/html"
    ),
    "no JSON": lambda: web.Response(text="{"),
    "no result": lambda: web.json_response({"ok": True}),
}
