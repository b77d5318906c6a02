"""A question taken apart: about whom, what sort of thing is asked for, and the words that an answer must cover."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from knowledge.capitals import abbreviations, capitalised
from knowledge.intents import spoken, ways_to_ask
from knowledge.lexicon import Lexicon
from knowledge.names import resolve
from knowledge.nametable import NameIndex, Use
from knowledge.people import People
from knowledge.stem import Tongue
from knowledge.text import arabic_stems, fold, is_arabic, uninflected
from knowledge.words import VERBAL, Unit, Words

LONGEST = 80
"""Words of a question that are read."""
HOME = "QA"
_EXCLUDED = 2
"""Words behind “except” that aren't asked for."""
_NEGATED = 5
"""Words behind “why” within which a negation is one of what is asked about."""
FORCE = frozenset({"c:military", "c:defence", "c:army", "c:forces", "c:weapons", "c:security"})
CIVIL = ("c:economy", "c:culture", "c:education", "c:social")
"""What is asked for apart from force."""
_NAME_FROM = 5
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
        "new",
        "done",
        "office",
    }
)
"""Intents whose words say nothing beyond the intent."""


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
    excluded: frozenset[str] = frozenset()
    """Terms of what stands behind “apart from”."""
    countries: tuple[tuple[int, str], ...] = ()
    """Where which country is mentioned."""
    apart: tuple[frozenset[str], ...] = ()
    """Who is mentioned behind “apart from”."""

    @property
    def mentioned(self) -> frozenset[str]:
        """Everybody who is named, and so is nobody to ask for."""
        return frozenset(actor for actors in (*self.actors, *self.apart) for actor in actors)


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
    words: Words
    covered: Sequence[str]

    @property
    def lexicon(self) -> Lexicon:
        return self.words.lexicon

    @property
    def vocabulary(self) -> Collection[str]:
        return self.words.vocabulary

    def read(self, text: str, language: str | None = None) -> Question:
        words = fold(text).split()[:LONGEST]
        tongues = spoken(words, language, self.lexicon)
        reading = _Reading(words)
        placed = self._countries(reading, abbreviations(text))
        mentions = []
        free = ["" if taken else word for word, taken in zip(words, reading.taken, strict=True)]
        for mention in self.people.mentions(free, lambda word: self.words.is_word(word, tongues)):
            reading.take(mention.start, mention.size)
            mentions.append(mention)
        intents = self._intents(reading, tongues, names_somebody=bool(mentions))
        actors = [one.actors for one in mentions if one.start not in reading.excluded]
        apart = [one.actors for one in mentions if one.start in reading.excluded]
        read = [
            replace(unit, start=start + unit.start)
            for start, run in reading.runs()
            for unit in self.words.units(run, tongues)
            if start + unit.start not in reading.excluded
        ]
        misspelt = {unit.start: country for unit in read if (country := self._misspelt(unit))}
        excluded = self._excluded(reading, tongues)
        placed = [(at, code) for at, code in placed if at not in reading.excluded or code == HOME]
        placed += misspelt.items()
        countries = tuple(dict.fromkeys(code for _, code in placed))
        read = [unit for unit in read if unit.start not in misspelt and not _is_capital_of_home(unit, placed)]
        if excluded & FORCE:
            read.append(Unit("", CIVIL))
        read = [replace(unit, is_soft=self._is_soft(unit, reading)) for unit in read]
        units = tuple({unit.terms or unit.words: unit for unit in read}.values())
        named = capitalised(text)
        strange = {unit.start for unit in units if not unit.terms and unit.words in named}
        if tongues[0] == "de":  # in which every noun is capitalised: two in a row are a name
            strange = {start for start in strange if {start - 1, start + 1} & strange}
        if not actors and not set(countries) & set(self.covered):
            strange |= {unit.start for unit in units if not unit.terms and _may_name(unit.words)}
        units = tuple(replace(unit, is_name=unit.is_name or unit.start in strange) for unit in units)
        return Question(
            words=tuple(words),
            partners=tuple(code for code in countries if code in self.covered),
            others=tuple(code for code in countries if code not in self.covered and code != HOME),
            actors=tuple(dict.fromkeys(actors)),
            units=units,
            intents=intents,
            is_home=HOME in countries,
            excluded=excluded,
            countries=tuple(placed),
            apart=tuple(apart),
        )

    def _is_soft(self, unit: Unit, reading: _Reading) -> bool:
        is_of_intent = bool(unit.words) and set(unit.words.split()) <= reading.soft
        return is_of_intent or (bool(unit.terms) and set(unit.terms) <= self.lexicon.light)

    def _excluded(self, reading: _Reading, tongues: Sequence[Tongue]) -> frozenset[str]:
        words = [reading.words[at] for at in sorted(reading.excluded) if at < len(reading.words)]
        return frozenset(term for span in self.lexicon.spans(words, tongues) for term in span.terms)

    def _misspelt(self, unit: Unit) -> str | None:
        """The covered country that a word nobody knows is the misspelt name of."""
        if unit.is_known or len(unit.words) < _MISSPELT_COUNTRY:
            return None
        for form in arabic_stems(unit.words):
            meant = resolve(form, self.names, self.covered)
            if meant.in_store and meant.score >= _SURE:
                return meant.country
        return None

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
            for first in (*arabic_stems(words[start]), *(uninflected(words[start]) if size == 1 else ())):
                name = self.names.get(" ".join((first, *words[start + 1 : start + size])))
                if name is not None and name.use > Use.WHOLE:
                    return size, name.countries
        return 1, ()

    def _intents(self, reading: _Reading, tongues: Sequence[Tongue], *, names_somebody: bool) -> frozenset[str]:
        found: dict[str, int] = {}
        for start, size, intent in ways_to_ask(reading.words, tongues, self.lexicon):
            if intent == "not" and start - found.get("why", start) in range(1, _NEGATED):
                found["why-not"] = start
            if intent in {"not", "not-only"} or (intent == "office" and not names_somebody):
                continue
            found[intent] = start
            if intent == "except":
                reading.excluded.update(range(start + size, start + size + _EXCLUDED))
            if intent in _EMPTY:
                reading.take(start, size)
            else:
                reading.soft.update(reading.words[start : start + size])
        return frozenset(found)


def _may_name(word: str) -> bool:
    """Whether an Arabic word that nobody knows may be a name: it has no article, no ending of adjectives, and is no verb."""
    return (
        is_arabic(word) and len(word) >= _NAME_FROM and not word.startswith((*VERBAL, "ال")) and not word.endswith("ه")
    )


def _is_capital_of_home(unit: Unit, placed: Sequence[tuple[int, str]]) -> bool:
    """“The Qatari capital” says no more than the country."""
    return "c:capital" in unit.terms and any(code == HOME and abs(at - unit.start) <= 1 for at, code in placed)
