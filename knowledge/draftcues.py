"""What drafting looks for, read from drafting.yaml: cues of status, kind and area, and how a paragraph is taken apart."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge import reader
from knowledge.model import Area, Kind, Status
from knowledge.text import arabic_stems, fold

FILE = Path(__file__).with_name("drafting.yaml")
HEADING_WORDS = 12
"""Words of the longest heading."""
_SENTENCE = re.compile(r"(?<=[.!؟?؛])\s+(?=\S)")
_ENDED = re.compile(r"[.!؛…]\s*$")
_ANY = "*"

DISTANT = frozenset({Status.EXPECTED, Status.PROPOSED})

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words and phrases by their first word, longest first; those that end in `*` by the beginning of it."""

    whole: Mapping[str, tuple[Phrase, ...]]
    begun: tuple[Phrase, ...]

    @classmethod
    def of(cls, written: Sequence[str]) -> "Phrases":
        phrases = sorted((tuple(_folded(word) for word in one.split()) for one in written), key=len, reverse=True)
        whole: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            if not phrase[0].endswith(_ANY):
                whole.setdefault(phrase[0], []).append(phrase)
        begun = tuple(phrase for phrase in phrases if phrase[0].endswith(_ANY))
        return cls({first: tuple(them) for first, them in whole.items()}, begun)

    def found(self, words: Sequence[str]) -> Iterator[tuple[int, Phrase]]:
        """Each place where one of them stands, with the longest that does."""
        for position, word in enumerate(words):
            for form in arabic_stems(word):
                candidates = (*self.whole.get(form, ()), *(one for one in self.begun if _is(form, one[0])))
                fitting = [one for one in candidates if _follows(words, position, one)]
                if fitting:
                    yield position, max(fitting, key=len)
                    break


def _folded(word: str) -> str:
    return fold(word) + (_ANY if word.endswith(_ANY) else "")


def _is(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith(_ANY) else word == pattern


def _follows(words: Sequence[str], position: int, phrase: Phrase) -> bool:
    rest = words[position + 1 : position + len(phrase)]
    return len(rest) == len(phrase) - 1 and all(map(_is, rest, phrase[1:]))


@dataclass(frozen=True, slots=True)
class Cues:
    """All of drafting.yaml."""

    statuses: Mapping[Status, Phrases]
    exceptions: Mapping[Status, Phrases]
    breaks: Phrases
    boilerplate: Phrases
    events: Phrases
    parties: Phrases
    times: Phrases
    kinds: Mapping[Kind, Phrases]
    areas: Mapping[Area, Phrases]

    def status_cues(self, words: Sequence[str], status: Status) -> list[Phrase]:
        """The cues of a status among folded words, without those that are something else."""
        excepted = {
            place
            for position, phrase in self.exceptions[status].found(words)
            for place in range(position, position + len(phrase))
        }
        return [phrase for place, phrase in self.statuses[status].found(words) if place not in excepted]

    def clause_statuses(self, words: Sequence[str]) -> frozenset[Status]:
        """What a clause commits to: what it expects or proposes it doesn't report; what it opines on it may."""
        held = {status for status in Status if self.status_cues(words, status)}
        return frozenset(held & DISTANT or held or {Status.REPORTED})

    def times_in(self, clause: str) -> list[str]:
        """What a clause says of time, each with the words before it."""
        words = clause.split()
        folded = [fold(word).replace(" ", "") for word in words]
        return [" ".join(words[max(0, place - 2) : place + 2]) for place, _ in self.times.found(folded)]

    def is_boilerplate(self, paragraph: str) -> bool:
        words = fold(paragraph).split()
        return len(words) < 2 or any(True for _ in self.boilerplate.found(words))

    def clauses(self, paragraph: str) -> list[str]:
        """The sentences of a paragraph, taken apart where another clause begins."""
        return [clause for sentence in _SENTENCE.split(paragraph.strip()) for clause in self._parts(sentence)]

    def _parts(self, sentence: str) -> Iterator[str]:
        start = 0
        for comma in re.finditer(r"[،,]\s+", sentence):
            following = fold(sentence[comma.end() :]).split()[:4]
            if any(place == 0 for place, _ in self.breaks.found(following)):
                yield sentence[start : comma.start()].strip()
                start = comma.end()
        yield sentence[start:].strip()


def is_heading(paragraph: str) -> bool:
    return len(paragraph.split()) <= HEADING_WORDS and not _ENDED.search(paragraph)


def is_question(paragraph: str) -> bool:
    return paragraph.rstrip().endswith(("؟", "?"))


@cache
def cues() -> Cues:
    """As the package holds them."""
    document = reader.load(FILE.read_bytes(), FILE.name)
    assert isinstance(document, reader.Document), document  # noqa: S101 - a file of ours
    data = document.data
    assert isinstance(data, dict)  # noqa: S101
    kinds = {kind.value: kind for kind in Kind}
    statuses = {Status(name): words for name, words in _mapping(data["statuses"]).items()}
    return Cues(
        statuses={name: _phrases(words, "ar", "en") for name, words in statuses.items()},
        exceptions={name: _phrases(words, "except") for name, words in statuses.items()},
        breaks=_phrases(data["breaks"], "ar", "en"),
        boilerplate=_phrases(data["boilerplate"], "ar", "en"),
        events=_phrases(data["events"], "ar", "en"),
        parties=_phrases(data["parties"], "ar", "en"),
        times=_phrases(data["times"], "ar", "en"),
        kinds={kinds[name]: _phrases(words, "ar", "en") for name, words in _mapping(data["kinds"]).items()},
        areas={Area(name): _phrases(words, "ar", "en") for name, words in _mapping(data["areas"]).items()},
    )


def _mapping(value: reader.Value) -> dict[str, reader.Value]:
    assert isinstance(value, dict)  # noqa: S101
    return value


def _phrases(value: reader.Value, *languages: str) -> Phrases:
    held = _mapping(value)
    return Phrases.of([str(word) for one in languages for word in _list(held[one])])


def _list(value: reader.Value) -> list[reader.Value]:
    assert isinstance(value, list)  # noqa: S101
    return value
