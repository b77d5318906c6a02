"""What follows from delivery in the running bot: places suspended or moved, and what admins read. Used by bot.app alone."""

from collections.abc import Collection

import structlog
from telegram.error import TelegramError

from bot.context import Services
from bot.digests.pages import REASONS
from bot.render import html
from bot.render.card import Card, quoted
from bot.storage.editions import give_back
from bot.storage.outbox import Row
from bot.storage.subscription import Place
from bot.telegram.client import Client
from bot.text import locale as locales
from bot.text.catalogue import for_locale
from bot.text.locale import Locale

log = structlog.get_logger(__name__)


class Consequences:
    """Delivery's listener."""

    def __init__(self, client: Client, held: Services, admins: Collection[int]) -> None:
        self._client = client
        self._held = held
        self._admins = admins

    async def suspend(self, place: Place, reason: str) -> None:
        """What was planned for the place and never got out counts as not had; the owner is told, if that isn't his own chat."""
        held = await self._held.subscriptions.get(place)
        await give_back(self._held.engine, place)
        if not await self._held.subscriptions.suspend(place, reason) or held is None:
            return
        if held.owner is not None and place.chat_id < 0:
            locale = locales.of("en" if held.language == "en" else "ar", self._held.people.language(held.owner))
            words = for_locale(locale)
            title = words("removed-title", place=quoted(held.title))
            why = words(f"reason-{reason}") if reason in REASONS else quoted(reason)
            await self._say(held.owner, Card(title, (words("post-stopped", reason=why),)), locale)

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
            await self._say(admin, Card(words("post-title"), (lines[what],)), locale)

    async def _say(self, user: int, card: Card, locale: Locale) -> None:
        try:
            await self._client.say(user, html.render(card, locale), None)
        except TelegramError as error:
            log.warning("not told", user=user, error=str(error))
