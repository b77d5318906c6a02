"""A fact as the terms by which it is found: what its sentences and its actors say, and beside them its labels and notes."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from knowledge import edtf
from knowledge.lexicon import Lexicon
from knowledge.model import Actor, Bilingual, Country, Fact, Partner
from knowledge.stem import Tongue
from knowledge.text import fold

ACTOR = "a:"


@dataclass(frozen=True, slots=True)
class Document:
    """`main`: the sentences, who is in them, the date. `roles`: the actors' names and offices. `side`: kind, areas, notes."""

    main: frozenset[str]
    roles: frozenset[str]
    side: frozenset[str]


def document(fact: Fact, actors: dict[str, Actor], lexicon: Lexicon) -> Document:
    main = _terms(fact.text, lexicon)
    roles = set()
    for participant in fact.actors:
        actor = actors[participant.id]
        main.add(f"{ACTOR}{actor.id}")
        roles |= _terms(actor.name, lexicon) | _terms(participant.role or actor.role, lexicon)
    main |= _date(fact.date, lexicon)
    side = _labels(fact, lexicon) | _terms(fact.note, lexicon) | _terms(fact.date_note, lexicon)
    return Document(frozenset(main), frozenset(roles - main), frozenset(side - main - roles))


def name_words(actors: Iterable[Actor], countries: Iterable[Partner | Country]) -> frozenset[str]:
    """The words of which the names of actors and countries are made."""
    spelled: list[str] = []
    for actor in actors:
        spelled += [actor.name.en, actor.name.ar, *actor.variants]
    for country in countries:
        if isinstance(country, Partner):
            spelled += [country.name.en, country.name.ar, *chain.from_iterable(country.aliases.values())]
        else:
            spelled += chain(country.names, *country.capital.values(), *country.demonym.values())
    return frozenset(form for name in spelled for word in fold(name).split() for form in (word, f"ال{word}"))


def _terms(words: Bilingual | None, lexicon: Lexicon) -> set[str]:
    if words is None:
        return set()
    return _of(words.en, "en", lexicon) | _of(words.ar, "ar", lexicon)


def _of(text: str, tongue: Tongue, lexicon: Lexicon) -> set[str]:
    return {term for span in lexicon.spans(fold(text).split(), [tongue]) for term in span.terms}


def _labels(fact: Fact, lexicon: Lexicon) -> set[str]:
    labels = " . ".join([fact.kind.value, *fact.areas]).replace("-", " ")
    return _of(labels, "en", lexicon)


def _date(date: str | None, lexicon: Lexicon) -> set[str]:
    if date is None:
        return set()
    parsed = edtf.parse(date)
    terms = {f"w:{parsed.year}"}
    if parsed.month:
        terms |= _of(_MONTHS[parsed.month - 1], "en", lexicon)
    return terms | ({f"w:{parsed.day}"} if parsed.day else set())


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
