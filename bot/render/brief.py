"""A partner's first screen: a desk brief that stands alone, with all that isn't done folded below it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.render import html
from bot.render.card import Button, Card, Group, Keyboard
from bot.render.facts import (
    NOT_DONE,
    Notes,
    by_family,
    counts,
    flag,
    partner_buttons,
    partner_title,
    share,
    version_line,
)
from bot.render.facts import item as as_item
from bot.text.catalogue import Words
from bot.text.locale import Locale
from knowledge.model import Fact, Status
from knowledge.store import Store

LEADING = 8
"""As many reported facts lead at the most."""
FOLDED = 10
"""As many facts that aren't done are folded below them at the most."""
UNITS = 3900
"""UTF-16 units the screen may take, which leaves room under Telegram's 4096 for a line on how the name was understood."""


def partner(store: Store, words: Words, code: str, _page: int) -> Card | None:
    """The brief on a partner that the store covers; for any other country, that nothing is held on it."""
    facts = store.by_partner.get(code)
    if facts is None:
        return _nothing_held(store, words, code)
    reported = _leading([fact for fact in facts if fact.status is Status.REPORTED])
    open_ = sorted((fact for fact in facts if fact.status in NOT_DONE), key=_rank_of_open)[:FOLDED]
    card = _card(store, words, code, reported, open_)
    while html.length(html.render(card, Locale(words.language))) > UNITS and (open_ or len(reported) > 1):
        reported, open_ = (reported, open_[:-1]) if open_ else (reported[:-1], open_)
        card = _card(store, words, code, reported, open_)
    return card


def _nothing_held(store: Store, words: Words, code: str) -> Card | None:
    if code not in store.names.codes:
        return None
    country = words.country(code)
    return Card(
        title=words("country-without-facts-title", country=f"{flag(code)} {country}"),
        lines=(words("country-without-facts", country=country), words("covered")),
        keyboard=partner_buttons(store, words),
    )


def _leading(facts: Sequence[Fact]) -> list[Fact]:
    """The weightiest, in the order of the curated file."""
    chosen = sorted(facts, key=lambda fact: -fact.importance)[:LEADING]
    return [fact for fact in facts if fact in chosen and (fact.importance == 3 or len(chosen) <= LEADING)]


def _rank_of_open(fact: Fact) -> tuple[int, int]:
    return NOT_DONE.index(fact.status) // 2, -fact.importance


def _card(store: Store, words: Words, code: str, reported: Sequence[Fact], open_: Sequence[Fact]) -> Card:
    facts = store.by_partner[code]
    total = sum(fact.status in NOT_DONE for fact in facts)
    notes = Notes()
    groups = by_family(reported, words, notes)
    key = "not-done" if len(open_) == total else "not-done-some"
    lines = [counts(facts, words)]
    if reported and all(fact.date is None for fact in (*reported, *open_)):
        lines.append(words("undated"))
        groups = tuple(replace(group, items=tuple(replace(item, when="") for item in group.items)) for group in groups)
    folded = Group(words(key, count=total, shown=len(open_)), tuple(as_item(fact, words, notes) for fact in open_))
    card = Card(
        title=words("partner-title", partner=partner_title(store, words, code)),
        lines=tuple(lines),
        groups=groups,
        folded=(folded,) if open_ else (),
        closing=(words("legend"),) if open_ else (),
        footer=version_line(store, words, facts),
        keyboard=_keyboard(words, code, len(facts)),
    )
    return replace(card, sources=notes.lines(store, words))


def _keyboard(words: Words, code: str, number: int) -> Keyboard:
    language = words.language
    return (
        (
            Button(words("button-all-facts", count=number), f"all:{code}:0:{language}"),
            Button(words("button-sources"), f"sources:{code}:0:{language}"),
        ),
        (
            Button(words("button-timeline"), f"time:{code}:0:{language}"),
            Button(words("button-compare"), f"compare:{code}:0:{language}"),
        ),
        (share(words, words.country(code)), Button(words("button-partners"), f"partners::0:{language}")),
    )
