"""Presses of buttons: each shows a view in the message that carries the button."""

from telegram import Update

from bot import context
from bot.context import Context, Request
from bot.handlers import asking, greeting, personal
from bot.handlers.answering import Answer, edit
from bot.render import answer, privacy, views
from bot.render.views import View

_CHOSEN = 1
"""The page of the view `language` that stands for a choice made."""


async def press(update: Update, context_: Context) -> None:
    """Answers a press; a button that isn't ours, or whose thing is gone, gets one friendly word."""
    query = update.callback_query
    if query is None:
        return
    request = context.request(update, context_.services)
    shown = await _answer(request, View.decode(query.data or ""))
    if isinstance(shown, str):
        await context_.bot.answer_callback_query(query.id, shown, show_alert=True)
        return
    await edit(context_.bot, query, request, shown)
    await context_.bot.answer_callback_query(query.id)


async def _answer(request: Request, view: View | None) -> Answer | str:
    """What takes the message's place, or a word that pops up instead."""
    if view is None:
        return request.words("stale-button")
    if view.name == "forget" and view.argument != str(request.user_id):
        return request.words("forget-not-yours")
    if view.name == "forget" and view.page == privacy.CONFIRMED:
        return await personal.remove(request, view)
    if view.name == "language" and view.page == _CHOSEN:
        return await greeting.choose(request, view.language)
    digits = request.locale.digits if view.language == request.locale.language else "latn"
    if not views.card(request.store, view, digits):
        return request.words("stale-button")
    if view.name == "found" and view.page in {answer.YES, answer.NO}:
        return await asking.judge(request, view)
    return Answer(view)
