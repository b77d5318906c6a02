"""Presses of buttons: each shows a view in the message that carries the button."""

from telegram import Update

from bot import context
from bot.context import Context, Request
from bot.handlers import greeting
from bot.handlers.answering import Answer, edit
from bot.render import views
from bot.render.views import View

_CHOSEN = 1
"""The page of the view `language` that stands for a choice made."""


async def press(update: Update, context_: Context) -> None:
    """Answers a press; a button that isn't ours, or whose thing is gone, gets one friendly word."""
    query = update.callback_query
    if query is None:
        return
    request = context.request(update, context_.services)
    answer = await _answer(request, View.decode(query.data or ""))
    if answer is None:
        await context_.bot.answer_callback_query(query.id, request.words("stale-button"), show_alert=True)
        return
    await edit(context_.bot, query, request, answer)
    await context_.bot.answer_callback_query(query.id)


async def _answer(request: Request, view: View | None) -> Answer | None:
    if view is None:
        return None
    if view.name == "language" and view.page == _CHOSEN:
        return await greeting.choose(request, view.language)
    digits = request.locale.digits if view.language == request.locale.language else "latn"
    return Answer(view) if views.card(request.store, view, digits) else None
