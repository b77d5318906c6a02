"""Long lists of facts, paged: all that is held on a partner, and the latest dated ones."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.render import html
from bot.render.card import Button, Card, Group
from bot.render.facts import NOT_DONE, Notes, by_family, counts, item, partner_title, version_line
from bot.text.catalogue import Words
from bot.text.locale import Locale
from knowledge import edtf
from knowledge.model import Fact, Status
from knowledge.store import Store

PER_PAGE = 8
UNITS = 3800
"""UTF-16 units a page may take."""

Grouping = Callable[[Sequence[Fact], Words, Notes], tuple[Group, ...]]


def all_facts(store: Store, words: Words, code: str, page: int) -> Card | None:
    """Every fact on a partner: what is reported first, then what isn't done."""
    facts = store.by_partner.get(code)
    if facts is None:
        return None
    ordered = sorted(facts, key=lambda fact: list(Status).index(fact.status))
    back = Button(words("button-brief"), f"partner:{code}:0:{words.language}")
    title = words("all-title", partner=partner_title(store, words, code))
    return _page(store, words, ordered, page, title=title, grouping=_by_status, view=f"all:{code}", back=back)


def latest(store: Store, words: Words, _argument: str, page: int) -> Card | None:
    """Dated facts, the newest first."""
    dated = [
        fact for facts in store.by_partner.values() for fact in facts if fact.date and fact.status is Status.REPORTED
    ]
    ordered = sorted(dated, key=lambda fact: edtf.parse(fact.date or "").sort_key, reverse=True)
    back = Button(words("button-partners"), f"partners::0:{words.language}")
    return _page(
        store, words, ordered, page, title=words("latest-title"), grouping=_by_partner(store), view="latest:", back=back
    )


def _page(
    store: Store,
    words: Words,
    facts: Sequence[Fact],
    page: int,
    *,
    title: str,
    grouping: Grouping,
    view: str,
    back: Button,
) -> Card | None:
    def draft(shown: Sequence[Fact]) -> Card:
        notes = Notes()
        groups = grouping(shown, words, notes)
        return Card(
            title=title,
            lines=(counts(facts, words),),
            groups=groups,
            closing=(words("legend"),) if any(fact.status in NOT_DONE for fact in shown) else (),
            sources=notes.lines(store, words),
            footer=version_line(store, words, facts),
        )

    pages = _pages(facts, draft, Locale(words.language))
    if not 0 <= page < len(pages):
        return None
    card = draft(pages[page])
    turns = [
        Button(words(key, page=number + 1), f"{view}:{number}:{words.language}")
        for key, number in (("button-previous", page - 1), ("button-next", page + 1))
        if 0 <= number < len(pages)
    ]
    return replace(
        card,
        lines=(*card.lines, words("page", page=page + 1, pages=len(pages))),
        keyboard=tuple(row for row in (tuple(turns), (back,)) if row),
    )


def _pages(facts: Sequence[Fact], draft: Callable[[Sequence[Fact]], Card], locale: Locale) -> list[list[Fact]]:
    """Facts by page: at most PER_PAGE of them and UNITS long, and at least one."""
    pages: list[list[Fact]] = []
    for fact in facts:
        together = [*pages[-1], fact] if pages else []
        if 0 < len(together) <= PER_PAGE and html.length(html.render(draft(together), locale)) <= UNITS:
            pages[-1] = together
        else:
            pages.append([fact])
    return pages or [[]]


def _by_status(facts: Sequence[Fact], words: Words, notes: Notes) -> tuple[Group, ...]:
    groups = by_family([fact for fact in facts if fact.status is Status.REPORTED], words, notes)
    for status in NOT_DONE:
        items = tuple(item(fact, words, notes) for fact in facts if fact.status is status)
        groups += (Group(words(f"status-{status}-heading"), items),) if items else ()
    return groups


def _by_partner(store: Store) -> Grouping:
    def grouping(facts: Sequence[Fact], words: Words, notes: Notes) -> tuple[Group, ...]:
        codes = dict.fromkeys(fact.partner for fact in facts)
        return tuple(
            Group(
                partner_title(store, words, code),
                tuple(item(fact, words, notes) for fact in facts if fact.partner == code),
            )
            for code in codes
        )

    return grouping
