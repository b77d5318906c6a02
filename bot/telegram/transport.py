"""python-telegram-bot's transport on aiohttp: its default one costs three times as much and collapses when requests overlap."""

import io
import ipaddress
import json
import time
import urllib.request
from functools import lru_cache
from typing import Any, final

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.observe import metrics

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
UPLOAD_SECONDS = 60.0
"""As long a request that carries a file may take as a whole."""
LARGEST_ANSWER = 20 * 1024 * 1024
"""Bytes of an answer that are read at most."""
_KEPT = ("message_id", "date", "chat", "photo", "document", "animation")
"""What is kept of a sent message: parsing the rest into objects would double the cost of an answer."""


class NotConnected(NetworkError):
    """No connection came about: the server saw nothing of the request."""


class NotConnectedInTime(TimedOut):
    """The same, as time ran out."""


UNREACHED = (NotConnected, NotConnectedInTime)


@final
class AiohttpTransport(BaseRequest):
    """Pooled connections, time-outs, and proxies from the environment (HTTPS_PROXY, NO_PROXY)."""

    def __init__(self, *, connections: int, read_seconds: float = READ_SECONDS) -> None:
        self._connections = connections
        self._read_seconds = read_seconds
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read_seconds

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(
                connector=connector,
                headers={"User-Agent": "Sanad (python-telegram-bot)"},
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=True,
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - nor this one
    ) -> tuple[int, bytes]:
        """One request; raises TimedOut or NetworkError, whose words never hold the URL, as the token is in it."""
        if self._session is None:
            raise RuntimeError("the transport isn't initialised")
        # A server that doesn't read is no time-out to aiohttp; anything but a file is too short to meet it.
        is_upload = request_data is not None and request_data.contains_files
        timeout = aiohttp.ClientTimeout(
            total=_seconds(write_timeout, UPLOAD_SECONDS) if is_upload else None,
            connect=_seconds(connect_timeout, CONNECT_SECONDS),
            sock_connect=_seconds(connect_timeout, CONNECT_SECONDS),
            sock_read=_seconds(read_timeout, self._read_seconds),
        )
        body, headers = _body(request_data)
        status = 0  # as long as there is no answer
        name = url.rpartition("/")[2]
        started = time.perf_counter()
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False, proxy=_proxy(url)
            ) as response:
                status, answer = response.status, await _whole(response.content)
        except aiohttp.ConnectionTimeoutError as error:
            raise NotConnectedInTime(type(error).__name__) from None
        except TimeoutError as error:
            raise TimedOut(type(error).__name__) from None
        except aiohttp.ClientConnectorError as error:
            raise NotConnected(f"{type(error).__name__}: {_reason(error)}") from None
        except aiohttp.ClientError as error:
            raise NetworkError(f"{type(error).__name__}: {_reason(error)}") from None
        finally:
            if name != "getUpdates":
                metrics.CALL_SECONDS.observe(time.perf_counter() - started)
            metrics.CALLS.labels(name, status).inc()
        if status >= 300:
            _expect_envelope(status, answer)
        return status, answer

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


def _proxy(url: str) -> str | None:
    scheme, _, rest = url.partition("://")
    return _proxy_of(scheme, rest.partition("/")[0])


@lru_cache(maxsize=8)
def _proxy_of(scheme: str, authority: str) -> str | None:
    """The environment's proxy for a server. aiohttp's own look-up would start a thread for each request."""
    host = authority if authority.endswith("]") else authority.rpartition(":")[0] or authority
    direct = _is_this_computer(host.strip("[]")) or urllib.request.proxy_bypass(host)
    return None if direct else urllib.request.getproxies().get(scheme)


def _is_this_computer(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def _whole(content: aiohttp.StreamReader) -> bytes:
    """An answer to its end; raises NetworkError for one that is too large."""
    answer = bytearray()
    async for chunk in content.iter_any():
        answer += chunk
        if len(answer) > LARGEST_ANSWER:
            raise NetworkError(f"the server's answer is larger than {LARGEST_ANSWER} bytes")
    return bytes(answer)


def _expect_envelope(status: int, answer: bytes) -> None:
    """A refusal that isn't the Bot API's own comes from something in between: the library would quote the whole of it,
    and take its 404 for a wrong token."""
    try:
        AiohttpTransport.parse_json_payload(answer)
    except TelegramError as error:
        raise NetworkError(f"status {status}, and {error.message}") from None


def _seconds(given: Any, default: float) -> float | None:
    return default if given is BaseRequest.DEFAULT_NONE else given


def _body(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    if request_data is None:
        return None, {}
    if not request_data.contains_files:
        return json.dumps(request_data.parameters, ensure_ascii=False).encode(), {"Content-Type": "application/json"}
    form = aiohttp.FormData(quote_fields=False)  # Telegram shows file names as they come
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mimetype) in request_data.multipart_data.items():
        body = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, body, filename=filename, content_type=mimetype)
    return form, {}


def _reason(error: aiohttp.ClientError) -> str:
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"{error.host}:{error.port} {error.os_error.strerror or 'refused'}"
    if isinstance(error, aiohttp.InvalidURL):
        return ""
    words = f"{error.status} {error.message}" if isinstance(error, aiohttp.ClientResponseError) else str(error)
    return " ".join(words.splitlines()[:1])[:120]  # the lines below quote what the server sent
