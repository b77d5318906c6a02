"""Long lists of facts, paged: all that is held on a partner, and the latest dated ones."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.render.card import Button, Card, Group, Keyboard
from bot.render.facts import NOT_DONE, Notes, by_family, counts, item, partner_title, source_name, version_line
from bot.text.catalogue import Words
from knowledge import edtf
from knowledge.model import Fact, Status
from knowledge.store import Store

PER_PAGE = 8
UNITS = 3900
"""UTF-16 units a page may take."""
_FRAME, _HEADING, _FOOTNOTE, _SOURCE = 600, 160, 16, 24
"""UTF-16 units that everything round the facts takes at the most, then what is round a fact, a footnote, a source's name."""

Grouping = Callable[[Sequence[Fact], Words, Notes], tuple[Group, ...]]


def all_facts(store: Store, words: Words, code: str, page: int) -> Card | None:
    """Every fact on a partner: what is reported first, then what isn't done."""
    facts = store.by_partner.get(code)
    if facts is None:
        return None
    ordered = sorted(facts, key=lambda fact: list(Status).index(fact.status))
    back = Button(words("button-brief"), f"partner:{code}:0:{words.language}")
    title = words("all-title", partner=partner_title(store, words, code))
    return paged(store, words, ordered, page, title=title, grouping=_by_status, view=f"all:{code}", back=back)


def latest(store: Store, words: Words, _argument: str, page: int) -> Card | None:
    """Dated facts, the newest first."""
    dated = [
        fact for facts in store.by_partner.values() for fact in facts if fact.date and fact.status is Status.REPORTED
    ]
    ordered = sorted(dated, key=lambda fact: edtf.parse(fact.date or "").sort_key, reverse=True)
    back = Button(words("button-partners"), f"partners::0:{words.language}")
    return paged(
        store, words, ordered, page, title=words("latest-title"), grouping=by_partner(store), view="latest:", back=back
    )


def paged(
    store: Store,
    words: Words,
    facts: Sequence[Fact],
    page: int,
    *,
    title: str,
    grouping: Grouping,
    view: str,
    back: Button,
    lead: Sequence[str] = (),
    ways: Keyboard = (),
) -> Card | None:
    """One page of a list: what stands in `lead` is on each, and `ways` are rows of buttons above the last one."""

    def draft(shown: Sequence[Fact]) -> Card:
        notes = Notes()
        groups = grouping(shown, words, notes)
        return Card(
            title=title,
            lines=(*lead, counts(facts, words)),
            groups=groups,
            closing=(words("legend"),) if any(fact.status in NOT_DONE for fact in shown) else (),
            sources=notes.lines(store, words),
            footer=version_line(store, words, facts),
        )

    pages = _pages(store, facts, words)
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
        lines=(*card.lines, *([words("page", page=page + 1, pages=len(pages))] if len(pages) > 1 else [])),
        keyboard=tuple(row for row in (tuple(turns), *ways, (back,)) if row),
    )


def _pages(store: Store, facts: Sequence[Fact], words: Words) -> list[list[Fact]]:
    """Facts by page: at most PER_PAGE of them and surely no longer than UNITS, and at least one."""
    pages: list[list[Fact]] = []
    room, cited = 0, set[str]()
    for fact in facts:
        sources = {evidence.source for evidence in fact.evidence}
        needed = _units(fact, words) + sum(_SOURCE + len(source_name(store, words, id_)) for id_ in sources - cited)
        if pages and len(pages[-1]) < PER_PAGE and needed <= room:
            pages[-1].append(fact)
            cited |= sources
        else:
            pages.append([fact])
            room, cited = UNITS - _FRAME, sources
            needed = _units(fact, words) + sum(_SOURCE + len(source_name(store, words, id_)) for id_ in sources)
        room -= needed
    return pages or [[]]


def _units(fact: Fact, words: Words) -> int:
    """What a fact takes at the most, a heading of its own and the marks of direction included."""
    return len(fact.text[words.language]) + _HEADING + _FOOTNOTE * len(fact.evidence)


def _by_status(facts: Sequence[Fact], words: Words, notes: Notes) -> tuple[Group, ...]:
    groups = by_family([fact for fact in facts if fact.status is Status.REPORTED], words, notes)
    for status in NOT_DONE:
        items = tuple(item(fact, words, notes) for fact in facts if fact.status is status)
        groups += (Group(words(f"status-{status}-heading"), items),) if items else ()
    return groups


def by_partner(store: Store) -> Grouping:
    """Groups under the partners' names."""

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
