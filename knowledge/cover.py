"""How much of a question a fact covers: by its own words, by the offices of who is in it, and by what is near to either."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.candidates import Candidate
from knowledge.model import Kind
from knowledge.question import Question
from knowledge.weights import ACTOR, NEARLY, PARTNER, SIDE, UNKNOWN, Weights
from knowledge.words import Unit

KINDS: Mapping[Kind, frozenset[str]] = {
    Kind.MEETING: frozenset({"c:meeting", "c:talks"}),
    Kind.VISIT: frozenset({"c:visit", "c:meeting"}),
    Kind.AGREEMENT: frozenset({"c:agreement", "c:sign"}),
    Kind.MEMORANDUM: frozenset({"c:memorandum", "c:sign"}),
    Kind.LETTER_OF_INTENT: frozenset({"c:letter-of-intent", "c:sign"}),
    Kind.JOINT_STATEMENT: frozenset({"c:joint-statement", "c:statement", "c:sign"}),
    Kind.INFORMATION_SHARING: frozenset({"c:intelligence", "c:information", "c:data"}),
    Kind.MILITARY_AID: frozenset({"c:support"}),
    Kind.AID: frozenset({"c:support", "c:humanitarian-aid", "c:provide"}),
    Kind.EXERCISE: frozenset({"c:exercise", "c:simulation"}),
    Kind.TRAINING: frozenset({"c:training"}),
    Kind.MEDIATION: frozenset({"c:mediation"}),
}
"""What is said of a fact already by its kind."""


@dataclass(slots=True)
class Cover:
    """How much of a question a fact covers, as weights."""

    own: float = 0.0
    """By its own words or its kind."""
    roles: float = 0.0
    """By names and offices alone."""
    beside: float = 0.0
    """By near words, labels and notes."""
    titled: float = 0.0
    known: float = 0.0
    """Everything that the question asks for in words that the store knows."""
    named: float = 0.0
    """Of that, names."""
    asked: float = 0.0
    """And in other words, which may be chatter."""

    @property
    def main(self) -> float:
        return self.own + self.roles

    @property
    def share(self) -> float:
        return (self.main + self.beside) / self.asked if self.asked else 0.0


def cover(candidate: Candidate, question: Question, weights: Weights) -> Cover:
    covered, unknown = Cover(), 0.0
    kind = KINDS.get(candidate.fact.kind, frozenset())
    for unit in question.units:
        weight = weights.of(unit)
        if not unit.is_known:
            unknown += weight
            continue
        covered.known += weight
        covered.titled += weight * (not candidate.title.isdisjoint(unit.terms))
        if not candidate.own.isdisjoint(unit.terms) or not kind.isdisjoint(unit.terms):
            covered.own += weight
        elif not candidate.main.isdisjoint(unit.terms):
            covered.roles += weight
        else:
            covered.beside += weight * _beside(unit, candidate, weights)
    for actors in question.actors:
        covered.named += ACTOR
        covered.own += ACTOR * any(f"a:{actor}" in candidate.main for actor in actors)
    if question.partners:
        covered.named += PARTNER
        covered.own += PARTNER
    covered.known += covered.named
    covered.asked = covered.known + min(unknown, UNKNOWN + covered.known / 3)
    return covered


def _beside(unit: Unit, candidate: Candidate, weights: Weights) -> float:
    """The part of a word's weight that a near word and a label are worth, together less than the word itself."""
    is_near = any(weights.near.get(term, frozenset()) & candidate.main for term in unit.terms)
    is_beside = not candidate.side.isdisjoint(unit.terms)
    return 1 - (1 - NEARLY * is_near) * (1 - SIDE * is_beside)
