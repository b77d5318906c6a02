"""What capital letters tell of a text: names, and abbreviations."""

import re

from knowledge.text import fold

_APOSTROPHE = re.compile("['\u2019]")


def capitalised(text: str) -> frozenset[str]:
    """Folded words that are written with a capital though they don't begin the text."""
    words = _APOSTROPHE.sub(" ", text).split()
    return frozenset(
        folded for word in words[1:] if word[:1].isupper() and not word.isupper() for folded in fold(word).split()
    )


def abbreviations(text: str) -> frozenset[str]:
    """Folded words of two or three capitals: “US”, “USA”; and “us” where a hyphen joins it to another country."""
    joined = re.findall(r"\bus(?=-)|(?<=-)us\b", text)
    capitals = re.findall(r"\b[A-Z]{2,3}\b", text) if text != text.upper() else []
    return frozenset(word.lower() for word in (*capitals, *joined))
