"""What became of the facts from one version of the store to the next, as values, and as lines for curators.

A change *in substance* is one that makes what was posted wrong: of status, date, partner, rank, of who takes part, of the
paragraphs that a fact rests on, or by a fact that supersedes it. Anything else only words the same differently.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pydantic import BaseModel

from knowledge.export import Record
from knowledge.held import Held
from knowledge.model import LANGUAGES, Bilingual, Evidence, Fact, Rank

Json: TypeAlias = "str | int | list[Json] | dict[str, Json] | None"

SUBSTANCE = frozenset({"partner", "status", "rank", "date", "actors", "evidence", "superseded_by"})
"""Fields whose change is one in substance. Respelled names are `actors.names`, other terms of the same paragraphs
`evidence.terms`."""
_WHOLE = ("partner", "kind", "areas", "status", "rank", "date", "importance", "checked", "supersedes")
_WORDED = ("text", "note", "date_note", "reason")


@dataclass(frozen=True, slots=True)
class Field:
    """One field that differs; what it held and what it holds, as an export shows it."""

    name: str
    old: Json
    new: Json


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that both versions hold, and that isn't the same in them."""

    old: Held
    new: Held
    fields: tuple[Field, ...]
    superseded_by: str | None
    """The fact in use that stands for this one now."""

    @property
    def id(self) -> str:
        return self.new.fact.id

    @property
    def is_substantial(self) -> bool:
        return any(field.name in SUBSTANCE for field in self.fields)


@dataclass(frozen=True, slots=True)
class Diff:
    """Each in the order of the newer version; removed facts in that of the older."""

    added: tuple[Held, ...] = ()
    changed: tuple[Change, ...] = ()
    deprecated: tuple[Change, ...] = ()
    """Facts that are deprecated now and were not."""
    removed: tuple[Held, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.deprecated or self.removed)

    @property
    def corrected(self) -> dict[str, str | None]:
        """Facts whose posts are wrong now, each with the fact to show instead: itself, its successor, or none."""
        kept = {one.id: _standing(one) for one in (*self.changed, *self.deprecated) if one.is_substantial}
        return kept | {one.fact.id: None for one in self.removed}

    @property
    def reworded(self) -> tuple[str, ...]:
        """Facts that say the same in other words."""
        return tuple(one.id for one in self.changed if not one.is_substantial)

    def record(self) -> dict[str, object]:
        """The whole as JSON."""
        return {
            "added": [one.record for one in self.added],
            "changed": [_change_record(one) for one in self.changed],
            "deprecated": [_change_record(one) for one in self.deprecated],
            "removed": [one.record for one in self.removed],
        }


def diff(old: Iterable[Held], new: Iterable[Held]) -> Diff:
    """Compares two versions by the ids of their facts."""
    before = {one.fact.id: one for one in old}
    after = {one.fact.id: one for one in new}
    heirs_before, heirs = _heirs(before), _heirs(after)
    changes = [
        change
        for id_, now in after.items()
        if id_ in before and (change := _change(before[id_], now, heirs_before.get(id_), heirs.get(id_)))
    ]
    return Diff(
        added=tuple(one for id_, one in after.items() if id_ not in before),
        changed=tuple(one for one in changes if not _retires(one)),
        deprecated=tuple(one for one in changes if _retires(one)),
        removed=tuple(one for id_, one in before.items() if id_ not in after),
    )


def _retires(change: Change) -> bool:
    return Rank.DEPRECATED is change.new.fact.rank is not change.old.fact.rank


def _change(old: Held, new: Held, heir_before: str | None, heir: str | None) -> Change | None:
    if old == new and heir_before == heir:
        return None
    fields = tuple(_fields(old, new))
    if heir_before != heir:
        fields = (*fields, Field("superseded_by", heir_before, heir))
    return Change(old, new, fields, heir) if fields else None


def _fields(old: Held, new: Held) -> Iterator[Field]:
    for name in _WHOLE:
        yield from _differing(name, getattr(old.fact, name), getattr(new.fact, name))
    for name in _WORDED:
        for language in LANGUAGES:
            before, after = (_words(getattr(one.fact, name), language) for one in (old, new))
            yield from _differing(f"{name}.{language}", before, after)
    ids = [[actor.id for actor in one.actors] for one in (old, new)]
    yield from _differing("actors" if ids[0] != ids[1] else "actors.names", old.actors, new.actors)
    places = [sorted((evidence.source, evidence.paragraph) for evidence in one.fact.evidence) for one in (old, new)]
    if places[0] != places[1]:
        yield from _differing("evidence", old.fact.evidence, new.fact.evidence)
    else:  # the order of what is cited says nothing
        yield from _differing("evidence.terms", _sorted(old.fact), _sorted(new.fact))


def _differing(name: str, old: object, new: object) -> Iterator[Field]:
    if old != new:
        yield Field(name, _json(old), _json(new))


def _words(words: Bilingual | None, language: str) -> str | None:
    return None if words is None else str(getattr(words, language))


def _sorted(fact: Fact) -> tuple[Evidence, ...]:
    return tuple(sorted(fact.evidence, key=lambda evidence: (evidence.source, evidence.paragraph)))


def _json(value: object) -> Json:
    if isinstance(value, tuple):
        return [_json(item) for item in value]
    if isinstance(value, BaseModel):
        dumped: Json = value.model_dump(mode="json")
        return dumped
    return value if value is None or isinstance(value, int) else str(value)


def _heirs(facts: Mapping[str, Held]) -> dict[str, str]:
    """For each superseded fact the one in use that stands for it, at the end of the chain."""
    next_ones = {one.fact.supersedes: id_ for id_, one in facts.items() if one.fact.supersedes is not None}
    heirs = {}
    for id_, successor in next_ones.items():
        seen, last = {id_}, successor
        while last in next_ones and last not in seen:
            seen.add(last)
            last = next_ones[last]
        if facts[last].fact.rank is not Rank.DEPRECATED:
            heirs[id_] = last
    return heirs


def _standing(change: Change) -> str | None:
    if change.new.fact.rank is not Rank.DEPRECATED:
        return change.id
    return change.superseded_by


def _change_record(change: Change) -> Record:
    return {
        "id": change.id,
        "partner": change.new.fact.partner,
        "in_substance": change.is_substantial,
        "superseded_by": change.superseded_by,
        "fields": [{"field": field.name, "old": field.old, "new": field.new} for field in change.fields],
    }


def lines(found: Diff) -> Iterator[str]:
    """The same for reading, a line a fact and below it, indented, a line a field."""
    for one in found.added:
        yield f"added {_line(one)}"
    for change in found.changed:
        yield f"{'changed' if change.is_substantial else 'reworded'} {change.id}"
        yield from _field_lines(change)
    for change in found.deprecated:
        instead = f", superseded by {change.superseded_by}" if change.superseded_by else ""
        yield f"deprecated {change.id}{instead}"
        yield from _field_lines(change)
    for one in found.removed:
        yield f"removed {_line(one)}"


def _line(one: Held) -> str:
    fact = one.fact
    states = [fact.status.value, *([fact.rank.value] if fact.rank is not Rank.NORMAL else []), fact.date or "no date"]
    instead = [f"supersedes {fact.supersedes}"] if fact.supersedes else []
    return f"{fact.id} ({', '.join([*states, *instead])}): {fact.text.en}"


def _field_lines(change: Change) -> Iterator[str]:
    for field in change.fields:
        yield f"  {field.name}: {_shown(field.old)} → {_shown(field.new)}"


def _shown(value: Json) -> str:
    if value is None:
        return "–"
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return " ".join(shown.split())
