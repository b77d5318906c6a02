"""What goes wrong on the way, caused for real: a script of faults, each for one call, before or after the call took effect."""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from bot.sandbox.limits import flood
from bot.sandbox.params import Params

Kind = Literal["reset", "silence", "page", "garbled", "cut", "slow", "flood"]
PAGE = "<html><body><h1>502 Bad Gateway</h1></body></html>"
LONGEST_SILENCE = 60.0


@dataclass(frozen=True, slots=True)
class Fault:
    """`takes_effect`: whether the server did what was asked before things went wrong."""

    kind: Kind
    takes_effect: bool
    seconds: float = LONGEST_SILENCE
    """As long a silent or slow server keeps the client waiting, or one that is flooded tells it to wait."""

    async def strike(self, request: web.Request, answer: web.Response | None = None) -> web.Response:
        """The answer that the client gets instead of the right one."""
        match self.kind:
            case "page":
                return web.Response(status=502, text=PAGE, content_type="text/html")
            case "garbled":
                return web.Response(body=b'{"ok":true,"result":{"message_', content_type="application/json")
            case "flood":
                refusal = flood(int(self.seconds))
                form = {"ok": False, "error_code": refusal.code, "description": refusal.description}
                return web.json_response({**form, "parameters": refusal.parameters}, status=refusal.code)
            case "silence" | "slow":
                await asyncio.sleep(self.seconds)
            case "cut" if request.transport:
                request.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{")
        if self.kind == "slow" and answer is not None:
            return answer
        if request.transport:
            request.transport.abort()
        return web.Response()


class Faults:
    """Faults that wait for their calls; the oldest that fits a call strikes it."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[str, int | None, Fault]] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, method: str, fault: Fault, chat_id: int | None = None, times: int = 1) -> None:
        """The next `times` calls of a method, in one chat or anywhere, meet this fault."""
        self._waiting.extend([(method, chat_id, fault)] * times)

    def chats(self) -> set[int]:
        """Chats in which faults wait."""
        return {chat_id for _, chat_id, _ in self._waiting if chat_id is not None}

    def next(self, method: str, params: Params) -> Fault | None:
        for waiting in self._waiting:
            wanted, chat_id, fault = waiting
            if wanted == method and chat_id in (None, params.integer("chat_id")):
                self._waiting.remove(waiting)
                return fault
        return None
