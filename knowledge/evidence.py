"""Facts against the articles they cite: terms, persons and numbers stand in the paragraphs, and no sentence was copied."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge import edtf, folder, numbers
from knowledge.model import LANGUAGES, ActorType, Fact, Rank, Source
from knowledge.people import People
from knowledge.problems import Problem
from knowledge.snapshot import Entry, Snapshot
from knowledge.text import fold

COPIED_WORDS = 8
"""A run of as many words shared with an article, outside names and titles, is a copied sentence."""

_MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640]")
_LATIN = re.compile(r"[A-Za-z]")
_NO_WORD = re.compile(r"[^\w|]+")
_GAP = " | "
"""Stands where a name or a title was taken out; no run of words goes across it."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article's paragraphs (its non-empty lines, from 1) and the digest of its file."""

    paragraphs: tuple[str, ...]
    sha256: str

    @classmethod
    def read(cls, file: Path) -> "Article | str":
        """The article, or why it can't be read."""
        content = folder.read(file, file.name)
        if isinstance(content, Problem):
            return content.message
        try:
            lines = content.decode("utf-8").split("\n")
        except UnicodeDecodeError:
            return "not UTF-8"
        return cls(tuple(line for line in lines if line.strip()), hashlib.sha256(content).hexdigest())

    def paragraph(self, number: int) -> str | None:
        return self.paragraphs[number - 1] if 1 <= number <= len(self.paragraphs) else None


def check(snapshot: Snapshot, directory: Path) -> list[Problem]:
    """All that is wrong between the facts and the articles in `directory`."""
    articles: dict[str, Article] = {}
    problems: list[Problem] = []
    for entry in snapshot.sources:
        source = entry.value
        article = Article.read(directory / source.file)
        if isinstance(article, str):
            problems.append(entry.problem("article", f"{source.file}: {article}", "file"))
        elif article.sha256 != source.sha256:  # another text: what it holds proves nothing
            problems.append(entry.problem("sha256", f"the file's digest is {article.sha256}", "sha256"))
        else:
            articles[source.id] = article
            problems += _source_problems(entry, article)
    runs = {run for article in articles.values() for line in article.paragraphs for run in _runs(line)}
    names = _names(snapshot)
    persons = People.of(entry.value for entry in snapshot.actors if entry.value.type is ActorType.PERSON)
    for fact in snapshot.facts:
        problems += _missing_terms(fact, articles)
        problems += _copied(fact, runs, names)
        if fact.value.rank is Rank.DEPRECATED:
            continue  # what it says may well be what no paragraph holds
        if cited := _cited(fact.value, articles):
            problems += _missing_numbers(fact, numbers.stated(cited))
            problems += _missing_persons(fact, cited, persons, snapshot)
    return sorted(set(problems))


def _source_problems(entry: Entry[Source], article: Article) -> Iterator[Problem]:
    if len(article.paragraphs) != entry.value.paragraphs:
        yield entry.problem("paragraphs", f"the file has {len(article.paragraphs)} paragraphs", "paragraphs")


def _missing_terms(entry: Entry[Fact], articles: Mapping[str, Article]) -> Iterator[Problem]:
    for index, evidence in enumerate(entry.value.evidence):
        article = articles.get(evidence.source)
        paragraph = article.paragraph(evidence.paragraph) if article else None
        if paragraph is None:
            continue
        held = _plain(paragraph)
        for number, term in enumerate(evidence.terms):
            if not _holds(held, _plain(term)):
                message = f"“{term}” is not in paragraph {evidence.paragraph} of “{evidence.source}”"
                yield entry.problem("no-evidence", message, "evidence", index, "terms", number)


def _cited(fact: Fact, articles: Mapping[str, Article]) -> str:
    """All paragraphs that a fact rests on; nothing if one of them can't be read."""
    found = [articles[one.source].paragraph(one.paragraph) if one.source in articles else None for one in fact.evidence]
    return "" if None in found else "\n".join(filter(None, found))


def _missing_numbers(entry: Entry[Fact], stated: Collection[str]) -> Iterator[Problem]:
    """A number of the sentence, and the year of a date that isn't inferred, stand in what is cited."""
    for language in LANGUAGES:
        for number in numbers.in_digits(entry.value.text[language]):
            if number not in stated:
                yield entry.problem("no-evidence", f"no cited paragraph has the number {number}", "text", language)
    date = entry.value.date
    if date is not None and not edtf.parse(date).inferred and date[:4] not in stated:
        yield entry.problem("no-evidence", f"no cited paragraph has the year {date[:4]}", "date")


def _missing_persons(entry: Entry[Fact], cited: str, persons: People, snapshot: Snapshot) -> Iterator[Problem]:
    """A person of the fact is named in what is cited."""
    named = {actor for mention in persons.mentions(fold(cited).split()) for actor in mention.actors}
    for index, participant in enumerate(entry.value.actors):
        actor = snapshot.actors_by_id.get(participant.id)
        if actor is not None and actor.type is ActorType.PERSON and actor.id not in named:
            yield entry.problem("no-evidence", f"no cited paragraph names {actor.name.ar}", "actors", index)


def _holds(text: str, term: str) -> bool:
    """Whether the text holds the term, and not only as a part of a longer number or Latin word."""
    before = r"(?<!\d)" if term[:1].isdecimal() else r"(?<![A-Za-z])" if _LATIN.match(term) else ""
    after = r"(?!\d)" if term[-1:].isdecimal() else r"(?![A-Za-z])" if _LATIN.match(term[-1:]) else ""
    return re.search(before + re.escape(term) + after, text) is not None


def _copied(entry: Entry[Fact], runs: set[tuple[str, ...]], names: re.Pattern[str]) -> Iterator[Problem]:
    for language in LANGUAGES:
        text = names.sub(_GAP, _unmarked(entry.value.text[language]))
        shared = next((run for run in _runs(text) if run in runs), None)
        if shared:
            yield entry.problem("copied", f"the article's words: “{' '.join(shared)}”", "text", language)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _unmarked(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    for part in _unmarked(text).split("|"):
        words = _NO_WORD.sub(" ", part).split()
        for start in range(len(words) - COPIED_WORDS + 1):
            yield tuple(words[start : start + COPIED_WORDS])


def _names(snapshot: Snapshot) -> re.Pattern[str]:
    """What may be the same in both: names and offices of actors, titles of articles; the longest first."""
    words = {_unmarked(source.value.title[language]) for source in snapshot.sources for language in LANGUAGES}
    for entry in snapshot.actors:
        actor = entry.value
        words |= {_unmarked(name) for name in (actor.name.en, actor.name.ar, *actor.variants)}
        if actor.role:
            words |= {_unmarked(actor.role[language]) for language in LANGUAGES}
    ordered = sorted((re.escape(word) for word in words if len(word) > 3), key=len, reverse=True)
    return re.compile("|".join(ordered) or r"(?!)")
