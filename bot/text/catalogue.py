"""Messages by key, each parsed when it is first said; Fluent supplies plural forms, Babel the months."""

import datetime as dtm
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

import babel.dates
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Message

from bot.text.locale import Locale
from knowledge import edtf
from knowledge.model import Language

_REGIONS: Mapping[Language, str] = {"ar": "ar_QA", "en": "en_GB"}
_ENTRY = re.compile(r"^(?=[a-z])", re.MULTILINE)
"""Where a message begins; what belongs to it is indented, or closes its braces."""
_PATTERNS = {"year": "y", "month": "MMMM y", "day": "d MMMM y"}


class Words:
    """The words of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        # Isolation happens once, where a whole line is known (bot.render.bidi).
        self._bundle = FluentBundle([_REGIONS[language]], use_isolating=False)
        self._unparsed = dict(_sources(language))

    def __call__(self, key: str, /, **arguments: str | int) -> str:
        """The message `key`; a missing key or argument is a bug and raises LookupError."""
        message = self._message(key)
        if message.value is None:
            raise LookupError(key)
        text, errors = self._bundle.format_pattern(message.value, arguments)
        if errors:
            raise LookupError(f"{key}: {errors[0]}")
        assert isinstance(text, str)  # noqa: S101 - only a bare placeable gives something else
        return text

    def _message(self, key: str) -> Message:
        """All 1,300 of both languages take 0.4 s to parse and 8 MB to hold, and a start needs a few dozen."""
        if key in self._unparsed:
            self._bundle.add_resource(FluentResource(self._unparsed.pop(key)))
        return self._bundle.get_message(key)

    def date(self, value: str | None) -> str:
        """An EDTF date as people read it."""
        if value is None:
            return self("date-none")
        date = edtf.parse(value)
        day = dtm.date(date.year, date.month or 1, date.day or 1)
        text = babel.dates.format_date(day, _PATTERNS[date.precision], locale=_REGIONS[self.language])
        if date.inferred:
            return self("date-inferred", date=text)
        return self("date-approximate", date=text) if date.approximate else text

    def day(self, value: dtm.date) -> str:
        return babel.dates.format_date(value, _PATTERNS["day"], locale=_REGIONS[self.language])

    def moment(self, value: dtm.datetime) -> str:
        """A day and an hour as a wall clock shows them."""
        return babel.dates.format_datetime(value, "EEEE d MMMM y, HH:mm", locale=_REGIONS[self.language]).replace(
            ", ", "، " if self.language == "ar" else ", "
        )

    def weekday(self, number: int, *, short: bool = False) -> str:
        """A day of the week; Monday is 0."""
        return str(
            babel.dates.get_day_names("abbreviated" if short else "wide", locale=_REGIONS[self.language])[number]
        )

    def list(self, items: Sequence[str]) -> str:
        """Words in a row with the language's own commas."""
        return ("، " if self.language == "ar" else ", ").join(items)

    def country(self, code: str) -> str:
        """A country's name in CLDR; the code where CLDR has none."""
        territories: Mapping[str, str] = babel.Locale.parse(_REGIONS[self.language]).territories
        return territories.get(code, code)


def _sources(language: Language) -> Iterator[tuple[str, str]]:
    """Each message of a language as it is written, by its key."""
    for file in resources.files("bot.text").joinpath("locales", language).iterdir():
        for entry in _ENTRY.split(file.read_text(encoding="utf-8"))[1:]:
            yield entry.split(" ", 1)[0], entry


@cache
def words(language: Language) -> Words:
    """The one catalogue of a language."""
    return Words(language)


def for_locale(locale: Locale) -> Words:
    return words(locale.language)
