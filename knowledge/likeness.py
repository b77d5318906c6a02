"""How like a question is to those that a fact is known to answer."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from knowledge.candidates import Candidate
from knowledge.question import Question
from knowledge.weights import Weights

_NEARLY = 0.5
"""What a word counts of which a known question has only a near one."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """From 0 to 1. By what is asked for (Dice's coefficient of the terms, by weight): to the most alike of the known questions
    and to the next. By the letters of all words, in whatever order: as a whole, and as far as the words are shared."""

    first: float
    second: float
    letters: float
    shared: float


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a question, names aside, weighed once for all facts."""

    words: tuple[tuple[frozenset[str], float, frozenset[str]], ...]
    """Of each the terms, the weight, and the terms near to it."""
    terms: frozenset[str]
    weight: float
    text: str

    @classmethod
    def of(cls, question: Question, weights: Weights) -> "Wording":
        words = tuple(
            (frozenset(unit.terms), max(map(weights.of_term, unit.terms)), weights.near_to(unit.terms))
            for unit in question.units
            if unit.terms
        )
        unknown = sum(weights.of(unit) for unit in question.units if not unit.terms)
        terms = frozenset(term for terms, _, _ in words for term in terms)
        return cls(words, terms, unknown + sum(weight for _, weight, _ in words), " ".join(question.words))


def likeness(candidate: Candidate, wording: Wording, weights: Weights) -> Likeness:
    found = sorted((_alike(one, wording, weights) for one in candidate.questions), reverse=True)
    first, second = (*found[:2], 0.0, 0.0)[:2]
    letters, shared = (
        max((scorer(wording.text, one) for one in candidate.wordings), default=0.0) / 100
        for scorer in (fuzz.token_sort_ratio, fuzz.token_set_ratio)
    )
    return Likeness(first, second, letters, shared)


def _alike(known: frozenset[str], wording: Wording, weights: Weights) -> float:
    shared = sum(
        weight if not known.isdisjoint(terms) else _NEARLY * weight * (not known.isdisjoint(near))
        for terms, weight, near in wording.words
    )
    rest = sum(map(weights.of_term, known - wording.terms))
    whole = wording.weight + shared + rest
    return 2 * shared / whole if whole else 0.0
