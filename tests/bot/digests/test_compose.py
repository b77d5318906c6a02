"""What an edition holds: new before old, the weightiest first, nothing twice, each message whole and short enough."""

import datetime as dtm

import pytest

from bot.digests.compose import NOT_HAD, Edition, History, begun, compose
from bot.sandbox.markup import parse_html
from bot.storage.subscription import ChatType, Subscription
from knowledge.model import Area, Fact, Status
from knowledge.store import Store
from tests.bot import stores
from tests.bot.stores import fact, pair, withdrawn

LIMIT = 4096


def subscription(**changes: object) -> Subscription:
    least = {
        "chat_id": -100,
        "type": "channel",
        "language": "en",
        "schedule": "weekly",
        "time": "09:00",
        "timezone": "UTC",
    }
    return Subscription.model_validate(least | changes)


def edition(store: Store, history: History | None = None, **settings: object) -> Edition:
    composed = compose(store, subscription(**settings), history or {})
    assert composed is not None
    return composed


def ids(edition: Edition) -> list[str]:
    return [id_ for part in edition.parts for id_ in part.facts]


def seen(edition: Edition) -> str:
    return "\n".join(parse_html(part.html)[0] for part in edition.parts)


def test_the_first_edition_leads_with_the_weightiest_facts_and_calls_nothing_new() -> None:
    store = stores.store(fact(1, importance=1), fact(2, importance=3), fact(3, importance=2))
    first = edition(store, size=2)
    assert ids(first) == ["de-2", "de-3"]
    assert "New" not in seen(first)
    assert "Sentence <1>" not in seen(first)


def test_of_facts_of_equal_weight_partners_take_turns_and_what_was_reported_goes_first() -> None:
    store = stores.store(fact(1, status=Status.EXPECTED), fact(2), fact(3), fact(4, partner="FR"))
    assert ids(edition(store, size=2)) == ["de-2", "fr-4"]
    assert ids(edition(store, size=3)) == ["de-2", "de-3", "fr-4"]  # listed as shown: by partner
    assert seen(edition(store, size=4)).index("● ") < seen(edition(store, size=4)).index("○ ")


def test_no_fact_comes_twice_until_all_have_come_and_then_there_is_nothing() -> None:
    store = stores.store(*(fact(number, importance=1 + number % 3) for number in range(1, 14)))
    history: History = {}
    posted: list[str] = []
    for _ in range(3):
        composed = edition(store, history, size=5)
        posted += ids(composed)
        history = composed.history
    assert sorted(posted) == sorted(store.facts)
    assert compose(store, subscription(), history) is None


def test_what_is_new_in_the_store_goes_before_weightier_facts_that_were_there_already() -> None:
    old = [fact(number, importance=3) for number in range(1, 6)]
    history = edition(stores.store(*old), size=2).history
    later = edition(stores.store(*old, fact(9, importance=1)), history, size=2)
    assert ids(later) == ["de-9", "de-3"]
    assert seen(later).index("New — ") < seen(later).index("Sentence <9>") < seen(later).index("Also held — ")


@pytest.mark.parametrize("language", ["en", "ar", "both"])
def test_a_fact_that_changed_comes_again_as_corrected_and_one_that_was_only_reworded_does_not(language: str) -> None:
    history = edition(stores.store(fact(1), fact(2)), size=2).history
    reworded = fact(2, text=pair("In other words.", "بكلمات أخرى."))
    later = edition(stores.store(fact(1, status=Status.EXPECTED), reworded), history, language=language)
    assert set(ids(later)) == {"de-1"}
    assert ("Corrected — " in seen(later)) is (language != "ar")
    assert ("تصويب — " in seen(later)) is (language != "en")
    assert "other words" not in seen(later)
    assert compose(stores.store(fact(1, status=Status.EXPECTED), reworded), subscription(), later.history) is None


def test_a_withdrawn_fact_is_shown_struck_through_with_the_reason_where_it_had_been_posted_and_nowhere_else() -> None:
    history = edition(stores.store(fact(1), fact(2, importance=1)), size=1).history
    store = stores.store(withdrawn(1), withdrawn(2), fact(3, supersedes="de-1"))
    later = edition(store, history)
    assert ids(later) == ["de-1", "de-3"]
    assert "<s>Sentence &lt;1&gt; &amp; no other.</s>" in later.parts[0].html
    assert "Withdrawn: It was wrong." in seen(later)
    assert "Sentence <2>" not in seen(later)
    assert "de-1" not in ids(edition(store))


def test_partners_and_areas_that_were_not_chosen_stay_out() -> None:
    store = stores.store(fact(1), fact(2, partner="FR"), fact(3, partner="FR", areas=(Area.MARITIME,)))
    assert ids(edition(store, partners=["FR"])) == ["fr-2", "fr-3"]
    assert ids(edition(store, areas=["maritime"])) == ["fr-3"]
    assert compose(store, subscription(partners=["KW"]), {}) is None


def test_a_fact_from_the_archive_is_the_one_had_longest_ago_and_they_take_turns() -> None:
    store = stores.store(fact(1, importance=3), fact(2, importance=3), fact(3, importance=1))
    history = edition(store, size=3).history
    turns = []
    for _ in range(3):
        composed = edition(store, history, when_empty="archive")
        turns += ids(composed)
        history = composed.history
    assert turns == ["de-1", "de-2", "de-1"]
    assert "From the archive — " in seen(composed)


def test_many_long_facts_are_split_between_facts_into_messages_that_fit() -> None:
    long = [fact(n, text=pair(f"{n} " + "word & <tag> " * 45, f"{n} " + "كلمة " * 110)) for n in range(1, 25)]
    composed = edition(stores.store(*long), size=24, language="both")
    texts = [parse_html(part.html)[0] for part in composed.parts]
    assert all(len(text.encode("utf-16-le")) // 2 <= LIMIT for text in texts)
    assert all(1 <= len(part.facts) <= 6 for part in composed.parts)
    english = [id_ for part in composed.parts for id_ in part.facts if "word" in part.html]
    assert sorted(english) == sorted(f"de-{n}" for n in range(1, 25))
    assert "Page 1 of " in seen(composed)


def test_only_private_digests_carry_buttons_and_only_under_the_last_message() -> None:
    facts = [fact(number) for number in range(1, 9)]
    private = edition(stores.store(*facts), size=8, type=ChatType.PRIVATE)
    assert [part.keyboard is not None for part in private.parts] == [False, True]
    assert [part.keyboard for part in edition(stores.store(*facts), size=8).parts] == [None, None]


def test_an_edition_that_was_skipped_is_told_of_once_at_the_beginning() -> None:
    store = stores.store(*(fact(number) for number in range(1, 9)))
    composed = compose(store, subscription(size=8), {}, missed=dtm.date(2026, 11, 22))
    assert composed is not None
    assert seen(composed).count("The digest of 22 November 2026 was skipped.") == 1
    assert "22 November 2026 was skipped" in composed.parts[0].html


def test_equal_chats_get_equal_text_whatever_their_title_owner_and_schedule() -> None:
    store = stores.store(fact(1), fact(2))
    one = edition(store, title="Desk", owner=7, schedule="daily")
    assert one == edition(store, chat_id=-200, title="Other", time="10:00", timezone="Asia/Qatar")


def test_what_came_after_somebody_subscribed_leads_the_first_edition_as_new() -> None:
    old = [fact(number, importance=3) for number in range(1, 4)]
    first = edition(stores.store(*old, fact(9, importance=1)), begun(stores.store(*old)), size=2)
    assert ids(first) == ["de-9", "de-1"]
    assert seen(first).index("New — ") < seen(first).index("Sentence <9>") < seen(first).index("Also held — ")


def test_a_partner_chosen_later_brings_nothing_new_that_was_held_all_the_time() -> None:
    store = stores.store(fact(1), fact(2, partner="FR"))
    history = edition(store, begun(store), partners=("DE",)).history
    later = edition(store, history, partners=("FR",))
    assert ids(later) == ["fr-2"]
    assert "New" not in seen(later)
    assert compose(store, subscription(partners=("DE",)), later.history) is None  # and nothing twice when it goes back


def test_the_history_holds_what_was_had_and_what_was_only_there() -> None:
    held: list[Fact] = [fact(1, importance=3), fact(2)]
    history = edition(stores.store(*held), size=1).history
    assert history["de-1"] != NOT_HAD
    assert history["de-2"] == NOT_HAD


def test_the_real_store_gives_a_first_edition_that_fits_one_message_in_each_language(curated_store: Store) -> None:
    composed = edition(curated_store, language="both")
    assert len(composed.parts) == 2
    assert len({id_.split("-")[0] for id_ in composed.parts[0].facts}) == 5
    assert "[1 ¶" in seen(composed)
