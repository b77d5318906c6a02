"""The one place where text is folded and Arabic words are taken apart, so that what people type and what the
store holds meet in one spelling. Knows nothing of countries, facts or languages' dictionaries."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Scripts whose combining marks are vowel points or accents that people leave out; elsewhere they are letters.
_OPTIONAL_MARKS = (
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x08CA, 0x08FF),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE2F),
)
_LETTERS = {
    **dict.fromkeys("ىیېۍےێ", "ي"),
    **dict.fromkeys("ةہھەۀۃ", "ه"),
    **dict.fromkeys("کڪڭ", "ك"),
    **dict.fromkeys("گڨ", "غ"),
    **dict.fromkeys("ٱٲٳ", "ا"),
    **dict.fromkeys("ۆۇۈۋ", "و"),
    "چ": "تش",
    "پ": "ب",
    "ڤ": "ف",
    "ژ": "ز",
    "ٹ": "ت",
    "ڈ": "د",
    "ڑ": "ر",
    "ں": "ن",
    "ڵ": "ل",
    "ء": "",
    "ـ": "",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ı": "i",
    "ŋ": "ng",
    "ə": "e",
    "æ": "ae",
    "œ": "oe",
    "ɓ": "b",
    "ɗ": "d",
    "ƙ": "k",
}
_CACHED_BELOW = 0x3000


class _Folding(dict[int, str]):
    """What each character becomes; filled as characters are met, below a bound that keeps it small."""

    def __missing__(self, codepoint: int) -> str:
        folded = _folded(codepoint)
        if codepoint < _CACHED_BELOW:
            self[codepoint] = folded
        return folded


def _folded(codepoint: int) -> str:
    letter = chr(codepoint)
    if letter in _LETTERS:
        return _LETTERS[letter]
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.digit(letter))
    if category[0] == "M":
        return "" if any(low <= codepoint <= high for low, high in _OPTIONAL_MARKS) else letter
    if category[0] in "LN":
        return letter
    return "" if category in ("Cf", "Cn", "Co", "Cs") else " "


_FOLDING = _Folding()


def fold(text: str) -> str:
    """One spelling for all ways to write the same words: no case, accents, vowel points, tatweel, invisible
    characters or punctuation; one alef, ya, ha, kaf and one kind of digit; single spaces."""
    if text.isascii():
        return " ".join(text.lower().translate(_FOLDING).split())
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_FOLDING)
    return " ".join(unicodedata.normalize("NFC", plain).split())


def tokens(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split())


_STUCK_KEY = re.compile(r"(\w)\1{2,}")


def squeeze(folded: str) -> str:
    """Runs of three letters and more, which only a stuck key makes, as a single letter."""
    return _STUCK_KEY.sub(r"\1", folded)


_ARABIC = re.compile("[\u0600-\u06ff]")


def is_arabic(word: str) -> bool:
    return _ARABIC.search(word) is not None


ARTICLE = "ال"
# Longest first. Behind a proclitic that ends in the article's lam the article is gone as well.
_WITH_ARTICLE = ("ولل", "فلل", "وبال", "وكال", "فبال", "فكال", "وال", "فال", "بال", "كال", "لال", "عال", "هال", "لل")
_BARE = ("وب", "ول", "وك", "فب", "فل", "و", "ف", "ب", "ل", "ك")
_SHORTEST_STEM = 3
_INFLECTED_FROM = 5
_INFLECTIONS = ("s", "en", "e", "er", "em", "es", "n", "ens", "enne", "ennes")


@lru_cache(maxsize=8192)  # a text is read in many windows, each word of it again and again
def arabic_stems(token: str) -> tuple[str, ...]:
    """The folded token itself, then what is left when the article and the prefixes و ف ب ل ك are taken off, the
    likeliest first. Many words merely begin with such letters (`لبنان`, `واشنطن`): the caller takes the first
    candidate that it knows, and a token it knows is never broken."""
    if not is_arabic(token):
        return (token,)
    shorter = (candidate for candidate in _taken_apart(token) if len(candidate) >= _SHORTEST_STEM)
    return tuple(dict.fromkeys((token, *shorter)))


def _taken_apart(token: str) -> Iterator[str]:
    for prefix in _BARE:  # a word that begins with its own alef and lam, as ألمانيا does
        if token.startswith(prefix + ARTICLE):
            yield token[len(prefix) :]
    if token.startswith(ARTICLE):
        yield token[len(ARTICLE) :]
    for prefix in _WITH_ARTICLE:
        if token.startswith(prefix):
            rest = token[len(prefix) :]
            yield rest
            if prefix.endswith("لل"):
                yield ARTICLE + rest
    for prefix in _BARE:
        if token.startswith(prefix):
            yield token[len(prefix) :]


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def split_camel(text: str) -> str:
    """`#QatarGermany` as the two words it is made of."""
    return _CAMEL.sub(" ", text)


def in_order(text: str) -> str:
    """A text's words in the order of the alphabet, for whoever compares texts whatever the order of their words."""
    return " ".join(sorted(text.split()))


def uninflected(word: str) -> Iterator[str]:
    """A word of Latin letters without what German and French add to demonyms, and German and English to names."""
    if not is_arabic(word):
        yield from (
            word.removesuffix(ending)
            for ending in _INFLECTIONS
            if word.endswith(ending) and len(word) - len(ending) >= _INFLECTED_FROM
        )
