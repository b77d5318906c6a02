"""The first words, help, and the choice of language."""

import re

from bot.context import Request
from bot.handlers import membership
from bot.handlers.answering import Answer
from bot.render.card import quoted
from bot.render.views import View
from knowledge.model import Language
from knowledge.text import fold

_DEEP_LINK = re.compile(r"(partner|fact)_([A-Za-z0-9-]{1,50})", re.ASCII)
_LANGUAGES: dict[str, Language] = {
    **dict.fromkeys(("ar", "arabic", "عربي", "عربيه", "العربيه"), "ar"),
    **dict.fromkeys(("en", "english", "انجليزي", "انجليزيه", "الانجليزيه"), "en"),
}
"""Names of the languages, folded."""


async def start(request: Request) -> Answer:
    """/start, and links of the form https://t.me/BOT?start=partner_DE"""
    home = View("start", request.locale.language)
    if not request.argument:
        offer = await membership.waiting(request) if request.private else None
        return Answer(home, after=(offer,) if offer else ())
    link = _DEEP_LINK.fullmatch(request.argument)
    if link:
        view = View(link[1], request.locale.language, link[2].upper() if link[1] == "partner" else link[2].lower())
        held = request.store.by_partner if view.name == "partner" else request.store.facts
        if view.argument in held:
            return Answer(view)
    return Answer(home, request.words("deep-link-unknown"))


async def help_(request: Request) -> Answer:
    """/help"""
    return Answer(View("help", request.locale.language))


async def language(request: Request) -> Answer:
    """/language [NAME]"""
    chosen = _LANGUAGES.get(fold(request.argument))
    if chosen:
        return await choose(request, chosen)
    lead = request.words("language-unknown", input=quoted(request.argument)) if request.argument else ""
    return Answer(View("language", request.locale.language), lead)


async def choose(request: Request, chosen: Language) -> Answer:
    """Keeps a person's choice and says so in the language chosen."""
    if request.user_id is not None:
        await request.services.people.choose(request.user_id, chosen)
    return Answer(View("language", chosen))
