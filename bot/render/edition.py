"""An edition of a digest as the cards of its messages: split only between facts, each with the sources it cites."""

import datetime as dtm
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.render import html
from bot.render.card import Card, Group, Item, Keyboard
from bot.render.facts import NOT_DONE, Notes, item, partner_title, version_line
from bot.text.catalogue import Words
from bot.text.locale import Locale
from knowledge.model import Fact, Rank
from knowledge.store import Store

FACTS_A_MESSAGE = 6
UNITS = 3900
"""UTF-16 units of a message at most; Telegram's limit is 4096."""


@dataclass(frozen=True, slots=True)
class Section:
    """Facts that are in an edition for one reason; `heading` is that reason's key in the catalogue, or empty."""

    heading: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    heading: str
    fact: Fact


def cards(
    store: Store, words: Words, sections: Sequence[Section], missed: dtm.date | None, keyboard: Keyboard
) -> tuple[tuple[Card, tuple[str, ...]], ...]:
    """The messages of an edition in one language, each with the ids of its facts; the keyboard goes under the last."""
    entries = [_Entry(section.heading, fact) for section in sections for fact in section.facts]
    pages: list[list[_Entry]] = []
    for entry in entries:
        together = [*pages[-1], entry] if pages else []
        if 0 < len(together) <= FACTS_A_MESSAGE and _fits(_card(store, words, together, missed, (8, 8))):
            pages[-1] = together
        else:
            pages.append([entry])
    drawn = [
        _card(store, words, page, missed if number == 1 else None, (number, len(pages)))
        for number, page in enumerate(pages, 1)
    ]
    drawn[-1] = replace(drawn[-1], keyboard=keyboard)
    return tuple((card, _as_shown(page)) for card, page in zip(drawn, pages, strict=True))


def _as_shown(page: Sequence[_Entry]) -> tuple[str, ...]:
    """The facts of a message in the order of its lines, by which corrections find them."""
    places = list(dict.fromkeys((one.heading, one.fact.partner) for one in page))
    return tuple(one.fact.id for one in sorted(page, key=lambda one: places.index((one.heading, one.fact.partner))))


def _fits(card: Card) -> bool:
    return html.length(html.render(card, Locale("en"))) <= UNITS


def _card(store: Store, words: Words, page: Sequence[_Entry], missed: dtm.date | None, part: tuple[int, int]) -> Card:
    notes = Notes()
    facts = [entry.fact for entry in page]
    lines = [words("edition-missed", day=words.day(missed))] if missed else []
    lines += [words("page", page=part[0], pages=part[1])] if part[1] > 1 else []
    places = dict.fromkeys((entry.heading, entry.fact.partner) for entry in page)
    groups = tuple(
        Group(
            _title(store, words, heading, code),
            tuple(_item(e.fact, words, notes) for e in page if (e.heading, e.fact.partner) == (heading, code)),
        )
        for heading, code in places
    )
    legend = (words("legend-reported"), words("legend")) if any(fact.status in NOT_DONE for fact in facts) else ()
    card = Card(words("edition-title"), tuple(lines), groups, closing=legend, footer=version_line(store, words, facts))
    return replace(card, sources=notes.lines(store, words))


def _title(store: Store, words: Words, heading: str, code: str) -> str:
    partner = partner_title(store, words, code)
    return words(heading, partner=partner) if heading else partner


def _item(fact: Fact, words: Words, notes: Notes) -> Item:
    """A fact as a line; a withdrawn one struck through, with the reason."""
    shown = item(fact, words, notes)
    if fact.rank is Rank.DEPRECATED and fact.reason is not None:
        return replace(shown, remark=words("edition-withdrawn", reason=fact.reason[words.language]))
    return shown
