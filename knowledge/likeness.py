"""How like a question is to those that a fact is known to answer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from knowledge.candidates import Candidate
from knowledge.question import Question
from knowledge.text import in_order
from knowledge.weights import UNHELD, Weights
from knowledge.words import Unit

_NEARLY = 0.5
"""What a word counts of which a known question has only a near one."""
_ONE_WORD = 0.6
"""As alike questions are at most that share a single word, however rare it is."""

NOT_ALIKE = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Likeness:
    """From 0 to 1. By what is asked for (Dice's coefficient of the terms, by weight): to the most alike of the known questions
    and to the next. By the letters of all words, in whatever order: as a whole, and as far as the words are shared."""

    first: float
    second: float
    same_way: float
    """To the most alike that asks in the same way: less, the fewer of the ways to ask the two share (Jaccard's index)."""
    letters: float
    shared: float
    together: float
    """The part of what is asked for that is in the fact's sentences or in any of those questions."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a question, names aside, weighed once for all facts. A set of them is a number, each word a bit of it."""

    at: Mapping[str, int]
    """Of each term the words that mean it."""
    near_at: Mapping[str, int]
    """Of each term near to these the words that it is near to."""
    terms: frozenset[str]
    """All of these."""
    weights: tuple[float, ...]
    weight: float
    text: str
    """All its words, in the order of the alphabet."""
    intents: frozenset[str]
    _of_sets: dict[int, float] = field(default_factory=dict)

    @classmethod
    def of(cls, question: Question, weights: Weights) -> "Wording":
        words = question.units
        weighed = tuple(_weight(word, weights) for word in words)
        at = _places(word.terms for word in words)
        near = _places(weights.near_to(word.terms) for word in words)
        near_at = {term: places for term, places in near.items() if term not in at}
        text = in_order(" ".join(question.words))
        return cls(at, near_at, frozenset(at) | near_at.keys(), weighed, sum(weighed), text, question.intents)

    def weight_of(self, words: int) -> float:
        """What a set of the words weighs."""
        found = self._of_sets.get(words)
        if found is None:
            found = sum(weight for place, weight in enumerate(self.weights) if words >> place & 1)
            self._of_sets[words] = found
        return found


def _same_way(ways: Iterable[frozenset[str]], intents: frozenset[str]) -> float:
    return max(len(way & intents) / len(way | intents) if way or intents else 1.0 for way in ways)


def _weight(word: Unit, weights: Weights) -> float:
    """What no fact holds counts as such, for it makes a question another one."""
    whole = weights.of(word)
    return whole if whole >= UNHELD or not word.terms else max(map(weights.of_term, word.terms))


def _places(terms: Iterable[Iterable[str]]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, meant in enumerate(terms):
        for term in meant:
            places[term] = places.get(term, 0) | 1 << place
    return places


def alike(candidate: Candidate, wording: Wording, weights: Weights) -> tuple[float, float, float]:
    """To the most alike of the questions that a fact is known to answer and to the next, by what is asked for; and to the most
    alike that asks in the same way."""
    first = second = same_way = 0.0
    for known in candidate.questions:
        found = _alike(known.terms, wording, weights)
        if found > first:
            first, second = found, first
        elif found > second:
            second = found
        if found > same_way:
            same_way = max(same_way, found * _same_way(known.ways, wording.intents))
    return first, second, same_way


def likeness(candidate: Candidate, wording: Wording, nearest: tuple[float, float, float]) -> Likeness:
    """The whole of it, where `alike` is known; the letters of all words take their time."""
    letters = _best(wording.text, candidate.wordings, fuzz.ratio)
    shared = _best(wording.text, candidate.wordings, fuzz.token_set_ratio)
    return Likeness(*nearest, letters, shared, _together(candidate, wording))


def _best(text: str, others: Sequence[str], scorer: Callable[..., float]) -> float:
    found = process.extractOne(text, others, scorer=scorer, processor=None)
    return found[1] / 100 if found else 0.0


def _together(candidate: Candidate, wording: Wording) -> float:
    held = candidate.own.union(candidate.roles, *(known.terms for known in candidate.questions))
    found = 0
    for term in held & wording.at.keys():
        found |= wording.at[term]
    return wording.weight_of(found) / (wording.weight or 1.0)


def _alike(known: frozenset[str], wording: Wording, weights: Weights) -> float:
    if known.isdisjoint(wording.terms):
        return 0.0
    same, near, rest = 0, 0, weights.of_all(known)
    for term in known & wording.at.keys():
        same |= wording.at[term]
        rest -= weights.of_term(term)
    for term in known & wording.near_at.keys():
        near |= wording.near_at[term]
    shared = wording.weight_of(same) + _NEARLY * wording.weight_of(near & ~same)
    found = 2 * shared / (wording.weight + shared + rest)
    return found if same.bit_count() >= min(2, len(wording.weights)) else min(found, _ONE_WORD)
