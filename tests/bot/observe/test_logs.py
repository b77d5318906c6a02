"""Logs: whatever is logged, however, in text or JSON, the token and the passwords of addresses stay out of it."""

import io
import json
import logging
import sys
import traceback
from collections.abc import Callable, Iterator
from typing import Literal
from urllib.parse import quote

import pytest
import structlog

from bot.observe import logs
from bot.observe.logs import HIDDEN, redact

SECRET = "AAbbCCddEE-ffGGhhIIjj_KKllMMnnOOppQ"
TOKEN = f"1234567890:{SECRET}"
URL = f"https://api.telegram.org/bot{TOKEN}/getMe"
ADDRESS = "postgresql+psycopg://sanad:hunter2@db.example:5432/sanad"
Form = Literal["text", "json"]


@pytest.fixture(params=["text", "json"])
def log(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What was logged; everything that `set_up` changes is put back."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    form: Form = request.param
    logs.set_up(form, stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def fail(error: Exception) -> None:
    raise error


def in_chained_exception() -> None:
    error = ValueError("outer")
    error.add_note(f"seen at {URL}")
    error.__cause__ = OSError(URL)
    try:
        fail(error)
    except ValueError:
        structlog.get_logger().exception("failed")


def in_exception_group() -> None:
    try:
        fail(ExceptionGroup("several", [RuntimeError(TOKEN), RuntimeError(ADDRESS)]))
    except ExceptionGroup as group:
        logging.getLogger("stdlib").exception("failed", exc_info=group)


def in_source_line_of_traceback() -> None:
    try:
        fail(KeyError("1234567890:AAbbCCddEE-ffGGhhIIjj_KKllMMnnOOppQ"))
    except KeyError as error:
        structlog.get_logger().error("failed", exc_info=error)


class Talkative:
    def __repr__(self) -> str:
        return f"Talkative({TOKEN})"


def in_context() -> None:
    with structlog.contextvars.bound_contextvars(url=URL):
        structlog.get_logger().info("bound")


def uncaught() -> None:
    try:
        fail(RuntimeError(URL))
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)


WAYS: dict[str, Callable[[], object]] = {
    "structlog event": lambda: structlog.get_logger().info(URL),
    "structlog value": lambda: structlog.get_logger().info("x", url=URL, nested={"deep": [TOKEN]}),
    "structlog key": lambda: structlog.get_logger().info("x", **{TOKEN: 1}),
    "bytes": lambda: structlog.get_logger().info("x", payload=URL.encode()),
    "an object's own words": lambda: structlog.get_logger().info("x", who=Talkative()),
    "bound context": in_context,
    "stdlib message": lambda: logging.getLogger("a").warning("GET %s", URL),
    "stdlib mapping": lambda: logging.getLogger("a").warning("GET %(url)s", {"url": URL}),
    "stdlib object": lambda: logging.getLogger("a").warning(Talkative()),
    "stack": lambda: logging.getLogger("a").warning("x %s", TOKEN, stack_info=True),
    "url-encoded": lambda: structlog.get_logger().info(quote(URL, safe="")),
    "url-encoded in small letters": lambda: logging.getLogger("a").error(TOKEN.replace(":", "%3a")),
    "chained exceptions with notes": in_chained_exception,
    "an exception group": in_exception_group,
    "a traceback's source line": in_source_line_of_traceback,
    "an uncaught exception": uncaught,
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_of_logging_shows_the_token(log: io.StringIO, way: str, capsys: pytest.CaptureFixture[str]) -> None:
    WAYS[way]()
    written = log.getvalue() + "".join(capsys.readouterr())
    assert written.strip()
    assert SECRET not in written
    assert "hunter2" not in written
    assert HIDDEN in written


@pytest.mark.parametrize("way", [lambda: structlog.get_logger().info(ADDRESS), lambda: logging.warning("%s", ADDRESS)])  # noqa: LOG015
def test_no_way_of_logging_shows_a_databases_password(log: io.StringIO, way: Callable[[], None]) -> None:
    way()
    assert "hunter2" not in log.getvalue()
    assert "postgresql+psycopg://sanad:[password]@db.example:5432/sanad" in log.getvalue()


def test_a_broken_call_of_logging_shows_where_it_is_but_not_its_arguments(
    log: io.StringIO, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = [handler for handler in logging.getLogger().handlers if getattr(handler, "stream", None) is log]
    monkeypatch.setattr(logging.getLogger(), "handlers", ours)  # pytest's own would raise
    logging.getLogger("a").warning("%d updates", URL)
    written = log.getvalue() + "".join(capsys.readouterr())
    assert "TypeError" in written
    assert "not logged: a" in written
    assert SECRET not in written
    assert "Logging error" not in written


def test_a_stream_that_is_gone_does_not_fail_the_caller(log: io.StringIO) -> None:
    log.close()
    structlog.get_logger().info(URL)


@pytest.mark.parametrize(
    ("address", "secret"),
    [
        ("postgresql://sanad:open@sesame@db/sanad", "sesame"),
        ("postgresql://sanad:open/sesame@db/sanad", "sesame"),
        ("redis://:sesame@db/0", "sesame"),
        ("http://user:sesame@proxy:3128", "sesame"),
    ],
)
def test_passwords_are_hidden_whole(address: str, secret: str) -> None:
    assert secret not in redact(address)
    assert "[password]@" in redact(address)


@pytest.mark.parametrize(
    "harmless",
    [
        "2026-11-21T09:00:00.123456Z",
        "seeds/facts/de.yaml:12: unhedged expected, but the sentence reads as if it were done",
        "partner:DE:0:en",
        "http://127.0.0.1:8765/ says 12:30",
        "2d3e807 1234567890 [1 ¶8]",
        "mail to someone@example.org",
        "postgresql://sanad@db/sanad",
        "http://[::1]:8081",
        "https://api.telegram.org/bot/getMe?time=12:30",
        "٢٠١٨ — ألمانيا",
    ],
)
def test_what_is_no_secret_stays_as_it_is(harmless: str) -> None:
    assert redact(harmless) == harmless


def test_json_is_one_object_a_line_even_with_a_traceback() -> None:
    stream = io.StringIO()
    handlers, hook = logging.getLogger().handlers[:], sys.excepthook
    try:
        logs.set_up("json", stream)
        in_chained_exception()
        logging.getLogger("a").warning("قطر %s", "🇩🇪")
    finally:
        logging.getLogger().handlers[:] = handlers
        sys.excepthook = hook
        structlog.reset_defaults()
    first, second = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert first["event"] == "failed"
    assert "ValueError: outer" in first["exception"]
    assert second["event"] == "قطر 🇩🇪"
    assert "exception" not in second


def test_text_holds_the_traceback_once(log: io.StringIO) -> None:
    in_chained_exception()
    assert log.getvalue().count("ValueError: outer") == 1
    assert traceback.__name__ not in log.getvalue()


def test_libraries_that_chatter_are_silent_below_a_warning(log: io.StringIO) -> None:
    for name in ("aiohttp.access", "telegram.ext", "alembic.runtime", "apscheduler.scheduler"):
        logging.getLogger(name).info("chatter")
    assert log.getvalue() == ""
    logging.getLogger("telegram.ext").warning("heard")
    assert "heard" in log.getvalue()


def test_stdout_is_left_to_data(log: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger().info("words")
    logging.getLogger("a").error("words")
    assert capsys.readouterr().out == ""
