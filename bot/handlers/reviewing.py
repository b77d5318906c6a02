"""Presses under an edition that waits for its owner's word."""

from telegram import Update

from bot import context
from bot.context import Context
from bot.digests.deciding import decide
from bot.digests.press import Said
from bot.handlers import answering
from bot.telegram.client import Markup


async def press(update: Update, context_: Context) -> None:
    """Answers a press; one by somebody else, or too late, gets one friendly word."""
    query, services = update.callback_query, context_.services
    if query is None:
        return
    request, said = context.request(update, services), Said.decode(query.data or "")
    word = "stale-button"
    if said is not None and request.user_id is not None:
        decided = await decide(services.engine, request.store, services.clock(), request.user_id, said)
        word, shown = decided.word, decided.shown
        if shown is not None:
            await answering.put(context_.bot, query, shown.html, Markup(shown.keyboard) if shown.keyboard else None)
    await context_.bot.answer_callback_query(query.id, request.words(word) if word else None, show_alert=bool(word))
