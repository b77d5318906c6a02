"""python-telegram-bot's transport, of our own: its default one costs six times as much and collapses when requests overlap."""

import asyncio
import json
import time
from collections.abc import Awaitable
from typing import Any, final

from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.observe import metrics
from bot.telegram.detour import Detour, proxy
from bot.telegram.http1 import Address, NoAddress, Server, Unreached, UnreachedInTime
from bot.telegram.incoming import Broken

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
UPLOAD_SECONDS = 60.0
"""As long a request that carries a file may take as a whole."""
LARGEST_ANSWER = 20 * 1024 * 1024
"""Bytes of an answer that are read at most."""
_KEPT = ("message_id", "date", "chat", "photo", "document", "animation")
"""What is kept of a sent message: parsing the rest into objects would double the cost of an answer."""
_USER_AGENT = "Sanad (python-telegram-bot)"
_NOT_STARTED = "the transport isn't initialised"


class NotConnected(NetworkError):
    """No connection came about: the server saw nothing of the request."""


class NotConnectedInTime(TimedOut):
    """The same, as time ran out."""


UNREACHED = (NotConnected, NotConnectedInTime)


@final
class Transport(BaseRequest):
    """Kept connections, so many to a server, and time-outs; proxies from the environment (HTTPS_PROXY, NO_PROXY)."""

    def __init__(self, *, connections: int, read_seconds: float = READ_SECONDS) -> None:
        self._connections = connections
        self._read_seconds = read_seconds
        self._servers: dict[tuple[str, str, int], Server] | None = None
        self._detour: Detour | None = None

    @property
    def read_timeout(self) -> float:
        return self._read_seconds

    async def initialize(self) -> None:
        if self._servers is None:
            self._servers = {}

    async def shutdown(self) -> None:
        servers, self._servers = self._servers, None
        for server in (servers or {}).values():
            server.close()
        detour, self._detour = self._detour, None
        if detour is not None:
            await detour.close()
        await asyncio.sleep(0)  # connections end in the loop's next round

    async def post_json(self, url: str, body: bytes) -> bool | dict[str, Any] | list[dict[str, Any]]:
        """As `post`, of parameters that are JSON already."""
        return await self.post(url, body)  # type: ignore[arg-type]  # the library hands it on as it is

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | bytes | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - nor this one
    ) -> tuple[int, bytes]:
        """One request; raises TimedOut or NetworkError, whose words never hold the URL, as the token is in it."""
        connect, read = _seconds(connect_timeout, CONNECT_SECONDS), _seconds(read_timeout, self._read_seconds)
        if not isinstance(request_data, RequestData) or not request_data.contains_files:
            body = _json(request_data) if isinstance(request_data, RequestData) else request_data
            return await self.ask(url, method, body, connect_seconds=connect, read_seconds=read)
        # A server that doesn't read is no time-out on the way; anything but a file is too short to meet it.
        whole = _seconds(write_timeout, UPLOAD_SECONDS)
        return await self._observed(url, self._around(url, method, request_data, connect, read, whole))

    async def ask(
        self,
        url: str,
        method: str,
        body: bytes | None,
        *,
        connect_seconds: float | None = CONNECT_SECONDS,
        read_seconds: float | None = READ_SECONDS,
    ) -> tuple[int, bytes]:
        """The same for a body that is JSON already."""
        if proxy(url) is not None or "@" in url:
            asking = self._around(url, method, body, connect_seconds, read_seconds, None)
        else:
            asking = self._straight(url, method, body, connect_seconds, read_seconds)
        return await self._observed(url, asking)

    async def _observed(self, url: str, asking: Awaitable[tuple[int, bytes]]) -> tuple[int, bytes]:
        """Measures a request, and translates what goes wrong."""
        status = 0  # as long as there is no answer
        name = "file" if "/file/bot" in url else url.rpartition("/")[2]
        started = time.perf_counter()
        try:
            status, answer = await asking
        except UnreachedInTime:
            raise NotConnectedInTime("no connection in time") from None
        except TimeoutError:
            raise TimedOut("no answer in time") from None
        except Unreached as error:
            raise NotConnected(str(error)) from None
        except NoAddress:
            raise NetworkError("the address of the Bot API is none") from None
        except Broken as error:
            raise NetworkError(str(error)) from None
        finally:
            if name != "getUpdates":
                metrics.CALL_SECONDS.observe(time.perf_counter() - started)
            metrics.CALLS.labels(name, status).inc()
        if status >= 300:
            _expect_envelope(status, answer)
        return status, answer

    async def _straight(
        self, url: str, method: str, body: bytes | None, connect: float | None, read: float | None
    ) -> tuple[int, bytes]:
        if self._servers is None:
            raise RuntimeError(_NOT_STARTED)
        address = Address.of(url)
        server = self._servers.get(address.server)
        if server is None:
            server = self._servers[address.server] = Server(address, self._connections)
        head = f"{method} {address.path} HTTP/1.1\r\nHost: {address.name}\r\nUser-Agent: {_USER_AGENT}\r\n"
        if body is None:
            request = f"{head}\r\n".encode()
        else:
            request = f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        return await server.ask(request, largest=LARGEST_ANSWER, connect_seconds=connect, read_seconds=read)

    async def _around(
        self,
        url: str,
        method: str,
        data: RequestData | bytes | None,
        connect: float | None,
        read: float | None,
        whole: float | None,
    ) -> tuple[int, bytes]:
        if self._servers is None:
            raise RuntimeError(_NOT_STARTED)
        if self._detour is None:
            self._detour = Detour(self._connections, {"User-Agent": _USER_AGENT})
        return await self._detour.ask(
            url, method, data, largest=LARGEST_ANSWER, connect_seconds=connect, read_seconds=read, whole_seconds=whole
        )

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The Bot API's envelope; a sent message in it is cut down to what identifies it."""
        try:
            envelope = json.loads(payload)
        except ValueError as error:
            raise TelegramError("the server's answer is no JSON") from error
        if not isinstance(envelope, dict):
            raise TelegramError("the server's answer is no JSON object")
        if envelope.get("ok") is not False and "result" not in envelope:
            raise TelegramError("the server's answer holds no result")
        result = envelope.get("result")
        if isinstance(result, dict) and "message_id" in result and "chat" in result:
            envelope["result"] = {key: result[key] for key in _KEPT if key in result}
        return envelope


def _expect_envelope(status: int, answer: bytes) -> None:
    """A refusal that isn't the Bot API's own comes from something in between: the library would quote the whole of it,
    and take its 404 for a wrong token."""
    try:
        Transport.parse_json_payload(answer)
    except TelegramError as error:
        raise NetworkError(f"status {status}, and {error.message}") from None


def _seconds(given: Any, default: float) -> float | None:
    return default if given is BaseRequest.DEFAULT_NONE else given


def _json(data: RequestData) -> bytes:
    return json.dumps(data.parameters, ensure_ascii=False).encode()
