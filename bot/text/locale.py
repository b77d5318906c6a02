"""A person's language as Telegram's client names it, and the digits that go with it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import babel

from knowledge.model import Language

Digits = Literal["latn", "arab"]
"""CLDR numbering systems: 2018, ٢٠١٨."""


@dataclass(frozen=True, slots=True)
class Locale:
    """The language of an answer and the digits in it."""

    language: Language
    digits: Digits = "latn"

    @property
    def other(self) -> Language:
        """The language that one tap leads to."""
        return "en" if self.language == "ar" else "ar"


@lru_cache(maxsize=256)
def of(language_code: str | None, chosen: Language | None = None) -> Locale:
    """The locale of a client's IETF language tag, overruled by what its owner chose: Arabic for every Arabic client."""
    tag = (language_code or "en").replace("_", "-")[:35]
    client_is_arabic = tag.lower().split("-")[0] == "ar"
    language: Language = chosen or ("ar" if client_is_arabic else "en")
    digits: Digits = "arab" if language == "ar" and client_is_arabic and _numbering(tag) == "arab" else "latn"
    return Locale(language, digits)


def _numbering(tag: str) -> str:
    try:
        return babel.Locale.parse(tag, sep="-").default_numbering_system
    except (ValueError, babel.UnknownLocaleError):
        return "latn"
