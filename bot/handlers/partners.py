"""Partners by any name that people type."""

from bot.context import Request
from bot.handlers.answering import Answer
from bot.render.card import Button, Card, quoted
from bot.render.facts import flag, partner_buttons
from bot.render.remembered import per_version
from bot.render.views import View
from knowledge.names import Resolution, resolve
from knowledge.store import Store

NAME_LENGTH = 200
"""Characters of a name that are read."""
HOME = "QA"
_AS_TYPED = 96
"""From this score on, what was typed is the name itself, but for a prefix."""


async def partners(request: Request) -> Answer:
    """/partners"""
    return Answer(View("partners", request.locale.language))


async def partner(request: Request) -> Answer:
    """/partner NAME"""
    return name(request) if request.argument else Answer(_which(request))


def name(request: Request) -> Answer:
    """The partner that a name means, or an honest word on why there is none."""
    if len(request.argument) > NAME_LENGTH:
        return Answer(_too_long(request))
    found = meaning(request.store, request.argument)
    if found.country == HOME:
        return Answer(_home(request))
    if found.country is None:
        return Answer(_not_recognised(request, found))
    lead = ""
    if found.in_store and found.score < _AS_TYPED:
        lead = request.words("showing", partner=request.words.country(found.country))
    return Answer(View("partner", request.locale.language, found.country), lead)


@per_version(512)
def meaning(store: Store, typed: str) -> Resolution:
    """What a name means in a store; most people type the same few."""
    return resolve(typed, store.names, store.by_partner.keys())


def _which(request: Request) -> Card:
    words = request.words
    example = "`/partner ألمانيا`" if words.language == "ar" else "`/partner germany`"
    return Card(
        words("partner-ask-title"),
        (words("partner-ask", example=example),),
        keyboard=partner_buttons(request.store, words),
    )


def _too_long(request: Request) -> Card:
    words = request.words
    return Card(
        words("too-long-title"), (words("too-long", limit=NAME_LENGTH),), keyboard=partner_buttons(request.store, words)
    )


def _home(request: Request) -> Card:
    words = request.words
    return Card(words("home-country-title"), (words("home-country"),), keyboard=partner_buttons(request.store, words))


def _not_recognised(request: Request, found: Resolution) -> Card:
    words, typed = request.words, quoted(request.argument)
    if not found.suggestions:
        lines = (words("not-recognised", input=typed), words("covered"))
        return Card(words("not-recognised-title"), lines, keyboard=partner_buttons(request.store, words))
    exact = found.score >= _AS_TYPED and len(found.suggestions) > 1
    keys = ("ambiguous-title", "ambiguous") if exact else ("not-recognised-title", "not-recognised-near")
    buttons = tuple(
        (Button(f"{flag(code)} {words.country(code)}", f"partner:{code}:0:{words.language}"),)
        for code in found.suggestions
    )
    return Card(words(keys[0]), (words(keys[1], input=typed),), keyboard=buttons)
