"""The real curated files."""

from collections import Counter
from pathlib import Path

import pytest

from knowledge import edtf, evidence, loader
from knowledge.model import Rank, Status
from knowledge.snapshot import Snapshot
from tests.needs import shared

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="module")
def held() -> Snapshot:
    snapshot, problems = loader.load(SEEDS)
    assert problems == []
    return snapshot


def test_the_store_holds_at_least_150_facts_on_its_partners(held: Snapshot) -> None:
    assert len(held.facts) >= 150
    assert {"DE", "FR", "KW", "SO", "US"} <= set(held.partners_by_code)
    assert {entry.value.partner for entry in held.facts} == set(held.partners_by_code)


def test_each_partner_has_five_to_nine_facts_for_the_first_screen(held: Snapshot) -> None:
    foremost = Counter(
        entry.value.partner
        for entry in held.facts
        if entry.value.importance == 3 and entry.value.rank is not Rank.DEPRECATED
    )
    assert set(foremost) == set(held.partners_by_code)
    assert {partner: count for partner, count in foremost.items() if not 5 <= count <= 9} == {}


def test_ids_fit_into_a_button(held: Snapshot) -> None:
    assert [fact for fact in held.facts_by_id if len(fact) > 50] == []
    assert [actor for actor in held.actors_by_id if len(actor) > 50] == []


def test_each_partner_has_facts_that_happened_and_facts_that_did_not(held: Snapshot) -> None:
    statuses: dict[str, set[Status]] = {}
    for entry in held.facts:
        statuses.setdefault(entry.value.partner, set()).add(entry.value.status)
    assert all(Status.REPORTED in found and len(found) > 1 for found in statuses.values())


def test_nothing_is_held_that_no_fact_uses(held: Snapshot) -> None:
    facts = list(held.facts_by_id.values())
    assert {cited.source for fact in facts for cited in fact.evidence} == set(held.sources_by_id)
    assert set(held.actors_by_id) - {actor.id for fact in facts for actor in fact.actors} == set()


def test_no_fact_is_dated_after_it_was_checked(held: Snapshot) -> None:
    late = [
        fact.id
        for fact in held.facts_by_id.values()
        if fact.date and fact.status is Status.REPORTED and edtf.parse(fact.date).year > fact.checked.year
    ]
    assert late == []


def test_the_cited_paragraphs_hold_the_facts_terms_and_no_sentence_is_copied(held: Snapshot) -> None:
    assert [str(problem) for problem in evidence.check(held, shared() / "articles")] == []
