"""Dates as sources give them."""

import datetime as dtm
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import edtf

MARKS = st.sampled_from(["", "?", "~", "%"])


@pytest.mark.parametrize(
    ("text", "parts", "precision", "doubts"),
    [
        ("2018", (2018, None, None), "year", (False, False)),
        ("2018-12", (2018, 12, None), "month", (False, False)),
        ("2018-12-09", (2018, 12, 9), "day", (False, False)),
        ("2025?", (2025, None, None), "year", (True, False)),
        ("2025?-12-09", (2025, 12, 9), "day", (True, False)),
        ("2026-01~", (2026, 1, None), "month", (False, True)),
        ("2025-12-09%", (2025, 12, 9), "day", (True, True)),
        ("2025?-12~", (2025, 12, None), "month", (True, True)),
        ("2024-02-29", (2024, 2, 29), "day", (False, False)),
        ("0000-02-29", (0, 2, 29), "day", (False, False)),
    ],
)
def test_a_date_keeps_its_parts_its_precision_and_its_doubts(
    text: str, parts: tuple[int, int | None, int | None], precision: str, doubts: tuple[bool, bool]
) -> None:
    date = edtf.parse(text)
    assert (date.year, date.month, date.day) == parts
    assert (date.precision, (date.inferred, date.approximate)) == (precision, doubts)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no EDTF date"),
        ("18", "no EDTF date"),
        ("02018", "no EDTF date"),
        ("2018-1", "no EDTF date"),
        ("2018-12-9", "no EDTF date"),
        ("2018-12-", "no EDTF date"),
        ("?2018", "no EDTF date"),
        ("2018??", "no EDTF date"),
        ("-2018", "no EDTF date"),
        ("2018/2019", "no EDTF date"),
        ("2018-12-09T10:00", "no EDTF date"),
        (" 2018", "no EDTF date"),
        ("2018\n", "no EDTF date"),
        ("٢٠١٨", "no EDTF date"),
        ("December 2018", "no EDTF date"),
        ("2018-00", "no month 00"),
        ("2018-13", "no month 13"),
        ("2018-12-00", "no day 00 in 2018-12"),
        ("2018-12-32", "no day 32 in 2018-12"),
        ("2023-02-29", "no day 29 in 2023-02"),
        ("1900-02-29", "no day 29 in 1900-02"),
        ("0001-02-29", "no day 29 in 0001-02"),
    ],
)
def test_anything_else_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        edtf.parse(text)
    with pytest.raises(ValueError, match=re.escape(reason)):
        edtf.checked(text)


def test_a_reason_does_not_repeat_a_long_text() -> None:
    with pytest.raises(ValueError, match="no EDTF date") as refusal:
        edtf.parse("x" * 10_000)
    assert len(str(refusal.value)) < 200


def test_dates_sort_by_time_with_the_wider_first() -> None:
    ordered = ["2017-12-31", "2018", "2018-01~", "2018-01-01", "2018?-01-02", "2018-02", "2019"]
    mixed = ordered[3:] + ordered[:3]
    assert sorted(mixed, key=lambda text: edtf.parse(text).sort_key) == ordered


@given(st.text() | st.text(alphabet="0123456789-?~%", max_size=14))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        date = edtf.parse(text)
    except ValueError:
        return
    assert edtf.checked(text) == text
    assert text[:4] == f"{date.year:04d}"
    assert date.month is None or 1 <= date.month <= 12
    assert date.day is None or (date.month is not None and 1 <= date.day <= 31)


@given(st.dates(), st.sampled_from([4, 7, 10]), MARKS, MARKS, MARKS)
def test_every_day_month_and_year_of_the_calendar_comes_back(
    day: dtm.date, length: int, of_year: str, of_month: str, of_day: str
) -> None:
    marks = [of_year, of_month, of_day][: (length - 1) // 3]
    written = "-".join(part + mark for part, mark in zip(day.isoformat().split("-"), marks, strict=False))
    date = edtf.parse(written)
    read = (f"{date.year:04d}", *(f"{part:02d}" for part in (date.month, date.day) if part is not None))
    assert "-".join(read) == day.isoformat()[:length]
    assert date.inferred == any(mark in {"?", "%"} for mark in marks)
    assert date.approximate == any(mark in {"~", "%"} for mark in marks)


@given(st.dates(), st.dates())
def test_whole_days_sort_as_the_calendar_does(one: dtm.date, other: dtm.date) -> None:
    keys = [edtf.parse(day.isoformat()).sort_key for day in (one, other)]
    assert (keys[0] < keys[1]) == (one < other)
    assert (keys[0] == keys[1]) == (one == other)
