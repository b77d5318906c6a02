"""What listens on SANAD_LISTEN: health and metrics for machines, and the webhook. Nothing here needs the bot to run."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.observe import metrics
from bot.observe.health import CannotListen, Health

log = structlog.get_logger(__name__)

LARGEST_BODY = 1024 * 1024
"""Bytes of a request; Telegram's updates are far smaller."""

Handle = Callable[[web.Request], Awaitable[web.Response]]
Refresh = Callable[[], Awaitable[None]]
"""Brings gauges up to date before they are scraped."""


class Listener:
    """The routes; `on_update` is the webhook's handler once there is one."""

    def __init__(self, health: Health, webhook_url: str | None = None) -> None:
        self._health = health
        self.on_update: Handle | None = None
        self.refreshing: list[Refresh] = []
        self._application = web.Application(client_max_size=LARGEST_BODY)
        self._application.router.add_get("/healthz", self._alive)
        self._application.router.add_get("/readyz", self._ready)
        self._application.router.add_get("/metrics", self._metrics)
        if webhook_url is not None:
            self._application.router.add_post(urlsplit(webhook_url).path, self._update)

    @contextlib.asynccontextmanager
    async def listening(self, host: str, port: int) -> AsyncIterator[Sequence[str]]:
        """Serves while the context lasts, and gives the addresses; raises CannotListen."""
        runner = web.AppRunner(self._application, access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, host, port).start()
            except OSError as error:
                raise CannotListen(f"SANAD_LISTEN: {error.strerror}") from None
            addresses = [f"{address[0]}:{address[1]}" for address in runner.addresses]
            log.info("listening", addresses=addresses)
            yield addresses
        finally:
            await runner.cleanup()

    async def _alive(self, _: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def _ready(self, _: web.Request) -> web.Response:
        found = {**self._health.findings(), "version": self._health.version()}
        return web.json_response(found, status=200 if self._health.is_ready else 503)

    async def _metrics(self, _: web.Request) -> web.Response:
        for refresh in self.refreshing:
            await refresh()
        metrics.READY.set(self._health.is_ready)
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _update(self, request: web.Request) -> web.Response:
        return web.Response(status=503) if self.on_update is None else await self.on_update(request)
