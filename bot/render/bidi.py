"""Directions and digits of a finished line: runs of the other script are isolated (UAX #9), numbers get local digits."""

import re

from bot.text.locale import Locale
from knowledge.model import Language

FSI, PDI = "\u2068", "\u2069"
RLM, LRM = "\u200f", "\u200e"

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")  # letters of strong left-to-right direction, to Unicode
_CODE = re.compile(r"(`[^`]*`)")
# Runs are one unit, and hold a bracket only with its partner: one alone would be shown the wrong way round.
_LATIN, _LATIN_JOINTS = r"[A-Za-z0-9_\u00c0-\u024f]++", r"[ .,:/%&'’+-]"
_ARABIC, _ARABIC_JOINTS = r"[\u0590-\u08ff]++", r"[ \d.,:'’-]"
# Latin words, numbers and what joins them: "DIMDEX 2026", "2025-12-09", "[1 ¶8]", an address.
_LEFT_TO_RIGHT = re.compile(
    rf"\[\d+(?: ¶\d+)?\]|https?://\S+"
    rf"|{_LATIN}(?:{_LATIN_JOINTS}*\({_LATIN}(?:{_LATIN_JOINTS}+{_LATIN})*\)|{_LATIN_JOINTS}+{_LATIN})*",
    re.ASCII,
)
_ARABIC_PHRASE = rf"{_ARABIC}(?:{_ARABIC_JOINTS}+{_ARABIC})*"
_BRACKETED = rf"(?:«{_ARABIC_PHRASE}»|\({_ARABIC_PHRASE}\))(?:{_ARABIC})?"
_RIGHT_TO_LEFT = re.compile(
    rf"(?:{_ARABIC}|«{_ARABIC_PHRASE}»(?:{_ARABIC})?)(?:{_ARABIC_JOINTS}*{_BRACKETED}|{_ARABIC_JOINTS}+{_ARABIC})*",
    re.ASCII,
)
_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")
_NUMBER = re.compile(r"(?<![A-Za-z0-9.-])\d+(?:[.,:]\d+)*(?![A-Za-z0-9-])", re.ASCII)


def finish(line: str, locale: Locale) -> str:
    """The line as it is to be shown in `locale`; code stays as it is but for being isolated as a whole."""
    if locale.language == "ar":
        finished = "".join(_arabic(part, locale) for part in _CODE.split(line))
        return f"{RLM}{finished}" if _FLAG.match(finished) else finished
    return "".join(part if part.startswith("`") else _RIGHT_TO_LEFT.sub(_isolated, part) for part in _CODE.split(line))


def whole(text: str, language: Language) -> str:
    """A text of one language as a unit in a line of the other: its full stop and its last number stay at its end."""
    return f"{FSI}{RLM if language == 'ar' else LRM}{text}{PDI}"


def _arabic(part: str, locale: Locale) -> str:
    if part.startswith("`"):
        return f"{FSI}{part}{PDI}"
    return _LEFT_TO_RIGHT.sub(_with_arabic_digits if locale.digits == "arab" else _isolated, part)


def _isolated(match: re.Match[str]) -> str:
    return f"{FSI}{match[0]}{PDI}"


def _with_arabic_digits(match: re.Match[str]) -> str:
    """A number that belongs to a Latin name or to an address keeps its digits."""
    if _LETTER.search(match[0]):
        return _isolated(match)
    return f"{FSI}{_NUMBER.sub(lambda number: number[0].translate(_ARABIC_DIGITS), match[0])}{PDI}"
