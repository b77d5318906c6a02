"""How much each part of a question counts, and each feature of a fact in the order of the facts."""

import math
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

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
COEFFICIENTS: Mapping[str, float] = {
    "covered": 3.57,
    "covered by near words and labels": 2.73,
    "covered by names and offices alone": -1.19,
    "alike": 1.41,
    "next alike": 1.00,
    "alike, asked in the same way": 3.14,
    "alike by letters": 4.03,
    "alike by letters, shared words": 4.42,
    "covered, known questions counted": 4.02,
    "titled": -0.52,
    "title of something else": -0.79,
    "importance": 0.27,
    "importance, of a name alone": 1.60,
    "importance, of a list": -0.07,
    "excepted": 1.06,
    "excepted by name": -1.17,
    "reported, as asked": 0.89,
    "expected or proposed": -0.18,
    "expected or proposed, as asked": 2.78,
    "expected or proposed, asked whether done": 0.47,
    "assessed": 0.24,
    "assessed, as asked": 0.84,
    "reason, as asked": 1.30,
    "reason, not asked": -0.51,
    "occasion, asked when or where": 0.28,
    "person not mentioned": -0.74,
    "office, as asked": 2.04,
    "new, as asked": 0.53,
    "civil, asked apart from force": -1.31,
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
    _of_terms: dict[str, float] = field(default_factory=dict)
    _of_all: dict[frozenset[str], float] = field(default_factory=dict)

    def of(self, unit: Unit) -> float:
        """How much a unit counts: the rarer, the more. An unknown word may be chatter; a concept that no fact holds is not."""
        held = sum(self.held.get(term, 0) for term in unit.terms)
        if not held:
            is_sure = unit.is_sure if unit.terms else unit.is_name
            return UNHELD if is_sure else VERB if unit.words.startswith(VERBAL) else UNKNOWN
        rarity: float = math.log(1 + self.total / (held + 0.5)) ** STEEPNESS
        return min(rarity, RAREST) * (SOFT if unit.is_soft else 1)

    def holds(self, unit: Unit) -> bool:
        """Whether a unit says something that facts could: no stranger's word, nor one that only questions have."""
        return unit.is_name or (bool(unit.terms) and (unit.is_sure or any(term in self.held for term in unit.terms)))

    def of_term(self, term: str) -> float:
        """How much a term counts."""
        weight = self._of_terms.get(term)
        if weight is None:
            weight = self._of_terms[term] = min(self.rarity(term) ** STEEPNESS, RAREST)
        return weight

    def of_all(self, terms: frozenset[str]) -> float:
        """How much the terms of a known question count together."""
        weight = self._of_all.get(terms)
        if weight is None:
            weight = self._of_all[terms] = sum(map(self.of_term, terms))
        return weight

    def rarity(self, term: str) -> float:
        return math.log(1 + self.total / (self.held.get(term, 0) + 0.5))

    def near_to(self, terms: Iterable[str]) -> frozenset[str]:
        return frozenset(near for term in terms for near in self.near.get(term, ()))
