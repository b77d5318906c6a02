"""Facts in the order of their dates; those that no source dates stand apart."""

from collections.abc import Sequence
from dataclasses import replace

from bot.render.card import Button, Card, Group
from bot.render.facts import Notes, item
from bot.render.listing import Grouping, by_partner, paged
from bot.render.scope import scope
from bot.text.catalogue import Words
from knowledge import edtf
from knowledge.model import Fact
from knowledge.store import Store


def timeline(store: Store, words: Words, argument: str, page: int) -> Card | None:
    """Dated facts on a partner, a topic, an actor or everything, the earliest first."""
    about = scope(store, words, argument)
    if about is None:
        return None
    dated = sorted((fact for fact in about.facts if fact.date), key=lambda fact: edtf.parse(fact.date or "").sort_key)
    undated = len(about.facts) - len(dated)
    title = words("timeline-title", what=about.name)
    more = Button(words("button-undated", count=undated), f"nodate:{argument}:0:{words.language}")
    ways = ((more,),) if undated else ()
    if not dated:
        lines = (words("timeline-empty"),)
        return Card(title, lines, keyboard=(*ways, (about.back,))) if page == 0 else None
    lead = (words("timeline-undated", count=undated),) if undated else ()
    return paged(
        store,
        words,
        dated,
        page,
        title=title,
        grouping=_by_year,
        view=f"time:{argument}",
        back=about.back,
        lead=lead,
        ways=ways,
    )


def undated(store: Store, words: Words, argument: str, page: int) -> Card | None:
    """The facts of a timeline that no source dates."""
    about = scope(store, words, argument)
    facts = [fact for fact in about.facts if fact.date is None] if about else []
    if about is None or not facts:
        return None
    return paged(
        store,
        words,
        facts,
        page,
        title=words("undated-title", what=about.name),
        grouping=_undated_by_partner(store),
        view=f"nodate:{argument}",
        back=Button(words("button-back-timeline"), f"time:{argument}:0:{words.language}"),
    )


def _undated_by_partner(store: Store) -> Grouping:
    """That no date is given is said once, in the title."""

    def grouping(facts: Sequence[Fact], words: Words, notes: Notes) -> tuple[Group, ...]:
        groups = by_partner(store)(facts, words, notes)
        return tuple(replace(group, items=tuple(replace(one, when="") for one in group.items)) for group in groups)

    return grouping


def _by_year(facts: Sequence[Fact], words: Words, notes: Notes) -> tuple[Group, ...]:
    years = dict.fromkeys(edtf.parse(fact.date or "").year for fact in facts)
    return tuple(
        Group(str(year), tuple(item(fact, words, notes) for fact in facts if edtf.parse(fact.date or "").year == year))
        for year in years
    )
