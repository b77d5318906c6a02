"""Whether a fact holds the sort of thing that a question asks for: a date, a number, a person."""

import re
from collections.abc import Mapping

from knowledge.model import ActorType, Fact
from knowledge.question import Question

_TIME = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october"
    r"|november|december|recent(?:ly)?|in recent years|coming months|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_FULL_DATE = re.compile(r"^.{4,5}-\d\d-\d\d")
_NUMBER = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten)\b(?! (?:countr|state|side|capital|minister))", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PLACES = ("Doha", "Horn of Africa", "Middle East", "Gulf", "Centre", "DIMDEX")
_TOURNAMENTS = frozenset({"c:world-cup", "c:tournament", "c:sport", "c:football-result", "c:stadium"})


def is_beyond_the_store(question: Question) -> bool:
    """Whether no fact can answer: a judgement, or who hosts a tournament, of which sources here say nothing reliable."""
    terms = {term for unit in question.units for term in unit.terms}
    is_of_tournament = bool(terms & _TOURNAMENTS) or any("fifa-world-cup-2026" in actors for actors in question.actors)
    return "judgement" in question.intents or ("c:hosting" in terms and is_of_tournament)


def _happenings(question: Question, terms: set[str]) -> set[str]:
    """What is asked to have happened and can't be taken from other words: a beginning, a signature of those named."""
    return terms & ({"c:begin", "c:opening", "c:sign"} if question.actors else {"c:begin", "c:opening"})


def _names_company(fact: Fact, question: Question, types: Mapping[str, ActorType]) -> bool:
    """Whether an organisation is in the fact that isn't mentioned, and its note doesn't say that a name is lacking."""
    mentioned = {actor for actors in question.actors for actor in actors}
    said = fact.text.en + (fact.note.en if fact.note else "")
    return "not name" not in said and any(
        types[one.id] is ActorType.ORGANISATION and one.id not in mentioned for one in fact.actors
    )


def holds_what_is_asked(fact: Fact, held: frozenset[str], question: Question, types: Mapping[str, ActorType]) -> bool:
    """A date is answered by a fact with a date, a place by one with a place, a number by one with a number, a person by one
    with a person or an organisation that the question doesn't name itself; `held` are the terms of its sentences, `types`
    the actors'."""
    text = fact.text.en
    if "which-day" in question.intents and not (_DAY.search(text) or _FULL_DATE.match(fact.date or "")):
        return False
    if (
        "which-year" in question.intents
        and "?" in (fact.date or "?")
        and not _YEAR.search(text.replace("2026 World Cup", ""))
    ):
        return False
    if "which-company" in question.intents and not _names_company(fact, question, types):
        return False
    if "when" in question.intents and not (fact.date or _TIME.search(text)):
        return False
    terms = {term for unit in question.units for term in unit.terms}
    if question.intents & {"where", "future"} == {"where"} and not (
        any(place in text for place in _PLACES) or ("in Qatar" in text and not question.is_home)
    ):
        return False
    if (
        question.intents & {"how-many", "who"} == {"how-many"}
        and "c:document" not in terms
        and not _NUMBER.search(text)
    ):
        return False
    if question.intents & {"how-much", "how-long"} or "c:money" in terms:
        return False
    if not _happenings(question, terms) <= held:
        return False
    if "who" in question.intents and question.units and (question.partners or question.actors):
        mentioned = {actor for actors in question.actors for actor in actors}
        wanted = {ActorType.PERSON} if "c:sign" in terms and mentioned else {ActorType.PERSON, ActorType.ORGANISATION}
        return any(types[one.id] in wanted and one.id not in mentioned for one in fact.actors)
    return True
