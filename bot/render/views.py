"""What a message can show, as a value that fits into a button: `View`, its callback data, and the card it stands for."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.render import answer, brief, compare, fact, greeting, listing, privacy, sources, timeline, topic, who
from bot.render.card import Button, Card
from bot.render.remembered import per_version
from bot.text.catalogue import Words, for_locale
from bot.text.locale import Digits, Locale
from knowledge.model import Language
from knowledge.store import Store

Renderer = Callable[[Store, Words, str, int], Card | None]
"""Gives the card for an argument and a page (from 0), or None where there is no such thing."""

VIEWS: Mapping[str, Renderer] = {
    "start": greeting.start,
    "help": greeting.help_,
    "language": greeting.language,
    "partners": greeting.partners,
    "partner": brief.partner,
    "all": listing.all_facts,
    "fact": fact.fact,
    "sources": sources.sources,
    "latest": listing.latest,
    "found": answer.found,
    "topic": topic.topic,
    "topics": topic.topics,
    "who": who.who,
    "time": timeline.timeline,
    "nodate": timeline.undated,
    "compare": compare.compare,
    "privacy": privacy.privacy,
    "forget": privacy.forget,
}

DESK = frozenset({"apply", "audit", "case", "correct", "draft", "drop", "rollback", "status"})
"""Names of what only admins are shown; bot.handlers.desk makes it."""
REPORT = "report"
"""Steps of the dialogue in which a reader says what is wrong with a fact; bot.handlers.reporting makes them."""
CALLBACK_BYTES = 64
_DATA = re.compile(r"([a-z]{1,9}):([A-Za-z0-9-]{0,50}):(\d{1,3}):(ar|en)", re.ASCII)


@dataclass(frozen=True, slots=True)
class View:
    """One thing to show: its name in VIEWS, its argument (a country code, a fact's id, …), the page, the language."""

    name: str
    language: Language
    argument: str = ""
    page: int = 0

    def encode(self) -> str:
        """Callback data; at most 64 bytes, as fact ids are at most 50."""
        return f"{self.name}:{self.argument}:{self.page}:{self.language}"

    @classmethod
    def decode(cls, data: str) -> "View | None":
        """The view of callback data that we made; None for any other text."""
        match = _DATA.fullmatch(data)
        if match is None or match[1] not in {*VIEWS, *DESK, REPORT}:
            return None
        return cls(match[1], "ar" if match[4] == "ar" else "en", match[2], int(match[3]))


@per_version(512)
def card(store: Store, view: View, digits: Digits) -> Card | None:
    """The card of a view, with a button to the same in the other language; None where the store holds no such thing."""
    if view.name not in VIEWS:
        return None
    locale = Locale(view.language, digits)
    words = for_locale(locale)
    shown = VIEWS[view.name](store, words, view.argument, view.page)
    if shown is None or view.name == "language":
        return shown
    other = replace(view, language=locale.other)
    if view.page and VIEWS[view.name](store, for_locale(Locale(other.language)), view.argument, view.page) is None:
        other = replace(other, page=0)  # the other language has fewer pages
    switch = Button(words("button-other-language"), other.encode())
    *rows, last = shown.keyboard or ((),)
    return replace(shown, keyboard=(*rows, (*last, switch)))
