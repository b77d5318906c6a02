"""Who holds the office that a question asks for: one person whose office covers all of it, or nobody."""

from collections.abc import Iterable

from knowledge.lexicon import Lexicon
from knowledge.model import Actor, ActorType
from knowledge.question import HOME, Question
from knowledge.text import fold

_HEADS = frozenset(
    {
        "c:minister",
        "c:minister-of-state",
        "c:secretary",
        "c:commander",
        "c:chief-of-staff",
        "c:military-attache",
        "c:emir",
    }
)
"""Concepts that are offices by themselves."""


class Offices:
    """The offices of persons, as terms."""

    def __init__(self, actors: Iterable[Actor], lexicon: Lexicon) -> None:
        self._held = {
            actor.id: (actor.country, _terms(actor, lexicon)) for actor in actors if actor.type is ActorType.PERSON
        }
        self._words = frozenset(term for _, terms in self._held.values() for term in terms)

    def read(self, question: Question) -> frozenset[str] | None:
        """The persons who hold the office asked for; empty if nobody does, None if none is asked for."""
        asked = [unit for unit in question.units if self._words & set(unit.terms)]
        if "who" not in question.intents or question.actors or not any(_HEADS & set(unit.terms) for unit in asked):
            return None
        countries = {*question.partners, *([HOME] if question.is_home or not question.partners else [])}
        return frozenset(
            actor
            for actor, (country, terms) in self._held.items()
            if country in countries and all(terms & set(unit.terms) for unit in asked)
        )


def _terms(actor: Actor, lexicon: Lexicon) -> frozenset[str]:
    if actor.role is None:
        return frozenset()
    english = lexicon.spans(fold(actor.role.en).split(), ["en"])
    arabic = lexicon.spans(fold(actor.role.ar).split(), ["ar"])
    return frozenset(term for spans in (english, arabic) for span in spans for term in span.terms)
