"""What a few words mean where a partner, a topic or a name may be typed: one thing for certain, or several that may be."""

from dataclasses import dataclass

from bot.context import Request
from bot.render.scope import index
from bot.text import topics
from knowledge.names import resolve


@dataclass(frozen=True, slots=True)
class Meaning:
    """Arguments of views (a country code, a topic, an actor's id): what is meant, or what may be. `abroad` is a country
    that the store holds nothing on."""

    argument: str | None = None
    near: tuple[str, ...] = ()
    abroad: str = ""


def meaning(request: Request) -> Meaning:
    """Names as they are typed go before misspelt ones, partners before topics, these before persons."""
    store, text = request.store, request.argument
    country = resolve(text, store.names, store.by_partner.keys())
    topic, who = topics.named(text), index(store).names.who(text)
    if country.country and country.in_store:
        return Meaning(country.country)
    for argument in (
        topic.topic if topic.is_exact else None,
        who.actor if who.is_exact else None,
        topic.topic,
        who.actor,
    ):
        if argument:
            return Meaning(argument)
    if country.country:
        return Meaning(abroad=country.country)
    partners = tuple(code for code in country.suggestions if code in store.by_partner)
    return Meaning(near=(*partners, *topic.near, *who.near))
