"""A client's language tag: Arabic for every Arabic client, digits as CLDR has them there, anything else English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import locale as locales
from bot.text.locale import Digits, Locale
from knowledge.model import LANGUAGES, Language


@pytest.mark.parametrize(
    ("tag", "digits"),
    [
        ("ar", "latn"),
        ("ar-QA", "arab"),
        ("ar-EG", "arab"),
        ("ar_SA", "arab"),
        ("AR-kw", "arab"),
        ("ar-AE", "latn"),
        ("ar-MA", "latn"),
        ("ar-DZ", "latn"),
        ("ar-TN", "latn"),
        ("ar-LY", "latn"),
        ("ar-XX", "latn"),
        ("ar-", "latn"),
        ("ar-EG-u-nu-latn", "latn"),
    ],
)
def test_every_arabic_client_is_answered_in_arabic_with_its_countrys_digits(tag: str, digits: Digits) -> None:
    assert locales.of(tag) == Locale("ar", digits)


@pytest.mark.parametrize(
    "tag", ["en", "en-GB", "de", "fr-MA", "fa", "ur", "arn", "tr-ar", "", None, "x" * 1000, "٣", "@"]
)
def test_any_other_client_is_answered_in_english(tag: str | None) -> None:
    assert locales.of(tag) == Locale("en", "latn")


@pytest.mark.parametrize(
    ("tag", "chosen", "expected"),
    [
        ("en", "ar", Locale("ar", "latn")),
        (None, "ar", Locale("ar", "latn")),
        ("ar-EG", "ar", Locale("ar", "arab")),
        ("ar-EG", "en", Locale("en", "latn")),
        ("de", "en", Locale("en", "latn")),
    ],
)
def test_what_a_person_chose_goes_before_the_clients_language(
    tag: str | None, chosen: Language, expected: Locale
) -> None:
    assert locales.of(tag, chosen) == expected


@given(st.none() | st.text() | st.from_regex(r"ar[-_].{0,40}"), st.none() | st.sampled_from(LANGUAGES))
def test_no_tag_is_an_error_and_only_arabic_has_other_digits(tag: str | None, chosen: Language | None) -> None:
    found = locales.of(tag, chosen)
    assert found.language == (chosen or found.language)
    assert found.digits == "latn" or found.language == "ar"


def test_one_tap_leads_to_the_other_language_and_back() -> None:
    assert Locale("ar").other == "en"
    assert Locale("en").other == "ar"
