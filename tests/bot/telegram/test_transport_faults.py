"""What goes wrong on the wire becomes one of the library's exceptions, of few words, and never holds the token."""

import datetime as dtm

import pytest
from aiohttp import web
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.telegram import transport as transports
from bot.telegram.transport import Transport
from tests.bot.telegram.conftest import PATH, Answer, Serve, failure

ERROR_PAGE = f"<html><body>The requested URL {PATH} was not found on this server.</body></html>"


def refusing(status: int, **envelope: object) -> Answer:
    async def answer(_: web.BaseRequest) -> web.Response:
        return web.json_response({"ok": False, "error_code": status, **envelope}, status=status)

    return answer


def saying(body: str | bytes, status: int = 200, content_type: str = "text/html", **headers: str) -> Answer:
    async def answer(_: web.BaseRequest) -> web.Response:
        content = body.encode() if isinstance(body, str) else body
        return web.Response(body=content, status=status, content_type=content_type, headers=headers)

    return answer


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (refusing(400, description="Bad Request: chat not found"), BadRequest, "Chat not found"),
        (refusing(401, description="Unauthorized"), InvalidToken, "Unauthorized"),
        (refusing(403, description="Forbidden: bot was blocked by the user"), Forbidden, "bot was blocked"),
        (refusing(404, description="Not Found"), InvalidToken, "Not Found"),
        (refusing(409, description="Conflict: terminated by other getUpdates request"), Conflict, "terminated"),
        (refusing(500, description="Internal Server Error"), NetworkError, "Internal Server Error"),
        (refusing(502, description="Bad Gateway"), NetworkError, "Bad Gateway"),
    ],
)
async def test_the_bot_apis_refusals_are_the_librarys_exceptions(
    serve: Serve, transport: Transport, answer: Answer, kind: type[TelegramError], words: str
) -> None:
    error = await failure(transport.post(await serve(answer) + PATH))
    assert type(error) is kind
    assert words in str(error)


async def test_a_flood_limit_says_how_long_and_a_migrated_chat_where_to(serve: Serve, transport: Transport) -> None:
    flood = refusing(429, description="Too Many Requests: retry after 7", parameters={"retry_after": 7})
    error = await failure(transport.post(await serve(flood) + PATH))
    assert isinstance(error, RetryAfter)
    assert error.retry_after == dtm.timedelta(seconds=7)
    moved = refusing(400, description="Bad Request", parameters={"migrate_to_chat_id": -100123})
    error = await failure(transport.post(await serve(moved) + PATH))
    assert isinstance(error, ChatMigrated)
    assert error.new_chat_id == -100123


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 407, 413, 429, 500, 502, 503, 504, 599])
async def test_a_page_from_something_in_between_is_a_fault_of_the_network(
    serve: Serve, transport: Transport, status: int
) -> None:
    """Not a wrong token, not a blocked chat, and not the page itself in the log."""
    error = await failure(transport.post(await serve(saying(ERROR_PAGE, status)) + PATH))
    assert type(error) is NetworkError
    assert str(status) in str(error)
    assert "html" not in str(error).lower()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<html>log in to this network</html>", "no JSON"),
        ("", "no JSON"),
        ('{"ok": true, "result": ', "no JSON"),
        (b'{"ok": true, "result": "\xff"}', "no JSON"),
        ("[]", "no JSON object"),
        ("null", "no JSON object"),
        ('"ok"', "no JSON object"),
        ("{}", "no result"),
        ('{"ok": true}', "no result"),
        ('{"error": "blocked"}', "no result"),
    ],
)
async def test_an_answer_that_is_none_is_said_in_a_few_words(
    serve: Serve, transport: Transport, body: str | bytes, words: str
) -> None:
    error = await failure(transport.post(await serve(saying(body)) + PATH))
    assert words in str(error)
    assert not isinstance(error, InvalidToken)


async def test_redirects_are_not_followed(serve: Serve, transport: Transport) -> None:
    asked: list[str] = []

    async def elsewhere(request: web.BaseRequest) -> web.Response:
        asked.append(request.path)
        return web.json_response({"ok": True, "result": True})

    target = await serve(elsewhere)
    for status in (301, 302, 303, 307, 308):
        answer = saying(ERROR_PAGE, status, Location=f"{target}{PATH}")
        assert isinstance(await failure(transport.post(await serve(answer) + PATH)), NetworkError)
    assert asked == []


async def test_an_answer_that_is_too_large_is_not_taken(
    serve: Serve, transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transports, "LARGEST_ANSWER", 1000)
    whole = await transport.retrieve(await serve(saying(b"x" * 1000)) + PATH)
    assert len(whole) == 1000
    error = await failure(transport.retrieve(await serve(saying(b"x" * 1001)) + PATH))
    assert "larger than 1000 bytes" in str(error)
