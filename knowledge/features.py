"""What tells a fact that answers from one that is merely near: numbers with names, so that their weights can be read."""

from dataclasses import replace

from knowledge.candidates import Candidate
from knowledge.cover import Cover, cover
from knowledge.model import Fact, Status
from knowledge.question import CIVIL, Question
from knowledge.weights import COEFFICIENTS, Weights

_REASONS = frozenset({"c:aim", "c:importance", "c:seek", "c:wish"})
_CIVIL = frozenset(CIVIL)
_NEW = frozenset({"c:emerging", "c:expand", "c:grow"})


def weighed(candidate: Candidate, question: Question, weights: Weights) -> Candidate:
    """The candidate with how much of the question it covers, and how it ranks."""
    covered = cover(candidate, question, weights)
    found = features(candidate, question, covered, weights)
    score = sum(COEFFICIENTS[name] * value for name, value in found.items() if value)
    return replace(candidate, coverage=covered.share, score=score)


def features(candidate: Candidate, question: Question, covered: Cover, weights: Weights) -> dict[str, float]:
    return _of_words(candidate, question, covered, weights) | _of_the_sort(candidate, question)


def _of_words(candidate: Candidate, question: Question, covered: Cover, weights: Weights) -> dict[str, float]:
    asked = covered.asked or 1.0
    terms = {term for unit in question.units for term in unit.terms}
    weight = candidate.fact.importance / 3
    return {
        "covered": covered.main / asked,
        "covered by near words and labels": covered.beside / asked,
        "covered by names and offices alone": covered.roles / asked,
        "titled": covered.titled / asked,
        "title of something else": _apart(candidate, terms, weights),
        "importance": weight,
        "importance, of a name alone": weight * covered.named / asked,
        "importance, of a list": weight * ("list" in question.intents),
        "excepted": float(not candidate.main.isdisjoint(question.excluded)),
    }


def _apart(candidate: Candidate, terms: set[str], weights: Weights) -> float:
    """The part of a fact's title that isn't asked for, nor near to it."""
    rarities = {term: weights.rarity(term) for term in candidate.title}
    apart = sum(
        rarity
        for term, rarity in rarities.items()
        if term not in terms and terms.isdisjoint(weights.near.get(term, frozenset()))
    )
    return apart / sum(rarities.values()) if rarities else 1.0


def _of_the_sort(candidate: Candidate, question: Question) -> dict[str, float]:
    """Whether a fact is of the sort that was asked for, or of another."""
    fact, main, intents = candidate.fact, candidate.main, question.intents
    is_hoped = fact.status in {Status.EXPECTED, Status.PROPOSED}
    is_assessed = fact.status is Status.ASSESSED
    reasons = (not _REASONS.isdisjoint(main)) + (not _REASONS.isdisjoint(candidate.title))
    return {
        "reported, as asked": float(fact.status is Status.REPORTED and "future" not in intents),
        "expected or proposed": float(is_hoped),
        "expected or proposed, as asked": float(is_hoped and "future" in intents),
        "expected or proposed, asked whether done": float(is_hoped and "done" in intents),
        "assessed": float(is_assessed),
        "assessed, as asked": float(is_assessed and "opinion-of-source" in intents),
        "reason, as asked": reasons / 2 * ("why" in intents),
        "reason, not asked": float("why" not in intents and "c:aim" in main and not _asks_for(question, "c:aim")),
        "person not mentioned": _strangers(fact, question),
        "new, as asked": float("new" in intents and not _NEW.isdisjoint(main)),
        "civil, asked apart from force": float("except" in intents and not _CIVIL.isdisjoint(main)),
    }


def _asks_for(question: Question, term: str) -> bool:
    return any(term in unit.terms for unit in question.units)


def _strangers(fact: Fact, question: Question) -> float:
    mentioned = {actor for actors in question.actors for actor in actors}
    return min(sum(one.id not in mentioned for one in fact.actors), 3) / 3
