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
    if "who" in question.intents and question.units:
        mentioned = {actor for actors in question.actors for actor in actors}
        return any(participant.id not in mentioned for participant in fact.actors)
    return True


def bonus(fact: Fact, question: Question) -> float:
    """A little more for what was asked for: a plan for a question about plans, a view for one about views."""
    wanted: Mapping[str, set[Status]] = {
        "future": {Status.EXPECTED, Status.PROPOSED},
        "opinion-of-source": {Status.ASSESSED},
    }
    if "where" in question.intents and "Doha" in fact.text.en:
        return 0.15
    more = 0.04 if fact.status is Status.REPORTED and not question.intents & wanted.keys() else 0.0
    return more + sum(
        0.05 for intent, statuses in wanted.items() if intent in question.intents and fact.status in statuses
    )
