"""Whether a fact holds the sort of thing that a question asks for: a date, a number, a person."""

import re
from collections.abc import Mapping

from knowledge.model import ActorType, Fact
from knowledge.question import CIVIL, FORCE, Question

_TIME = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october"
    r"|november|december|recent(?:ly)?|in recent years|coming months|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_FULL_DATE = re.compile(r"^.{4,5}-\d\d-\d\d")
_NUMBER = re.compile(
    r"\b(?:many|several|two|three|four|five|six|seven|eight|nine|ten)\b(?! (?:countr|state|side|capital|minister))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ARMED = FORCE - {"c:security"}
_PLACES = ("Doha", "Horn of Africa", "Middle East", "Gulf", "Centre", "DIMDEX")
_TOURNAMENTS = frozenset({"c:world-cup", "c:tournament", "c:sport", "c:football-result", "c:stadium"})


def is_beyond_the_store(question: Question) -> bool:
    """Whether no fact can answer: a judgement, why something was not done, or who hosts a tournament, of which sources here say
    nothing reliable."""
    terms = {term for unit in question.units for term in unit.terms}
    is_of_tournament = bool(terms & _TOURNAMENTS) or any("fifa-world-cup-2026" in actors for actors in question.actors)
    return not question.intents.isdisjoint({"judgement", "why-not"}) or ("c:hosting" in terms and is_of_tournament)


def _happenings(question: Question) -> set[str]:
    """What is asked to have happened and can't be taken from other words: a beginning, a signature of those named."""
    terms = {unit.terms[0] for unit in question.units if len(unit.terms) == 1}  # others may mean something else
    return terms & ({"c:begin", "c:opening", "c:sign"} if question.actors else {"c:begin", "c:opening"})


def _names_company(fact: Fact, question: Question, types: Mapping[str, ActorType]) -> bool:
    """Whether an organisation is in the fact that isn't mentioned, and its note doesn't say that a name is lacking."""
    mentioned = question.mentioned
    said = fact.text.en + (fact.note.en if fact.note else "")
    return "not name" not in said and any(
        types[one.id] is ActorType.ORGANISATION and one.id not in mentioned for one in fact.actors
    )


def holds_what_is_asked(fact: Fact, held: frozenset[str], question: Question, types: Mapping[str, ActorType]) -> bool:
    """A date is answered by a fact with a date, a place by one with a place, a number by one with a number, a person by one
    with a person or an organisation that the question doesn't name itself, what is asked of a year by one of that year, and
    what is asked apart from arms by a civil one; `held` are the terms of its sentences, `types` the actors'."""
    terms = {term for unit in question.units for term in unit.terms}
    return (
        _holds_time(fact, question)
        and _holds_place(fact.text.en, question)
        and _holds_number(fact, question, terms, types)
        and ("which-company" not in question.intents or _names_company(fact, question, types))
        and _happenings(question) <= held
        and not (question.excluded & _ARMED and held.isdisjoint(CIVIL))
        and _holds_person(fact, question, terms, types)
    )


def _holds_time(fact: Fact, question: Question) -> bool:
    text, date, intents = fact.text.en, fact.date or "", question.intents
    years = {word for word in question.words if _YEAR.fullmatch(word)}
    if "which-day" in intents and not (_DAY.search(text) or _FULL_DATE.match(date)):
        return False
    if "which-year" in intents and (not date or "?" in date) and not _YEAR.search(text.replace("2026 World Cup", "")):
        return False
    if "when" in intents and not (date or _TIME.search(text)):
        return False
    return years <= set(_YEAR.findall(f"{text} {date}"))


def _holds_place(text: str, question: Question) -> bool:
    if question.intents & {"where", "future"} != {"where"}:
        return True
    return any(place in text for place in _PLACES) or ("in Qatar" in text and not question.is_home)


def _holds_number(fact: Fact, question: Question, terms: set[str], types: Mapping[str, ActorType]) -> bool:
    if question.intents & {"how-much", "how-long"} or "c:money" in terms:
        return False
    if question.intents & {"how-many", "who"} != {"how-many"} or "c:document" in terms:
        return True
    signatories = [one for one in fact.actors if "c:sign" in terms and types[one.id] is ActorType.PERSON]
    return bool(_NUMBER.search(fact.text.en)) or len(signatories) > 1


def _holds_person(fact: Fact, question: Question, terms: set[str], types: Mapping[str, ActorType]) -> bool:
    if "who" not in question.intents or not question.units or not (question.partners or question.mentioned):
        return True
    is_signatory = "c:sign" in terms and question.mentioned
    wanted = {ActorType.PERSON} if is_signatory else {ActorType.PERSON, ActorType.ORGANISATION}
    return any(types[one.id] in wanted and one.id not in question.mentioned for one in fact.actors)
