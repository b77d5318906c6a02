"""How much of a question a fact covers: by its own words, by the offices of who is in it, and by what is near to either."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from knowledge.candidates import Candidate
from knowledge.model import Kind
from knowledge.question import Question
from knowledge.weights import ACTOR, NEARLY, PARTNER, SIDE, UNKNOWN, Weights

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


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for, weighed once for all facts."""

    words: tuple[tuple[frozenset[str], float, frozenset[str]], ...]
    """Of each word that the store knows its terms, its weight, and the terms near to it."""
    actors: tuple[frozenset[str], ...]
    terms: frozenset[str]
    near: frozenset[str]
    """Terms near to any of them."""
    partner: float
    """The weight of the partners, among which every fact that is looked at is one's."""
    named: float
    """The weight of all names."""
    weight: float
    """Of everything, words that nobody knows among it, which may be chatter."""
    office: frozenset[str]
    """The terms of the office of whom is asked about."""

    @classmethod
    def of(cls, question: Question, weights: Weights, office: frozenset[str]) -> Self:
        known = [unit for unit in question.units if weights.holds(unit)]
        words = tuple((frozenset(unit.terms), weights.of(unit), weights.near_to(unit.terms)) for unit in known)
        named = ACTOR * len(question.actors) + PARTNER * bool(question.partners)
        in_all = named + sum(weight for _, weight, _ in words)
        unknown = sum(weights.of(unit) for unit in question.units if not weights.holds(unit))
        return cls(
            words=words,
            actors=tuple(frozenset(f"a:{actor}" for actor in actors) for actors in question.actors),
            terms=frozenset(term for terms, _, _ in words for term in terms),
            near=frozenset(other for _, _, near in words for other in near),
            partner=PARTNER * bool(question.partners),
            named=named,
            weight=in_all + min(unknown, UNKNOWN + in_all / 3) or 1.0,
            office=office,
        )


@dataclass(frozen=True, slots=True)
class Cover:
    """The parts of what is asked for that a fact covers."""

    own: float
    """By its own words or its kind."""
    roles: float
    """By names and offices alone."""
    beside: float
    """By near words, labels and notes."""
    titled: float
    named: float
    """Not of the fact: the part of the question that is names."""

    @property
    def share(self) -> float:
        return self.own + self.roles + self.beside


def cover(candidate: Candidate, asked: Asked) -> Cover:
    own = asked.partner
    roles = beside = titled = 0.0
    kind = KINDS.get(candidate.fact.kind, frozenset())
    for terms, weight, near in asked.words:
        if not candidate.title.isdisjoint(terms):
            titled += weight
        if not candidate.own.isdisjoint(terms) or not kind.isdisjoint(terms):
            own += weight
        elif not candidate.roles.isdisjoint(terms):
            roles += weight
        else:
            nearly = not (candidate.own.isdisjoint(near) and candidate.roles.isdisjoint(near))
            beside += weight * _PARTS[nearly, not candidate.side.isdisjoint(terms)]
    own += ACTOR * sum(not candidate.own.isdisjoint(actors) for actors in asked.actors)
    return Cover(
        own=own / asked.weight,
        roles=roles / asked.weight,
        beside=beside / asked.weight,
        titled=titled / asked.weight,
        named=asked.named / asked.weight,
    )


_PARTS = {
    (nearly, beside): 1 - (1 - NEARLY * nearly) * (1 - SIDE * beside)
    for nearly in (False, True)
    for beside in (False, True)
}
"""What a word counts of which a fact holds a near one, or which stands beside its sentences: together less than itself."""
