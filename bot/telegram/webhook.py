"""Updates that Telegram sends by itself: each is acknowledged when it was worked, and worked once."""

import asyncio
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any, Protocol

import structlog
from aiohttp import web
from telegram import Update
from telegram.error import BadRequest, InvalidToken, TelegramError, TimedOut

from bot.observe import metrics
from bot.settings import WrongSettings
from bot.telegram.client import ALLOWED_UPDATES, Client
from bot.telegram.gate import Gate
from bot.telegram.polling import Record, Unrecorded, decode

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
CONNECTIONS = 100
"""As many updates Telegram may send at once; the most it allows."""
_PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
_DRAINS, _DRAIN_PAUSE = 25, 0.2


class Worked(Protocol):
    """Which updates were worked, over restarts (bot.storage.updates)."""

    def __contains__(self, update_id: int) -> bool: ...
    async def add(self, update_id: int) -> None: ...


class Webhook:
    """Takes updates while it is open; a process that stands by, or that stops, sends them back to be sent again."""

    def __init__(
        self,
        client: Client,
        gate: Gate,
        worked: Worked,
        url: str,
        secret: str | None = None,
        record: Record | None = None,
    ) -> None:
        self._url = url
        self._client = client
        self._gate = gate
        self._worked = worked
        self._record = record
        self._secret = secret or secrets.token_urlsafe(32)
        self._in_work: dict[int, asyncio.Future[None]] = {}
        self.is_open = False

    async def run(self) -> None:
        """Has updates sent here until it is cancelled; raises WrongSettings for an address that Telegram refuses."""
        self.is_open = True
        try:
            for attempt in range(1_000_000):
                try:
                    await self._set()
                    break
                except BadRequest as error:
                    raise WrongSettings(f"SANAD_WEBHOOK_URL: {error.message}") from None
                except InvalidToken:
                    raise
                except TelegramError as error:
                    pause = _PAUSES[min(attempt, len(_PAUSES) - 1)]
                    log.warning("webhook not set yet", error=str(error), retry_in=pause)
                    await asyncio.sleep(pause)
            await asyncio.Event().wait()
        finally:
            self.is_open = False  # it stays set at Telegram: the next process, or the one beside, takes it up

    async def confirm(self) -> None:
        """Returns once all that was worked is written down, so that it can be acknowledged."""
        if self._in_work:
            await asyncio.wait(list(self._in_work.values()))

    async def drain(self) -> None:
        """Returns once the server holds no update back; raises TimedOut if it still does after a while."""
        for _ in range(_DRAINS):
            if not (await self._client.get_webhook_info()).pending_update_count:
                return
            await asyncio.sleep(_DRAIN_PAUSE)
        raise TimedOut("updates still wait at the server")

    async def _set(self) -> None:
        await self._client.set_webhook(
            self._url, secret_token=self._secret, allowed_updates=ALLOWED_UPDATES, max_connections=CONNECTIONS
        )

    async def handle(self, request: web.Request) -> web.Response:
        """Telegram's request. Anything but 2xx makes it send the update again."""
        shown = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(shown.encode(errors="replace"), self._secret.encode()):
            metrics.DROPPED.labels("forged").inc()
            log.warning("forged update refused", remote=request.remote)
            return web.Response(status=403)
        if not self.is_open:
            return web.Response(status=503)
        try:
            raw = json.loads(await request.read())
        except (ValueError, RecursionError):
            raw = None
        if not isinstance(raw, dict) or type(raw.get("update_id")) is not int:
            log.warning("update refused: it is none")
            return web.Response(status=400)
        try:
            if self._record is not None:
                await self._record([raw])
        except Unrecorded as error:
            log.warning("update sent back", error=str(error))
            return web.Response(status=503)
        return web.Response(status=200 if await self._work_once(raw["update_id"], raw) else 503)

    async def _work_once(self, update_id: int, raw: Mapping[str, Any]) -> bool:
        """Whether the update is worked now, by this request, another one or an earlier process."""
        if update_id in self._worked:
            return True
        if (running := self._in_work.get(update_id)) is not None:
            await asyncio.wait([running])
            return update_id in self._worked
        working = self._in_work[update_id] = asyncio.ensure_future(self._work(update_id, decode(raw, self._client)))
        working.add_done_callback(lambda _: self._in_work.pop(update_id, None))
        await asyncio.wait([working])  # a request that breaks off doesn't break off the work
        return update_id in self._worked

    async def _work(self, update_id: int, update: Update | None) -> None:
        if update is not None and (task := await self._gate.submit(update)) is not None:
            await asyncio.wait([task])
            if task.cancelled():
                return
        await self._worked.add(update_id)
