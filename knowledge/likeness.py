"""How like a question is to those that a fact is known to answer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from knowledge.candidates import Candidate
from knowledge.question import Question
from knowledge.weights import UNHELD, Weights
from knowledge.words import Unit

_NEARLY = 0.5
"""What a word counts of which a known question has only a near one."""
_ONE_WORD = 0.6
"""As alike questions are at most that share a single word, however rare it is."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """From 0 to 1. By what is asked for (Dice's coefficient of the terms, by weight): to the most alike of the known questions
    and to the next. By the letters of all words, in whatever order: as a whole, and as far as the words are shared."""

    first: float
    second: float
    letters: float
    shared: float
    together: float
    """The part of what is asked for that is in the fact's sentences or in any of those questions."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a question, names aside, weighed once for all facts."""

    weights: tuple[float, ...]
    """Of each word."""
    at: Mapping[str, frozenset[int]]
    """Of each term the words that mean it."""
    near_at: Mapping[str, frozenset[int]]
    """Of each term near to these the words that it is near to."""
    weight: float
    text: str

    @classmethod
    def of(cls, question: Question, weights: Weights) -> "Wording":
        words = question.units
        weighed = tuple(_weight(word, weights) for word in words)
        at = _places(word.terms for word in words)
        near = _places(weights.near_to(word.terms) for word in words)
        near_at = {term: places for term, places in near.items() if term not in at}
        return cls(weighed, at, near_at, sum(weighed), " ".join(question.words))


def _weight(word: Unit, weights: Weights) -> float:
    """What no fact holds counts as such, for it makes a question another one."""
    whole = weights.of(word)
    return whole if whole >= UNHELD or not word.terms else max(map(weights.of_term, word.terms))


def _places(terms: Iterable[Iterable[str]]) -> dict[str, frozenset[int]]:
    places: dict[str, set[int]] = {}
    for place, meant in enumerate(terms):
        for term in meant:
            places.setdefault(term, set()).add(place)
    return {term: frozenset(found) for term, found in places.items()}


def alike(candidate: Candidate, wording: Wording, weights: Weights) -> tuple[float, float]:
    """To the most alike of the questions that a fact is known to answer and to the next, by what is asked for."""
    found = sorted((_alike(one, wording, weights) for one in candidate.questions), reverse=True)
    return (*found[:2], 0.0, 0.0)[0], (*found[:2], 0.0, 0.0)[1]


def likeness(candidate: Candidate, wording: Wording, nearest: tuple[float, float]) -> Likeness:
    """The whole of it, where `alike` is known; the letters of all words take their time."""
    letters = _best(wording.text, candidate.wordings, fuzz.token_sort_ratio)
    shared = _best(wording.text, candidate.wordings, fuzz.token_set_ratio)
    return Likeness(*nearest, letters, shared, _together(candidate, wording))


def _best(text: str, others: Sequence[str], scorer: Callable[..., float]) -> float:
    found = process.extractOne(text, others, scorer=scorer, processor=None)
    return found[1] / 100 if found else 0.0


def _together(candidate: Candidate, wording: Wording) -> float:
    held = candidate.own.union(candidate.roles, *candidate.questions)
    found = {place for term, places in wording.at.items() if term in held for place in places}
    return sum(wording.weights[place] for place in found) / (wording.weight or 1.0)


def _alike(known: frozenset[str], wording: Wording, weights: Weights) -> float:
    shared_terms, near_terms = known & wording.at.keys(), known & wording.near_at.keys()
    if not shared_terms and not near_terms:
        return 0.0
    same = {place for term in shared_terms for place in wording.at[term]}
    near = {place for term in near_terms for place in wording.near_at[term]} - same
    shared = sum(wording.weights[place] for place in same) + _NEARLY * sum(wording.weights[place] for place in near)
    rest = weights.of_all(known) - sum(map(weights.of_term, shared_terms))
    found = 2 * shared / (wording.weight + shared + rest)
    return found if len(same) >= min(2, len(wording.weights)) else min(found, _ONE_WORD)
