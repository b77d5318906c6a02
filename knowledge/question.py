"""A question taken apart: about whom, what sort of thing is asked for, and the words that an answer must cover."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.capitals import abbreviations, capitalised
from knowledge.lexicon import CONCEPT, Lexicon, Span, bare
from knowledge.names import resolve
from knowledge.nametable import NameIndex, Use
from knowledge.people import GENERIC, People
from knowledge.stem import Tongue
from knowledge.text import arabic_stems, fold, is_arabic

LONGEST = 80
"""Words of a question that are read."""
HOME = "QA"
_FROM_OR_WHO = "من"
"""Asks for a person at the beginning of a question, and means “from” elsewhere."""
_RELATIVE = frozenset({"when", "where", "ou", "wo"})
"""Begin a clause as well: they ask at the beginning of a question or before a verb that helps to ask."""
_HELPERS = frozenset(
    ["did", "does", "do", "is", "are", "was", "were", "will", "has", "have", "can", "could", "should", "would"]
).union(["est", "sont", "a", "ont", "se"])
_EXCLUDED = 2
"""Words behind “except” that aren't asked for."""
_MISSPELT_FROM = 6
_MISSPELT_COUNTRY = 5
_SURE = 80
"""Score of a misspelt country from which it is the one meant."""
_EMPTY = frozenset(
    {
        "who",
        "when",
        "which-day",
        "which-year",
        "where",
        "how-many",
        "how-long",
        "yes-no",
        "compare",
        "judgement",
        "why",
        "except",
    }
)
"""Intents whose words say nothing beyond the intent."""
_COMPOUND_FROM, _COMPOUND_TO = 9, 48


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
class Question:
    """What was understood of a question."""

    words: tuple[str, ...]
    partners: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """Countries that are mentioned and that the store holds nothing on."""
    actors: tuple[frozenset[str], ...] = ()
    """Who is mentioned; each a set of which one is meant. An empty set is a name of nobody whom the store holds."""
    units: tuple[Unit, ...] = ()
    intents: frozenset[str] = frozenset()
    is_home: bool = False
    countries: tuple[tuple[int, str], ...] = ()
    """Where which country is mentioned."""


@dataclass(slots=True)
class _Reading:
    """Words of which it is known already what they are."""

    words: list[str]
    taken: list[bool] = field(default_factory=list)
    soft: set[str] = field(default_factory=set)
    excluded: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.taken = [False] * len(self.words)

    def take(self, start: int, size: int) -> None:
        self.taken[start : start + size] = [True] * size

    def runs(self) -> list[tuple[int, list[str]]]:
        """Stretches of words that nothing has taken, each with the position of its first word."""
        runs: list[tuple[int, list[str]]] = [(0, [])]
        for position, (word, taken) in enumerate(zip(self.words, self.taken, strict=True)):
            if taken:
                runs.append((position + 1, []))
            else:
                runs[-1][1].append(word)
        return [run for run in runs if run[1]]


@dataclass(frozen=True, slots=True)
class Reader:
    """Everything that reading questions needs, of one version of the store."""

    names: NameIndex
    people: People
    lexicon: Lexicon
    vocabulary: Mapping[str, int]
    """How many facts hold each term."""
    covered: Sequence[str]

    def read(self, text: str, language: str | None = None) -> Question:
        words = fold(text).split()[:LONGEST]
        tongues = self._tongues(words, language)
        reading = _Reading(words)
        placed = self._countries(reading, abbreviations(text))
        actors = []
        free = ["" if taken else word for word, taken in zip(words, reading.taken, strict=True)]
        for mention in self.people.mentions(free, lambda word: self._is_word(word, tongues)):
            reading.take(mention.start, mention.size)
            actors.append(mention.actors)
        intents = self._intents(reading, tongues)
        read = [
            replace(unit, start=start + unit.start)
            for start, run in reading.runs()
            for unit in self._units(run, tongues)
            if start + unit.start not in reading.excluded
        ]
        misspelt = {unit.start: country for unit in read if (country := self._misspelt(unit))}
        placed += misspelt.items()
        countries = tuple(dict.fromkeys(code for _, code in placed))
        read = [unit for unit in read if unit.start not in misspelt and not _is_capital_of_home(unit, placed)]
        read = [replace(unit, is_soft=set(unit.words.split()) <= reading.soft) for unit in read]
        units = tuple({unit.terms or unit.words: unit for unit in read}.values())
        named = capitalised(text)
        strange = {unit.start for unit in units if not unit.terms and unit.words in named}
        if tongues[0] == "de":  # in which every noun is capitalised: two in a row are a name
            strange = {start for start in strange if {start - 1, start + 1} & strange}
        units = tuple(replace(unit, is_name=unit.is_name or unit.start in strange) for unit in units)
        return Question(
            words=tuple(words),
            partners=tuple(code for code in countries if code in self.covered),
            others=tuple(code for code in countries if code not in self.covered and code != HOME),
            actors=tuple(dict.fromkeys(actors)),
            units=units,
            intents=intents,
            is_home=HOME in countries,
            countries=tuple(placed),
        )

    def _misspelt(self, unit: Unit) -> str | None:
        """The covered country that a word nobody knows is the misspelt name of."""
        if unit.is_known or len(unit.words) < _MISSPELT_COUNTRY:
            return None
        meant = resolve(unit.words, self.names, self.covered)
        return meant.country if meant.in_store and meant.score >= _SURE else None

    def _tongues(self, words: Sequence[str], language: str | None) -> Sequence[Tongue]:
        order: list[Tongue] = ["en", "fr", "de"]
        votes = {tongue: sum(word in self.lexicon.ignored.get(tongue, ()) for word in words) for tongue in order}
        if language in order:
            votes[language] += 2
        return sorted(order, key=lambda tongue: -votes[tongue])

    def _countries(self, reading: _Reading, abbreviations: frozenset[str]) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        position = 0
        phrases = self.lexicon.in_phrases(reading.words)
        while position < len(reading.words):
            size, codes = self._country_at(reading.words, position)
            if position in phrases and not set(codes) & {*self.covered, HOME}:
                codes = ()
            if not codes and reading.words[position] in abbreviations:
                name = self.names.get(reading.words[position])
                codes = name.countries if name and set(name.countries) <= set(self.covered) else ()
            if codes:
                reading.take(position, size)
                found += [(position, code) for code in codes]
            position += size
        return found

    def _country_at(self, words: Sequence[str], start: int) -> tuple[int, tuple[str, ...]]:
        for size in range(min(self.names.longest, len(words) - start), 0, -1):
            for first in arabic_stems(words[start]):
                name = self.names.get(" ".join((first, *words[start + 1 : start + size])))
                if name is not None and name.use > Use.WHOLE:
                    return size, name.countries
        return 1, ()

    def _intents(self, reading: _Reading, tongues: Sequence[Tongue]) -> frozenset[str]:
        words = reading.words
        found = set()
        for tongue in ("ar", *tongues[:2]):
            phrases = self.lexicon.intents[tongue]
            longest = max(map(len, phrases), default=0)
            for start in range(len(words)):
                for size in range(min(longest, len(words) - start), 0, -1):
                    intent = phrases.get(tuple(bare(word) for word in words[start : start + size]))
                    if intent and _asks(words, start, size):
                        found.add(intent)
                        if intent == "except":
                            reading.excluded.update(range(start + size, start + size + _EXCLUDED))
                        if intent in _EMPTY:
                            reading.take(start, size)
                        else:
                            reading.soft.update(words[start : start + size])
                        break
        return frozenset(found)

    def _units(self, run: Sequence[str], tongues: Sequence[Tongue]) -> list[Unit]:
        units = []
        for span in self.lexicon.spans(run, tongues, self.vocabulary):
            words = run[span.start : span.start + span.size]
            if span.size == 1 and words[0] in GENERIC:
                continue
            found = self._known(span, words) or self._guessed(words[0], tongues)
            units += [replace(unit, start=span.start) for unit in found]
        return units

    def _is_word(self, word: str, tongues: Sequence[Tongue]) -> bool:
        """Whether a word is one of the language's, and no stranger's name."""
        spans = list(self.lexicon.spans([word], tongues, self.vocabulary))
        return not word or not spans or bool(self._known(spans[0], [word]))

    def _known(self, span: Span, words: Sequence[str]) -> list[Unit]:
        is_known = span.terms[0].startswith(CONCEPT) or any(term in self.vocabulary for term in span.terms)
        return [Unit(" ".join(words), span.terms, is_sure=span.is_sure)] if is_known else []

    def _guessed(self, word: str, tongues: Sequence[Tongue]) -> list[Unit]:
        """A word that nobody knows: a compound of known ones, or a misspelt one, or truly unknown."""
        if len(word) <= 2 and not word.isdigit():
            return []
        if parts := self._compound(word):
            return parts
        for near in self._near(word):
            for span in self.lexicon.spans([near], tongues, self.vocabulary):
                if known := self._known(span, [word]):
                    return [replace(unit, is_sure=False) for unit in known]
        return [Unit(word, (), is_name=word.isdigit())]

    def _compound(self, word: str) -> list[Unit]:
        if not _COMPOUND_FROM <= len(word) <= _COMPOUND_TO or is_arabic(word):
            return []
        for cut in range(4, len(word) - 3):
            for joint in ("", "s", "n", "en", "es"):
                head, tail = word[:cut], word[cut:]
                if not head.endswith(joint):
                    continue
                parts = (head.removesuffix(joint), tail)
                spans = [span for part in parts for span in self.lexicon.spans([part], ["de"])]
                if len(spans) == len(parts) and all(span.terms[0].startswith(CONCEPT) for span in spans):
                    return [Unit(word, span.terms) for span in spans]
        return []

    def _near(self, word: str) -> list[str]:
        """Words of the lexicon at a letter's distance; of those at two, for a long word."""
        if len(word) < _MISSPELT_FROM or word.isdigit():
            return []
        furthest = 1 if len(word) < 9 else 2
        for form in arabic_stems(word):
            choices = self.lexicon.spelled(arabic=is_arabic(form), length=len(form), within=furthest)
            found = process.extract(form, choices, scorer=OSA.distance, processor=None, score_cutoff=furthest, limit=3)
            near = [one for one, _, _ in found if one[0] == form[0]]
            if near:
                return near
        return []


def _is_capital_of_home(unit: Unit, placed: Sequence[tuple[int, str]]) -> bool:
    """“The Qatari capital” says no more than the country."""
    return "c:capital" in unit.terms and any(code == HOME and abs(at - unit.start) <= 1 for at, code in placed)


def _asks(words: Sequence[str], start: int, size: int) -> bool:
    """Whether words of an intent ask here, and don't join a clause."""
    if size > 1 or not start:
        return True
    if words[start] in _RELATIVE:
        return words[start + 1 : start + 2] != [] and words[start + 1] in _HELPERS
    return words[start] != _FROM_OR_WHO
