"""What is kept of a person, and its removal."""

from bot.context import Request
from bot.handlers.answering import Answer
from bot.render.card import Card
from bot.render.views import View
from bot.text.catalogue import words as words_of


async def privacy(request: Request) -> Answer:
    """/privacy"""
    return Answer(View("privacy", request.locale.language))


async def forget(request: Request) -> Answer:
    """/forget"""
    if request.user_id is None:
        return Answer(Card(request.words("forget-title"), (request.words("forget-nobody"),)))
    return Answer(View("forget", request.locale.language, str(request.user_id)))


async def remove(request: Request, view: View) -> Answer:
    """Has everything of a person removed, and says what there was."""
    words = words_of(view.language)
    lines = []
    for forgetter in request.services.forgetters:
        count = await forgetter.forget(int(view.argument))
        lines += [words(forgetter.what, count=count)] if count else []
    return Answer(Card(words("forgot-title"), tuple(lines) or (words("forgot-nothing"),)), language=view.language)
