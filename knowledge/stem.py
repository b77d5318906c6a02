"""Stems of folded words, so that inflected forms meet: light stemming of Arabic, Snowball for English, French and German."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from Stemmer import Stemmer

from knowledge.text import arabic_stems, is_arabic

Tongue = Literal["ar", "en", "fr", "de"]
"""A language in which people ask."""
TONGUES: tuple[Tongue, ...] = ("ar", "en", "fr", "de")

_SHORTEST = 3
_NOUN_ENDINGS = (
    "تيهما",
    "اتيه",
    "اتي",
    "يا",
    "هما",
    "تين",
    "تان",
    "يات",
    "يين",
    "يون",
    "ها",
    "هم",
    "نا",
    "ات",
    "ان",
    "ون",
    "ين",
    "تي",
    "تا",
    "يه",
    "وا",
)
_LAST_LETTERS = ("ه", "ي", "ت", "ا")
_VERB_PREFIXES = ("ست", "سي", "سن", "هي", "هت", "هن", "حي", "حت", "حن", "بي", "بت", "بن", "ي", "ت", "ن")
"""What verbs of the present and future begin with, those of the dialects among them."""
_SNOWBALL = {
    tongue: Stemmer(name, 0)  # `stem` remembers enough
    for tongue, name in (("en", "english"), ("fr", "french"), ("de", "german"))
}


@lru_cache(maxsize=20_000)
def stem(word: str, tongue: Tongue) -> str:
    """The stem of a folded word; an Arabic one has its article and prefixes taken off before (see `candidates`)."""
    if tongue == "ar" or is_arabic(word):
        return _without_ending(word)
    return str(_SNOWBALL[tongue].stemWord(word))


@lru_cache(maxsize=8192)
def candidates(word: str, tongue: Tongue) -> tuple[str, ...]:
    """The stems that a folded word may have, the likeliest first; the caller takes the first that it knows."""
    return tuple(_candidates(word, tongue))


def _candidates(word: str, tongue: Tongue) -> Iterator[str]:
    if not is_arabic(word):
        yield stem(word, tongue)
        return
    for bare in arabic_stems(word):
        yield _without_ending(bare)
    for bare in arabic_stems(word):
        for prefix in _VERB_PREFIXES:
            if bare.startswith(prefix) and len(bare) - len(prefix) >= _SHORTEST:
                stemmed = _without_ending(bare[len(prefix) :])
                if len(stemmed) > _SHORTEST:  # three letters are left of too many words
                    yield stemmed


def _without_ending(word: str) -> str:
    for ending in _NOUN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)]
            break
    if word[-1:] in _LAST_LETTERS and len(word) > _SHORTEST:
        return word[:-1]
    return word
