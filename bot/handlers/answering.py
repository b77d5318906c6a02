"""From a handler's answer to a message: the one place that sends and edits answers."""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest

from bot import context
from bot.context import Context, Request
from bot.observe import metrics
from bot.render import html, views
from bot.render.answer import OUTCOMES
from bot.render.card import Card, Keyboard
from bot.render.html import Html
from bot.render.keyboards import to_json
from bot.render.views import View
from bot.telegram.client import Client, Markup
from bot.text.locale import Locale


@dataclass(frozen=True, slots=True)
class Answer:
    """A view of the store, or a card made for the occasion; `lead` is a line on how the question was understood."""

    shown: View | Card
    lead: str = ""


Handler = Callable[[Request], Awaitable[Answer | None]]
Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]

_OUTCOMES = {letter: str(outcome) for outcome, letter in OUTCOMES.items()}
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_UNCHANGED = "message is not modified"


def answering(handler: Handler) -> Callback:
    """The library's callback for a handler of messages."""
    name = handler.__name__.strip("_")

    async def callback(update: Update, context_: Context) -> None:
        if update.effective_message is None:
            return
        request = context.request(update, context_.services)
        with metrics.ANSWER_SECONDS.labels(name).time():
            answer = await handler(request)
            if answer is not None:
                await send(context_.bot, update.effective_message, request, answer)
        metrics.ANSWERS.labels(name, outcome(answer)).inc()

    return callback


async def send(client: Client, message: Message, request: Request, answer: Answer) -> None:
    """Answers a message where it stands: in its topic, and in groups as a reply to it."""
    await client.say(
        message.chat_id,
        *rendered(request, answer),
        thread_id=message.message_thread_id if message.is_topic_message else None,
        reply_to=None if request.private else message.message_id,
    )


async def edit(client: Client, query: CallbackQuery, request: Request, answer: Answer) -> None:
    """Shows an answer in the message whose button was pressed; in a new one if that message is out of reach."""
    if query.message is None:
        return
    try:
        await client.rewrite(query.message.chat.id, query.message.message_id, *rendered(request, answer))
    except BadRequest as error:
        reason = error.message.lower()
        if any(gone in reason for gone in _GONE) and isinstance(query.message, Message):
            await send(client, query.message, request, answer)
        elif _UNCHANGED not in reason:
            raise


def rendered(request: Request, answer: Answer) -> tuple[Html, Markup | None]:
    """The message text and the keyboard of an answer."""
    locale = request.locale
    card = answer.shown
    if isinstance(card, View):
        view, locale = (
            card,
            Locale(card.language, request.locale.digits if card.language == request.locale.language else "latn"),
        )
        card = views.card(request.store, view, locale.digits) or stale(request)
    if answer.lead:
        card = card.with_lead(answer.lead)
    return html.render(card, locale), markup(card.keyboard)


def outcome(answer: Answer | None) -> str:
    """What became of a request, for the metrics: a question may end in honest silence."""
    if answer is None:
        return "none"
    if not isinstance(answer.shown, View):
        return "word"
    return _OUTCOMES.get(answer.shown.argument[:1], "answered") if answer.shown.name == "found" else "answered"


def stale(request: Request) -> Card:
    """What stands in for something that the store no longer holds."""
    return Card(title=request.words("stale-button"))


def markup(keyboard: Keyboard) -> Markup | None:
    """The keyboard as the client sends it."""
    json = to_json(keyboard)
    return None if json is None else Markup(json)
