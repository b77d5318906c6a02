import pytest

from bot.sandbox.entities import Entity
from bot.sandbox.markup import EntityError, parse_html

UNPAIRED = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)


@pytest.mark.parametrize(
    ("html", "text", "kind", "offset", "length"),
    [
        ("a<b>b</b>", "ab", "bold", 1, 1),
        ("<strong>b</strong>", "b", "bold", 0, 1),
        ("<i>x</i>", "x", "italic", 0, 1),
        ("<EM>x</em>", "x", "italic", 0, 1),
        ("<u>x</u>", "x", "underline", 0, 1),
        ("<ins>x</ins>", "x", "underline", 0, 1),
        ("<s>x</s>", "x", "strikethrough", 0, 1),
        ("<strike>x</strike>", "x", "strikethrough", 0, 1),
        ("<del>x</del>", "x", "strikethrough", 0, 1),
        ("<code>x</code>", "x", "code", 0, 1),
        ("<pre>x</pre>", "x", "pre", 0, 1),
        ("<tg-spoiler>x</tg-spoiler>", "x", "spoiler", 0, 1),
        ('<span class="tg-spoiler">x</span>', "x", "spoiler", 0, 1),
        ("<blockquote>x</blockquote>", "x", "blockquote", 0, 1),
        ("<blockquote expandable>x</blockquote>", "x", "expandable_blockquote", 0, 1),
        ("<blockquote expandable=''>x</blockquote>", "x", "expandable_blockquote", 0, 1),
        ("🦅 سند<i>🦅 سند</i>", "🦅 سند🦅 سند", "italic", 6, 6),
        ("<i>&lt;&gt;&amp;&quot;</>", '<>&"', "italic", 0, 4),
        ("🇶🇦<b>قطر</b>", "🇶🇦قطر", "bold", 4, 3),
    ],
)
def test_a_tag_becomes_an_entity_counted_in_utf16(html: str, text: str, kind: str, offset: int, length: int) -> None:
    parsed, (entity,) = parse_html(html)
    assert (parsed, entity.type, entity.offset, entity.length) == (text, kind, offset, length)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("&ge;&laquo;&nbsp;&apos;", "&ge;&laquo;&nbsp;&apos;"),
        ("&#1587;&#x646;&#X64;", "سن&#X64;"),
        ("&lt", "<"),
        ("&#0;&#99999999;", "&#0;&#99999999;"),
        ("a & b > c", "a & b > c"),
        ("<b></b>x", "x"),
        ("a\r\nb\tc", "a\nb c"),
        ("\u202aa\u202c\u2068b\u2069", "a\u2068b\u2069"),
        ("a\u200f\u200fb", "a\u200c\u200fb"),
    ],
)
def test_plain_text_is_read_as_telegram_reads_it(html: str, text: str) -> None:
    assert parse_html(html) == (text, ())


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<abc>", 'Unsupported start tag "abc" at byte offset 0'),
        ("ق<x y>", 'Unsupported start tag "x" at byte offset 2'),
        ("1 < 2 ", 'Unsupported start tag "" at byte offset 2'),
        ("سند &lt;<bold", "Unclosed start tag at byte offset 11"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<i a = ", 'Unclosed start tag "i" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<i =a>", 'Empty attribute name in the tag "i" at byte offset 0'),
        ("<i a = b,c>", "Unexpected end of name token at byte offset 7"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">👍</tg-emoji>', "Invalid custom emoji identifier specified"),
        ("&#xd800;", UNPAIRED),
    ],
)
def test_bad_markup_is_refused_in_telegrams_words(html: str, reason: str) -> None:
    with pytest.raises(EntityError) as refusal:
        parse_html(html)
    assert str(refusal.value) == reason


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ('<a href="https://example.org/a?b=1&amp;c=2">x</a>', "https://example.org/a?b=1&c=2"),
        ("<a href=example.org>x</a>", "http://example.org/"),
        ("<a>example.org</a>", "http://example.org/"),
        ('<a href="tg://resolve?domain=x">x</a>', "tg://resolve?domain=x"),
    ],
)
def test_a_link_keeps_its_address(html: str, url: str) -> None:
    _, (entity,) = parse_html(html)
    assert (entity.type, entity.url) == ("text_link", url)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "nowhere", "data:text/html,x", "http://["])
def test_a_link_that_telegram_would_not_open_is_dropped(href: str) -> None:
    assert parse_html(f'<a href="{href}">x</a>') == ("x", ())


@pytest.mark.parametrize(
    "html",
    [
        '<pre><code class="language-py">x</code></pre>',
        '<code class="language-py"><pre>x</pre></code>',
    ],
)
def test_code_with_a_language_in_pre_is_one_entity(html: str) -> None:
    assert parse_html(html) == ("x", (Entity("pre", 0, 1, language="py"),))


def test_a_custom_emoji_keeps_its_identifier() -> None:
    assert parse_html('<tg-emoji emoji-id="-77">👍</tg-emoji>')[1] == (
        Entity("custom_emoji", 0, 2, custom_emoji_id="-77"),
    )
