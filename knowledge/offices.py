"""Who holds the office that a question speaks of: those whose office covers all of it, or nobody."""

from collections.abc import Collection, Iterable, Iterator

from knowledge.lexicon import Lexicon
from knowledge.model import Actor, ActorType, Bilingual
from knowledge.question import HOME, Question
from knowledge.text import fold, is_arabic
from knowledge.words import Unit

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
_REACH = 3
"""Words that may stand between an office and its country, or between the words of an office."""
_PLURALS = frozenset(
    fold("وزراء وزرا قادة قيادات وزيرا وزيري الوزيرين الوزيران أمراء ministres ministers commanders chefs").split()
)


class Offices:
    """The offices of persons, as terms."""

    def __init__(self, actors: Collection[Actor], lexicon: Lexicon) -> None:
        self._held: dict[str, tuple[str | None, frozenset[str]]] = {}
        for actor in actors:
            terms = _terms(actor.role if actor.type is ActorType.PERSON else actor.name, lexicon)
            if actor.type is ActorType.PERSON or terms & _HEADS:
                self._held[actor.id] = (actor.country, terms)
        self._persons = frozenset(actor.id for actor in actors if actor.type is ActorType.PERSON)
        self._words = frozenset(term for _, terms in self._held.values() for term in terms)

    def of_person_asked_about(self, question: Question) -> frozenset[str]:
        """The terms of the office of the one person of whom a question asks who that is, or which post is theirs."""
        asks_who = "who" in question.intents and not question.units
        if len(question.actors) != 1 or not (asks_who or "office" in question.intents):
            return frozenset()
        persons = question.actors[0] & self._persons
        return frozenset(term for actor in persons for term in self._held[actor][1])

    def read(self, question: Question) -> frozenset[str] | None:
        """The persons who hold the office asked for; empty if nobody does, None if none is asked for."""
        asked = [unit for unit in question.units if self._words & set(unit.terms)]
        heads = [unit for unit in asked if _HEADS & set(unit.terms)]
        if "who" not in question.intents or question.actors or len(heads) != 1:
            return None
        if any(unit.start < heads[0].start and unit not in asked for unit in question.units):
            return None  # “who met the minister” asks for somebody else
        countries = {*question.partners, *([HOME] if question.is_home or not question.partners else [])}
        return frozenset(actor for actor in self._holders(asked, countries) if actor in self._persons)

    def mentioned(self, question: Question) -> Iterator[frozenset[str]]:
        """For each office of a country that is mentioned, who holds it; nobody perhaps."""
        heads = [unit for unit in question.units if _HEADS & set(unit.terms)]
        for head in heads:
            country = _country_beside(head, heads, question)
            if country and not _PLURALS & set(_bare(head.words)):
                yield self._holders(self._office(head, question), {country})

    def _office(self, head: Unit, question: Question) -> list[Unit]:
        """The head with the words of offices next to it."""
        beside = [
            unit
            for unit in question.units
            if self._words & set(unit.terms)
            and not _HEADS & set(unit.terms)
            and abs(unit.start - head.start) <= len(head.words.split())
        ]
        return [head, *beside]

    def _holders(self, asked: Iterable[Unit], countries: Iterable[str]) -> frozenset[str]:
        asked, countries = list(asked), set(countries)
        return frozenset(
            actor
            for actor, (country, terms) in self._held.items()
            if country in countries and all(terms & set(unit.terms) for unit in asked)
        )


def _country_beside(head: Unit, heads: Collection[Unit], question: Question) -> str | None:
    """The country nearest to an office, and to no other; of two equally near the one where a demonym stands."""
    behind = is_arabic(head.words)  # in the other languages it mostly stands before
    near = [
        (_apart(head, at), (at < head.start) == behind, code)
        for at, code in question.countries
        if _apart(head, at) <= min(_REACH, *(_apart(one, at) for one in heads))
        and (code == HOME or code in question.partners)
    ]
    return min(near)[2] if near else None


def _apart(office: Unit, at: int) -> int:
    """How many words an office is away from the one at a place, counted from its nearer end."""
    end = office.start + max(len(office.words.split()), 1) - 1
    return office.start - at if at < office.start else max(at - end, 0)


def _bare(words: str) -> list[str]:
    return [word.removeprefix("ال") for word in words.split()]


def _terms(office: Bilingual | None, lexicon: Lexicon) -> frozenset[str]:
    if office is None:
        return frozenset()
    english = lexicon.spans(fold(office.en).split(), ["en"])
    arabic = lexicon.spans(fold(office.ar).split(), ["ar"])
    return frozenset(term for spans in (english, arabic) for span in spans for term in span.terms)
