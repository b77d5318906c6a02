"""The two catalogues say the same things with the same arguments, each in its own language and with all its plurals."""

import re
from collections import Counter

import pytest
from fluent.syntax import ast

from bot.text.catalogue import Words, words
from knowledge.model import LANGUAGES, Language
from tests.bot.text import ftl

ARABIC, LATIN = re.compile(r"[\u0621-\u064a]"), re.compile(r"[A-Za-z]")
LATIN_IN_ARABIC = {"button-other-language", *(key for key in ftl.messages("en") if key.startswith("usage-"))}
"""The other language's own name, and commands."""
ARABIC_IN_ENGLISH = {"button-other-language", "start-try"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_holds_nothing_but_messages_each_of_them_once(language: Language) -> None:
    """Fluent would pass over what it can't read, and over a second message of the same name."""
    strays = [entry for entry in ftl.entries(language) if not isinstance(entry, ast.Message | ast.ResourceComment)]
    assert [entry for entry in strays if not isinstance(entry, ast.Comment | ast.GroupComment)] == []
    names = Counter(entry.id.name for entry in ftl.entries(language) if isinstance(entry, ast.Message))
    assert [name for name, count in names.items() if count > 1] == []
    assert [message.id.name for message in ftl.messages(language).values() if message.attributes] == []


def test_both_languages_have_the_same_messages_in_the_same_order() -> None:
    assert list(ftl.messages("ar")) == list(ftl.messages("en"))


def test_both_languages_give_a_message_the_same_arguments() -> None:
    arguments = [
        {key: ftl.variables(message) for key, message in ftl.messages(language).items()} for language in LANGUAGES
    ]
    assert arguments[0] == arguments[1]


def test_what_is_counted_has_all_six_forms_in_arabic_and_both_in_english() -> None:
    counted = []
    for key, message in ftl.messages("en").items():
        english, arabic = ftl.plurals(message), ftl.plurals(ftl.messages("ar")[key])
        assert english.keys() <= arabic.keys(), key
        assert set(arabic.values()) <= {ftl.PLURALS}, key
        assert set(english.values()) <= {frozenset({"one", "other"})}, key
        counted += [key] if arabic else []
    assert {"count-reported", "partners-lead", "source-size"} <= set(counted)
    assert {"page", "bot-name"}.isdisjoint(counted)


def test_an_arabic_message_is_arabic_in_each_of_its_forms() -> None:
    for key, message in ftl.messages("ar").items():
        for text in ftl.texts(message) if key not in LATIN_IN_ARABIC else ():
            assert ARABIC.search(text) or not LATIN.search(text), key
            assert not re.search(r"[\u0621-\u064a]\s*[,;?]", text), key


def test_an_english_message_is_english() -> None:
    arabic = {key for key, message in ftl.messages("en").items() if ARABIC.search("".join(ftl.texts(message)))}
    assert arabic == ARABIC_IN_ENGLISH


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_the_other_languages(language: Language) -> None:
    other = "ar" if language == "en" else "en"
    same = {
        key
        for key, message in ftl.messages(language).items()
        if set(ftl.texts(message)) == set(ftl.texts(ftl.messages(other)[key]))
        and LATIN.search("".join(ftl.texts(message)))
    }
    assert same <= {key for key in LATIN_IN_ARABIC if key.startswith("usage-")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_hides_characters_or_marks_anything_up(language: Language) -> None:
    """Directions and markup are the renderer's; a stray < would be shown as such, a backtick would begin code."""
    for message in ftl.messages(language).values():
        for text in ftl.texts(message):
            assert not re.search(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff`<>&\t]|  ", text), message.id.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_said(language: Language) -> None:
    for key, message in ftl.messages(language).items():
        assert words(language)(key, **dict.fromkeys(ftl.variables(message), "x")).strip()


@pytest.mark.parametrize(
    ("count", "form"),
    [
        (0, "بلا مصدر"),
        (1, "مصدر واحد"),
        (2, "مصدران"),
        (3, "3 مصادر"),
        (10, "10 مصادر"),
        (11, "11 مصدراً"),
        (99, "99 مصدراً"),
        (100, "100 مصدر"),
        (102, "102 مصدر"),
        (103, "103 مصادر"),
        (111, "111 مصدراً"),
    ],
)
def test_arabic_counts_as_arabic_does(count: int, form: str) -> None:
    assert words("ar")("count-sources", count=count) == form


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_read_once_and_parsed_as_they_are_said(language: Language) -> None:
    assert words(language) is words(language)
    fresh = Words(language)
    assert fresh._unparsed.keys() == ftl.messages(language).keys()
    assert fresh("undated") == words(language)("undated")
    assert fresh._unparsed.keys() == ftl.messages(language).keys() - {"undated"}


def test_a_message_that_there_is_not_is_a_bug() -> None:
    with pytest.raises(LookupError):
        words("en")("no-such-message")
