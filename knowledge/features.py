"""What tells a fact that answers from one that is merely near: numbers with names, so that their weights can be read."""

from dataclasses import dataclass

from knowledge.candidates import Candidate
from knowledge.cover import Asked, Cover
from knowledge.likeness import Likeness
from knowledge.model import Fact, Status
from knowledge.question import CIVIL, Question
from knowledge.weights import COEFFICIENTS, Weights

_REASONS = frozenset({"c:aim", "c:importance", "c:seek", "c:wish"})
_CIVIL = frozenset(CIVIL)
_ASKED_OF_OCCASIONS = frozenset({"when", "where"})
_NEW = frozenset({"c:emerging", "c:expand", "c:grow"})


@dataclass(frozen=True, slots=True)
class Ranked:
    """A fact with how much of a question it covers, and how it ranks."""

    candidate: Candidate
    coverage: float
    likeness: Likeness
    score: float

    @property
    def fact(self) -> Fact:
        return self.candidate.fact


def ranked(
    candidate: Candidate, covered: Cover, alike: Likeness, question: Question, asked: Asked, weights: Weights
) -> Ranked:
    found = features(candidate, covered, alike, question, asked, weights)
    score = sum(COEFFICIENTS[name] * value for name, value in found.items() if value)
    return Ranked(candidate, covered.share, alike, score)


def features(
    candidate: Candidate, covered: Cover, alike: Likeness, question: Question, asked: Asked, weights: Weights
) -> dict[str, float]:
    weight = candidate.fact.importance / 3
    apart = frozenset().union(*question.apart)
    of_words = {
        "covered": covered.own + covered.roles,
        "covered by near words and labels": covered.beside,
        "covered by names and offices alone": covered.roles,
        "alike": alike.first,
        "next alike": alike.second,
        "alike, asked in the same way": alike.same_way,
        "alike by letters": alike.letters,
        "alike by letters, shared words": alike.shared,
        "covered, known questions counted": alike.together,
        "titled": covered.titled,
        "title of something else": _apart(candidate, asked, weights),
        "importance": weight,
        "importance, of a name alone": weight * covered.named,
        "importance, of a list": weight * ("list" in question.intents),
        "excepted": float(not candidate.own.isdisjoint(question.excluded)),
        "excepted by name": float(any(one.id in apart for one in candidate.fact.actors)),
    }
    return of_words | _of_the_sort(candidate, question, asked)


def _apart(candidate: Candidate, asked: Asked, weights: Weights) -> float:
    """The part of a fact's title that isn't asked for, nor near to it."""
    rarities = {term: weights.rarity(term) for term in candidate.title}
    apart = sum(
        rarity
        for term, rarity in rarities.items()
        if term not in asked.terms and asked.terms.isdisjoint(weights.near.get(term, frozenset()))
    )
    return apart / sum(rarities.values()) if rarities else 1.0


def _of_the_sort(candidate: Candidate, question: Question, asked: Asked) -> dict[str, float]:
    """Whether a fact is of the sort that was asked for, or of another."""
    fact, said, intents = candidate.fact, candidate.own, question.intents
    is_hoped = fact.status in {Status.EXPECTED, Status.PROPOSED}
    is_assessed = fact.status is Status.ASSESSED
    reasons = (not _REASONS.isdisjoint(said)) + (not _REASONS.isdisjoint(candidate.title))
    return {
        "reported, as asked": float(fact.status is Status.REPORTED and "future" not in intents),
        "expected or proposed": float(is_hoped),
        "expected or proposed, as asked": float(is_hoped and "future" in intents),
        "expected or proposed, asked whether done": float(is_hoped and "done" in intents),
        "assessed": float(is_assessed),
        "assessed, as asked": float(is_assessed and "opinion-of-source" in intents),
        "reason, as asked": reasons / 2 * ("why" in intents),
        "reason, not asked": float("why" not in intents and "c:aim" in said and "c:aim" not in asked.terms),
        "occasion, asked when or where": float(not intents.isdisjoint(_ASKED_OF_OCCASIONS) and "c:sidelines" in said),
        "person not mentioned": _strangers(fact, question),
        "office, as asked": len(asked.office & said) / (len(asked.office) or 1),
        "new, as asked": float("new" in intents and not _NEW.isdisjoint(said)),
        "civil, asked apart from force": float("except" in intents and not _CIVIL.isdisjoint(said)),
    }


def _strangers(fact: Fact, question: Question) -> float:
    mentioned = question.mentioned
    return min(sum(one.id not in mentioned for one in fact.actors), 3) / 3
