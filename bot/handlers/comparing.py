"""Partners side by side."""

import re
from collections.abc import Iterator

from bot.context import Request
from bot.handlers.answering import Answer
from bot.handlers.partners import HOME
from bot.render import compare as cards
from bot.render.card import quoted
from bot.render.views import View
from knowledge.names import resolve
from knowledge.text import fold

_BETWEEN = re.compile(r"[,،;؛/&+|\n]|\s[-–—]\s")
_JOINING = frozenset(fold("and with vs versus to against or et und mit و مع ضد أو ثم").split())
_LONGEST = 200
_MOST_WORDS = 16


async def compare(request: Request) -> Answer:
    """/compare A B"""
    codes: dict[str, None] = {}
    notes: dict[str, None] = {}
    for name in _names(request):
        found = resolve(name, request.store.names, request.store.by_partner.keys())
        if found.country and found.in_store:
            codes[found.country] = None
        else:
            notes[_note(request, name, found.country)] = None
    if len(codes) > cards.MOST:
        notes[request.words("compare-too-many", limit=cards.MOST)] = None
    shown = cards.argument(list(codes)[: cards.MOST])
    return Answer(View("compare", request.locale.language, shown), "\n".join(list(notes)[:3]))


def _note(request: Request, name: str, country: str | None) -> str:
    words = request.words
    if country == HOME:
        return words("compare-home")
    if country:
        return words("compare-not-held", country=words.country(country))
    return words("compare-not-recognised", input=quoted(name))


def _names(request: Request) -> Iterator[str]:
    """What is typed, taken apart into names: at commas and joining words, and between words that are names by themselves."""
    for part in _BETWEEN.split(request.argument[:_LONGEST]):
        run: list[str] = []
        for word in part.split()[:_MOST_WORDS]:
            if fold(word) in _JOINING:
                yield from _apart(request, run)
                run = []
            else:
                run.append(word)
        yield from _apart(request, run)


def _apart(request: Request, run: list[str]) -> Iterator[str]:
    """The longest names that a run of words begins with, one after the other; words that are none stay together."""
    strange: list[str] = []
    while run:
        size = next((size for size in range(len(run), 0, -1) if _is_name(request, " ".join(run[:size]))), 0)
        if not size:
            strange.append(run.pop(0))
            continue
        if strange:
            yield " ".join(strange)
            strange = []
        yield " ".join(run[:size])
        run = run[size:]
    if strange:
        yield " ".join(strange)


def _is_name(request: Request, text: str) -> bool:
    return resolve(text, request.store.names, request.store.by_partner.keys()).country is not None
