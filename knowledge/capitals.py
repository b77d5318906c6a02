"""What capital letters tell of a text: names, and abbreviations."""

import re

from knowledge.text import fold

_US = re.compile(
    r"\bus(?=-)|(?<=-)us\b"
    r"|(?<!\btell )(?<!\bgive )(?<!\bshow )(?<!\bsend )(?<!\bhelp )(?<!\blet )(?<!\bfor )(?<!\bto )\bus(?= (?:and |& |vs )?qatar)"
    r"|(?<=\bqatar )us\b|(?<=\bqatar and )us\b",
    re.IGNORECASE,
)
_APOSTROPHE = re.compile("['\u2019]")


def capitalised(text: str) -> frozenset[str]:
    """Folded words that are written with a capital though they don't begin the text."""
    words = _APOSTROPHE.sub(" ", text).split()
    return frozenset(
        folded for word in words[1:] if word[:1].isupper() and not word.isupper() for folded in fold(word).split()
    )


def abbreviations(text: str) -> frozenset[str]:
    """Folded words of two or three capitals: “US”, “USA”; and “us” beside Qatar or joined to a country by a hyphen."""
    joined = _US.findall(text)
    capitals = re.findall(r"\b[A-Z]{2,3}\b", text) if text != text.upper() else []
    return frozenset(word.lower() for word in (*capitals, *joined))
