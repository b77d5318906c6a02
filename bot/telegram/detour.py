"""Requests that are rare: with files, or through a proxy. aiohttp makes them, and is loaded for the first one alone."""

import io
import ipaddress
import urllib.request
from functools import lru_cache
from typing import TYPE_CHECKING

from telegram.request import RequestData

from bot.telegram.http1 import Unreached, UnreachedInTime
from bot.telegram.incoming import Broken

if TYPE_CHECKING:
    import aiohttp


class Detour:
    """A general client's session."""

    def __init__(self, connections: int, headers: dict[str, str]) -> None:
        import aiohttp  # a start needs none of it

        connector = aiohttp.TCPConnector(limit=connections, keepalive_timeout=60)
        jar = aiohttp.DummyCookieJar()
        self._session = aiohttp.ClientSession(connector=connector, headers=headers, cookie_jar=jar)

    async def ask(
        self,
        url: str,
        method: str,
        data: RequestData | bytes | None,
        *,
        largest: int,
        connect_seconds: float | None,
        read_seconds: float | None,
        whole_seconds: float | None,
    ) -> tuple[int, bytes]:
        """As `bot.telegram.http1.Server.ask`; it may take `whole_seconds` as a whole."""
        import aiohttp

        timeout = aiohttp.ClientTimeout(
            total=whole_seconds, connect=connect_seconds, sock_connect=connect_seconds, sock_read=read_seconds
        )
        body = _form(data) if isinstance(data, RequestData) else data
        headers = {"Content-Type": "application/json"} if isinstance(body, bytes) else {}
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False, proxy=proxy(url)
            ) as response:
                return response.status, await _whole(response.content, largest)
        except aiohttp.ConnectionTimeoutError:
            raise UnreachedInTime from None
        except TimeoutError:
            raise TimeoutError from None
        except aiohttp.ClientConnectorError as error:
            raise Unreached(f"{type(error).__name__}: {_reason(error)}") from None
        except aiohttp.ClientError as error:
            raise Broken(f"{type(error).__name__}: {_reason(error)}") from None

    async def close(self) -> None:
        await self._session.close()


def proxy(url: str) -> str | None:
    """The environment's proxy for an address."""
    scheme, _, rest = url.partition("://")
    return _proxy_of(scheme, rest.partition("/")[0])


@lru_cache(maxsize=8)
def _proxy_of(scheme: str, authority: str) -> str | None:
    """aiohttp's own look-up would start a thread for each request."""
    host = authority if authority.endswith("]") else authority.rpartition(":")[0] or authority
    direct = _is_this_computer(host.strip("[]")) or urllib.request.proxy_bypass(host)
    return None if direct else urllib.request.getproxies().get(scheme)


def _is_this_computer(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def _whole(content: "aiohttp.StreamReader", largest: int) -> bytes:
    """An answer to its end; raises Broken for one that is too large."""
    answer = bytearray()
    async for chunk in content.iter_any():
        answer += chunk
        if len(answer) > largest:
            raise Broken(f"the server's answer is larger than {largest} bytes")
    return bytes(answer)


def _form(data: RequestData) -> "aiohttp.FormData":
    import aiohttp

    form = aiohttp.FormData(quote_fields=False)  # Telegram shows file names as they come
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mimetype) in data.multipart_data.items():
        body = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, body, filename=filename, content_type=mimetype)
    return form


def _reason(error: "aiohttp.ClientError") -> str:
    import aiohttp

    if isinstance(error, aiohttp.ClientConnectorError):
        return f"{error.host}:{error.port} {error.os_error.strerror or 'refused'}"
    if isinstance(error, aiohttp.InvalidURL):
        return ""
    words = f"{error.status} {error.message}" if isinstance(error, aiohttp.ClientResponseError) else str(error)
    return " ".join(words.splitlines()[:1])[:120]  # the lines below quote what the server sent
