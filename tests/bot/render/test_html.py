"""Cards as Telegram's HTML and as plain text: the same words, escaped, and measured as Telegram measures."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import html, plain
from bot.render.card import Button, Card, Footnote, Group, Item, quoted
from bot.render.html import Html
from bot.sandbox.markup import parse_html
from bot.text.locale import Locale
from knowledge.model import Status
from tests.bot.render.conftest import LOCALES, shown, units, unmarked

CARD = Card(
    title="🇩🇪 Germany & <b>others</b>",
    lines=("2 reported", "", "see `/fact de-1`"),
    groups=(
        Group(
            "Meetings",
            (
                Item(Status.REPORTED, "9 December 2025", "They <met> in قطر.", (Footnote(1, 8), Footnote(2, 11))),
                Item(Status.REPORTED, "no date given", "Wrong & struck.", (Footnote(1, 2),), dated=False, struck=True),
            ),
        ),
        Group("", (Item(Status.ASSESSED, "", "An opinion.", ()),)),
    ),
    folded=(Group("Not done (1)", (Item(Status.PROPOSED, "", "It could be.", (Footnote(1, 3),)),)),),
    closing=("first", "", "second"),
    sources=("[1] Publisher: “Title”", "[2] Other"),
    footer="store `2d3e807`",
    keyboard=((Button("x", "y"),),),
)


def test_a_card_becomes_this_html() -> None:
    assert html.render(CARD, Locale("en")).replace("\u2068", "{").replace("\u2069", "}") == (
        "<b>🇩🇪 Germany &amp; &lt;b&gt;others&lt;/b&gt;</b>\n2 reported\nsee <code>/fact de-1</code>\n\n"
        "<b>Meetings</b>\n"
        "● 9 December 2025 — They &lt;met&gt; in {قطر}. [1 ¶8] [2 ¶11]\n"
        "● <i>no date given</i> — <s>Wrong &amp; struck.</s> [1 ¶2]\n\n"
        "◌ An opinion.\n\n"
        "<blockquote expandable><b>Not done (1)</b>\n◇ It could be. [1 ¶3]</blockquote>\n\n"
        "first\n\nsecond\n\n"
        "[1] Publisher: “Title”\n[2] Other\n\n"
        "<i>store <code>2d3e807</code></i>"
    )


def test_empty_parts_leave_no_empty_lines() -> None:
    assert html.render(Card("Title"), Locale("en")) == "<b>Title</b>"
    assert html.render(Card("Title", closing=("end",)), Locale("en")) == "<b>Title</b>\n\nend"


@pytest.mark.parametrize("locale", LOCALES)
def test_html_and_plain_text_say_the_same_words(locale: Locale) -> None:
    def said(text: str) -> list[str]:
        return text.split()

    assert said(shown(CARD, locale)) == said(unmarked(plain.render(CARD, locale)))
    assert "<" in plain.render(CARD, locale)
    assert not {"&amp;", "`", "<b>Meetings"} & set(plain.render(CARD, locale).split())


@pytest.mark.parametrize("locale", LOCALES)
def test_plain_text_folds_nothing_and_has_no_buttons(locale: Locale) -> None:
    text = plain.render(CARD, locale)
    assert "It could be" in text
    assert "\n\n\n" not in text
    assert text == text.strip()


def test_plain_lines_are_finished_one_by_one() -> None:
    card = Card("عنوان", closing=("🇩🇪 ألمانيا", "🇫🇷 فرنسا"))
    assert plain.render(card, Locale("ar")) == "عنوان\n\n\u200f🇩🇪 ألمانيا\n\u200f🇫🇷 فرنسا"


WORDS = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"],
        exclude_characters="`\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u0333\u033f\u030a",
    ),
    max_size=60,
)


@given(WORDS, WORDS, st.sampled_from(LOCALES))
def test_any_words_come_out_as_they_went_in(title: str, sentence: str, locale: Locale) -> None:
    """Whatever they look like, they are no markup; Telegram parses the message and counts as many units as we do."""
    card = Card(f"x{title}", groups=(Group("", (Item(Status.REPORTED, "", f"y{sentence}z", ()),)),))
    message = html.render(card, locale)
    text, entities = parse_html(message)
    assert html.length(message) == units(text)
    assert [entity.type for entity in entities] == ["bold"]
    digits = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
    expected = unmarked(f"x{title}\n\n● y{sentence}z".replace("\u200e\u200f", "\u200e"))
    assert re.sub("[\u200c\u200e\u200f]", "", unmarked(text)).translate(digits) == re.sub(
        "[\u200c\u200e\u200f]", "", expected
    ).translate(digits)


@pytest.mark.parametrize(
    ("message", "length"),
    [
        ("", 0),
        ("<b>abc</b>", 3),
        ("&lt;&amp;&gt;", 3),
        ("🇩🇪", 4),
        ("قطر", 3),
        ("<i>a</i>\n<code>b</code>", 3),
        ("¶ é 𐍈", 6),
    ],
)
def test_length_counts_utf_16_units_of_what_is_left_of_the_markup(message: str, length: int) -> None:
    assert html.length(Html(message)) == length


@pytest.mark.parametrize(
    ("typed", "fit"),
    [
        ("  a \n b\t c ", "a b c"),
        ("`code`", "'code'"),
        ("\u202eabc\u2066\u200f", "abc"),
        ("\x00\x07a\ud800", "a"),
        ("x" * 41, "x" * 39 + "…"),
        ("x" * 40, "x" * 40),
        (" " * 10_000, ""),
        ("🇩🇪", "🇩🇪"),
        ("<b>", "<b>"),
    ],
)
def test_what_people_typed_is_quoted_short_on_one_line_and_harmless(typed: str, fit: str) -> None:
    assert quoted(typed) == fit


@given(st.text())
def test_quoted_words_never_mark_up_hide_or_turn_anything(typed: str) -> None:
    fit = quoted(typed)
    assert len(fit) <= 40
    assert fit.isprintable()
    assert "`" not in fit
    assert parse_html(html.render(Card("t", (fit,)), Locale("en")))[1][0].type == "bold"
