"""A Bot API that costs next to nothing: hands out updates as fast as they are asked for, and counts the answers.

It speaks HTTP/1.1 with kept connections and bodies of known length, which is all that the measured bots use.
"""

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Self

TOKEN = "1234567890:benchmarkbenchmarkbenchmarkbenchmark"[:46]
_BATCH = 100
_IDLE_SECONDS = 0.005


@dataclass(slots=True)
class Load:
    """So many messages, and what came back."""

    texts: Iterator[str]
    number: int
    handed: int = 0
    answered: int = 0
    answer_bytes: int = 0
    done: asyncio.Event = field(default_factory=asyncio.Event)
    started: float = 0.0
    ended: float = 0.0


class BotApi:
    """Serves one bot at a time on loopback."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.clock = clock
        self.load: Load | None = None
        self.update_id = 1000
        self.address = ""
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Connection(self), "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()

    async def run(self, load: Load) -> Load:
        """Hands out the load and waits for as many answers."""
        self.load = load
        await load.done.wait()
        self.load = None
        return load

    def updates(self) -> bytes:
        load = self.load
        if load is None or load.handed >= load.number:
            return b""
        load.started = load.started or self.clock()
        batch = []
        for _ in range(min(_BATCH, load.number - load.handed)):
            load.handed += 1
            self.update_id += 1
            batch.append(update(self.update_id, next(load.texts)))
        return json.dumps({"ok": True, "result": batch}).encode()

    def sent(self, body: bytes) -> bytes:
        """What sendMessage is answered with."""
        self.answered(body)
        return _ANSWER_SENT

    def edited(self, body: bytes) -> None:
        """A message was changed."""

    def answered(self, body: bytes) -> None:
        load = self.load
        if load is None:
            return
        load.answered += 1
        load.answer_bytes += len(body)
        if load.answered >= load.number:
            load.ended = self.clock()
            load.done.set()


def update(update_id: int, text: str) -> dict[str, object]:
    chat = 5_000_000 + update_id % 997  # many chats, so that answers may overlap
    person = {"id": chat, "is_bot": False, "first_name": "Reader", "language_code": "en"}
    message: dict[str, object] = {
        "message_id": update_id,
        "date": int(time.time()),
        "chat": {"id": chat, "type": "private", "first_name": "Reader"},
        "from": person,
        "text": text,
    }
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
    return {"update_id": update_id, "message": message}


_ME = {
    "id": 1234567890, "is_bot": True, "first_name": "Bench", "username": "bench_bot", "can_join_groups": True,
    "can_read_all_group_messages": False, "supports_inline_queries": True,
}  # fmt: skip
_SENT = {
    "message_id": 1, "date": 1_700_000_000, "chat": {"id": 5_000_000, "type": "private", "first_name": "Reader"},
    "from": _ME, "text": "x" * 600, "entities": [{"type": "bold", "offset": 0, "length": 10}] * 8,
}  # fmt: skip
_FIXED = {
    "getme": _ME,
    "getwebhookinfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
    "getmyname": {"name": ""},
    "getmydescription": {"description": ""},
    "getmyshortdescription": {"short_description": ""},
    "getmycommands": [],
}
_ANSWER_SENT = json.dumps({"ok": True, "result": _SENT}).encode()
_ANSWER_TRUE = b'{"ok":true,"result":true}'
_ANSWER_NONE = b'{"ok":true,"result":[]}'


class _Connection(asyncio.Protocol):
    """One kept connection."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end].lower()
            length = 0
            if (at := head.find(b"content-length:")) >= 0:
                length = int(head[at + 15 :].split(b"\r\n", 1)[0])
            if len(self._buffer) < end + 4 + length:
                return
            body = self._buffer[end + 4 : end + 4 + length]
            method = head.split(b" ", 2)[1].rsplit(b"/", 1)[1].decode()
            self._buffer = self._buffer[end + 4 + length :]
            self._answer(method, body)

    def _answer(self, method: str, body: bytes) -> None:
        if method == "getupdates":
            self._poll(0.0 if b'"timeout": 0' in body else time.monotonic() + 20)
        elif method == "sendmessage":
            self._send(self._api.sent(body))
        elif method == "editmessagetext":
            self._api.edited(body)
            self._send(_ANSWER_SENT)
        elif method in _FIXED:
            self._send(json.dumps({"ok": True, "result": _FIXED[method]}).encode())
        else:
            self._send(_ANSWER_TRUE)

    def _poll(self, until: float) -> None:
        assert self._transport is not None
        if self._transport.is_closing():
            return
        batch = self._api.updates()
        if batch or time.monotonic() > until:
            self._send(batch or _ANSWER_NONE)
        else:
            asyncio.get_running_loop().call_later(_IDLE_SECONDS, self._poll, until)

    def _send(self, body: bytes) -> None:
        assert self._transport is not None
        status = b"429 Too Many Requests" if body.startswith(b'{"ok": false') else b"200 OK"
        head = b"HTTP/1.1 " + status + b"\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
        self._transport.write(head + body)
