"""What must hold of curated data beyond its schema: one small pure function a rule, listed in CHECKS.

The rules are those of the curators' guide (docs/curating.md).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from pydantic import BaseModel

from knowledge import edtf, hedges
from knowledge.model import (
    LANGUAGES,
    TERM_WORDS,
    Actor,
    Bilingual,
    Country,
    Fact,
    Language,
    LexiconEntry,
    Partner,
    Questions,
    Rank,
    Source,
    Status,
)
from knowledge.problems import Problem
from knowledge.snapshot import Entry, Snapshot
from knowledge.stem import TONGUES
from knowledge.text import fold

T = TypeVar("T", Source, Partner, Country, Actor, Fact, LexiconEntry, Questions)
Check = Callable[[Snapshot], Iterator[Problem]]

_ARABIC = re.compile(r"[\u0621-\u064a]")
_LATIN = re.compile(r"[A-Za-z]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_JOINERS = re.compile("[\u200c\u200d]")
"""Part of the spelling of Persian and Urdu names."""
_MARKUP = re.compile(r"<\s*[/!]?\s*[a-z]|&(?:[a-z]+|#\d+|#x[\da-f]+);", re.IGNORECASE)
_LATIN_PUNCTUATION = re.compile(r"[\u0621-\u064a]\s*[,;?]")


def unique_ids(snapshot: Snapshot) -> Iterator[Problem]:
    yield from _repeated(snapshot.sources, "id")
    yield from _repeated(snapshot.actors, "id")
    yield from _repeated(snapshot.facts, "id")
    yield from _repeated(snapshot.partners, "code")
    yield from _repeated(snapshot.countries, "code")
    yield from _repeated(snapshot.lexicon, "id")
    yield from _repeated(snapshot.questions, "fact")


def _repeated(entries: Sequence[Entry[T]], key: str) -> Iterator[Problem]:
    first: dict[str, Entry[T]] = {}
    for entry in entries:
        name = getattr(entry.value, key)
        seen = first.setdefault(name, entry)
        if seen is not entry:
            place = f"{seen.document.path}:{seen.document.line(seen.place)}"
            yield entry.problem("duplicate-id", f"“{name}” is at {place} already", key)


def references(snapshot: Snapshot) -> Iterator[Problem]:
    for entry in snapshot.facts:
        fact = entry.value
        if fact.partner not in snapshot.partners_by_code:
            yield entry.problem("unknown-partner", f"no partner “{fact.partner}”", "partner")
        for index, participant in enumerate(fact.actors):
            if participant.id not in snapshot.actors_by_id:
                yield entry.problem("unknown-actor", f"no actor “{participant.id}”", "actors", index)
        for index, evidence in enumerate(fact.evidence):
            source = snapshot.sources_by_id.get(evidence.source)
            if source is None:
                yield entry.problem("unknown-source", f"no source “{evidence.source}”", "evidence", index, "source")
            elif evidence.paragraph > source.paragraphs:
                message = f"source “{source.id}” has {source.paragraphs} paragraphs, not {evidence.paragraph}"
                yield entry.problem("no-such-paragraph", message, "evidence", index, "paragraph")


def near_entries(snapshot: Snapshot) -> Iterator[Problem]:
    """What an entry of the lexicon is near to is an entry as well."""
    held = {entry.value.id for entry in snapshot.lexicon}
    for entry in snapshot.lexicon:
        for index, other in enumerate(entry.value.near):
            if other not in held:
                yield entry.problem("unknown-entry", f"no entry “{other}”", "near", index)


def placement(snapshot: Snapshot) -> Iterator[Problem]:
    """A fact stands in its partner's file and its id begins with the partner's code."""
    for entry in snapshot.facts:
        code = entry.value.partner.lower()
        if entry.value.partner not in snapshot.partners_by_code:
            continue  # told already; where the fact belongs isn't known
        if not entry.document.path.endswith(f"/facts/{code}.yaml"):
            yield entry.problem(
                "placement", f"a fact on {entry.value.partner} belongs into facts/{code}.yaml", "partner"
            )
        elif not entry.value.id.startswith(f"{code}-"):
            yield entry.problem("id-form", f"“{entry.value.id}” is to begin with “{code}-”", "id")


def both_languages(snapshot: Snapshot) -> Iterator[Problem]:
    """Both texts of every pair are in their language, differ, and hold no character that can't be seen."""
    for entry in snapshot.entries():
        for name in type(entry.value).model_fields:
            words = getattr(entry.value, name)
            if isinstance(words, Bilingual):
                yield from _pair_problems(entry.problem, (name,), words)
    for fact in snapshot.facts:
        for index, participant in enumerate(fact.value.actors):
            if participant.role is not None:
                yield from _pair_problems(fact.problem, ("actors", index, "role"), participant.role)


def _pair_problems(at: Callable[..., Problem], where: tuple[str | int, ...], words: Bilingual) -> Iterator[Problem]:
    name = where[-1]

    def problem(code: str, message: str, *language: Language) -> Problem:
        return at(code, f"{name}: {message}", *where, *language)

    if words.en == words.ar:
        yield problem("same-text", "both languages say the same letters")
    elif not _ARABIC.search(words.ar):
        yield problem("not-arabic", "there is no Arabic letter in the Arabic text", "ar")
    elif len(_LATIN.findall(words.ar)) > len(_ARABIC.findall(words.ar)):
        yield problem("not-arabic", "more Latin than Arabic letters in the Arabic text", "ar")
    elif not _LATIN.search(words.en):
        yield problem("not-english", "there is no Latin letter in the English text", "en")
    elif _ARABIC.search(words.en) and name == "text":
        yield problem("not-english", "there is an Arabic letter in the English text", "en")
    if _LATIN_PUNCTUATION.search(words.ar):
        yield problem("punctuation", "Arabic is written with ، ؛ ؟", "ar")
    yield from _unfit_characters(problem, words)


def _unfit_characters(problem: Callable[..., Problem], words: Bilingual) -> Iterator[Problem]:
    for language in LANGUAGES:
        if found := _CONTROL.search(words[language]):
            yield problem("control", f"U+{ord(found[0]):04X} can't be seen", language)
        if found := _MARKUP.search(words[language]):
            yield problem("markup", f"“{found[0]}” is markup; a text is plain", language)


def visible_names(snapshot: Snapshot) -> Iterator[Problem]:
    """No name, address or term holds a character that can't be seen."""
    for entry in snapshot.entries():
        fact = entry.value if isinstance(entry.value, Fact) else None
        for where, text in _strings(fact.evidence, "evidence") if fact else _strings(entry.value):
            if found := _CONTROL.search(_JOINERS.sub("", text)):
                yield entry.problem("control", f"U+{ord(found[0]):04X} can't be seen", *where)


def _strings(value: object, *where: str | int) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """All strings of an entry with their places, but for those in pairs of languages."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _strings(item, *where, index)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, *where, key)
    elif isinstance(value, BaseModel) and not isinstance(value, Bilingual):
        for name in type(value).model_fields:
            yield from _strings(getattr(value, name), *where, name)


def dates(snapshot: Snapshot) -> Iterator[Problem]:
    """An inferred date says from what it was inferred."""
    for entry in snapshot.facts:
        fact = entry.value
        if fact.date is not None and edtf.parse(fact.date).inferred and fact.date_note is None:
            yield entry.problem("date-note", f"{fact.date} is inferred: `date_note` is to say from what", "date")


def commitment(snapshot: Snapshot) -> Iterator[Problem]:
    """A sentence whose fact isn't `reported` says so itself, in both languages, so that it can be quoted alone."""
    for entry in snapshot.facts:
        if entry.value.status is Status.REPORTED:
            continue
        for language in LANGUAGES:
            if not hedges.hedged(entry.value.text[language], language):
                words = hedges.EXAMPLES[entry.value.status][language]
                message = f"{entry.value.status}, but the sentence reads as if it were done; say for instance {words}"
                yield entry.problem("unhedged", message, "text", language)


def revisions(snapshot: Snapshot) -> Iterator[Problem]:
    """A deprecated fact has a reason, no other has one, and what a fact supersedes is deprecated."""
    for entry in snapshot.facts:
        fact = entry.value
        if (fact.rank is Rank.DEPRECATED) != (fact.reason is not None):
            wrong = "a deprecated fact needs a reason" if fact.reason is None else "only a deprecated fact has a reason"
            yield entry.problem("reason", wrong, "rank" if fact.reason is None else "reason")
        if fact.supersedes is None:
            continue
        old = snapshot.facts_by_id.get(fact.supersedes)
        if old is None:
            yield entry.problem("unknown-fact", f"no fact “{fact.supersedes}”", "supersedes")
        elif old.rank is not Rank.DEPRECATED:
            yield entry.problem(
                "superseded", f"“{old.id}” is superseded, so its rank is to be deprecated", "supersedes"
            )
        elif _supersedes_itself(fact, snapshot.facts_by_id):
            yield entry.problem("supersedes-loop", f"“{old.id}” leads back to this fact", "supersedes")


def _supersedes_itself(fact: Fact, facts: Mapping[str, Fact]) -> bool:
    seen: set[str] = set()
    link: Fact | None = fact
    while link is not None and link.supersedes is not None and link.supersedes not in seen:
        seen.add(link.supersedes)
        link = facts.get(link.supersedes)
    return fact.id in seen


def distinct(snapshot: Snapshot) -> Iterator[Problem]:
    """No two facts in use say the same, and no fact cites a paragraph twice."""
    seen: dict[tuple[str, str], str] = {}
    for entry in snapshot.facts:
        fact = entry.value
        for place, count in Counter((e.source, e.paragraph) for e in fact.evidence).items():
            if count > 1:
                yield entry.problem(
                    "repeated-evidence", f"paragraph {place[1]} of “{place[0]}” is cited twice", "evidence"
                )
        if fact.rank is Rank.DEPRECATED:
            continue
        for language in LANGUAGES:
            other = seen.setdefault((language, " ".join(fact.text[language].casefold().split())), fact.id)
            if other != fact.id:
                yield entry.problem("same-fact", f"says the same as “{other}”", "text", language)


def short_terms(snapshot: Snapshot) -> Iterator[Problem]:
    """A term of evidence is a name, a number or a date, no sentence of the article."""
    for entry in snapshot.facts:
        for index, evidence in enumerate(entry.value.evidence):
            for number, term in enumerate(evidence.terms):
                if len(re.findall(r"\w+", term)) > TERM_WORDS:
                    message = f"a term has at most {TERM_WORDS} words"
                    yield entry.problem("long-term", message, "evidence", index, "terms", number)


def questions_of_facts(snapshot: Snapshot) -> Iterator[Problem]:
    """Questions belong to a fact in use, and no two facts have the same one."""
    seen: dict[str, str] = {}
    for entry in snapshot.questions:
        fact = snapshot.facts_by_id.get(entry.value.fact)
        if fact is None:
            yield entry.problem("unknown-fact", f"no fact “{entry.value.fact}”", "fact")
        for tongue in TONGUES:
            for index, put in enumerate(getattr(entry.value, tongue)):
                other = seen.setdefault(fold(put), entry.value.fact)
                if other != entry.value.fact:
                    yield entry.problem("same-question", f"“{other}” has this question as well", tongue, index)


CHECKS: tuple[Check, ...] = (
    unique_ids,
    references,
    near_entries,
    placement,
    both_languages,
    visible_names,
    dates,
    commitment,
    revisions,
    distinct,
    short_terms,
)
FOR_CURATORS: tuple[Check, ...] = (*CHECKS, questions_of_facts)
"""What curators are told as well. It harms no answer, so that a fact can be taken out without its questions."""
