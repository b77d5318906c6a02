"""An article to drafts of facts: what could be a fact, where it stands, how far the source commits itself. The texts are the
curator's to write."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge import draftdates
from knowledge.draftcues import Cues, Phrases, is_heading
from knowledge.draftmodel import THRESHOLD, Weights, chances, signs
from knowledge.model import TERM_WORDS, Actor, Area, Fact, Kind, Status
from knowledge.nametable import NameIndex, Use
from knowledge.people import People
from knowledge.text import arabic_stems, fold

HOME = "QA"
MOST_AREAS = 3
STEM = 40
"""Characters of an id before its numbers."""
_SHOWN_TERMS = 4
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DATED = re.compile(r"(?:\bفي عام|\bعام|\bسنة|\bin)\s+(?P<year>(?:19|20)\d\d)(?!\d)")
_QUOTED = re.compile(r"[“«\"](?P<name>[^”»\"]{2,60})[”»\"]")
_EDGES = " \t،,.;:؛؟?!()[]“”«»\"'*"

Pair = tuple[int, Status]


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph that a draft rests on, and the terms that are to stand there."""

    paragraph: int
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact without its texts."""

    id: str
    kind: Kind
    areas: tuple[Area, ...]
    status: Status
    date: str | None
    actors: tuple[str, ...]
    evidence: tuple[Place, ...]
    clause: str
    times: tuple[str, ...] = ()
    """What the clause says of time."""
    held: tuple[str, ...] = ()
    """Facts of the store that say the same, it seems."""

    @property
    def pairs(self) -> set[Pair]:
        return {(place.paragraph, self.status) for place in self.evidence}


@dataclass(frozen=True)
class Known:
    """What the store knows that helps to read an article."""

    names: NameIndex
    actors: Mapping[str, Actor]
    facts: Sequence[Fact]
    covered: frozenset[str]
    source: str | None = None
    """The article's id, if the store holds it."""


@dataclass(frozen=True, slots=True)
class _Who:
    """Reads whom a text names; a country is nobody, though an office may bear its name."""

    people: People
    names: NameIndex

    def found(self, text: str) -> tuple[list[str], list[str]]:
        """Actors whom the store holds, and how the text spells each."""
        words = [(word, token) for token in re.finditer(r"\S+", text) for word in fold(token[0]).split()]
        free = ["" if _country(word, self.names) else word for word, _ in words]
        actors: dict[str, str] = {}
        for mention in self.people.mentions(free):
            if len(mention.actors) == 1:
                first, last = words[mention.start][1], words[mention.start + mention.size - 1][1]
                actors.setdefault(next(iter(mention.actors)), text[first.start() : last.end()])
        return list(actors), list(actors.values())


def _country(word: str, names: NameIndex) -> str | None:
    for form in arabic_stems(word):
        name = names.get(form)
        if name is not None and name.use >= Use.SIDE and len(name.countries) == 1:
            return name.countries[0]
    return None


def countries(paragraphs: Iterable[str], names: NameIndex) -> Counter[str]:
    """How often each country but Qatar is named."""
    words = (word for paragraph in paragraphs for word in fold(paragraph).split())
    found = Counter(code for word in words if (code := _country(word, names)))
    del found[HOME]
    return found


def partner_of(paragraphs: Sequence[str], known: Known) -> str | None:
    """The country that an article is about: of those the store covers if there is one, else of all."""
    named = countries(paragraphs, known.names).most_common()
    covered = [code for code, _ in named if code in known.covered]
    return next(iter([*covered, *(code for code, _ in named)]), None)


def pairs(paragraphs: Sequence[str], cues: Cues, weights: Weights) -> set[Pair]:
    """The commitments that each paragraph is taken to carry."""
    return {
        (number, status)
        for number, held in enumerate(signs(paragraphs, cues), 1)
        if held is not None
        for status, chance in chances(weights, held).items()
        if chance >= THRESHOLD
    }


def compose(paragraphs: Sequence[str], partner: str, known: Known, cues: Cues, weights: Weights) -> list[Draft]:
    """A draft for each clause that carries a commitment, in the order of the article."""
    taken = pairs(paragraphs, cues, weights)
    who = _Who(People.of(known.actors.values()), known.names)
    drafts: list[Draft] = []
    context: list[Pair] = []
    for number, status in sorted(taken, key=lambda pair: (pair[0], list(Status).index(pair[1]))):
        text = paragraphs[number - 1]
        clauses = [] if is_heading(text) else _carrying(text, status, cues)
        drafts += [_draft(clause, number, status, who, cues) for clause in clauses]
        context += [] if clauses else [(number, status)]
    for number, status in context:
        _cite(drafts, number, status, paragraphs[number - 1], who, cues)
    drafts = [draft for draft in drafts if all(place.terms for place in draft.evidence)]
    drafts.sort(key=lambda draft: draft.evidence[0].paragraph)
    return list(_named(drafts, partner, known))


def _carrying(text: str, status: Status, cues: Cues) -> list[str]:
    return [clause for clause in cues.clauses(text) if status in cues.clause_statuses(fold(clause).split())]


def _draft(clause: str, number: int, status: Status, who: _Who, cues: Cues) -> Draft:
    words = fold(clause).split()
    actors, names = who.found(clause)
    kind = next((kind for kind, phrases in cues.kinds.items() if _holds(phrases, words)), Kind.POSITION)
    areas = [area for area, phrases in cues.areas.items() if _holds(phrases, words)][:MOST_AREAS]
    year = _DATED.search(clause)
    dated = draftdates.first(clause) or (year and year["year"])
    return Draft(
        id="",
        kind=Kind.POSITION if status is Status.ASSESSED else kind,
        areas=tuple(areas or [Area.CONSULTATION]),
        status=status,
        date=dated if status is Status.REPORTED else None,
        actors=tuple(actors),
        evidence=(Place(number, _terms(clause, names)),),
        clause=clause,
        times=tuple(cues.times_in(clause)),
    )


def _holds(phrases: Phrases, words: Sequence[str]) -> bool:
    return any(True for _ in phrases.found(words))


def _cite(drafts: list[Draft], number: int, status: Status, text: str, who: _Who, cues: Cues) -> None:
    """Lets the next draft of that status, or the last one, rest on this paragraph too; without any it is a draft of its own."""
    same = [index for index, draft in enumerate(drafts) if draft.status is status]
    later = [index for index in same if drafts[index].evidence[0].paragraph > number]
    chosen = later[0] if later else same[-1] if same else None
    if chosen is None:
        drafts.append(_draft(text, number, status, who, cues))
        return
    place = Place(number, _terms(text, who.found(text)[1]))
    if all(held.paragraph != number for held in drafts[chosen].evidence):
        drafts[chosen] = replace(drafts[chosen], evidence=(*drafts[chosen].evidence, place))


def _terms(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Names, quoted words and years; where there are none, the words that a clause begins with."""
    found = [*names, *(match["name"] for match in _QUOTED.finditer(text)), *_YEAR.findall(text)]
    terms = dict.fromkeys(term for one in found if (term := one.strip(_EDGES)) and _is_term(term))
    if not terms:
        words = text.split()
        tries = (" ".join(words[at : at + 3]).strip(_EDGES) for at in range(len(words)))
        terms = dict.fromkeys([next((term for term in tries if len(term) > 3 and _is_term(term)), "")])
    return tuple(term for term in terms if term)[:_SHOWN_TERMS]


def _is_term(term: str) -> bool:
    return term.isprintable() and len(re.findall(r"\w+", term)) <= TERM_WORDS


def _named(drafts: Iterable[Draft], partner: str, known: Known) -> Iterator[Draft]:
    """The drafts with their ids and the facts that they repeat."""
    used = {fact.id for fact in known.facts}
    for draft in drafts:
        about = draft.actors[0] if draft.actors else draft.areas[0].value
        whole = f"{partner.lower()}-{draft.kind}-{about}"
        short = whole if len(whole) <= STEM else whole[:STEM].rpartition("-")[0]
        stem = f"{short}-p{draft.evidence[0].paragraph}"
        name = next(one for one in _numbered(stem) if one not in used)
        used.add(name)
        yield replace(draft, id=name, held=tuple(_repeated(draft, partner, known)))


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def _repeated(draft: Draft, partner: str, known: Known) -> Iterator[str]:
    """Of an article that the store holds, what rests on the paragraph; else the same kind with the same actors."""
    for fact in known.facts:
        if fact.partner != partner or fact.status is not draft.status:
            continue
        here = {(evidence.source, evidence.paragraph) for evidence in fact.evidence}
        if known.source is not None:
            if (known.source, draft.evidence[0].paragraph) in here:
                yield fact.id
        elif fact.kind is draft.kind and {one.id for one in fact.actors} & set(draft.actors):
            yield fact.id
