"""What follows from delivery in the running bot: places suspended or moved, and what admins read. Used by bot.app alone."""

from collections.abc import Collection

import structlog
from telegram.error import TelegramError

from bot.context import Services
from bot.render import html
from bot.render.card import Card
from bot.storage.editions import give_back
from bot.storage.outbox import Row
from bot.storage.subscription import Place
from bot.telegram.client import Client
from bot.text import locale as locales
from bot.text.catalogue import for_locale

log = structlog.get_logger(__name__)


class Consequences:
    """Delivery's listener."""

    def __init__(self, client: Client, held: Services, admins: Collection[int]) -> None:
        self._client = client
        self._held = held
        self._admins = admins

    async def suspend(self, place: Place, reason: str) -> None:
        """What was planned for the place and never got out counts as not had."""
        await give_back(self._held.engine, place)
        await self._held.subscriptions.suspend(place, reason)

    async def moved(self, old_chat: int, new_chat: int) -> None:
        await self._held.subscriptions.move(old_chat, new_chat)

    async def tell(self, row: Row, what: str, reason: str) -> None:
        for admin in self._admins:
            locale = locales.of(None, self._held.people.language(admin))
            words = for_locale(locale)
            where = f"`{row.key}`"
            lines = {
                "refused": words("post-refused", post=where, reason=reason),
                "unclear": words("post-unclear", post=where, reason=reason),
            }
            try:
                await self._client.say(admin, html.render(Card(words("post-title"), (lines[what],)), locale), None)
            except TelegramError as error:
                log.warning("admin not told", admin=admin, error=str(error))
