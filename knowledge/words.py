"""Words to what they ask for: known phrases, compounds of known words, misspelt ones, and words that nobody knows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.lexicon import CONCEPT, Lexicon, Span
from knowledge.people import GENERIC
from knowledge.stem import Tongue
from knowledge.text import arabic_stems, is_arabic

VERBAL = ("ي", "بي", "بت", "ت", "سي", "ست", "هي", "هت")
"""What Arabic verbs of the present and future begin with."""
_SHORT = 4
"""Letters in which a misspelling can't be told from another word."""
_MISSPELT_FROM = 6


@dataclass(frozen=True, slots=True)
class Unit:
    """Something the question asks for: a fact covers it by holding one of `terms`. No terms: nothing the store knows."""

    words: str
    terms: tuple[str, ...]
    is_name: bool = False
    """Nothing that the store knows, and written as a name is."""
    is_soft: bool = False
    """Says what sort of thing is asked for as well, as “expected” does."""
    start: int = 0
    """The position of its first word."""
    is_sure: bool = True
    """Spelled as the lexicon has it; else a word of it was guessed from a stem."""

    @property
    def is_known(self) -> bool:
        return bool(self.terms) or self.is_name


@dataclass(frozen=True, slots=True)
class Words:
    """What words mean to one version of the store."""

    lexicon: Lexicon
    held: Collection[str]
    """Terms that facts hold."""
    vocabulary: Collection[str]
    """These, and the terms of the questions that facts are known to answer."""

    def units(self, run: Sequence[str], tongues: Sequence[Tongue]) -> list[Unit]:
        units = []
        for span in self.lexicon.spans(run, tongues, self.vocabulary):
            words = run[span.start : span.start + span.size]
            if span.size == 1 and words[0] in GENERIC:
                continue
            found = self._known(span, words) or self._compound(words[0])
            found = found or self._asked(span, words) or self._guessed(words[0], tongues)
            units += [replace(unit, start=span.start) for unit in found]
        return units

    def is_word(self, word: str, tongues: Sequence[Tongue]) -> bool:
        """Whether a word is one of the language's, and no stranger's name."""
        spans = list(self.lexicon.spans([word], tongues, self.vocabulary))
        return not word or not spans or bool(self._known(spans[0], [word]))

    def _known(self, span: Span, words: Sequence[str]) -> list[Unit]:
        is_held = any(term in self.held for term in span.terms)
        near = () if is_held else tuple(sorted({one for term in span.terms for one in self.lexicon.near.get(term, ())}))
        is_known = is_held or span.terms[0].startswith(CONCEPT)
        return [Unit(" ".join(words), near or span.terms, is_sure=span.is_sure)] if is_known else []

    def _asked(self, span: Span, words: Sequence[str]) -> list[Unit]:
        """A word that no fact holds, but a question that one answers."""
        return [Unit(words[0], span.terms, is_sure=False)] if span.terms[0] in self.vocabulary else []

    def _guessed(self, word: str, tongues: Sequence[Tongue]) -> list[Unit]:
        """A word that nobody knows: a misspelt one, or truly unknown."""
        if len(word) <= 2 and not word.isdigit():
            return []
        for near in self._near(word):
            for span in self.lexicon.spans([near], tongues, self.vocabulary):
                if known := self._known(span, [word]):
                    return [replace(unit, is_sure=False) for unit in known]
        return [Unit(word, (), is_name=word.isdigit())]

    def _compound(self, word: str) -> list[Unit]:
        return [Unit(word, span.terms) for span in self.lexicon.compound(word)]

    def _near(self, word: str) -> list[str]:
        """Words of the lexicon at a letter's distance; of those at two, for a long word."""
        if len(word) < _MISSPELT_FROM or word.isdigit():
            return []
        furthest = 1 if len(word) < 9 else 2
        for form in (one for one in arabic_stems(word) if len(one) > _SHORT):
            choices = self.lexicon.spelled(arabic=is_arabic(form), length=len(form), within=furthest)
            found = process.extract(form, choices, scorer=OSA.distance, processor=None, score_cutoff=furthest, limit=3)
            near = [one for one, _, _ in found if one[0] == form[0]]
            if near:
                return near
        return []
