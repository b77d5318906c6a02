"""What handlers are given: the services of this process, and what is known of one update."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy.ext.asyncio import AsyncEngine
from telegram import Update
from telegram.ext import Application, CallbackContext

from bot.digests.plan import Clock
from bot.storage.people import People
from bot.storage.subscriptions import Subscriptions
from bot.storage.switches import Switches
from bot.storage.updates import WorkedUpdates
from bot.telegram.client import Client
from bot.text import locale as locales
from bot.text.catalogue import Words, for_locale
from bot.text.locale import Locale
from knowledge.live import Live
from knowledge.search import Search
from knowledge.store import Store


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that handlers use, built once in bot.app."""

    live: Live
    people: People
    worked: WorkedUpdates
    subscriptions: Subscriptions
    switches: Switches
    engine: AsyncEngine
    clock: Clock

    async def load(self) -> None:
        """Reads what is kept in memory; anew when this process becomes active, as another one wrote until then."""
        await self.people.load()
        await self.switches.load()


class Context(CallbackContext[Client, dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """python-telegram-bot's context, with typed access to our services."""

    @property
    def services(self) -> Services:
        services = self.bot_data["services"]
        assert isinstance(services, Services)  # noqa: S101 - bot.app puts it there
        return services


SanadApplication: TypeAlias = "Application[Client, Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]"


@dataclass(frozen=True, slots=True)
class Request:
    """One update, as handlers see it. `store` is read once, so that an answer never mixes two versions."""

    services: Services
    store: Store
    search: Search
    locale: Locale
    argument: str
    """What was typed after the command, or the whole of a plain message; no white space at its ends."""
    command: str = ""
    """The command's name as typed, without slash and bot name; empty for plain words."""
    user_id: int | None = None
    private: bool = True

    @property
    def words(self) -> Words:
        return for_locale(self.locale)


def request(update: Update, services: Services) -> Request:
    """What an update asks, and in which language it is to be answered."""
    user = update.effective_user
    served = services.live.current
    chosen = services.people.language(user.id) if user else None
    command, argument = _command_and_argument(update)
    return Request(
        services=services,
        store=served.store,
        search=served.search,
        locale=locales.of(user.language_code if user else None, chosen),
        argument=argument,
        command=command,
        user_id=user.id if user else None,
        private=update.effective_chat is not None and update.effective_chat.type == "private",
    )


def _command_and_argument(update: Update) -> tuple[str, str]:
    text = (update.effective_message.text if update.effective_message else None) or ""
    if not text.startswith("/"):
        return "", text.strip()
    command, *rest = text.split(maxsplit=1)
    return command[1:].partition("@")[0], rest[0].strip() if rest else ""
