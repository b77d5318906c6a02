"""How much each part of a question counts, and each feature of a fact in the order of the facts."""

import math
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from knowledge.words import VERBAL, Unit

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
SOFT = 0.3
"""Part of a word's weight that says what sort of thing is asked for as well."""
ACTOR = 5.0
PARTNER = 2.0
NEARLY = 0.65
"""What a word counts of which the fact holds only a near one."""
SIDE = 0.6
"""What a word counts that is only in a fact's labels and notes."""
TOLD = 0.9
"""What a word counts that is only in questions that the fact is known to answer."""
COEFFICIENTS: Mapping[str, float] = {
    "covered": 8.26,
    "covered by near words and labels": 3.56,
    "covered by names and offices alone": -1.00,
    "titled": 1.06,
    "title of something else": -1.96,
    "importance": 0.63,
    "importance, of a name alone": 1.54,
    "importance, of a list": 0.27,
    "excepted": 1.50,
    "reported, as asked": 0.11,
    "expected or proposed": -0.17,
    "expected or proposed, as asked": 2.95,
    "expected or proposed, asked whether done": 0.50,
    "assessed": -0.22,
    "assessed, as asked": 1.51,
    "reason, as asked": 2.19,
    "reason, not asked": -0.79,
    "occasion, asked when or where": 1.07,
    "person not mentioned": -1.18,
    "new, as asked": 1.15,
    "civil, asked apart from force": 0.71,
}
"""What each feature weighs in the order of the facts, learned by `python -m benchmarks.ranking` from the sets of questions that
are tuned on (softmax over the facts that fit, ridge 0.5); docs/search.md has what that gained on sets that were held out."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Weighs by how many of all the facts hold a term."""

    held: Mapping[str, int]
    total: int
    near: Mapping[str, AbstractSet[str]]
    """Of a term those of near concepts."""

    def of(self, unit: Unit) -> float:
        """How much a unit counts: the rarer, the more. An unknown word may be chatter; a concept that no fact holds is not."""
        if not unit.terms:
            return UNHELD if unit.is_name else VERB if unit.words.startswith(VERBAL) else UNKNOWN
        held = sum(self.held.get(term, 0) for term in unit.terms)
        if not held:
            return UNHELD if unit.is_sure else UNKNOWN
        rarity: float = math.log(1 + self.total / (held + 0.5)) ** STEEPNESS
        return min(rarity, RAREST) * (SOFT if unit.is_soft else 1)

    def of_term(self, term: str) -> float:
        """How much a term of a known question counts."""
        weight: float = self.rarity(term) ** STEEPNESS
        return min(weight, RAREST)

    def rarity(self, term: str) -> float:
        return math.log(1 + self.total / (self.held.get(term, 0) + 0.5))

    def near_to(self, terms: Iterable[str]) -> frozenset[str]:
        return frozenset(near for term in terms for near in self.near.get(term, ()))
