"""What a list of facts may be about: a partner, a topic, an actor, or everything. An index a version, made once."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.render.card import Button
from bot.render.facts import partner_title
from bot.render.remembered import per_version
from bot.text.catalogue import Words
from bot.text.topics import TOPICS, label
from knowledge.actors import Actors
from knowledge.model import Fact, Status
from knowledge.store import Store

_ORDER = {status: place for place, status in enumerate(Status)}


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """The facts that count, by topic and by actor: partner by partner, what is reported first."""

    topics: Mapping[str, tuple[Fact, ...]]
    actors: Mapping[str, tuple[Fact, ...]]
    names: Actors


@dataclass(frozen=True, slots=True)
class Scope:
    """What a list is about: its name, its facts, and the button to what is held on it otherwise."""

    name: str
    facts: tuple[Fact, ...]
    back: Button


@per_version(1)
def index(store: Store) -> Index:
    topics: dict[str, list[Fact]] = {topic: [] for topic in TOPICS}
    actors: dict[str, list[Fact]] = {actor: [] for actor in store.actors}
    for facts in store.by_partner.values():
        for fact in sorted(facts, key=lambda fact: _ORDER[fact.status]):
            for topic in {*map(str, fact.areas), str(fact.kind)}:
                topics[topic].append(fact)
            for actor in {participant.id for participant in fact.actors}:
                actors[actor].append(fact)
    return Index(
        topics={topic: tuple(facts) for topic, facts in topics.items()},
        actors={actor: tuple(facts) for actor, facts in actors.items()},
        names=Actors(store.actors.values()),
    )


def scope(store: Store, words: Words, argument: str) -> Scope | None:
    """A partner by its code, a topic or an actor by its id, everything by nothing; None for what the store doesn't know."""
    language = words.language
    if not argument:
        facts = tuple(fact for held in store.by_partner.values() for fact in held)
        return Scope(words("everything"), facts, Button(words("button-partners"), f"partners::0:{language}"))
    if argument in store.by_partner:
        back = Button(words("button-brief"), f"partner:{argument}:0:{language}")
        return Scope(partner_title(store, words, argument), store.by_partner[argument], back)
    if argument in TOPICS:
        name = capitalised(label(argument, words))
        back = Button(words("button-back", what=name), f"topic:{argument}:0:{language}")
        return Scope(name, index(store).topics[argument], back)
    if argument in store.actors:
        name = store.actors[argument].name[language]
        back = Button(words("button-back", what=name), f"who:{argument}:0:{language}")
        return Scope(name, index(store).actors[argument], back)
    return None


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
