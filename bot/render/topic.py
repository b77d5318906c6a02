"""Topics: what is held on an area or a kind of event across all partners, and the choice of them."""

from collections.abc import Iterable

from bot.render.card import Button, Card, Keyboard, packed
from bot.render.facts import share, version_line
from bot.render.listing import by_partner, paged
from bot.render.scope import capitalised, index, scope
from bot.text.catalogue import Words
from bot.text.topics import TOPICS, label
from knowledge.model import Area
from knowledge.store import Store

_AREAS, _KINDS = 0, 1


def topic(store: Store, words: Words, name: str, page: int) -> Card | None:
    """The facts on a topic, partner by partner; for one without facts, that there are none."""
    if name not in TOPICS:
        return None
    about = scope(store, words, name)
    if about is None or not about.facts:
        called = capitalised(label(name, words))
        lines = (words("topic-empty", topic=called),)
        return Card(words("topic-empty-title", topic=called), lines, keyboard=choice(store, words, _AREAS))
    return paged(
        store,
        words,
        about.facts,
        page,
        title=words("topic-title", topic=about.name),
        grouping=by_partner(store),
        view=f"topic:{name}",
        back=Button(words("button-topics"), f"topics::0:{words.language}"),
        ways=((Button(words("button-timeline"), f"time:{name}:0:{words.language}"), share(words, about.name)),),
    )


def topics(store: Store, words: Words, _argument: str, page: int) -> Card | None:
    """The topics that have facts, as buttons: areas on one page, kinds of event on the other."""
    if page not in {_AREAS, _KINDS}:
        return None
    key = "topics-areas" if page == _AREAS else "topics-kinds"
    example = f"`{words('usage-topic')}`"
    return Card(
        title=words("topics-title"),
        lines=(words(key, example=example) if page == _AREAS else words(key),),
        footer=version_line(store, words),
        keyboard=choice(store, words, page),
    )


def choice(store: Store, words: Words, page: int) -> Keyboard:
    """The topics of a page, and the way to the other one."""
    areas = set(map(str, Area))
    held = [name for name in TOPICS if index(store).topics[name] and (name in areas) == (page == _AREAS)]
    other = ("button-kinds", _KINDS) if page == _AREAS else ("button-areas", _AREAS)
    return (*topic_buttons(store, words, held), (Button(words(other[0]), f"topics::{other[1]}:{words.language}"),))


def topic_buttons(store: Store, words: Words, names: Iterable[str]) -> Keyboard:
    """Topics as buttons, with the number of their facts."""
    labels = [(name, capitalised(label(name, words)), len(index(store).topics[name])) for name in names]
    return packed(
        (len(called), Button(words("button-topic", topic=called, count=count), f"topic:{name}:0:{words.language}"))
        for name, called, count in labels
    )
