"""Facts by date."""

from bot.context import Request
from bot.handlers.answering import Answer
from bot.handlers.meaning import meaning
from bot.render.card import Button, Card, quoted
from bot.render.facts import partner_buttons
from bot.render.scope import scope
from bot.render.views import View


async def timeline(request: Request) -> Answer:
    """/timeline [PARTNER, TOPIC OR NAME]"""
    words, store = request.words, request.store
    if not request.argument:
        return Answer(View("time", words.language))
    found = meaning(request)
    if found.argument:
        return Answer(View("time", words.language, found.argument))
    if found.abroad:
        return Answer(View("partner", words.language, found.abroad))
    scopes = [(argument, scope(store, words, argument)) for argument in found.near]
    near = tuple((Button(one.name, f"time:{argument}:0:{words.language}"),) for argument, one in scopes if one)
    line = words("timeline-near" if near else "timeline-unknown", input=quoted(request.argument))
    return Answer(Card(words("timeline-unknown-title"), (line,), keyboard=near or partner_buttons(store, words)))
