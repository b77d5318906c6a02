"""Long lists: every fact once, in order, page by page, and no page too long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import html, listing, views
from bot.render.card import Card
from bot.render.listing import PER_PAGE
from bot.render.views import View
from bot.text.catalogue import words
from bot.text.locale import Locale
from knowledge import edtf
from knowledge.model import LANGUAGES, Fact, Kind, Language, Status
from knowledge.store import Store
from tests.bot import stores
from tests.bot.render.conftest import LIMIT, LOCALES


def pages(store: Store, language: Language, code: str | None) -> list[Card]:
    """All pages of a partner's facts, or of the latest."""
    found: list[Card] = []
    while (card := page_of(store, language, code, len(found))) is not None:
        found.append(card)
    return found


def page_of(store: Store, language: Language, code: str | None, number: int) -> Card | None:
    if code is None:
        return listing.latest(store, words(language), "", number)
    return listing.all_facts(store, words(language), code, number)


def texts(card: Card) -> list[str]:
    return [item.text for group in card.groups for item in group.items]


def in_order(facts: tuple[Fact, ...]) -> list[Fact]:
    """Reported, expected, proposed, opinions; each as curated."""
    return sorted(facts, key=lambda fact: list(Status).index(fact.status))


def check(store: Store, code: str, locale: Locale) -> None:
    language, facts = locale.language, store.by_partner[code]
    found = pages(store, language, code)
    ordered = [fact.text[language] for fact in in_order(facts)]
    start = 0
    for number, card in enumerate(found, 1):
        held = texts(card)
        assert sorted(held) == sorted(ordered[start : start + len(held)])
        assert 0 < len(held) <= PER_PAGE
        start += len(held)
        for group in card.groups:
            here = [item.text for item in group.items]
            assert here == [text for text in ordered if text in here]
            assert len({item.status for item in group.items}) == 1
        assert html.length(html.render(card, locale)) <= LIMIT
        assert card.folded == ()
        assert (words(language)("page", page=number, pages=len(found)) in card.lines) == (len(found) > 1)
        listed = [line.partition("]")[0].removeprefix("[") for line in card.sources]
        cited = {note.source for group in card.groups for item in group.items for note in item.footnotes}
        assert listed == [str(source) for source in sorted(cited)]
    assert start == len(ordered)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_real_partners_pages_hold_each_fact_exactly_once(real: Store, locale: Locale) -> None:
    for code in real.by_partner:
        check(real, code, locale)


@given(
    st.lists(
        st.tuples(st.sampled_from(Status), st.sampled_from(Kind), st.sampled_from([1, 200, 580]), st.integers(0, 9)),
        min_size=1,
        max_size=30,
    ),
    st.sampled_from(LOCALES),
)
def test_any_partners_pages_hold_each_fact_exactly_once(
    made_up: list[tuple[Status, Kind, int, int]], locale: Locale
) -> None:
    """Also where sentences, titles and publishers are as long as the schema lets them be."""
    cited = [stores.source(f"s{n}", title="t" * 150, publisher="p" * 150) for n in range(10)]
    facts = [
        stores.fact(
            number,
            status=status,
            kind=kind,
            cites=[(f"s{source}", 1)],
            text=stores.pair(f"Fact {number} {'x' * length}", f"الواقعة {number} {'س' * length}"),
        )
        for number, (status, kind, length, source) in enumerate(made_up)
    ]
    check(stores.store(*facts, sources=cited), "DE", locale)


def test_buttons_lead_to_the_neighbouring_pages_and_back_and_nowhere_else() -> None:
    held = stores.store(*(stores.fact(number) for number in range(2 * PER_PAGE + 1)))
    actions = [[[button.action for button in row] for row in card.keyboard] for card in pages(held, "en", "DE")]
    back = ["partner:DE:0:en"]
    assert actions == [[["all:DE:1:en"], back], [["all:DE:0:en", "all:DE:2:en"], back], [["all:DE:1:en"], back]]
    assert [
        [[b.action for b in row] for row in card.keyboard] for card in pages(stores.store(stores.fact(1)), "en", "DE")
    ] == [[back]]


@pytest.mark.parametrize("page", [-1, 1, 999])
def test_there_is_no_page_beyond_the_last(page: int) -> None:
    held = stores.store(stores.fact(1, date="2018"))
    assert page_of(held, "en", "DE", page) is None
    assert page_of(held, "en", None, page) is None


def test_the_other_language_is_one_tap_away_even_where_it_has_fewer_pages() -> None:
    facts = [stores.fact(n, text=stores.pair(f"Fact {n} {'x' * 590}", f"واقعة {n}")) for n in range(20)]
    held = stores.store(*facts)
    assert len(pages(held, "en", "DE")) > len(pages(held, "ar", "DE")) > 1
    for number in range(len(pages(held, "en", "DE"))):
        card = views.card(held, View("all", "en", "DE", number), "latn")
        assert card is not None
        other = View.decode(card.keyboard[-1][-1].action)
        assert other is not None
        assert other.language == "ar"
        assert other.page in {0, number}
        assert views.card(held, other, "latn") is not None


def test_of_a_partner_without_facts_there_is_no_list() -> None:
    held = stores.store(stores.fact(1), stores.withdrawn(2, partner="FR"))
    assert listing.all_facts(held, words("en"), "FR", 0) is None
    assert listing.all_facts(held, words("en"), "OM", 0) is None


def test_withdrawn_facts_are_in_no_list() -> None:
    held = stores.store(stores.fact(1, date="2018"), stores.withdrawn(2, date="2019"))
    for code in ("DE", None):
        [card] = pages(held, "en", code)
        assert texts(card) == ["Sentence <1> & no other."]
        assert not any(item.struck for group in card.groups for item in group.items)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_latest_are_what_was_reported_with_a_date_the_newest_first(real: Store, language: Language) -> None:
    wanted = [
        fact
        for facts in real.by_partner.values()
        for fact in facts
        if fact.status is Status.REPORTED and fact.date is not None
    ]
    wanted.sort(key=lambda fact: edtf.parse(fact.date or "").sort_key, reverse=True)
    start = 0
    for card in pages(real, language, None):
        held = texts(card)
        assert sorted(held) == sorted(fact.text[language] for fact in wanted[start : start + len(held)])
        start += len(held)
        assert card.closing == ()
    assert start == len(wanted) > 0


def test_the_latest_of_a_day_go_before_those_of_its_month_and_year_and_stand_under_their_partner() -> None:
    dates = ["2018", "2025-12-09", "2025-12", "2025", None]
    facts = [stores.fact(n, date=date, partner="FR" if n == 2 else "DE") for n, date in enumerate(dates)]
    expected = stores.fact(9, date="2030", status=Status.EXPECTED)
    [card] = pages(stores.store(*facts, expected), "en", None)
    assert [(group.title[-7:], [item.when for item in group.items]) for group in card.groups] == [
        ("Germany", ["9 December 2025", "2025", "2018"]),
        (" France", ["December 2025"]),
    ]


def test_where_nothing_is_dated_the_latest_are_an_empty_page() -> None:
    [card] = pages(stores.store(stores.fact(1)), "en", None)
    assert card.groups == ()
    assert html.render(card, Locale("en")).count("●") == 0
