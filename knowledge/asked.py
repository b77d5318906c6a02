"""Whether a fact holds the sort of thing that a question asks for: a date, a number, a person."""

import re
from collections.abc import Mapping

from knowledge.model import Fact, Status
from knowledge.question import Question

_TIME = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october"
    r"|november|december|recent(?:ly)?|in recent years|coming months|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\b", re.IGNORECASE)


def holds_what_is_asked(fact: Fact, question: Question) -> bool:
    """A date is answered by a fact with a date, a number by one with a number, a person by one with a person."""
    text = fact.text.en
    if "when" in question.intents and not (fact.date or _TIME.search(text)):
        return False
    if "how-many" in question.intents and not _NUMBER.search(text):
        return False
    if question.intents & {"how-much", "how-long"} or any("c:money" in unit.terms for unit in question.units):
        return False
    if "who" in question.intents and question.units and (question.partners or question.actors):
        mentioned = {actor for actors in question.actors for actor in actors}
        return any(participant.id not in mentioned for participant in fact.actors)
    return True


def bonus(fact: Fact, terms: frozenset[str], question: Question) -> float:
    """What a fact is preferred by for being of the sort that was asked for; `terms` are those of its sentences."""
    wanted = [statuses for intent, statuses in _STATUSES.items() if intent in question.intents]
    more = sum(_OF_THE_SORT for statuses in wanted if fact.status in statuses)
    more += _OF_THE_SORT * ("why" in question.intents and bool(_REASONS & terms))
    more += _OF_THE_SORT * ("where" in question.intents and "Doha" in fact.text.en)
    return more if wanted else more + _REPORTED * (fact.status is Status.REPORTED)


_OF_THE_SORT = 0.2
_REPORTED = 0.04
_REASONS = frozenset({"c:aim", "c:importance"})
_STATUSES: Mapping[str, frozenset[Status]] = {
    "future": frozenset({Status.EXPECTED, Status.PROPOSED}),
    "opinion-of-source": frozenset({Status.ASSESSED}),
}
