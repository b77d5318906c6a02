"""From a handler's answer to a message: the one place that sends and edits answers."""

import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from telegram import CallbackQuery, Chat, Message, Update
from telegram.error import BadRequest

from bot import context
from bot.context import Context, Request
from bot.digests.press import Press
from bot.observe import metrics
from bot.render import html, views
from bot.render.answer import OUTCOMES
from bot.render.card import Button, Card, Keyboard
from bot.render.html import Html
from bot.render.keyboards import to_json
from bot.render.views import REPORT, View
from bot.telegram.client import Client, Markup
from bot.text.catalogue import Words, for_locale
from bot.text.locale import Locale
from knowledge.model import Language


@dataclass(frozen=True, slots=True)
class Sent:
    """A message of ours that may yet change, and its chat, which may get files."""

    client: Client
    chat_id: int
    message_id: int
    request: Request

    async def becomes(self, card: Card) -> None:
        await self.client.rewrite(self.chat_id, self.message_id, *rendered(self.request, Answer(card)))

    async def adds(self, answer: "Answer") -> None:
        """Another message below."""
        await self.client.say(self.chat_id, *rendered(self.request, answer))

    async def brings(self, name: str, content: str) -> None:
        """A text file below the message."""
        await self.client.send_document(self.chat_id, document=content.encode(), filename=name)


@dataclass(frozen=True, slots=True)
class Answer:
    """A view of the store, or a card made for the occasion; `lead` is a line on how the question was understood.

    `keyboard` stands in the place of the letters, `after` are messages that follow (HTML, inline keyboard), `gone` says that
    the message whose button was pressed has served its purpose."""

    shown: View | Card
    lead: str = ""
    language: Language | None = None
    """Of the card, where it is another than the person's."""
    keyboard: str | None = None
    after: tuple[tuple[str, str | None], ...] = ()
    gone: bool = False
    then: Callable[[Sent], Coroutine[Any, Any, None]] | None = None
    """What is to be done once the answer stands; no other update waits for it."""


Handler = Callable[[Request], Awaitable[Answer | None]]
Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]

_OUTCOMES = {letter: str(outcome) for outcome, letter in OUTCOMES.items()}
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_UNCHANGED = "message is not modified"


def answering(handler: Handler) -> Callback:
    """The library's callback for a handler of messages."""
    return _answering(lambda _: handler)


def commanded(handlers: Mapping[str, Handler]) -> Callback:
    """The same for many commands, each by its name: the library would ask one after the other whether it is his."""
    return _answering(lambda request: handlers[request.command.lower()])


def _answering(handler_for: Callable[[Request], Handler]) -> Callback:
    async def callback(update: Update, context_: Context) -> None:
        if update.effective_message is None:
            return
        request = context.request(update, context_.services)
        handler = handler_for(request)
        name, started = handler.__name__.strip("_"), time.perf_counter()
        try:
            answer = await handler(request)
            if answer is not None:
                await send(context_.bot, update.effective_message, request, answer)
        finally:
            metrics.ANSWER_SECONDS.labels(name).observe(time.perf_counter() - started)
        metrics.ANSWERS.labels(name, outcome(answer)).inc()

    return callback


async def send(client: Client, message: Message, request: Request, answer: Answer) -> None:
    """Answers a message where it stands: in its topic, and in groups as a reply to it."""
    thread = message.message_thread_id if message.is_topic_message else None
    in_group = message.chat.type in (Chat.GROUP, Chat.SUPERGROUP)
    text, inline = rendered(request, answer)
    shown = Markup(answer.keyboard) if answer.keyboard else inline
    reply_to = message.message_id if in_group else None
    message_id = await client.say(message.chat_id, text, shown, thread_id=thread, reply_to=reply_to)
    for html_, buttons in answer.after:
        await client.say(message.chat_id, html_, None if buttons is None else Markup(buttons), thread_id=thread)
    if answer.then is not None:
        request.services.desk.tasks.start(answer.then(Sent(client, message.chat_id, message_id, request)))


async def edit(client: Client, query: CallbackQuery, request: Request, answer: Answer) -> None:
    """Shows an answer in the message whose button was pressed; in a new one if that message is out of reach."""
    if query.message is None:
        return None
    if answer.gone:
        await client.take_away(query.message.chat.id, query.message.message_id)
        return None
    if answer.after and isinstance(query.message, Message):  # a preview stands below the dialogue, which stays as it is
        return await send(client, query.message, request, answer)
    if not await put(client, query, *rendered(request, answer)) and isinstance(query.message, Message):
        return await send(client, query.message, request, answer)
    if answer.then is not None:
        sent = Sent(client, query.message.chat.id, query.message.message_id, request)
        request.services.desk.tasks.start(answer.then(sent))
    return None


async def put(client: Client, query: CallbackQuery, text: str, shown: Markup | None) -> bool:
    """Puts a text in the place of that whose button was pressed; says whether it is there, or was already."""
    if query.message is None:
        return False
    try:
        await client.rewrite(query.message.chat.id, query.message.message_id, text, shown)
    except BadRequest as error:
        reason = error.message.lower()
        if any(gone in reason for gone in _GONE):
            return False
        if _UNCHANGED not in reason:
            raise
    return True


def rendered(request: Request, answer: Answer) -> tuple[Html, Markup | None]:
    """The message text and the keyboard of an answer."""
    card = answer.shown
    language = card.language if isinstance(card, View) else answer.language or request.locale.language
    locale = Locale(language, request.locale.digits if language == request.locale.language else "latn")
    if isinstance(card, View):
        card = views.card(request.store, card, locale.digits) or stale(request)
    if answer.lead:
        card = card.with_lead(answer.lead)
    shown = answer.shown
    if (
        request.private
        and isinstance(shown, View)
        and shown.name == "partner"
        and shown.argument in request.store.by_partner
    ):
        card = _following(card, for_locale(locale), shown.argument)
    if isinstance(shown, View) and shown.name == "fact" and shown.argument in request.store.facts:
        card = _reporting(card, for_locale(locale), shown.argument, private=request.private)
    return html.render(card, locale), markup(card.keyboard, request.bot_name)


def outcome(answer: Answer | None) -> str:
    """What became of a request, for the metrics: a question may end in honest silence."""
    if answer is None:
        return "none"
    if not isinstance(answer.shown, View):
        return "word"
    return _OUTCOMES.get(answer.shown.argument[:1], "answered") if answer.shown.name == "found" else "answered"


@lru_cache(maxsize=512)
def _following(card: Card, words: Words, code: str) -> Card:
    """A brief in a private chat, where one tap subscribes to its partner."""
    follow = Press(words.language, None, "follow", code).button(words("button-follow"))
    return replace(card, keyboard=(*card.keyboard[:1], (follow,), *card.keyboard[1:]))


@lru_cache(maxsize=512)
def _reporting(card: Card, words: Words, fact_id: str, *, private: bool) -> Card:
    """A fact, under which one says what is wrong with it; where others read along, by a link to the private chat."""
    label = words("button-report")
    link = Button(label, f"{REPORT}_{fact_id}", "open")
    button = Button(label, f"{REPORT}:{fact_id}:0:{words.language}") if private else link
    return replace(card, keyboard=(*card.keyboard[:1], (button,), *card.keyboard[1:]))


def stale(request: Request) -> Card:
    """What stands in for something that the store no longer holds."""
    return Card(title=request.words("stale-button"))


def markup(keyboard: Keyboard, bot_name: str = "") -> Markup | None:
    """The keyboard as the client sends it."""
    json = to_json(keyboard, bot_name)
    return None if json is None else Markup(json)
