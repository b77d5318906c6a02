"""A person, an organisation or an event: who it is, in both languages, in which office, and the facts."""

from collections.abc import Iterable, Sequence

from bot.render.bidi import RLM
from bot.render.card import Button, Card, Group, Keyboard
from bot.render.facts import Notes, flag, item, partner_title, share
from bot.render.listing import Grouping, paged
from bot.render.scope import index, scope
from bot.text.catalogue import Words
from knowledge.model import Actor, Fact
from knowledge.store import Store


def who(store: Store, words: Words, actor_id: str, page: int) -> Card | None:
    """The card of an actor; his facts partner by partner, and office by office where it was not the usual one."""
    actor, about = store.actors.get(actor_id), scope(store, words, actor_id)
    if actor is None or about is None:
        return None
    back = Button(words("button-partners"), f"partners::0:{words.language}")
    title, lead = f"{_flag(actor)}{about.name}", _lead(actor, words)
    if not about.facts:
        return Card(title, (*lead, words("who-empty")), keyboard=((back,),))
    return paged(
        store,
        words,
        about.facts,
        page,
        title=title,
        grouping=_by_office(store, actor),
        view=f"who:{actor_id}",
        back=back,
        lead=lead,
        ways=((Button(words("button-timeline"), f"time:{actor_id}:0:{words.language}"), share(words, about.name)),),
    )


def choice(store: Store, words: Words, actor_ids: Iterable[str]) -> Keyboard:
    """Actors as buttons, one a row."""
    return tuple(
        (Button(f"{_flag(actor)}{actor.name[words.language]}", f"who:{actor.id}:0:{words.language}"),)
        for actor in (store.actors[actor_id] for actor_id in actor_ids)
    )


def famous(store: Store, number: int) -> list[str]:
    """The actors whom most facts name."""
    held = index(store).actors
    return sorted((actor for actor in held if held[actor]), key=lambda actor: -len(held[actor]))[:number]


def _lead(actor: Actor, words: Words) -> tuple[str, ...]:
    other = f"{RLM}{actor.name.en}" if words.language == "ar" else actor.name.ar
    return (other, actor.role[words.language] if actor.role else words(f"actor-{actor.type}"))


def _flag(actor: Actor) -> str:
    return f"{flag(actor.country)} " if actor.country else ""


def _by_office(store: Store, actor: Actor) -> Grouping:
    def office(fact: Fact, words: Words) -> str:
        """The office in that fact, if it is another than the usual one."""
        role = next((one.role for one in fact.actors if one.id == actor.id and one.role), None)
        return role[words.language] if role and role != actor.role else ""

    def grouping(facts: Sequence[Fact], words: Words, notes: Notes) -> tuple[Group, ...]:
        keys = dict.fromkeys((fact.partner, office(fact, words)) for fact in facts)
        return tuple(
            Group(
                " — ".join(filter(None, (partner_title(store, words, code), role))),
                tuple(
                    item(fact, words, notes) for fact in facts if (fact.partner, office(fact, words)) == (code, role)
                ),
            )
            for code, role in keys
        )

    return grouping
