"""Directions and digits of a finished line: runs of the other script are isolated (UAX #9), numbers get local digits."""

import re

from bot.text.locale import Locale

FSI, PDI = "\u2068", "\u2069"
RLM = "\u200f"

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")  # letters of strong left-to-right direction, to Unicode
_CODE = re.compile(r"(`[^`]*`)")
# A run of Latin words, numbers and what joins them, as one unit: "DIMDEX 2026", "2025-12-09", "[1 ¶8]".
_LEFT_TO_RIGHT = re.compile(
    r"\[\d+(?: ¶\d+)?\]|[A-Za-z0-9\u00c0-\u024f](?:[\w .,:/%&'’+()-]*[A-Za-z0-9\u00c0-\u024f])?", re.ASCII
)
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff](?:[\u0590-\u08ff\s\d.,،؛:'’«»()-]*[\u0590-\u08ff»])?")
_NUMBER = re.compile(r"(?<![A-Za-z0-9.-])\d+(?:[.,:]\d+)*(?![A-Za-z0-9-])", re.ASCII)


def finish(line: str, locale: Locale) -> str:
    """The line as it is to be shown in `locale`; code stays as it is but for being isolated as a whole."""
    if locale.language == "ar":
        finished = "".join(_arabic(part, locale) for part in _CODE.split(line))
        return f"{RLM}{finished}" if _FLAG.match(finished) else finished
    return "".join(part if part.startswith("`") else _RIGHT_TO_LEFT.sub(_isolated, part) for part in _CODE.split(line))


def _arabic(part: str, locale: Locale) -> str:
    if part.startswith("`"):
        return f"{FSI}{part}{PDI}"
    isolated = _LEFT_TO_RIGHT.sub(_isolated, part)
    return (
        _NUMBER.sub(lambda match: match[0].translate(_ARABIC_DIGITS), isolated) if locale.digits == "arab" else isolated
    )


def _isolated(match: re.Match[str]) -> str:
    return f"{FSI}{match[0]}{PDI}"
