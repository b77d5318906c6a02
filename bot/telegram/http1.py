"""HTTP/1.1 for one server and short bodies, on kept connections. A client for everything costs four times as much."""

import asyncio
import ipaddress
import os
import ssl
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast
from urllib.parse import quote, urlsplit

from bot.telegram.incoming import Broken, Incoming

KEPT_SECONDS = 55.0
"""An idle connection that is older isn't used: the server may be about to close it."""
_PORTS = {"http": 80, "https": 443}
_EYEBALLS_SECONDS = 0.25
"""Before a name's next number is tried beside the last one."""
_SAFE = "/%:!$&'()*+,;=@~"


class Unreached(Exception):
    """No connection came about."""


class UnreachedInTime(Exception):
    """The same, as time ran out: there was none free, or nobody at the other end."""


class NoAddress(Exception):
    """The address is none."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a request goes: the server, the path, and the name by which the server is called."""

    scheme: str
    host: str
    port: int
    path: str
    name: str

    @property
    def server(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    @classmethod
    @lru_cache(maxsize=64)
    def of(cls, url: str) -> "Address":
        """Raises NoAddress."""
        try:
            parts = urlsplit(url)
            scheme, host, port = parts.scheme, parts.hostname, parts.port
            if not host or scheme not in _PORTS or (":" not in host and " " in host):
                raise NoAddress
            name = host if ":" in host else host.encode("idna").decode()
        except ValueError:  # a port that is no number, a host that can't be written
            raise NoAddress from None
        path = quote(parts.path or "/", _SAFE) + (f"?{quote(parts.query, _SAFE + '?')}" if parts.query else "")
        shown = f"[{name}]" if ":" in name else name
        return cls(scheme, name, port or _PORTS[scheme], path, shown if port is None else f"{shown}:{port}")


class Server:
    """One server's connections, at most `connections` of them."""

    def __init__(self, address: Address, connections: int) -> None:
        self._host, self._port = address.host, address.port
        self._free = connections
        self._idle: list[_Connection] = []
        self._open: set[_Connection] = set()
        self._waiting: deque[asyncio.Future[_Connection | None]] = deque()
        self._tls = ssl.create_default_context() if address.scheme == "https" else None
        self._eyeballs = None if _is_number(address.host) else _EYEBALLS_SECONDS

    async def ask(
        self, request: bytes, *, largest: int, connect_seconds: float | None, read_seconds: float | None
    ) -> tuple[int, bytes]:
        """Status and body. Raises Unreached, UnreachedInTime, Broken, and TimeoutError after a silence of `read_seconds`."""
        connection = self._idle_one() or await self._another(connect_seconds)
        try:
            answer = await connection.ask(request, largest, read_seconds)
            body = answer.body()
        except BaseException:
            connection.abort()
            raise
        finally:
            self._give(connection)
        return answer.status, body

    def close(self) -> None:
        for connection in (*self._open,):
            connection.abort()

    def _idle_one(self) -> "_Connection | None":
        """The one that was used last; those that have been idle for long are closed."""
        now = asyncio.get_running_loop().time()
        while self._idle:
            connection = self._idle.pop()
            if connection.is_usable(now):
                return connection
            self._give(connection)
        return None

    async def _another(self, seconds: float | None) -> "_Connection":
        try:
            async with asyncio.timeout(seconds):
                return await self._wait_for_one() or await self._connected()
        except TimeoutError:
            raise UnreachedInTime from None

    async def _wait_for_one(self) -> "_Connection | None":
        """One that somebody gave back, or None for leave to make one."""
        if self._free:
            self._free -= 1
            return None
        waiting: asyncio.Future[_Connection | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiting)
        try:
            return await waiting
        except asyncio.CancelledError:
            if waiting.done() and not waiting.cancelled():  # it was given one in the moment in which it gave up
                self._pass_on(waiting.result())
            raise

    async def _connected(self) -> "_Connection":
        loop = asyncio.get_running_loop()
        try:
            _, connection = await loop.create_connection(
                lambda: _Connection(self._lost), self._host, self._port,
                ssl=self._tls, happy_eyeballs_delay=self._eyeballs,
            )  # fmt: skip
        except (OSError, UnicodeError) as error:
            self._pass_on(None)
            raise Unreached(f"{self._host}:{self._port} {_reason(error)}") from None
        except BaseException:
            self._pass_on(None)
            raise
        self._open.add(connection)
        return connection

    def _give(self, connection: "_Connection") -> None:
        """A connection is done with."""
        if connection.is_usable(asyncio.get_running_loop().time()):
            self._pass_on(connection)
        else:
            self._open.discard(connection)
            connection.abort()
            self._pass_on(None)

    def _pass_on(self, connection: "_Connection | None") -> None:
        """To whoever has waited for longest; None is leave to make one."""
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_result(connection)
                return
        if connection is None:
            self._free += 1
        else:
            self._idle.append(connection)

    def _lost(self, connection: "_Connection") -> None:
        """An idle connection was closed by the server; one in use is given back by whoever uses it."""
        if connection in self._idle:
            self._idle.remove(connection)
            self._open.discard(connection)
            self._pass_on(None)


class _Connection(asyncio.Protocol):
    """One request at a time."""

    def __init__(self, lost: Callable[["_Connection"], None]) -> None:
        self._lost = lost
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[Incoming] | None = None
        self._incoming: Incoming | None = None
        self._patience: float | None = None
        self._deadline = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._used = 0.0
        self._is_sound = True

    def is_usable(self, now: float) -> bool:
        return self._is_sound and now - self._used < KEPT_SECONDS

    async def ask(self, request: bytes, largest: int, read_seconds: float | None) -> Incoming:
        self._answer = self._loop.create_future()
        self._incoming = Incoming(largest)
        self._patience = read_seconds
        if not self._is_sound or self._transport is None:
            raise Broken("the server hung up")
        self._transport.write(request)
        self._wait()
        try:
            return await self._answer
        finally:
            self._answer = self._incoming = None

    def abort(self) -> None:
        self._is_sound = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._used = self._loop.time()

    def data_received(self, data: bytes) -> None:
        incoming, answer = self._incoming, self._answer
        if incoming is None or answer is None or answer.done():
            self.abort()  # nobody asked
            return
        try:
            whole = incoming.feed(data)
        except Broken as error:
            self._is_sound = False
            answer.set_exception(error)
            return
        self._wait()
        if whole:
            self._used = self._loop.time()
            self._is_sound = self._is_sound and incoming.keeps
            answer.set_result(incoming)

    def connection_lost(self, error: Exception | None) -> None:
        self._is_sound = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._answer is not None and not self._answer.done():
            if error is None and self._incoming is not None and self._incoming.end():
                self._answer.set_result(self._incoming)
            else:
                self._answer.set_exception(
                    Broken(f"the server hung up{'' if error is None else ': ' + _reason(error)}")
                )
        self._lost(self)

    def _wait(self) -> None:
        """From now on the server may be silent for as long as was said. The timer is moved only if it would come too late."""
        if self._patience is None:
            return
        self._deadline = self._loop.time() + self._patience
        if self._timer is None or self._timer.when() > self._deadline:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = self._loop.call_at(self._deadline, self._look)

    def _look(self) -> None:
        self._timer = None
        if self._answer is None or self._answer.done() or self._patience is None:
            return
        if self._loop.time() < self._deadline:
            self._timer = self._loop.call_at(self._deadline, self._look)
        else:
            self._is_sound = False
            self._answer.set_exception(TimeoutError())


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _reason(error: Exception) -> str:
    """Few words: the system's own, unless TLS or the search for the host's name has better ones."""
    if not isinstance(error, OSError):
        return type(error).__name__
    if error.errno is None or error.errno <= 0 or isinstance(error, ssl.SSLError):
        return " ".join((error.strerror or "refused").splitlines()[:1])[:120]
    return os.strerror(error.errno)
