"""Logs through structlog, on stderr, as text or JSON; nothing that looks like the token gets past `redact`."""

import contextlib
import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, Literal

import structlog

from bot.observe.recent import RECENT

HIDDEN = "[token]"
_TOKEN = re.compile(r"\d{5,12}(?::|%3[Aa])[A-Za-z0-9_-]{20,}")
_PASSWORD = re.compile(r"(?<=://)([^/\s:@]*):[^\s\"<>]+@")


def redact(text: str) -> str:
    """The text without bot tokens and passwords of addresses."""
    return _PASSWORD.sub(r"\1:[password]@", _TOKEN.sub(HIDDEN, text))


class _Redacting(logging.Formatter):
    """Redacts the finished line, traceback and all, so that no way of logging goes around it."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        return redact(self._inner.format(record))


class _Handler(logging.StreamHandler[Any]):
    """Says what is wrong with a call of logging without repeating its arguments as they are."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        with contextlib.suppress(OSError, ValueError):  # nowhere is left to say it
            self.stream.write(redact(f"not logged: {record.name} {record.lineno}\n{traceback.format_exc()}"))


def set_up(form: Literal["text", "json"], stream: Any = None) -> None:  # noqa: ANN401 - any text stream
    """Sends everything that is logged to stderr; called once, at the start."""
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = _Handler(stream or sys.stderr)
    handler.setFormatter(_formatter(form, shared))
    RECENT.setFormatter(_formatter("text", shared))
    root = logging.getLogger()
    root.handlers[:] = [handler, RECENT]
    root.setLevel(logging.INFO)
    for chatty in ("aiohttp.access", "telegram", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a look that takes longer than a tick is no news
    sys.excepthook = _log_crash
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _formatter(form: Literal["text", "json"], shared: list[structlog.types.Processor]) -> logging.Formatter:
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    )
    closing = [structlog.processors.format_exc_info] if form == "json" else []
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[_forget_extras, structlog.stdlib.ProcessorFormatter.remove_processors_meta, *closing, renderer],
    )
    return _Redacting(formatter)


def _log_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        logging.getLogger(__name__).critical("crashed", exc_info=(kind, error, trace))


def _forget_extras(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    event.pop("positional_args", None)
    return event
