"""What handlers are given: the services of this process, and what is known of one update."""

import datetime as dtm
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from sqlalchemy.ext.asyncio import AsyncEngine
from telegram import Message, Update
from telegram.ext import Application, CallbackContext

from bot.desk.desk import Desk
from bot.digests.plan import Clock
from bot.storage.forgetting import Forgetter
from bot.storage.people import People
from bot.storage.questions import Questions
from bot.storage.reports import Reports
from bot.storage.subscription import ChatType, Place
from bot.storage.subscriptions import Subscriptions
from bot.storage.switches import Switches
from bot.storage.updates import WorkedUpdates
from bot.telegram.client import Client
from bot.telegram.rights import Rights
from bot.text import locale as locales
from bot.text.catalogue import Words, for_locale
from bot.text.locale import Locale
from knowledge.live import Live
from knowledge.search import Search
from knowledge.store import Store
from knowledge.text import is_arabic

_CHATS = frozenset(ChatType)
AWAITED = dtm.timedelta(minutes=10)
"""As long a person is expected to go on with what a dialogue asked of him."""


@dataclass(slots=True)
class Dialogues:
    """What is expected of whom next. Not kept over a restart: whoever is asked again asks again."""

    cities: dict[tuple[int, int], "Asked"] = field(default_factory=dict)
    """Whose next words in a chat are a city."""
    pickers: dict[int, dtm.datetime] = field(default_factory=dict)
    """Who has the picker of chats before him, and since when."""
    articles: dict[int, "Writing"] = field(default_factory=dict)
    """Which admin is sending an article, piece by piece."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The subscription that a city is for, and the message in which it was asked for."""

    place: Place
    message_id: int
    since: dtm.datetime


@dataclass(frozen=True, slots=True)
class Writing:
    """An article that comes in pieces: the partner that it is about, if he was named, and the message that counts them."""

    partner: str
    since: dtm.datetime
    parts: tuple[str, ...] = ()
    counter: int = 0

    def with_part(self, text: str, now: dtm.datetime) -> "Writing":
        return replace(self, parts=(*self.parts, text), since=now)

    def counted_in(self, message_id: int) -> "Writing":
        return replace(self, counter=message_id)


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
    rights: Rights
    timezone: str
    desk: Desk
    questions: Questions
    reports: Reports
    forgetters: tuple[Forgetter, ...]
    """Whoever keeps something of a person, and can remove it."""
    dialogues: Dialogues = field(default_factory=Dialogues)

    def store(self) -> Store:
        """What is served at this moment."""
        return self.live.current.store

    async def load(self) -> None:
        """Reads what is kept in memory; anew when this process becomes active, as another one wrote until then."""
        await self.people.load()
        await self.switches.load()
        await self.reports.load(self.clock())


class Context(CallbackContext[Client, dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """python-telegram-bot's context, with typed access to our services."""

    @property
    def services(self) -> Services:
        services = self.bot_data["services"]
        assert isinstance(services, Services)  # noqa: S101 - bot.app puts it there
        return services


SanadApplication: TypeAlias = "Application[Client, Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]"


@dataclass(frozen=True, slots=True)
class Where:
    """The chat, or the topic of a forum, in which something was said or pressed."""

    place: Place
    type: ChatType
    title: str
    by_chat: bool = False
    """Whether it was said in the chat's own name: a channel's post, an anonymous administrator."""


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
    replied_to: Message | None = None
    """The message that this one answers, whosever it is."""
    replied: str = ""
    """The words of the bot's message that this is a reply to."""
    bot_name: str = ""
    user_id: int | None = None
    user_name: str = ""
    private: bool = True
    where: Where | None = None

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
        locale=locales.of((user.language_code if user else None) or _language_of(update, argument), chosen),
        argument=argument,
        command=command,
        replied_to=update.message.reply_to_message if update.message else None,
        replied=_replied(update),
        bot_name=update.get_bot().username,
        user_id=user.id if user else None,
        user_name=user.full_name if user else "",
        private=update.effective_chat is not None and update.effective_chat.type == "private",
        where=_where(update),
    )


def _where(update: Update) -> Where | None:
    chat, message = update.effective_chat, update.effective_message
    if chat is None or chat.type not in _CHATS:
        return None
    said = message if isinstance(message, Message) else None
    thread = said.message_thread_id if said and said.is_topic_message else None
    sender = said.sender_chat if said and update.callback_query is None else None
    by_chat = sender is not None and sender.id == chat.id
    return Where(Place(chat.id, thread or 0), ChatType(chat.type), chat.title or "", by_chat)


def _replied(update: Update) -> str:
    message = update.effective_message
    replied = message.reply_to_message if isinstance(message, Message) else None
    if replied is None or replied.from_user is None or replied.from_user.id != update.get_bot().id:
        return ""
    return replied.text or ""


def _language_of(update: Update, argument: str) -> str:
    """Where nobody's client tells, as in channels: what was typed, else the chat's title."""
    chat = update.effective_chat
    return "ar" if is_arabic(argument or (chat.title if chat else None) or "") else "en"


def _command_and_argument(update: Update) -> tuple[str, str]:
    text = (update.effective_message.text if update.effective_message else None) or ""
    if not text.startswith("/"):
        return "", text.strip()
    command, *rest = text.split(maxsplit=1)
    return command[1:].partition("@")[0], rest[0].strip() if rest else ""
