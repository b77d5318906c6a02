"""Logs through structlog, on stderr, as text or JSON; nothing that looks like the token gets past `redact`."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, Literal

import structlog

HIDDEN = "[token]"
_TOKEN = re.compile(r"\d{5,12}(?::|%3[Aa])[A-Za-z0-9_-]{20,}")
_PASSWORD = re.compile(r"(?<=://)([^/\s:@]+):[^/\s@]+@")


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


def set_up(form: Literal["text", "json"], stream: Any = None) -> None:  # noqa: ANN401 - any text stream
    """Sends everything that is logged to stderr; called once, at the start."""
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
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
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Redacting(formatter))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for chatty in ("aiohttp.access", "apscheduler", "telegram", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _forget_extras(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    event.pop("positional_args", None)
    return event
