"""What an edition holds. It depends on the store's version, the subscription's settings and the place's history alone.

A history is an ordered mapping from fact id to the fact's substance when the place had it, the longest ago first. Facts that
the place has not had, but that the store held already when it subscribed or an edition was made, are in it with an empty
substance: what is in no history at all is new.
"""

import datetime as dtm
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from bot.digests.press import Press
from bot.render import edition, html
from bot.render.card import Keyboard
from bot.render.edition import Section
from bot.render.keyboards import to_json
from bot.storage.subscription import LARGEST_SIZE, ChatType, Subscription
from bot.text.catalogue import Words, words
from bot.text.locale import Locale
from knowledge.model import Fact, Language, Rank, Status
from knowledge.store import Store
from knowledge.substance import substance

NOT_HAD = ""
"""The substance of a fact that a place has not had yet."""

History = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One message: Telegram's HTML, an inline keyboard as the Bot API's JSON, the ids of the facts in it."""

    html: str
    keyboard: str | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """The messages of an edition in their order, and the place's history after it."""

    parts: tuple[Part, ...]
    history: History


@dataclass(frozen=True, slots=True)
class _Holdings:
    """The facts of a store that a subscription is about, with the substance of each; `all` names the others too."""

    facts: Mapping[str, Fact]
    substances: History
    all: Sequence[str]


def begun(store: Store) -> History:
    """The history of a place that subscribes now: nothing that the store holds already will be new to it."""
    return dict.fromkeys(sorted(store.facts), NOT_HAD)


def compose(
    store: Store,
    subscription: Subscription,
    history: History,
    missed: dtm.date | None = None,
    choice: Mapping[str, bool] | None = None,
) -> Edition | None:
    """The next edition, or None if there is nothing to post. `missed`: the day of an edition that was skipped, to be told.

    `choice`: the facts that the edition has, each with whether it stays; what doesn't is as if it had never been in it."""
    held = _held(store, subscription)
    sections = _sections(_chosen(held, choice), subscription, history)
    if not sections:
        return None
    parts = tuple(
        Part(html.render(card, Locale(language)), to_json(card.keyboard), facts)
        for language in _languages(subscription)
        for card, facts in edition.cards(
            store, words(language), sections, missed, _keyboard(subscription, words(language))
        )
    )
    posted = [fact.id for section in sections for fact in section.facts]
    withheld = {id_ for id_, stays in (choice or {}).items() if not stays and id_ not in history}
    return Edition(parts, _after(held, history, posted, withheld))


def _held(store: Store, subscription: Subscription) -> _Holdings:
    successors = {fact.supersedes: fact.id for fact in store.facts.values() if fact.supersedes}
    facts = {
        fact.id: fact
        for fact in store.facts.values()
        if (not subscription.partners or fact.partner in subscription.partners)
        and (not subscription.areas or set(fact.areas) & set(subscription.areas))
    }
    substances = {id_: substance(fact, successors.get(id_)) for id_, fact in facts.items()}
    return _Holdings(facts, substances, sorted(store.facts))


def _chosen(held: _Holdings, choice: Mapping[str, bool] | None) -> _Holdings:
    if choice is None:
        return held
    return replace(held, facts={id_: fact for id_, fact in held.facts.items() if choice.get(id_)})


def _sections(held: _Holdings, subscription: Subscription, history: History) -> tuple[Section, ...]:
    """What is corrected, then what is new, then what the place has not had; else, if wanted, one fact from the archive."""
    corrected = [
        held.facts[id_]
        for id_, had in history.items()
        if had != NOT_HAD and id_ in held.facts and had != held.substances[id_]
    ][:LARGEST_SIZE]
    served = [fact for fact in held.facts.values() if fact.rank is not Rank.DEPRECATED]
    new = _by_weight([fact for fact in served if fact.id not in history]) if history else []
    unread = _by_weight([fact for fact in served if history.get(fact.id, NOT_HAD) == NOT_HAD and fact not in new])
    room = max(subscription.size - len(corrected), 0)
    new = new[:room]
    unread = unread[: room - len(new)]
    if not (corrected or new or unread) and subscription.when_empty == "archive":
        return _archived(held, history)
    heading = "edition-more" if corrected or new else ""
    found = (Section("edition-corrected", tuple(corrected)), Section("edition-new", tuple(new)))
    return tuple(section for section in (*found, Section(heading, tuple(unread))) if section.facts)


def _archived(held: _Holdings, history: History) -> tuple[Section, ...]:
    """Of the weightiest facts that the place has had, the one it had longest ago."""
    had = [held.facts[id_] for id_ in history if id_ in held.facts and held.facts[id_].rank is not Rank.DEPRECATED]
    weightiest = [fact for fact in had if fact.importance == max(one.importance for one in had)]
    return (Section("edition-archive", (weightiest[0],)),) if weightiest else ()


def _by_weight(facts: Sequence[Fact]) -> list[Fact]:
    """The most important first; of equal ones what was reported before what was not, the partners taking turns."""
    ordered: list[Fact] = []
    for importance in (3, 2, 1):
        for reported in (True, False):
            alike = [f for f in facts if f.importance == importance and (f.status is Status.REPORTED) is reported]
            partners = dict.fromkeys(fact.partner for fact in alike)
            by_partner = [[fact for fact in alike if fact.partner == code] for code in partners]
            ordered += [fact for turn in zip_longest(*by_partner) for fact in turn if fact is not None]
    return ordered


def _after(held: _Holdings, history: History, posted: Iterable[str], withheld: Collection[str]) -> History:
    """What the place has had then. A fact that is withheld stays new to it."""
    now = dict.fromkeys(posted)
    known = set(held.all)
    before = {id_: had for id_, had in history.items() if had != NOT_HAD and id_ not in now and id_ in known}
    had = before | {id_: held.substances[id_] for id_ in now}
    return had | {id_: NOT_HAD for id_ in held.all if id_ not in had and id_ not in withheld}


def _languages(subscription: Subscription) -> tuple[Language, ...]:
    return ("ar", "en") if subscription.language == "both" else (subscription.language,)


def _keyboard(subscription: Subscription, catalogue: Words) -> Keyboard:
    """A private digest can be changed or stopped where it is read."""
    if subscription.type is not ChatType.PRIVATE:
        return ()
    language = catalogue.language
    settings = Press(language, None, "menu").button(catalogue("button-settings"))
    return ((settings, Press(language, None, "stop").button(catalogue("button-stop"))),)
