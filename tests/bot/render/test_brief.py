"""The first screen on a partner: done above the fold, not done below it, every number right, never too long."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import brief, html
from bot.render.brief import FOLDED, LEADING
from bot.render.card import MARKS, Card
from bot.render.facts import FAMILIES, NOT_DONE
from bot.text.catalogue import for_locale, words
from bot.text.locale import Locale
from knowledge.model import LANGUAGES, Fact, Kind, Language, Status
from knowledge.store import Store
from tests.bot import stores
from tests.bot.render.conftest import LIMIT, LOCALES, folded, shown, units

R, E, P, A = Status.REPORTED, Status.EXPECTED, Status.PROPOSED, Status.ASSESSED
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


def card_of(store: Store, code: str, language: Language = "en") -> Card:
    card = brief.partner(store, words(language), code, 0)
    assert card is not None
    return card


def above(card: Card) -> list[str]:
    return [item.text for group in card.groups for item in group.items]


def below(card: Card) -> list[str]:
    return [item.text for group in card.folded for item in group.items]


def texts(facts: list[Fact], language: Language = "en") -> set[str]:
    return {fact.text[language] for fact in facts}


def check(store: Store, code: str, locale: Locale) -> None:
    """What holds for every brief."""
    language = locale.language
    card, facts = card_of(store, code, language), store.by_partner[code]
    done = [fact for fact in facts if fact.status is R]
    open_ = [fact for fact in facts if fact.status is not R]
    text, inside = shown(card, locale), folded(card, locale)
    outside = text.replace(inside, "") if inside else text

    assert html.length(html.render(card, locale)) <= LIMIT - 100  # a line on how a name was understood is added
    assert set(above(card)) <= texts(done, language)
    assert set(below(card)) <= texts(open_, language)
    assert len(above(card)) == len(set(above(card)))
    assert len(above(card)) == min(len(done), LEADING) or units(text) > 3000
    statements = [line for line in outside.split("\n") if line[:2] in {f"{mark} " for mark in MARKS.values()}]
    assert all(line.startswith("● ") or line in card.closing for line in statements)
    assert "●" not in inside

    cited = {number for line in statements + inside.split("\n") for number in re.findall(r"\[(\S+) ¶", line)}
    listed = re.findall(r"^\[(\S+)\] ", text, re.MULTILINE)
    assert cited == set(listed)
    assert [line.translate(DIGITS) for line in listed] == [str(number) for number in range(1, len(listed) + 1)]
    numbers = {source: number for number, source in enumerate(_first_cited(card, store, language), 1)}
    for fact in facts:
        for group in (*card.groups, *card.folded):
            for item in group.items:
                if item.text == fact.text[language]:
                    assert [(note.source, note.paragraph) for note in item.footnotes] == [
                        (numbers[evidence.source], evidence.paragraph) for evidence in fact.evidence
                    ]

    counted = [int(number.translate(DIGITS)) for number in re.findall(r"\d+", card.lines[0])]
    if language == "en":
        planned = sum(fact.status in {E, P} for fact in facts)
        sources = {evidence.source for fact in facts for evidence in fact.evidence}
        assert counted == [n for n in (len(done), planned, len(open_) - planned, len(sources)) if n]


def _first_cited(card: Card, store: Store, language: Language) -> list[str]:
    by_text = {fact.text[language]: fact for fact in store.facts.values()}
    shown_facts = [by_text[text] for text in (*above(card), *below(card))]
    return list(dict.fromkeys(evidence.source for fact in shown_facts for evidence in fact.evidence))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_real_briefs_hold_what_a_brief_must(real: Store, locale: Locale) -> None:
    assert len(real.by_partner) >= 5
    for code in real.by_partner:
        check(real, code, locale)


FACTS = st.lists(
    st.tuples(
        st.sampled_from(Status),
        st.sampled_from(Kind),
        st.integers(1, 3),
        st.sampled_from([None, "2018", "2025?-12-09"]),
        st.lists(st.sampled_from([("a", 1), ("b", 2), ("c", 30)]), min_size=1, max_size=3, unique=True),
        st.sampled_from([0, 150, 400]),
    ),
    min_size=1,
    max_size=40,
)


@given(FACTS, st.sampled_from(LOCALES))
def test_any_brief_holds_what_a_brief_must(
    made_up: list[tuple[Status, Kind, int, str | None, list[tuple[str, int]], int]], locale: Locale
) -> None:
    facts = [
        stores.fact(
            number,
            status=status,
            kind=kind,
            importance=importance,
            date=date,
            cites=cites,
            text=stores.pair(
                f"Fact {number} {'long ' * (length // 5)}.", f"الواقعة {number} {'طويل ' * (length // 5)}."
            ),
        )
        for number, (status, kind, importance, date, cites, length) in enumerate(made_up)
    ]
    check(stores.store(*facts), "DE", locale)


def test_the_weightiest_lead_in_the_order_of_the_curated_file() -> None:
    facts = [stores.fact(number, importance=3 if number >= 6 else 1) for number in range(12)]
    assert above(card_of(stores.store(*facts), "DE")) == [
        facts[number].text.en for number in (0, 1, 6, 7, 8, 9, 10, 11)
    ]


def test_facts_stand_under_the_heading_of_their_kind_and_every_kind_has_one() -> None:
    facts = [stores.fact(number, kind=kind, importance=3) for number, kind in enumerate(Kind)]
    assert sorted(kind for _, kinds in FAMILIES for kind in kinds) == sorted(Kind)
    for batch in (facts[:8], facts[7:]):
        card = card_of(stores.store(*batch), "DE")
        for group in card.groups:
            [kinds] = [kinds for key, kinds in FAMILIES if words("en")(key) == group.title]
            assert {item.text for item in group.items} == texts([fact for fact in batch if fact.kind in kinds])


def test_what_is_expected_or_proposed_goes_before_opinions_in_the_fold() -> None:
    facts = [stores.fact(n, status=status) for n, status in enumerate([A, A, P, E, R])]
    assert below(card_of(stores.store(*facts), "DE")) == [facts[n].text.en for n in (2, 3, 0, 1)]


def test_a_fold_that_shows_some_says_how_many_of_how_many() -> None:
    few = [stores.fact(n, status=E) for n in range(FOLDED)]
    more = [*few, stores.fact(99, status=A)]
    assert card_of(stores.store(*few), "DE").folded[0].title.endswith(f"({FOLDED})")
    card = card_of(stores.store(*more), "DE")
    assert card.folded[0].title.endswith(f"({FOLDED} of {FOLDED + 1})")
    assert len(below(card)) == FOLDED


def test_a_brief_without_anything_open_has_no_fold_and_no_legend() -> None:
    card = card_of(stores.store(stores.fact(1), stores.fact(2)), "DE")
    assert card.folded == ()
    assert card.closing == ()
    assert not {words("en")(f"status-{status}") for status in NOT_DONE} & set(card.closing)


@pytest.mark.parametrize(
    ("dates", "said", "each"),
    [
        ([(R, None), (R, None)], True, []),
        ([(R, "2018"), (R, None)], False, ["2018", "no date given"]),
        ([(R, None), (E, "2030")], False, ["no date given", "2030"]),
        ([(R, None), (E, None)], True, []),
        ([(E, None), (P, None)], False, []),
    ],
)
def test_that_nothing_is_dated_is_said_once_and_only_where_it_is_so(
    dates: list[tuple[Status, str | None]], *, said: bool, each: list[str]
) -> None:
    card = card_of(stores.store(*(stores.fact(n, status=s, date=d) for n, (s, d) in enumerate(dates))), "DE")
    assert (words("en")("undated") in card.lines) is said
    assert [item.when for group in (*card.groups, *card.folded) for item in group.items if item.when] == each


def test_withdrawn_facts_and_other_partners_are_neither_shown_nor_counted() -> None:
    held = stores.store(stores.fact(1), stores.withdrawn(2), stores.fact(3, partner="FR"))
    text = shown(card_of(held, "DE"), Locale("en"))
    assert "1 reported" in text
    assert "Sentence <1>" in text
    assert "Sentence <2>" not in text
    assert "Sentence <3>" not in text
    assert "withdrawn" not in text.lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_country_without_facts_nothing_is_said_but_that(language: Language) -> None:
    held = stores.store(stores.fact(1), stores.withdrawn(1, partner="FR"))
    for code in ("OM", "FR"):
        card = card_of(held, code, language)
        assert words(language).country(code) in card.title
        assert (card.groups, card.folded, card.sources) == ((), (), ())
        assert [button.action for row in card.keyboard for button in row] == [f"partner:DE:0:{language}"]


@pytest.mark.parametrize("code", ["XX", "ZZ", "EU", "001", "de", "", "Q", "DEU", "<b>"])
def test_what_is_no_country_has_no_brief(code: str) -> None:
    for locale in LOCALES:
        assert brief.partner(stores.store(stores.fact(1)), for_locale(locale), code, 0) is None
