"""How much each part of a question counts, and how much of it a fact covers."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.asked import bonus
from knowledge.model import Fact
from knowledge.question import Question, Unit

# A known word counts by its rarity (inverse document frequency) to the power of STEEPNESS, RAREST at the most. The figures
# were tuned on the project's development questions; docs/search.md has them.
STEEPNESS = 1.4
RAREST = 6.5
UNHELD = 12.0
"""A concept that no fact holds, a number or a stranger's name."""
UNKNOWN = 3.0
"""A word that nobody knows: perhaps chatter."""
VERB = 1.5
"""Such a word that looks like an Arabic verb."""
_VERB = ("ي", "بي", "بت", "ت", "سي", "ست", "هي", "هت")
SOFT = 0.3
"""Part of a word's weight that says what sort of thing is asked for as well."""
ACTOR = 5.0
PARTNER = 2.0
_SIDE = 0.6
"""What a word counts that is only in a fact's labels and notes."""
_TITLED = 0.2
_PRECISE = 0.1
_WEIGHTY = 0.04


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that holds something of what is asked, and how well it fits."""

    fact: Fact
    main: frozenset[str]
    side: frozenset[str]
    title: frozenset[str]
    """Terms of the fact's id, which says in a few words what it is about."""
    coverage: float = 0.0
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Weights:
    """Weighs by how many of all the facts hold a term."""

    held: Mapping[str, int]
    total: int

    def of(self, unit: Unit) -> float:
        """How much a unit counts: the rarer, the more. An unknown word may be chatter; a concept that no fact holds is not."""
        if not unit.terms:
            return UNHELD if unit.is_name else VERB if unit.words.startswith(_VERB) else UNKNOWN
        held = sum(self.held.get(term, 0) for term in unit.terms)
        if not held:
            return UNHELD if unit.is_sure else UNKNOWN
        rarity: float = math.log(1 + self.total / (held + 0.5)) ** STEEPNESS
        return min(rarity, RAREST) * (SOFT if unit.is_soft else 1)

    def weighed(self, candidate: Candidate, question: Question) -> Candidate:
        """The candidate with how much of the question it covers, and how it ranks."""
        known = covered = unknown = titled = 0.0
        for unit in question.units:
            weight = self.of(unit)
            if unit.is_known:
                known += weight
                covered += weight * _share(unit.terms, candidate)
                titled += weight * any(term in candidate.title for term in unit.terms)
            else:
                unknown += weight
        for actors in question.actors:
            known += ACTOR
            covered += ACTOR * any(f"a:{actor}" in candidate.main for actor in actors)
        if question.partners:
            known += PARTNER
            covered += PARTNER
        asked = known + min(unknown, UNKNOWN + known / 3)
        coverage = covered / asked if asked else 0.0
        of_the_fact = sum(math.log(1 + self.total / (self.held.get(term, 0) + 0.5)) for term in candidate.main)
        precision = covered / of_the_fact if of_the_fact else 0.0
        score = coverage + _TITLED * titled / (asked or 1) + _PRECISE * precision + _WEIGHTY * candidate.fact.importance
        return replace(candidate, coverage=coverage, score=score + bonus(candidate.fact, candidate.main, question))


def _share(terms: Sequence[str], candidate: Candidate) -> float:
    if any(term in candidate.main for term in terms):
        return 1.0
    return _SIDE if any(term in candidate.side for term in terms) else 0.0
