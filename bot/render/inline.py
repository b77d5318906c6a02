"""Cards to share in any chat: what stands in the list of results, and the message that a tap posts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.render import brief, topic, who
from bot.render.card import MARKS, Button, Card
from bot.render.fact import shared
from bot.render.facts import counts, flag
from bot.render.scope import capitalised, index, scope
from bot.text.catalogue import Words, words
from bot.text.topics import TOPICS, label
from knowledge.model import LANGUAGES
from knowledge.store import Store
from knowledge.text import fold

_DESCRIBED = 160
"""Characters of a description that clients have room for."""
_TYPED_FROM = 2
_MOST_BEGUN = 8


@dataclass(frozen=True, slots=True)
class Article:
    """One result: its id, two lines on what it is, and the card that is posted."""

    id: str
    title: str
    description: str
    card: Card


@lru_cache(maxsize=1024)
def article(store: Store, words: Words, argument: str) -> Article | None:
    """A partner, a topic, an actor or a fact as a result; None for what there is nothing on."""
    if argument in store.facts:
        return _fact(store, words, argument)
    about = scope(store, words, argument) if argument else None
    if about is None or not about.facts:
        return None
    if argument in store.by_partner:
        name, card = "partner", brief.partner(store, words, argument, 0)
    elif argument in TOPICS:
        name, card = "topic", topic.topic(store, words, argument, 0)
    else:
        name, card = "who", who.who(store, words, argument, 0)
    if card is None:
        return None
    return Article(
        _id(name, argument), about.name, counts(about.facts, words), _opened(card, words, f"{name}_{argument}")
    )


def _fact(store: Store, words: Words, fact_id: str) -> Article:
    fact = store.facts[fact_id]
    when = f" · {words.date(fact.date)}" if fact.date else ""
    text = fact.text[words.language]
    short = text if len(text) <= _DESCRIBED else f"{text[: _DESCRIBED - 1].rpartition(' ')[0]}…"
    title = f"{flag(fact.partner)} {MARKS[fact.status]} {capitalised(label(fact.kind, words))}{when}"
    return Article(_id("fact", fact_id), title, short, _opened(shared(store, words, fact), words, f"fact_{fact_id}"))


def _id(*parts: str) -> str:
    """A result's id, of 64 bytes at the most."""
    return ":".join(parts)


def _opened(card: Card, words: Words, link: str) -> Card:
    """In a chat without the bot no button can be answered: one leads to the bot instead."""
    return replace(card, keyboard=((Button(words("button-open"), link, "open"),),))


def begun(store: Store, typed: str) -> tuple[str, ...]:
    """Partners, topics and actors that may be meant by the beginning of a name."""
    start = fold(typed)
    if len(start) < _TYPED_FROM:
        return ()
    found = dict.fromkeys(argument for name, argument in _names(store) if name.startswith(start))
    return tuple(found)[:_MOST_BEGUN]


@lru_cache(maxsize=2)
def _names(store: Store) -> tuple[tuple[str, str], ...]:
    return tuple((fold(name), argument) for name, argument in _spelled(store))


def _spelled(store: Store) -> Iterator[tuple[str, str]]:
    """Names in both languages of whatever has facts, Arabic ones without their article as well."""
    spoken = [words(language) for language in LANGUAGES]
    for code in store.by_partner:
        yield from ((store.partners[code].name[one.language], code) for one in spoken)
    for name, facts in index(store).topics.items():
        if facts:
            yield from ((label(name, one), name) for one in spoken)
            yield label(name, spoken[0]).removeprefix("ال"), name
    for actor_id, facts in index(store).actors.items():
        if facts:
            actor = store.actors[actor_id]
            yield from ((name, actor_id) for name in (actor.name.en, actor.name.ar, *actor.variants))
