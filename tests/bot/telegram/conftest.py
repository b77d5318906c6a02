"""A Bot API of a test's own making on loopback, and the bot's transport and client in front of it."""

import asyncio
import os
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from aiohttp import web
from telegram.error import TelegramError

from bot.telegram.client import Client
from bot.telegram.transport import Transport

TOKEN = "1234567890:AAbbCCddEE-ffGGhhIIjj_KKllMMnnOOppQ"

Answer = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
Wire = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Serve = Callable[[Answer], Awaitable[str]]
ServeWire = Callable[[Wire], Awaitable[str]]


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """None but those that a test sets itself."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    """What ends with the test, the newest first."""
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture
def serve(stack: AsyncExitStack) -> Serve:
    """Serves every request by one function; gives the address."""

    async def start(answer: Answer) -> str:
        runner = web.ServerRunner(web.Server(answer), shutdown_timeout=0.1)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        return f"http://{host}:{port}"

    return start


@pytest.fixture
def serve_wire(stack: AsyncExitStack) -> ServeWire:
    """Serves every connection by one function on the bare stream; gives the address."""

    async def start(answer: Wire) -> str:
        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await answer(reader, writer)
            finally:
                writer.close()

        server = await asyncio.start_server(connected, "127.0.0.1", 0)
        stack.callback(server.close)
        host, port = server.sockets[0].getsockname()[:2]
        return f"http://{host}:{port}"

    return start


@pytest.fixture
async def transport(stack: AsyncExitStack) -> Transport:
    transport = Transport(connections=4, read_seconds=5)
    await transport.initialize()
    stack.push_async_callback(transport.shutdown)
    return transport


StartClient = Callable[[Answer], Awaitable[Client]]


@pytest.fixture
def start_client(serve: Serve, stack: AsyncExitStack) -> StartClient:
    """A client of a Bot API that answers all methods but getMe by one function."""

    async def start(answer: Answer) -> Client:
        async def with_me(request: web.BaseRequest) -> web.StreamResponse:
            return result(ME) if method_of(request) == "getMe" else await answer(request)

        client = Client(TOKEN, await serve(with_me))
        await client.initialize()
        stack.push_async_callback(client.shutdown)
        return client

    return start


ME = {"id": 1, "is_bot": True, "first_name": "Sanad", "username": "sanad"}


def method_of(request: web.BaseRequest) -> str:
    return request.path.rpartition("/")[2]


def result(value: object) -> web.Response:
    return web.json_response({"ok": True, "result": value})


def refusal(status: int, description: str, **parameters: int) -> web.Response:
    envelope = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return web.json_response({name: value for name, value in envelope.items() if value != {}}, status=status)


PATH = f"/bot{TOKEN}/getMe"


async def failure(asking: Awaitable[object]) -> TelegramError:
    """The exception; nothing that people may ever see of it holds the token."""
    with pytest.raises(TelegramError) as failed:
        await asking
    shown = "".join(traceback.format_exception(failed.value)) + repr(failed.value)
    assert TOKEN not in shown
    assert TOKEN.partition(":")[2][:8] not in shown
    assert "\n" not in str(failed.value)
    assert len(str(failed.value)) < 200
    return failed.value
