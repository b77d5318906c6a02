"""The date that a clause gives in full, as EDTF: day, month and year, or month and year."""

import datetime as dtm
import re
from collections.abc import Mapping
from functools import cache

from babel import Locale

from knowledge.text import fold

_LOCALES = ("ar", "ar_LB", "en", "fr", "de")
"""Arabic has two series of names for the months, which papers also print side by side."""


def first(text: str) -> str | None:
    """The first whole date of a text; None where it gives none that a calendar has."""
    patterns = _patterns()
    found = min(
        filter(None, (one.search(fold(text)) for one in patterns)), key=lambda match: match.start(), default=None
    )
    if found is None:
        return None
    year, month, day = int(found["year"]), _months()[found["month"]], found.groupdict().get("day")
    try:
        return dtm.date(year, month, int(day)).isoformat() if day else f"{year}-{month:02d}"
    except ValueError:
        return None


@cache
def _months() -> Mapping[str, int]:
    """The number of each month by its folded names."""
    return {
        fold(name): number
        for locale in _LOCALES
        for number, name in Locale.parse(locale).months["format"]["wide"].items()
    }


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """On folded words: 18 November 2026 and November 2026; November 18 2026."""
    month = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    day, year = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?", r"(?P<year>(?:19|20)\d\d)\b"
    return (
        re.compile(rf"\b(?:{day} (?:من |of |de )?)?\b(?P<month>{month})(?: (?:{month}))? (?:من |عام |سنه )?{year}"),
        re.compile(rf"\b(?P<month>{month}) {day} {year}"),
    )
