"""The lexicon: which words of four languages mean the same, which ask for nothing, and which say what sort of thing is asked.

Words become *terms*: `c:ID` for a concept, `w:STEM` for a word that the lexicon lacks.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from typing import NamedTuple, Self

from knowledge.model import LexiconEntry, Sense
from knowledge.stem import TONGUES, Tongue, candidates, stem
from knowledge.text import arabic_stems, fold, is_arabic

CONCEPT, WORD = "c:", "w:"
_NEAR = "near"
_LONGEST_PHRASE = 5
_BEFORE_VERBS = tuple(f"{particle}{person}" for particle in "بهحس" for person in "يتنا")
_BEHIND_VERBS = ("وا", "و", "ون")
_SHORTEST_VERB = 4
_COMPOUND_FROM, _COMPOUND_TO = 9, 48
_JOINTS = ("", "s", "n", "en", "es")
_MOST_READINGS = 16

Reading = Callable[[str, Tongue], tuple[str, ...]]

Phrase = tuple[str, ...]
"""A phrase as the stems of its words."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a text from `start` on that mean one thing; `terms` are its readings."""

    start: int
    size: int
    terms: tuple[str, ...]
    is_sure: bool = True
    """Not read from a stem of ours, on which many Arabic words meet."""


class LexiconRow(NamedTuple):
    """One phrase: what it does, its entry's id, its language, its folded words, their stems. Or the id of a near entry."""

    what: str
    entry: str
    tongue: Tongue
    spelled: str
    stems: str


def lexicon_rows(entries: Iterable[LexiconEntry]) -> Iterator[LexiconRow]:
    """The curated lexicon as rows of a compiled store."""
    for entry in entries:
        for tongue in TONGUES:
            for phrase in getattr(entry, tongue):
                spelled = fold(phrase)
                if spelled:
                    yield LexiconRow(entry.what, entry.id, tongue, spelled, " ".join(phrase_key(phrase, tongue)))
        for other in entry.near:
            yield LexiconRow(_NEAR, entry.id, "en", other, "")


@dataclass(slots=True)
class Lexicon:
    """Concepts, ignored words and intents by language. Filled once, then only read."""

    concepts: dict[Tongue, dict[str, tuple[str, ...]]] = field(
        default_factory=lambda: {tongue: {} for tongue in TONGUES}
    )
    exact: dict[Tongue, dict[str, tuple[str, ...]]] = field(default_factory=lambda: {tongue: {} for tongue in TONGUES})
    _parts: dict[Tongue, dict[str, int]] = field(default_factory=lambda: {tongue: {} for tongue in TONGUES})
    """Words of phrases as they are spelled, and of how many words the longest phrase is that each begins."""
    ignored: dict[Tongue, set[str]] = field(default_factory=lambda: {tongue: set() for tongue in TONGUES})
    intents: dict[Tongue, dict[Phrase, str]] = field(default_factory=lambda: {tongue: {} for tongue in TONGUES})
    openers: dict[Tongue, dict[str, int]] = field(default_factory=lambda: {tongue: {} for tongue in TONGUES})
    """Words that ways to ask begin with, and the words of the longest of these."""
    near: dict[str, set[str]] = field(default_factory=dict)
    """Terms of concepts that are often meant or said in place of each other."""
    light: set[str] = field(default_factory=set)
    _spelled: dict[tuple[bool, int], list[str]] = field(default_factory=dict)
    _stems: dict[Tongue, dict[str, int]] = field(default_factory=lambda: {tongue: {} for tongue in TONGUES})
    """The same of their stems."""
    _alone: dict[str, tuple[str]] = field(default_factory=dict)
    """What most phrases mean, one concept: held once for all of its phrases."""
    _words: dict[str, str] = field(default_factory=dict)
    """Each word once, while the lexicon is being filled."""

    @classmethod
    def of(cls, rows: Iterable[LexiconRow]) -> Self:
        """From the rows of a compiled store."""
        lexicon = cls()
        lexicon.fill(rows)
        return lexicon.filled()

    def filled(self) -> Self:
        """To be called when no more rows come."""
        self._words.clear()
        return self

    def _once(self, word: str) -> str:
        return self._words.setdefault(word, word)

    def fill(self, rows: Iterable[LexiconRow]) -> None:
        """Takes more rows in; who is serving meanwhile brings them a few at a time."""
        for what, entry, tongue, spelled, stems in rows:
            if what == Sense.IGNORED:
                self.ignored[tongue].update(map(self._once, spelled.split()))
            elif what == Sense.INTENT:
                phrase = tuple(bare(word) for word in spelled.split())
                self.intents[tongue][phrase] = entry
                self.openers[tongue][phrase[0]] = max(len(phrase), self.openers[tongue].get(phrase[0], 0))
            elif what == _NEAR:
                for one, other in ((entry, spelled), (spelled, entry)):
                    self.near.setdefault(f"{CONCEPT}{one}", set()).add(f"{CONCEPT}{other}")
            else:
                if what == Sense.LIGHT:
                    self.light.add(f"{CONCEPT}{entry}")
                words, stemmed = ([*map(self._once, phrase.split())] for phrase in (spelled, stems))
                self._add(self._once(entry), tongue, words, stemmed)

    def _add(self, concept: str, tongue: Tongue, words: Sequence[str], stems: Sequence[str]) -> None:
        exact = [self._once(bare(word)) for word in words]
        alone = self._alone.setdefault(concept, (concept,))
        for phrases, known, key in (
            (self.exact[tongue], self._parts[tongue], exact),
            (self.concepts[tongue], self._stems[tongue], stems),
        ):
            phrase = self._once(" ".join(key))
            held = phrases.get(phrase, ())
            phrases[phrase] = (held if concept in held else (*held, concept)) if held else alone
            for part in key:
                known.setdefault(part, 0)
            if key:
                known[key[0]] = max(known[key[0]], len(key))
        for word in words:
            self._spelled.setdefault((is_arabic(word), len(word)), []).append(word)

    def spelled(self, *, arabic: bool, length: int, within: int) -> list[str]:
        """Single words of the lexicon of about that length, as they are spelled."""
        return [
            word
            for size in range(length - within, length + within + 1)
            for word in self._spelled.get((arabic, size), ())
        ]

    def spans(
        self, words: Sequence[str], tongues: Sequence[Tongue], vocabulary: Collection[str] = ()
    ) -> Iterator[Span]:
        """What the folded words mean, the longest phrases first. Words that ask for nothing are left out; a word that means
        nothing here is its own term."""
        position = 0
        while position < len(words):
            span = self._phrase_at(words, position, tongues[:1], _forms)
            if span is None and self.is_ignored(words[position], tongues[:2]):
                position += 1
                continue
            span = span or self._phrase_at(words, position, tongues[:1], candidates)
            span = span or self._phrase_at(words, position, tongues[1:], _forms)
            span = span or self._phrase_at(words, position, tongues[1:], candidates)
            span = span or self._word_at(words, position, tongues, vocabulary)
            yield span
            position += span.size

    def _phrase_at(self, words: Sequence[str], start: int, tongues: Sequence[Tongue], read: Reading) -> Span | None:
        readings = {tongue: self._readings(words, start, tongue, read) for tongue in tongues_of(words[start], tongues)}
        kept = self.exact if read is _forms else self.concepts
        for size in range(max(map(len, readings.values()), default=0), 0, -1):
            for tongue, read_words in readings.items():
                phrases = kept[tongue]
                keys = islice(product(*read_words[:size]), _MOST_READINGS) if len(read_words) >= size else ()
                if found := next((phrases[key] for key in map(" ".join, keys) if key in phrases), ()):
                    terms = tuple(f"{CONCEPT}{concept}" for concept in found)
                    return Span(start, size, terms, is_sure=read is _forms or tongue != "ar")
        return None

    def _readings(self, words: Sequence[str], start: int, tongue: Tongue, read: Reading) -> list[list[str]]:
        """The readings of the words from `start` on, up to the first that stands in no phrase, and no more than the longest
        phrase has that begins so."""
        known = (self._parts if read is _forms else self._stems)[tongue]
        first = [one for one in read(words[start], tongue) if one in known]
        longest = min(max((known[one] for one in first), default=0), _LONGEST_PHRASE)
        readings = [first] if longest else []
        for word in words[start + 1 : start + longest]:
            held = [one for one in read(word, tongue) if one in known]
            if not held:
                break
            readings.append(held)
        return readings

    def _word_at(
        self, words: Sequence[str], start: int, tongues: Sequence[Tongue], vocabulary: Collection[str]
    ) -> Span:
        word = words[start]
        for tongue in tongues_of(word, tongues):
            for stemmed in candidates(word, tongue):
                if f"{WORD}{stemmed}" in vocabulary:
                    return Span(start, 1, (f"{WORD}{stemmed}",))
        return Span(start, 1, (f"{WORD}{default_stem(word)}",))

    def compound(self, word: str) -> list[Span]:
        """What the two parts of a German compound mean; nothing if they aren't both known."""
        if not _COMPOUND_FROM <= len(word) <= _COMPOUND_TO or is_arabic(word):
            return []
        for cut in range(4, len(word) - 3):
            for joint in _JOINTS:
                head, tail = word[:cut], word[cut:]
                if not head.endswith(joint):
                    continue
                parts = (head.removesuffix(joint), tail)
                spans = [span for part in parts for span in self.spans([part], ["de"])]
                if len(spans) == len(parts) and all(span.terms[0].startswith(CONCEPT) for span in spans):
                    return spans
        return []

    def in_phrases(self, words: Sequence[str]) -> frozenset[int]:
        """Positions of words that stand in a phrase of several words, in whatever language."""
        found: set[int] = set()
        for start in range(len(words) - 1):
            span = self._phrase_at(words, start, TONGUES, _forms)
            if span is not None and span.size > 1:
                found.update(range(start, start + span.size))
        return frozenset(found)

    def is_ignored(self, word: str, tongues: Sequence[Tongue]) -> bool:
        if is_arabic(word):
            return any(one in self.ignored["ar"] for one in candidates_unstemmed(word))
        return any(word in self.ignored[tongue] for tongue in tongues_of(word, tongues))


def tongues_of(word: str, tongues: Sequence[Tongue]) -> Sequence[Tongue]:
    """The languages a word may be of: Arabic letters tell, whatever the question's language."""
    return ("ar",) if is_arabic(word) else [tongue for tongue in tongues if tongue != "ar"] or ("en",)


def bare(word: str) -> str:
    """A folded word without the Arabic article."""
    return word.removeprefix("ال") if is_arabic(word) and len(word) > 4 else word


def _forms(word: str, _tongue: Tongue) -> tuple[str, ...]:
    """A folded word as it is spelled, then without what Arabic puts in front, dialects in front of verbs, and the plural behind
    them."""
    singular = next((word.removesuffix(ending) for ending in _BEHIND_VERBS if word.endswith(ending)), "")
    return tuple(
        form for one in (word, singular) if len(one) >= _SHORTEST_VERB or one == word for form in _in_front(one)
    )


def _in_front(word: str) -> tuple[str, ...]:
    if word.startswith(_BEFORE_VERBS) and len(word) > _SHORTEST_VERB:
        return (*arabic_stems(word), word[1:])
    return arabic_stems(word)


def candidates_unstemmed(word: str) -> Iterator[str]:
    """A word as it is spelled, and without “and” and the article."""
    rest = word[1:] if word.startswith("و") and len(word) > 2 else word
    yield from dict.fromkeys((word, bare(word), rest, bare(rest)))


def phrase_key(phrase: str, tongue: Tongue) -> Phrase:
    """A phrase of the lexicon as stems; Arabic words lose their article, as in texts."""
    return tuple(default_stem(word, tongue) for word in fold(phrase).split())


def default_stem(word: str, tongue: Tongue = "en") -> str:
    """The stem of a word that nothing else is known of."""
    if not is_arabic(word):
        return stem(word, tongue)
    return stem(bare(word), "ar")
