"""Dates as sources give them: the part of EDTF (ISO 8601-2:2019) that the store needs.

Year, month or day precision. A component may be marked doubtful `?`, approximate `~` or both `%`; the mark stands behind
it and covers it and what is left of it, so that in `2025?-12-09` the year alone is doubted and in `2026-01~` the whole is
approximate. The published parser costs more to import than the whole of this package, and warns while it does.
"""

import calendar
import re
from dataclasses import dataclass
from typing import Literal

Precision = Literal["year", "month", "day"]

_PATTERN = re.compile(r"(\d{4})([?~%]?)(?:-(\d{2})([?~%]?)(?:-(\d{2})([?~%]?))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Date:
    """A date of year, month or day precision. `inferred`: a part is doubted (`?`); `approximate`: a part is near (`~`)."""

    year: int
    month: int | None
    day: int | None
    inferred: bool
    approximate: bool

    @property
    def precision(self) -> Precision:
        if self.day is not None:
            return "day"
        return "year" if self.month is None else "month"

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Earliest first; a whole year comes before its months."""
        return (self.year, self.month or 0, self.day or 0)


def parse(text: str) -> Date:
    """Reads one date; raises ValueError with a reason for anything else."""
    match = _PATTERN.fullmatch(text)
    if match is None:
        raise ValueError(f"“{text[:40]}” is no EDTF date of the forms 2018, 2026-01~ or 2025?-12-09")
    year, month, day = (int(part) if part else None for part in match.group(1, 3, 5))
    marks = "".join(mark or "" for mark in match.group(2, 4, 6))
    assert year is not None  # noqa: S101 - the pattern requires it
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"there is no month {month:02d}")
    if month is not None and day is not None and not 1 <= day <= calendar.monthrange(year or 4, month)[1]:
        raise ValueError(f"there is no day {day:02d} in {year:04d}-{month:02d}")
    return Date(year, month, day, inferred=bool(set(marks) & {"?", "%"}), approximate=bool(set(marks) & {"~", "%"}))


def checked(text: str) -> str:
    """The text itself, if it is a date; else ValueError."""
    parse(text)
    return text
