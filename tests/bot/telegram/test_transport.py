"""The transport against a real server on loopback: connections, bodies, proxies, and what comes back."""

import asyncio
import gzip
import json
from collections import Counter

import pytest
from aiohttp import BodyPartReader, web
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram import detour
from bot.telegram.dispatcher import AT_ONCE
from bot.telegram.transport import Transport
from tests.bot.telegram.conftest import Serve, StartClient, method_of, result


async def me(_: web.BaseRequest) -> web.Response:
    return result({"id": 1})


def peer(request: web.BaseRequest) -> object:
    assert request.transport is not None
    return request.transport.get_extra_info("peername")


async def test_requests_in_a_row_share_one_connection(serve: Serve, transport: Transport) -> None:
    peers: Counter[object] = Counter()

    async def answer(request: web.BaseRequest) -> web.Response:
        peers[peer(request)] += 1
        return await me(request)

    address = await serve(answer)
    for _ in range(5):
        assert await transport.post(f"{address}/botX/getMe") == {"id": 1}
    assert list(peers.values()) == [5]


async def test_requests_overlap_up_to_the_pools_bound_and_the_rest_waits(serve: Serve, transport: Transport) -> None:
    inside, most = 0, 0
    full, go = asyncio.Event(), asyncio.Event()

    async def answer(request: web.BaseRequest) -> web.Response:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        if inside == 4:
            full.set()
        await go.wait()
        inside -= 1
        return await me(request)

    address = await serve(answer)
    asked = [asyncio.create_task(transport.post(address)) for _ in range(9)]
    await asyncio.wait_for(full.wait(), 5)
    go.set()
    assert await asyncio.gather(*asked) == [{"id": 1}] * 9
    assert most == 4


async def test_a_connection_that_the_server_closed_is_replaced(serve: Serve, transport: Transport) -> None:
    peers: set[object] = set()

    async def answer(request: web.BaseRequest) -> web.Response:
        peers.add(peer(request))
        response = await me(request)
        response.force_close()
        return response

    address = await serve(answer)
    for _ in range(3):
        await transport.post(address)
    assert len(peers) == 3


async def test_parameters_go_as_one_json_object_in_plain_utf_8(start_client: StartClient) -> None:
    seen: list[tuple[str, bytes]] = []

    async def answer(request: web.BaseRequest) -> web.Response:
        seen.append((request.content_type, await request.read()))
        return result({"message_id": 3, "date": 1, "chat": {"id": 5, "type": "private"}})

    client = await start_client(answer)
    assert await client.say(5, "قطر 🇶🇦 <b>", None) == 3
    [(content_type, body)] = seen
    assert content_type == "application/json"
    assert "قطر 🇶🇦 <b>".encode() in body
    assert {"chat_id": 5, "parse_mode": "HTML"}.items() <= json.loads(body).items()
    assert not {"reply_markup", "reply_parameters", "message_thread_id"} & json.loads(body).keys()


async def test_a_file_goes_as_a_form_with_its_name_and_bytes(start_client: StartClient) -> None:
    """And what is sent beside it as JSON, once."""
    parts: list[tuple[str | None, str | None, bytes]] = []

    async def answer(request: web.BaseRequest) -> web.Response:
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            parts.append((part.name, part.filename, bytes(await part.read())))
        return result({"message_id": 3, "date": 1, "chat": {"id": 5, "type": "private"}})

    client = await start_client(answer)
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="y")]])
    content = b"\x89PNG\r\n--x\r\n"
    await client.send_document(5, content, filename="خط زمني.png", caption="قطر", reply_markup=keyboard)
    assert [filename for _, filename, _ in parts if filename] == ["خط زمني.png"]
    values = {name: value for name, _, value in parts}
    assert len(values) == len(parts)
    assert content in values.values()
    assert values["chat_id"] == b"5"
    assert values["caption"] == "قطر".encode()
    assert json.loads(values["reply_markup"]) == keyboard.to_dict()


@pytest.mark.parametrize("way", ["known length", "in chunks", "compressed"])
async def test_a_long_answer_comes_whole(serve: Serve, transport: Transport, way: str) -> None:
    body = json.dumps({"ok": True, "result": ["ق" * 1000] * 300}, ensure_ascii=False).encode()

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        if way == "known length":
            return web.Response(body=body)
        response = web.StreamResponse(headers={"Content-Encoding": "gzip"} if way == "compressed" else {})
        response.enable_chunked_encoding()
        await response.prepare(request)
        sent = gzip.compress(body) if way == "compressed" else body
        for start in range(0, len(sent), 50_001):
            await response.write(sent[start : start + 50_001])
        return response

    assert await transport.retrieve(await serve(answer)) == body


async def test_of_a_sent_message_only_what_identifies_it_is_kept(serve: Serve, transport: Transport) -> None:
    sent = {"message_id": 7, "date": 1, "chat": {"id": 5}, "text": "long", "entities": [{}], "reply_markup": {}}

    async def answer(_: web.BaseRequest) -> web.Response:
        return web.json_response({"ok": True, "result": sent})

    assert await transport.post(await serve(answer)) == {"message_id": 7, "date": 1, "chat": {"id": 5}}


async def test_no_cookies_are_kept(serve: Serve, transport: Transport) -> None:
    sent: list[str | None] = []

    async def answer(request: web.BaseRequest) -> web.Response:
        sent.append(request.headers.get("Cookie"))
        response = await me(request)
        response.set_cookie("a", "b")
        return response

    address = await serve(answer)
    await transport.post(address)
    await transport.post(address)
    assert sent == [None, None]


async def test_a_server_elsewhere_is_reached_through_the_environments_proxy(
    serve: Serve, transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, str | None]] = []

    async def answer(request: web.BaseRequest) -> web.Response:
        seen.append((request.raw_path, request.headers.get("Proxy-Authorization")))
        return await me(request)

    address = await serve(answer)
    monkeypatch.setenv("http_proxy", address.replace("http://", "http://user:pass@"))
    assert await transport.post("http://api.proxied.invalid/botX/getMe") == {"id": 1}
    assert seen == [("http://api.proxied.invalid/botX/getMe", "Basic dXNlcjpwYXNz")]


@pytest.mark.parametrize("no_proxy", ["", "*", "127.0.0.1"])
async def test_a_server_on_this_computer_is_reached_without_a_proxy(
    serve: Serve, transport: Transport, monkeypatch: pytest.MonkeyPatch, no_proxy: str
) -> None:
    """Or else `sanad try` would fail wherever a proxy is set."""
    monkeypatch.setenv("http_proxy", "http://proxy.invalid:3128")
    monkeypatch.setenv("no_proxy", no_proxy)
    assert await transport.post(await serve(me)) == {"id": 1}


@pytest.mark.parametrize(
    ("url", "proxy"),
    [
        ("https://api.telegram.org/botX/getMe", "http://secure:1"),
        ("http://bot-api.example:8081/botX/getMe", "http://plain:1"),
        ("http://tea.example/botX/getMe", None),
        ("http://localhost:8081/botX/getMe", None),
        ("http://[::1]:8081/botX/getMe", None),
        ("http://[::1]/botX/getMe", None),
        ("http://127.9.9.9/botX/getMe", None),
    ],
)
def test_the_proxy_is_that_of_the_scheme_unless_the_server_is_exempt(
    monkeypatch: pytest.MonkeyPatch, url: str, proxy: str | None
) -> None:
    monkeypatch.setenv("https_proxy", "http://secure:1")
    monkeypatch.setenv("http_proxy", "http://plain:1")
    monkeypatch.setenv("no_proxy", "tea.example")
    detour._proxy_of.cache_clear()
    assert detour.proxy(url) == proxy
    detour._proxy_of.cache_clear()


async def test_it_starts_and_stops_as_often_as_asked_and_says_when_it_is_not_started(serve: Serve) -> None:
    address, transport = await serve(me), Transport(connections=1)
    await transport.shutdown()
    with pytest.raises(RuntimeError, match="isn't initialised"):
        await transport.do_request(address, "GET")
    for _ in range(2):
        await transport.initialize()
        await transport.initialize()
        assert (await transport.do_request(address, "GET"))[0] == 200
        await transport.shutdown()
        await transport.shutdown()


async def test_a_client_polls_beside_its_answers_on_connections_of_their_own(start_client: StartClient) -> None:
    """However many answers are under way, updates come."""
    under_way, polled = 0, asyncio.Event()
    busy = asyncio.Event()

    async def answer(request: web.BaseRequest) -> web.Response:
        nonlocal under_way
        if method_of(request) == "getUpdates":
            polled.set()
            return result([{"update_id": 4}])
        under_way += 1
        if under_way == AT_ONCE:
            busy.set()
        await polled.wait()
        return result({"message_id": 3, "chat": {"id": 5}})

    client = await start_client(answer)
    saying = [asyncio.create_task(client.say(5, "hello", None)) for _ in range(AT_ONCE)]
    await asyncio.wait_for(busy.wait(), 20)
    assert await client.raw_updates(None) == [{"update_id": 4}]
    assert await asyncio.gather(*saying) == [3] * AT_ONCE
