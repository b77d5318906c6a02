"""Below HTTP: connections that break, stay silent or can't be had; each is a fault of the network, asked once."""

import asyncio
import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import which

import pytest
from aiohttp import web
from telegram.error import NetworkError, TimedOut

from bot.telegram.transport import NotConnected, Transport
from tests import needs
from tests.bot.telegram.conftest import PATH, Serve, ServeWire, StartClient, Wire, failure, result


async def never(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    """Takes the request, and stays silent for as long as the other side is there."""
    while await reader.read(1000):
        pass


async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"ok": ')
    await never(reader, writer)


async def hangs_up(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Closes the connection at once."""


async def hangs_up_after_the_request(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")


async def resets(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.transport.abort()


def wire(answer: bytes) -> Wire:
    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()

    return speak


FAULTS: dict[str, Wire] = {
    "hangs up at once": hangs_up,
    "hangs up after the request": hangs_up_after_the_request,
    "resets after the request": resets,
    "hangs up within the head": wire(b"HTTP/1.1 200 OK\r\nContent-"),
    "hangs up within the body": wire(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"),
    "hangs up within a chunk": wire(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"),
    "speaks no HTTP": wire(b"220 mail.example ESMTP\r\n"),
    "breaks its head": wire(f"HTTP/1.1 200 OK\r\nBad Header {PATH}\r\n\r\n".encode()),
    "breaks its chunks": wire(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
    "breaks its compression": wire(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnone"),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_broken_connection_is_a_fault_of_the_network_and_asked_once(
    serve_wire: ServeWire, transport: Transport, fault: str
) -> None:
    asked = 0

    async def counted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        asked += 1
        await FAULTS[fault](reader, writer)

    error = await failure(transport.post(await serve_wire(counted) + PATH))
    assert type(error) is NetworkError
    assert "Unknown error" not in str(error)
    assert asked == 1


@pytest.mark.parametrize("silence", [never, half])
async def test_silence_is_a_time_out(serve_wire: ServeWire, transport: Transport, silence: Wire) -> None:
    address = await serve_wire(silence)
    assert isinstance(await failure(transport.post(address + PATH, read_timeout=0.05)), TimedOut)


async def test_a_server_that_does_not_read_ends_an_upload(start_client: StartClient) -> None:
    async def deaf(request: web.BaseRequest) -> web.Response:
        request.protocol.pause_reading()
        await asyncio.Event().wait()
        return result({})

    client = await start_client(deaf)
    sending = client.send_document(5, b"x" * 20_000_000, write_timeout=0.05, read_timeout=0.05)
    assert isinstance(await failure(sending), TimedOut)


async def test_each_request_may_have_its_own_patience(serve: Serve) -> None:
    go = asyncio.Event()

    async def slow(_: web.BaseRequest) -> web.Response:
        await go.wait()
        return result({})

    address = await serve(slow)
    async with Transport(connections=2, read_seconds=0.05) as transport:
        assert transport.read_timeout == 0.05
        assert isinstance(await failure(transport.post(address + PATH)), TimedOut)
        patient = asyncio.create_task(transport.post(address + PATH, read_timeout=5))
        assert isinstance(await failure(transport.post(address + PATH)), TimedOut)
        go.set()
        assert await patient == {}


async def test_a_full_pool_is_waited_for_no_longer_than_for_a_connection(serve: Serve) -> None:
    asked, go = asyncio.Event(), asyncio.Event()

    async def slow(_: web.BaseRequest) -> web.Response:
        asked.set()
        await go.wait()
        return result({})

    address = await serve(slow)
    async with Transport(connections=1) as transport:
        first = asyncio.create_task(transport.post(address + PATH))
        await asked.wait()
        assert isinstance(await failure(transport.post(address + PATH, connect_timeout=0.05)), TimedOut)
        go.set()
        assert await first == {}


async def test_nobody_there_is_said_with_the_place(transport: Transport, unused_port: int) -> None:
    error = await failure(transport.post(f"http://127.0.0.1:{unused_port}{PATH}"))
    assert type(error) is NotConnected
    assert f"127.0.0.1:{unused_port}" in str(error)


@pytest.mark.parametrize("address", ["http://", "http://[::1", "http://exa mple", "http://host:99999", "http://.."])
async def test_an_address_that_is_none_is_not_repeated(transport: Transport, address: str) -> None:
    assert isinstance(await failure(transport.post(f"{address}{PATH}")), NetworkError)


@pytest.mark.parametrize("status", [407, 502])
async def test_a_proxy_that_refuses_is_a_fault_of_the_network(
    serve_wire: ServeWire, transport: Transport, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    proxy = await serve_wire(wire(f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n".encode()))
    monkeypatch.setenv("https_proxy", proxy)
    error = await failure(transport.post(f"https://api.proxy{status}.invalid{PATH}"))
    assert str(status) in str(error)


async def plain(_: web.BaseRequest) -> web.Response:
    return result({})


async def test_a_server_without_tls_is_a_fault_of_the_network(serve: Serve, transport: Transport) -> None:
    address = (await serve(plain)).replace("http://", "https://")
    assert type(await failure(transport.post(address + PATH))) is NotConnected


async def test_a_certificate_that_nobody_vouches_for_is_refused(
    transport: Transport, self_signed: ssl.SSLContext
) -> None:
    asked: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        asked.append(await reader.read(100))

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=self_signed)
    async with server:
        error = await failure(transport.post(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}{PATH}"))
    assert type(error) is NotConnected
    assert "certificate" in str(error).lower()
    assert asked == []


async def test_a_server_that_is_vouched_for_is_asked_again_and_again_on_one_connection(
    transport: Transport, self_signed: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    connections = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n{"ok":true,"result":true}')

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=self_signed)
    async with server:
        address = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}{PATH}"
        assert [await transport.post(address) for _ in range(3)] == [True] * 3
        await transport.shutdown()
    assert connections == 1


@pytest.fixture
def self_signed(tmp_path: Path) -> ssl.SSLContext:
    if which("openssl") is None:
        needs.missing("openssl is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


@pytest.fixture
def unused_port(unused_tcp_port_factory: Callable[[], int]) -> int:
    return unused_tcp_port_factory()
