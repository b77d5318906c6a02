"""The friendly word for what is dropped: too many requests, or a question that has grown old."""

from telegram import Update

from bot import context
from bot.context import Services
from bot.handlers.answering import Answer, send
from bot.render.card import Card
from bot.telegram.client import Client
from bot.telegram.flow import Verdict

_WORDS = {
    Verdict.TELL_SLOW_DOWN: ("slow-down-title", "slow-down"),
    Verdict.TELL_ASK_AGAIN: ("ask-again-title", "ask-again"),
}


async def refuse(client: Client, services: Services, update: Update, verdict: Verdict) -> None:
    """In a message where one was sent, in a passing word where a button was pressed; an inline query gets none."""
    request = context.request(update, services)
    title, line = (request.words(key) for key in _WORDS[verdict])
    if update.callback_query is not None:
        await client.answer_callback_query(update.callback_query.id, line)
    elif update.effective_message is not None:
        await send(client, update.effective_message, request, Answer(Card(title, (line,))))
