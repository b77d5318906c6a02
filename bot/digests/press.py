"""Presses in the dialogues on a subscription and on an edition under review, as values that fit into a button's 64 bytes."""

import re
from dataclasses import dataclass

from bot.render.card import Button
from bot.storage.subscription import Place
from knowledge.model import Language

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_DATA = re.compile(r"s:(ar|en):(?:(-?[0-9a-z]{1,11}):([0-9a-z]{1,11}))?:([a-z]{2,8}):([A-Za-z0-9_/+-]{0,31})", re.ASCII)
_ASKED = re.compile(r"v:(ar|en):(\d{1,10}):([a-z]{2,6}):([A-Za-z0-9-]{0,32})", re.ASCII)
PATTERN, REVIEW = "^s:", "^v:"


@dataclass(frozen=True, slots=True)
class Press:
    """What a button does to the subscription of a place; without a place, to that of the chat in which it stands."""

    language: Language
    place: Place | None
    step: str
    value: str = ""

    def encode(self) -> str:
        where = f"{_shortened(self.place.chat_id)}:{_shortened(self.place.thread_id)}" if self.place else ""
        return f"s:{self.language}:{where}:{self.step}:{self.value}"

    @classmethod
    def decode(cls, data: str) -> "Press | None":
        """The press of callback data; None for any text that can't be one of ours."""
        match = _DATA.fullmatch(data)
        if match is None:
            return None
        place = Place(int(match[2], 36), int(match[3], 36)) if match[2] else None
        return cls("ar" if match[1] == "ar" else "en", place, match[4], match[5])

    def button(self, label: str) -> Button:
        return Button(label, self.encode())


@dataclass(frozen=True, slots=True)
class Said:
    """What an owner says on an edition that he has before him; `value`: a page, a fact, the text that he saw."""

    language: Language
    edition: int
    step: str
    value: str = ""

    def encode(self) -> str:
        return f"v:{self.language}:{self.edition}:{self.step}:{self.value}"

    @classmethod
    def decode(cls, data: str) -> "Said | None":
        """What callback data says; None for any text that can't be one of ours."""
        match = _ASKED.fullmatch(data)
        return cls("ar" if match[1] == "ar" else "en", int(match[2]), match[3], match[4]) if match else None

    def button(self, label: str) -> Button:
        return Button(label, self.encode())


def _shortened(number: int) -> str:
    """In base 36, as `int` reads it."""
    digits, rest = "", abs(number)
    while rest:
        rest, digit = divmod(rest, 36)
        digits = _DIGITS[digit] + digits
    return ("-" if number < 0 else "") + (digits or "0")
