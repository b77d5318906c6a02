"""The editor's brake: what becomes of an edition that its owner has before him. Pure: the clock is an argument.

Such an edition stands as long as its subscription is active, under review, and due at the edition's time. It is composed
anew whenever what it was composed of changes; once approved, it only ever loses what has changed.
"""

import datetime as dtm
import hashlib
import json
from dataclasses import dataclass
from enum import Enum, auto
from zoneinfo import ZoneInfo

from bot.digests.compose import Edition, compose
from bot.digests.schedule import is_fresh
from bot.storage import histories
from bot.storage.editions import Content
from bot.storage.histories import History
from bot.storage.reviews import Choice, Draft, Review, Word
from bot.storage.subscription import ChatType, Subscription
from bot.storage.subscriptions import Due
from knowledge.store import Store

AHEAD = dtm.timedelta(hours=1)
"""So long before its time an owner sees an edition; as long, where it was late, it waits for his word."""


class Fate(Enum):
    """What is to be done with an edition under review."""

    WAIT = auto()
    RENEW = auto()
    POST = auto()
    SKIP = auto()
    GIVE_UP = auto()
    """It is no longer asked for."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft with its texts and the history that it names."""

    draft: Draft
    contents: tuple[Content, ...]
    history: History


def reviewer(subscription: Subscription) -> int | None:
    """Who is asked."""
    return subscription.chat_id if subscription.type is ChatType.PRIVATE else subscription.owner


def fate(review: Review, held: Due | None, store: Store, now: dtm.datetime) -> Fate:
    """`held`: the active subscription of the edition's place."""
    if held is None or not held.subscription.review or held.due != review.due:
        return Fate.GIVE_UP
    if reviewer(held.subscription) != review.owner:
        return Fate.GIVE_UP
    if now >= review.until and review.word is not Word.APPROVED:
        return Fate.SKIP
    if now >= review.due and not is_fresh(held.subscription, review.due, now):
        return Fate.SKIP
    if review.draft.basis != basis(store, held):
        return Fate.RENEW
    return Fate.POST if review.word is Word.APPROVED and now >= review.due else Fate.WAIT


def basis(store: Store, held: Due) -> str:
    """The name of all that decides on an edition's text."""
    one = held.subscription
    settings = [one.language, one.partners, one.areas, one.size, one.when_empty, one.type]
    whole = json.dumps([store.version, settings, held.history, str(held.missed)], default=str)
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def token(draft: Draft) -> str:
    """The name of a draft's text, short enough for a button: what is approved is what was seen."""
    return hashlib.sha256("".join(draft.parts).encode()).hexdigest()[:8]


def mark(fact: str) -> str:
    """The name of a fact, short enough for a button: an id may be as long as all that fits into one."""
    return hashlib.sha256(fact.encode()).hexdigest()[:16]


def drafted(store: Store, held: Due, history: History, choice: Choice | None = None) -> Drafted | None:
    """The edition as it would be posted; None if nothing is left of it."""
    edition = _composed(store, held, history, choice)
    if edition is None:
        return None
    contents = tuple(Content(part.html, part.keyboard, part.facts) for part in edition.parts)
    facts = choice if choice is not None else dict.fromkeys((id_ for part in edition.parts for id_ in part.facts), True)
    draft = Draft(basis(store, held), tuple(one.id for one in contents), facts, histories.identify(edition.history))
    return Drafted(draft, contents, edition.history)


def renewed(store: Store, held: Due, history: History, review: Review, seen: History) -> Drafted | None:
    """The edition after what it was composed of has changed. `seen`: the substance of its facts as its owner saw them."""
    choice = {id_: stays for id_, stays in review.draft.facts.items() if id_ in store.facts}
    now = drafted(store, held, history, choice)
    if now is None or review.word is not Word.APPROVED:
        return now
    same = {id_: stays and now.history.get(id_) == seen.get(id_) for id_, stays in choice.items()}
    return now if same == choice else drafted(store, held, history, same)


def toggled(draft: Draft, marked: str) -> Choice | None:
    """The choice with one fact left out, or taken in again; None if nothing would be left, or no fact has that mark."""
    fact = next((id_ for id_ in draft.facts if mark(id_) == marked), None)
    if fact is None:
        return None
    choice = {**draft.facts, fact: not draft.facts[fact]}
    return choice if any(choice.values()) else None


def _composed(store: Store, held: Due, history: History, choice: Choice | None) -> Edition | None:
    zone = ZoneInfo(held.subscription.timezone)
    day = held.missed.astimezone(zone).date() if held.missed else None
    return compose(store, held.subscription, history, day, choice)
