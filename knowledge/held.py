"""The facts of a store in any of its forms (a curated directory, a compiled store, an export), as values to compare."""

import asyncio
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge import export, folder
from knowledge.model import Actor, Bilingual, Fact, Slug
from knowledge.problems import Problem
from knowledge.store import NotAStore, open_store

_SQLITE = b"SQLite format 3\0"


class Named(BaseModel):
    """An actor as one fact shows it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Slug
    name: Bilingual
    role: Bilingual | None


@dataclass(frozen=True, slots=True)
class Held:
    """A fact, and who its actors are to those who read it."""

    fact: Fact
    actors: tuple[Named, ...]

    @property
    def record(self) -> export.Record:
        """The fact as it is exported."""
        named = {actor.id: Actor.model_construct(**dict(actor)) for actor in self.actors}
        (record,) = export.records([self.fact], named)
        return record


def of(facts: Iterable[Fact], actors: Mapping[str, Actor]) -> Iterator[Held]:
    """The facts of a snapshot or of an open store."""
    for fact in facts:
        yield Held(
            fact,
            tuple(
                Named.model_construct(id=actor.id, name=actor.name, role=participant.role or actor.role)
                for participant in fact.actors
                for actor in (actors[participant.id],)
            ),
        )


def read(path: Path) -> tuple[Held, ...] | list[Problem]:
    """The facts of whatever `path` leads to, or why they can't be had."""
    if path.is_dir():
        from knowledge import checks, loader  # and a YAML parser, which the bot's own process has no use for

        snapshot, problems = loader.load(path, checks=(checks.unique_ids, checks.references))
        return problems or tuple(of(snapshot.facts_by_id.values(), snapshot.actors_by_id))
    content = folder.read(path, path.name)
    if isinstance(content, Problem):
        return [content]
    if not content.startswith(_SQLITE):
        return _exported(content, path.name)
    try:
        store = asyncio.run(open_store(path))
    except NotAStore as error:
        return [Problem(path.name, 1, "not-a-store", str(error))]
    return tuple(of(store.facts.values(), store.actors))


def _exported(content: bytes, name: str) -> tuple[Held, ...] | list[Problem]:
    held: dict[str, Held] = {}
    problems: list[Problem] = []
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            one = _fact(json.loads(line))
        except ValidationError as error:
            detail = error.errors(include_url=False, include_input=False, include_context=False)[0]
            place = ".".join(map(str, detail["loc"])) or "record"
            problems.append(Problem(name, number, "schema", f"{place}: {detail['msg']}"))
        except (ValueError, RecursionError):  # no JSON, no UTF-8, nested without end
            return [Problem(name, number, "json", "this line is no exported fact, and the file no store")]
        else:
            if held.setdefault(one.fact.id, one) is not one:
                problems.append(Problem(name, number, "duplicate-id", f"“{one.fact.id}” stands here a second time"))
    return problems or tuple(held.values())


def _fact(record: object) -> Held:
    if not isinstance(record, dict):
        raise ValueError("no object")  # noqa: TRY004 - the same as no JSON
    actors = record.get("actors")
    if not isinstance(actors, list):
        raise ValueError("no list of actors")  # noqa: TRY004 - the same as no JSON
    named = tuple(Named.model_validate(actor) for actor in actors)
    participants = [{"id": actor.id, "role": actor.role and dict(actor.role)} for actor in named]
    return Held(Fact.model_validate(record | {"actors": participants}), named)
