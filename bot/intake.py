"""How updates come in: polled, or sent to the webhook; in both ways through the gate. Used by bot.app alone."""

import contextlib
from collections.abc import AsyncIterator
from functools import partial
from typing import TYPE_CHECKING, Protocol

import structlog
from telegram import Update

from bot.context import SanadApplication, Services
from bot.handlers.refusing import refuse
from bot.observe.health import Health
from bot.settings import Settings
from bot.telegram.client import Client
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.flow import Flow
from bot.telegram.gate import Gate
from bot.telegram.polling import Poller, Record

if TYPE_CHECKING:
    from bot.observe.listening import Listener


class Source(Protocol):
    """Takes updates until it is cancelled; `confirm` lets the server know which were worked."""

    async def run(self) -> None: ...
    async def confirm(self) -> None: ...
    async def drain(self) -> None:
        """Returns once all that waited at the server has been recorded."""
        ...


def gate(application: SanadApplication, client: Client, held: Services) -> Gate:
    """The way of every update to its handlers, which all see one version of the store."""

    async def work(update: Update) -> None:
        structlog.contextvars.bind_contextvars(update=update.update_id)  # each update is worked in a task of its own
        with held.live.lease():
            await application.process_update(update)

    return Gate(Dispatcher(work), Flow(), partial(refuse, client, held), clock=held.clock)


@contextlib.asynccontextmanager
async def listening(settings: Settings, health: Health) -> "AsyncIterator[Listener | None]":
    """What listens on SANAD_LISTEN, from the very beginning, so that a process that isn't ready can say so."""
    if settings.listen is None:
        yield None
        return
    from bot.observe.listening import Listener  # a web server, which most don't want

    listener = Listener(health, settings.webhook_url)
    async with listener.listening(*settings.listen):
        yield listener


async def source(
    settings: Settings, client: Client, through: Gate, held: Services, listener: "Listener | None", record: Record
) -> Source:
    """The webhook where SANAD_WEBHOOK_URL is set, else polling."""
    if settings.webhook_url is None or listener is None:
        return Poller(client, through, record=record)
    from bot.telegram.webhook import Webhook

    await held.worked.load()
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else None
    webhook = Webhook(client, through, held.worked, settings.webhook_url, secret, record)
    listener.on_update = webhook.handle
    return webhook
