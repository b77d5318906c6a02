"""Single facts, sources, partners and the first words: everything that is known of them, and nothing else."""

import pytest

from bot.commands import COMMANDS, Audience
from bot.render import fact, facts, greeting, html, sources
from bot.render.card import Card
from bot.render.facts import flag
from bot.text.catalogue import words
from bot.text.locale import Locale
from knowledge.model import LANGUAGES, Language, Status
from knowledge.store import Store
from tests.bot import stores
from tests.bot.render.conftest import LOCALES, shown

ENGLISH = Locale("en")


def fact_card(store: Store, id_: str, language: Language = "en") -> Card:
    card = fact.fact(store, words(language), id_, 0)
    assert card is not None
    return card


def test_a_fact_is_shown_with_all_that_is_known_of_it() -> None:
    held = stores.fact(
        1,
        status=Status.EXPECTED,
        date="2025?-12-09",
        date_note=stores.pair("From the day of the article.", "من يوم المقال."),
        note=stores.pair("The article spells it twice.", "يكتبه المقال مرتين."),
        cites=[("a", 8), ("b", 2), ("a", 9)],
    )
    text = shown(fact_card(stores.store(held), "de-1"), ENGLISH)
    for part in (
        "🇩🇪 Germany — one fact",
        "○ 9 December 2025 (inferred) — Sentence <1> & no other. [1 ¶8] [2 ¶2] [1 ¶9]",
        "○ expected",
        "From the day of the article.",
        "The article spells it twice.",
        "Somebody — Minister",
        "cyber security",
        "2 sources",
        "22 November 2026",
        "[1] Publisher (in Arabic): “Title a”",
        "[2] Publisher (in Arabic): “Title b”",
        "de-1 · store 5a4ad00",
    ):
        assert part in text
    assert "Withdrawn" not in text
    assert "[3]" not in text


def test_a_fact_without_notes_has_no_lines_for_them() -> None:
    text = shown(fact_card(stores.store(stores.fact(1, actors=())), "de-1"), ENGLISH)
    assert "On the date" not in text
    assert "Note:" not in text
    assert "Named:" not in text
    assert "single source" in text


def test_an_office_held_then_goes_before_the_usual_one() -> None:
    then = stores.fact(1, actors=({"id": "somebody", "role": stores.pair("Envoy", "مبعوث")},))
    text = shown(fact_card(stores.store(then), "de-1"), ENGLISH)
    assert "Somebody — Envoy" in text
    assert "Minister" not in text


def test_a_withdrawn_fact_is_struck_and_says_why_and_what_replaced_it() -> None:
    held = stores.store(stores.withdrawn(1), stores.fact(2, supersedes="de-1"), stores.withdrawn(3))
    message = html.render(fact_card(held, "de-1"), ENGLISH)
    assert "<s>Sentence &lt;1&gt; &amp; no other.</s>" in message
    assert "Withdrawn: It was wrong." in message
    assert "<code>de-2</code>" in message
    assert "Replaced" not in shown(fact_card(held, "de-3"), ENGLISH)
    assert "<s>" not in html.render(fact_card(held, "de-2"), ENGLISH)


def test_an_unknown_fact_has_no_card() -> None:
    assert fact.fact(stores.store(stores.fact(1)), words("en"), "de-2", 0) is None


def test_sources_are_those_cited_with_their_facts_counted_and_apart_from_each_other() -> None:
    address = "https://example.com/2025/a_b?c=1"
    given = [stores.source("a", url=address), stores.source("b", publisher=None)]
    held = stores.store(
        stores.fact(1, cites=[("a", 1), ("a", 2)]),
        stores.fact(2, cites=[("a", 3), ("b", 1)]),
        stores.withdrawn(3, cites=[("c", 1)]),
        stores.fact(4, partner="FR", cites=[("b", 1)]),
        sources=given,
    )
    every = sources.sources(held, words("en"), "", 0)
    german = sources.sources(held, words("en"), "DE", 0)
    french = sources.sources(held, words("en"), "FR", 0)
    assert every is not None
    assert german is not None
    assert french is not None
    text = shown(every, ENGLISH)
    assert "[1] Title a\nPublisher, in Arabic\nPublished: no date given\n99 paragraphs, 2 facts held\n" in text
    assert f"{address}\nSHA-256 0123456789ab\n\n[2] Title b\nPublisher not named" in text
    assert "99 paragraphs, 2 facts held" in text.partition("[2]")[2]
    assert "Title c" not in text
    assert "1 fact held" in shown(german, ENGLISH)
    assert "[2]" not in shown(french, ENGLISH)
    assert sources.sources(held, words("en"), "OM", 0) is None


@pytest.mark.parametrize("locale", LOCALES)
def test_a_sources_address_stays_whole_in_every_locale(locale: Locale) -> None:
    address = "https://example.com/2025/a_b?c=1"
    held = stores.store(stores.fact(1), sources=[stores.source("a", url=address)])
    card = sources.sources(held, words(locale.language), "", 0)
    assert card is not None
    assert address in html.render(card, locale)


@pytest.mark.parametrize("language", LANGUAGES)
def test_partners_are_listed_with_their_counts_in_the_stores_order(real: Store, language: Language) -> None:
    card = greeting.partners(real, words(language), "", 0)
    assert len(card.closing) == len(real.by_partner)
    for line, (code, of_partner) in zip(card.closing, real.by_partner.items(), strict=True):
        assert line.startswith(f"{flag(code)} {real.partners[code].name[language]}: ")
        assert line.endswith(facts.counts(of_partner, words(language)))
    buttons = [button.action for row in card.keyboard for button in row]
    assert buttons == [f"partner:{code}:0:{language}" for code in real.by_partner]


def test_counts_leave_out_what_there_is_none_of() -> None:
    reported = facts.counts([stores.fact(1), stores.fact(2)], words("en"))
    assert reported == "2 reported · 1 source"
    assert facts.counts([], words("en")) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_explains_every_command_but_start_and_each_mark(language: Language) -> None:
    card = greeting.help_(stores.store(stores.fact(1)), words(language), "", 0)
    explained = [line.split()[0].strip("`/") for line in card.lines]
    assert set(explained) == {command.name for command in COMMANDS if command.audience is Audience.EVERYBODY} - {
        "start"
    }
    assert set("●○◇◌") <= set("".join(card.closing))


def test_the_choice_of_language_names_each_in_itself() -> None:
    for language in LANGUAGES:
        card = greeting.language(stores.store(stores.fact(1)), words(language), "", 0)
        assert [[(b.label, b.action) for b in row] for row in card.keyboard] == [
            [("العربية", "language::1:ar"), ("English", "language::1:en")]
        ]


@pytest.mark.parametrize(("code", "emoji"), [("DE", "🇩🇪"), ("QA", "🇶🇦"), ("US", "🇺🇸")])
def test_a_flag_is_made_of_the_countrys_letters(code: str, emoji: str) -> None:
    assert flag(code) == emoji
