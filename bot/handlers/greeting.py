"""The first words, help, and the choice of language."""

import re
from dataclasses import replace

from bot.context import Request
from bot.handlers import asking, membership, reporting
from bot.handlers.answering import Answer
from bot.render.card import quoted
from bot.render.greeting import DESK
from bot.render.scope import scope
from bot.render.views import REPORT, View
from bot.text.topics import TOPICS
from knowledge.model import Language
from knowledge.text import fold

_DEEP_LINK = re.compile(r"(partner|fact|topic|who|time)_([A-Za-z0-9-]{1,50})", re.ASCII)
_ASK = "ask"
"""Where the button leads that stands in for inline results."""
_CODE = 2
_LANGUAGES: dict[str, Language] = {
    **dict.fromkeys(("ar", "arabic", "عربي", "عربيه", "العربيه"), "ar"),
    **dict.fromkeys(("en", "english", "انجليزي", "انجليزيه", "الانجليزيه"), "en"),
}
"""Names of the languages, folded."""


async def start(request: Request) -> Answer:
    """/start, and links of the form https://t.me/BOT?start=partner_DE: also fact_ID, topic_ID, who_ID, time_ID."""
    home = View("start", request.locale.language)
    if not request.argument:
        offer = await membership.waiting(request) if request.private else None
        return Answer(home, after=(offer,) if offer else ())
    if request.argument == _ASK:
        return await asking.ask(replace(request, argument=""))
    if request.private and (fact_id := request.argument.removeprefix(f"{REPORT}_")) in request.store.facts:
        return await reporting.begin(request, fact_id)
    link = _DEEP_LINK.fullmatch(request.argument)
    if link:
        name, argument = link[1], link[2].upper() if len(link[2]) == _CODE else link[2].lower()
        view = View(name, request.locale.language, argument)
        if _is_held(request, name, argument):
            return Answer(view)
    return Answer(home, request.words("deep-link-unknown"))


def _is_held(request: Request, name: str, argument: str) -> bool:
    """Whether a link still leads somewhere: a partner without facts, say, is no place to be led to."""
    if name == "fact":
        return argument in request.store.facts
    about = scope(request.store, request.words, argument)
    own = {"partner": request.store.by_partner, "topic": TOPICS, "who": request.store.actors}.get(name)
    return bool(about and about.facts) and (own is None or argument in own)


async def help_(request: Request) -> Answer:
    """/help; it names the desk's commands to an admin, in private."""
    is_admins = request.private and request.user_id in request.services.desk.admins
    desk = " ".join(f"`/{name}`" for name in DESK)
    return Answer(View("help", request.locale.language), request.words("help-desk", commands=desk) if is_admins else "")


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
