"""Errors to Sentry, where SANAD_SENTRY_DSN is set and the package sentry-sdk was installed by whoever runs the bot."""

import importlib
import json
from typing import Any

import structlog

from bot.observe.logs import redact

log = structlog.get_logger(__name__)


def set_up(dsn: str) -> None:
    """Reports what is logged as an error, with neither token nor anything that people wrote."""
    try:
        sentry = importlib.import_module("sentry_sdk")
    except ImportError:
        log.warning("SANAD_SENTRY_DSN is set, but sentry-sdk is not installed: pip install sentry-sdk")
        return
    sentry.init(dsn=dsn, before_send=cleaned, send_default_pii=False, include_local_variables=False, max_breadcrumbs=0)


def cleaned(event: dict[str, Any], _hint: object = None) -> dict[str, Any]:
    """The event without secrets, wherever they stand in it."""
    clean: dict[str, Any] = json.loads(redact(json.dumps(event, default=str)))
    return clean
