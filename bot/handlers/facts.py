"""Single facts, the latest ones, and the articles behind them."""

import re

from bot.context import Request
from bot.handlers.answering import Answer
from bot.render.card import Card
from bot.render.facts import partner_buttons
from bot.render.views import View

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


async def fact(request: Request) -> Answer:
    """/fact ID"""
    words, fact_id = request.words, request.argument.lower()
    example = f"`{next(iter(request.store.facts))}`"
    if not fact_id:
        return Answer(_card(request, "fact-ask-title", words("fact-ask", example=f"`/fact {example.strip('`')}`")))
    if fact_id in request.store.facts:
        return Answer(View("fact", request.locale.language, fact_id))
    if len(fact_id) <= 50 and _ID.fullmatch(fact_id):
        return Answer(_card(request, "fact-unknown-title", words("fact-unknown", id=f"`{fact_id}`")))
    return Answer(_card(request, "fact-unknown-title", words("fact-unknown-odd", example=example)))


async def latest(request: Request) -> Answer:
    """/latest"""
    return Answer(View("latest", request.locale.language))


async def sources(request: Request) -> Answer:
    """/sources"""
    return Answer(View("sources", request.locale.language))


def _card(request: Request, title: str, line: str) -> Card:
    return Card(request.words(title), (line,), keyboard=partner_buttons(request.store, request.words))
