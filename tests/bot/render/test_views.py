"""Every button leads to something that can be shown, in 64 bytes, in both languages; anything else leads nowhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import html, plain, views
from bot.render.card import Card
from bot.render.views import CALLBACK_BYTES, VIEWS, View
from bot.text.locale import Locale
from bot.text.topics import TOPICS
from knowledge.model import LANGUAGES, Language
from knowledge.store import Store
from tests.bot import stores
from tests.bot.render.conftest import LIMIT, LOCALES, shown, unmarked

ENTRANCES = ("start", "help", "language", "partners", "sources", "latest", "topics", "time", "compare", "privacy")


def actions(card: Card) -> list[str]:
    return [button.action for row in card.keyboard for button in row if button.does == "call"]


def reachable(store: Store, language: Language) -> dict[View, Card]:
    """All that a person can come to, from the commands and the facts' ids, by pressing whatever there is."""
    ahead = [View(name, language) for name in ENTRANCES]
    ahead += [View("partner", language, code) for code in store.by_partner]
    ahead += [View("fact", language, id_) for id_ in store.facts]
    ahead += [View("found", language, f"a{store.version[:4]}-0-1a-Q1a2b3c"), View("forget", language, "42")]
    ahead += [View("who", language, id_) for id_ in store.actors]
    ahead += [View("topic", language, name) for name in TOPICS]
    ahead += [View("found", language, f"{letter}{store.version[:4]}-0-1a-2b-3c") for letter in "anu"]
    found: dict[View, Card] = {}
    while ahead:
        view = ahead.pop()
        if view in found:
            continue
        card = views.card(store, view, "latn")
        assert card is not None, view
        found[view] = card
        for action in actions(card):
            leads = View.decode(action)
            assert leads is not None, action
            ahead.append(leads)
    return found


@pytest.fixture(scope="module")
def everything(real: Store) -> dict[View, Card]:
    return reachable(real, "en")


def test_every_view_of_the_real_store_is_reached_in_both_languages(real: Store, everything: dict[View, Card]) -> None:
    assert {view.name for view in everything} == VIEWS.keys()
    for language in LANGUAGES:
        assert {view.argument for view in everything if (view.name, view.language) == ("fact", language)} == set(
            real.facts
        )
        for code in real.by_partner:
            pages = [view.page for view in everything if view.name == "all" and view.argument == code]
            assert len(pages) >= 4
    english = {(view.name, view.argument, view.page) for view in everything if view.language == "en"}
    arabic = {(view.name, view.argument, view.page) for view in everything if view.language == "ar"}
    assert {name for name, *_ in english ^ arabic} <= {
        "all",
        "latest",
        "language",
        "topic",
        "who",
        "time",
        "nodate",
        "compare",
    }


def test_every_button_fits_and_comes_back_as_it_went(everything: dict[View, Card]) -> None:
    for view, card in everything.items():
        assert View.decode(view.encode()) == view
        for action in (view.encode(), *actions(card)):
            assert len(action.encode()) <= CALLBACK_BYTES
        assert all(button.label.strip() for row in card.keyboard for button in row)


def test_every_view_fits_into_a_message_and_says_in_plain_what_it_says_in_html(everything: dict[View, Card]) -> None:
    for view, card in everything.items():
        for locale in LOCALES:
            if locale.language == view.language:
                assert html.length(html.render(card, locale)) <= LIMIT
                assert shown(card, locale).split() == unmarked(plain.render(card, locale)).split()


def test_every_view_has_one_button_to_the_same_in_the_other_language(everything: dict[View, Card]) -> None:
    for view, card in everything.items():
        other = View(view.name, Locale(view.language).other, view.argument, view.page).encode()
        assert actions(card).count(other) == 1 or view.name == "language"
        assert len(set(actions(card))) == len(actions(card))


def test_views_say_nothing_in_the_other_language(everything: dict[View, Card]) -> None:
    letters = {"en": re.compile("[A-Za-z]"), "ar": re.compile("[\u0621-\u064a]")}
    for view, card in everything.items():
        text = html.render(card, Locale(view.language))
        own, other = (len(letters[language].findall(text)) for language in (view.language, Locale(view.language).other))
        assert own > other, view


@given(
    st.sampled_from(sorted(VIEWS)),
    st.sampled_from(LANGUAGES),
    st.from_regex(r"[A-Za-z0-9-]{0,50}", fullmatch=True),
    st.integers(0, 999),
)
def test_a_view_comes_back_as_it_went(name: str, language: Language, argument: str, page: int) -> None:
    view = View(name, language, argument, page)
    assert View.decode(view.encode()) == view


@given(st.text() | st.from_regex(r"[a-z]{1,10}:[A-Za-z0-9 -]{0,60}:\d{1,4}:(ar|en|de)"))
def test_any_text_is_a_view_or_nothing(data: str) -> None:
    view = View.decode(data)
    if view is not None:
        assert view.name in VIEWS
        assert data.startswith(f"{view.name}:{view.argument}:")
        assert data.endswith(f":{view.language}")
        assert View.decode(view.encode()) == view


@pytest.mark.parametrize(
    "data",
    [
        "",
        "partner",
        "partner:DE:0",
        "partner:DE:0:de",
        "partner:DE:0:en\n",
        "partner:DE:-1:en",
        "partner:DE:1000:en",
        "partner:DE:٣:en",
        "partner:D E:0:en",
        "partner:DE:0:en:more",
        "Partner:DE:0:en",
        "reload::0:en",
        "fact:" + "x" * 51 + ":0:en",
        "fact:<b>:0:en",
        "\x00",
        "partner:ＤＥ:0:en",
    ],
)
def test_forged_data_leads_nowhere(data: str) -> None:
    assert View.decode(data) is None


@pytest.mark.parametrize(
    "data",
    [
        "partner:XX:0:en",
        "partner::0:ar",
        "all:DE:99:en",
        "latest::99:en",
        "all:OM:0:en",
        "fact:de-99:0:en",
        "fact::0:en",
        "sources:OM:0:ar",
    ],
)
def test_a_view_of_what_the_store_does_not_hold_is_none(data: str) -> None:
    view = View.decode(data)
    assert view is not None
    assert views.card(stores.store(stores.fact(1)), view, "latn") is None


def test_each_version_of_the_store_has_its_own_cards() -> None:
    before, after = stores.store(stores.fact(1)), stores.store(stores.fact(2), version="b" * 64)
    view = View("all", "en", "DE")
    old, new = (views.card(store, view, "latn") for store in (before, after))
    assert old is not None
    assert new is not None
    assert "Sentence <1>" in shown(old, Locale("en"))
    assert "Sentence <1>" not in shown(new, Locale("en"))
    assert "bbbbbbb" in new.footer
