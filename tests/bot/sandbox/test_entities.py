import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import Entity, clean, finish, utf16_length
from bot.sandbox.markup import EntityError, parse_html


def shown(html: str) -> tuple[str, list[tuple[str, str]]]:
    """The text, and each entity with the words that it covers."""
    text, entities = finish(*parse_html(html))
    units = text.encode("utf-16-le")
    return text, [(e.type, units[2 * e.offset : 2 * e.end].decode("utf-16-le")) for e in entities]


def test_white_space_around_a_message_is_trimmed() -> None:
    assert shown(" \n a <b>b </b> \n") == ("a b", [("bold", "b")])


def test_leading_space_inside_an_entity_stays() -> None:
    assert shown("<code> x</code>") == (" x", [("code", " x")])


def test_code_cuts_the_styles_around_it() -> None:
    assert shown("<b>a <code>b</code> c</b>") == ("a b c", [("bold", "a "), ("code", "b"), ("bold", " c")])


def test_styles_inside_code_vanish() -> None:
    assert shown("<pre>a <b>b</b></pre>") == ("a b", [("pre", "a b")])


def test_styles_that_touch_are_one() -> None:
    assert shown("<b>a</b><b>b</b>") == ("ab", [("bold", "ab")])


def test_quotes_do_not_nest() -> None:
    assert shown("<blockquote>a<blockquote>b</blockquote></blockquote>") == ("ab", [("blockquote", "ab")])


def test_styles_nest_from_outer_to_inner() -> None:
    assert shown("<blockquote expandable><b>a <i>b</i></b></blockquote>")[1] == [
        ("expandable_blockquote", "a b"),
        ("bold", "a b"),
        ("italic", "b"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/partner germany", [("bot_command", "/partner")]),
        ("try /help, please", [("bot_command", "/help")]),
        ("/start@sanad_bot x", [("bot_command", "/start@sanad_bot")]),
        ("a/b https://example.org/x.", [("url", "https://example.org/x")]),
        ("by @sanad_bot #قطر #2022", [("mention", "@sanad_bot"), ("hashtag", "#قطر")]),
        ("mail a.b@example.org", [("email", "a.b@example.org")]),
        ("<code>/help</code> <a href='https://e.org'>/x</a>", [("code", "/help"), ("text_link", "/x")]),
        ("<b>/help</b>", [("bold", "/help"), ("bot_command", "/help")]),
        ("🇩🇪 /x", [("bot_command", "/x")]),
    ],
)
def test_commands_links_and_names_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert shown(text)[1] == found


@given(st.text())
def test_length_is_what_utf16_needs(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(st.text(alphabet="<>/bicode pre&lt;=\"'\nأ🦅", max_size=60))
def test_any_markup_is_either_refused_or_gives_entities_within_the_text(html: str) -> None:
    try:
        text, entities = finish(*parse_html(html))
    except EntityError:
        return
    assert all(0 <= e.offset < e.end <= utf16_length(text) for e in entities)
    assert [(e.offset, -e.length) for e in entities] == sorted((e.offset, -e.length) for e in entities)


def test_an_entity_says_only_what_it_has() -> None:
    assert Entity("text_link", 0, 1, url="https://e.org/").to_json() == {
        "type": "text_link",
        "offset": 0,
        "length": 1,
        "url": "https://e.org/",
    }


def test_vertical_lines_and_line_separators_are_removed() -> None:
    assert clean("a\u0333b\u2028c") == "abc"
