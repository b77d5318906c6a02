"""Dates, lists, countries and missing keys, as each language writes them."""

import datetime as dtm

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.catalogue import for_locale, words
from bot.text.locale import Locale
from knowledge.model import LANGUAGES, Language


@pytest.mark.parametrize(
    ("edtf", "english", "arabic"),
    [
        ("2018", "2018", "2018"),
        ("2025-12", "December 2025", "ديسمبر 2025"),
        ("2025-12-09", "9 December 2025", "9 ديسمبر 2025"),
        ("2025?-12-09", "9 December 2025 (inferred)", "9 ديسمبر 2025 (استنتاجاً)"),
        ("2026-01~", "about January 2026", "نحو يناير 2026"),
        (None, "no date given", "بلا تاريخ"),
    ],
)
def test_a_date_reads_as_precisely_as_it_is_known(edtf: str | None, english: str, arabic: str) -> None:
    assert words("en").date(edtf) == english
    assert words("ar").date(edtf) == arabic


def test_a_year_alone_never_gets_a_month_or_a_day() -> None:
    for language in LANGUAGES:
        assert words(language).date("2018~").count(" ") <= 1
        assert "يناير" not in words(language).date("2018~")
        assert "January" not in words(language).date("2018~")


@given(st.dates(min_value=dtm.date(1, 1, 1)), st.sampled_from(["", "?", "~", "%"]), st.integers(1, 3))
def test_every_date_of_the_store_can_be_written(day: dtm.date, mark: str, parts: int) -> None:
    date = "-".join(day.isoformat().split("-")[:parts]) + mark
    for language in LANGUAGES:
        written = words(language).date(date)
        assert str(day.year) in written
        assert not set("?~%") & set(written)


def test_days_lists_and_countries_are_the_languages_own() -> None:
    assert words("en").day(dtm.date(2026, 11, 22)) == "22 November 2026"
    assert words("ar").day(dtm.date(2026, 11, 22)) == "22 نوفمبر 2026"
    assert words("en").list(["a", "b"]) == "a, b"
    assert words("ar").list(["أ", "ب"]) == "أ، ب"
    assert words("en").list([]) == ""
    assert words("en").country("DE") == "Germany"
    assert words("ar").country("DE") == "ألمانيا"
    assert words("en").country("XY") == "XY"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_key_or_argument_is_an_error_not_an_odd_sentence(language: Language) -> None:
    with pytest.raises(LookupError, match="no-such-key"):
        words(language)("no-such-key")
    with pytest.raises(LookupError, match="page"):
        words(language)("page", page=1)


def test_arguments_stand_as_they_are() -> None:
    """No isolation marks, no markup, no plural of theirs: that is the renderer's and Fluent's business."""
    odd = "<b>{ $x } & \u202eقطر"
    assert words("en")("unknown-command", command=odd, help="/help").count(odd) == 1
    assert "\u2068" not in words("ar")("unknown-command", command="x", help="/help")


def test_a_locale_leads_to_its_languages_words() -> None:
    assert for_locale(Locale("ar", "arab")) is words("ar")
    assert for_locale(Locale("en")) is words("en")
