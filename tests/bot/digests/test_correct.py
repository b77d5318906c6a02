"""A posted message after facts in it changed: its lines, its sources, its list of facts."""

import datetime as dtm

import pytest

from bot.digests.compose import compose
from bot.digests.correct import Swap, corrected
from bot.storage.editions import Content
from bot.storage.subscription import Subscription
from knowledge import diff, held
from knowledge.model import Language, Status
from knowledge.store import Store
from tests.bot.stores import fact, pair, store, withdrawn

DAY = dtm.date(2026, 11, 25)
FACTS = (
    fact(1, importance=3, cites=[("a", 1)]),
    fact(2, partner="FR", importance=3, cites=[("b", 2)]),
    fact(3, importance=3, cites=[("a", 3)]),
)


def posts(held_: Store, language: str = "en") -> list[Content]:
    settings = {"language": language, "schedule": "weekly", "time": "09:00", "timezone": "Asia/Qatar"}
    subscription = Subscription.model_validate({"chat_id": -1, "type": "channel", **settings})
    edition = compose(held_, subscription, {})
    assert edition is not None
    return [Content(part.html, part.keyboard, part.facts) for part in edition.parts]


def swap(before: Store, after: Store) -> Swap:
    found = diff.diff(held.of(before.facts.values(), before.actors), held.of(after.facts.values(), after.actors))
    return Swap.of(before, after, found, DAY)


def test_the_facts_of_a_message_are_listed_in_the_order_of_its_lines() -> None:
    [post] = posts(store(*FACTS))
    assert post.facts == ("de-1", "de-3", "fr-2")


@pytest.mark.parametrize(
    ("language", "note"),
    [("en", "Withdrawn on 25 November 2026: It was wrong."), ("ar", "سُحبت في 25 نوفمبر 2026: كانت خطأ.")],
)
def test_only_the_line_of_a_withdrawn_fact_and_the_footer_differ(language: Language, note: str) -> None:
    before = store(*FACTS)
    [post] = posts(before, language)
    after = store(FACTS[0], FACTS[1], withdrawn(3, importance=3, cites=[("a", 3)]), version="b" * 64)
    new = corrected(post, swap(before, after))
    assert new is not None
    assert new.facts == post.facts
    old_lines, new_lines = post.html.split("\n"), new.html.split("\n")
    differing = [now for then, now in zip(old_lines, new_lines, strict=True) if then != now]
    assert len(differing) == 2
    assert "<s>" in differing[0]
    assert "[1 ¶3]" in differing[0]
    assert note in differing[0].replace("\u2068", "").replace("\u2069", "")
    assert "bbbbbbb" in differing[1]


def test_a_new_source_gets_the_next_number_and_a_fact_that_is_no_longer_certain_the_legend() -> None:
    before = store(*FACTS)
    [post] = posts(before)
    after = store(FACTS[0], fact(2, partner="FR", importance=3, status=Status.EXPECTED, cites=[("c", 7)]), FACTS[2])
    new = corrected(post, swap(before, after))
    assert new is not None
    [line] = [line for line in new.html.split("\n") if "2&gt;" in line]
    assert line.startswith("○ ")
    assert "[3 ¶7]" in line
    assert [line[:3] for line in new.html.split("\n") if line.startswith("[")] == ["[1]", "[2]", "[3]"]
    assert ("○ expected" in post.html, "○ expected" in new.html) == (False, True)


def test_what_changes_no_word_of_a_message_leaves_it_alone() -> None:
    before = store(*FACTS)
    [post] = posts(before)
    after = store(fact(1, importance=1, cites=[("a", 1)]), *FACTS[1:], version="b" * 64)
    assert corrected(post, swap(before, after)) is None


def test_a_fact_of_another_partner_moves_under_its_heading_and_can_be_corrected_again() -> None:
    before = store(*FACTS)
    [post] = posts(before)
    moved = fact(1, importance=3, cites=[("a", 1)]).model_copy(update={"partner": "FR"})
    after = store(moved, *FACTS[1:])
    new = corrected(post, swap(before, after))
    assert new is not None
    assert new.facts == ("de-1", "fr-2", "de-3")
    reworded = moved.model_copy(update={"text": pair("Put otherwise.", "بعبارة أخرى.")})
    last = corrected(new, swap(after, store(reworded, *FACTS[1:])))
    assert last is not None
    assert "Put otherwise. [1 ¶1] <i>Corrected on 25 November 2026.</i>" in last.html


def test_a_message_that_is_no_edition_is_left_alone() -> None:
    before = store(*FACTS)
    assert corrected(Content("<b>Notice</b>", None, ("de-1",)), swap(before, store(*FACTS[1:]))) is None
