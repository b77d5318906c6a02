"""A curated directory to a Snapshot, in stages: read the files, parse them, validate each entry, check the whole.

Problems are collected, not raised. A file that can't be read keeps the checks of the whole from running, so that nobody
reads about dangling references which only a syntax error causes.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from knowledge import reader
from knowledge.checks import CHECKS, Check
from knowledge.folder import FACTS, QUESTIONS, read_files, real, version
from knowledge.model import FORMAT, Actor, Bilingual, Country, Fact, LexiconEntry, Partner, Questions, Source
from knowledge.problems import Problem, shown
from knowledge.snapshot import Entry, Snapshot

T = TypeVar("T", Source, Partner, Country, Actor, Fact, LexiconEntry, Questions)


def load(directory: Path, checks: Sequence[Check] = CHECKS) -> tuple[Snapshot, list[Problem]]:
    """Reads `directory`; the snapshot is good to use only if there are no problems, which come sorted by place."""
    files, problems = read_files(directory)
    return load_files(files, problems, real(directory).name, checks)


def load_files(
    files: Mapping[str, bytes], found: Sequence[Problem] = (), name: str = "seeds", checks: Sequence[Check] = CHECKS
) -> tuple[Snapshot, list[Problem]]:
    """The same for files at hand; `name` is the directory's, as problems show it."""
    problems = list(found)

    def entries(file: str, section: str, model: type[T]) -> tuple[Entry[T], ...]:
        if file not in files:
            return ()
        document = reader.load(files[file], f"{name}/{file}")
        if isinstance(document, list):
            problems.extend(document)
            return ()
        return tuple(_entries(document, section, model, problems))

    def within(folder: str) -> list[str]:
        return [file for file in files if file.startswith(f"{folder}/")]

    snapshot = Snapshot(
        sources=entries("sources.yaml", "sources", Source),
        partners=entries("partners.yaml", "partners", Partner),
        countries=entries("countries.yaml", "countries", Country),
        actors=entries("actors.yaml", "actors", Actor),
        facts=[entry for file in within(FACTS) for entry in entries(file, "facts", Fact)],
        questions=[entry for file in within(QUESTIONS) for entry in entries(file, "questions", Questions)],
        lexicon=entries("lexicon.yaml", "entries", LexiconEntry),
        version=version(files),
    )
    if not problems:
        problems += [problem for check in checks for problem in check(snapshot)]
    return snapshot, sorted(set(problems))


def _entries(document: reader.Document, section: str, model: type[T], problems: list[Problem]) -> Iterator[Entry[T]]:
    def refuse(key: str, code: str, message: str) -> None:
        problems.append(Problem(document.path, document.line([key]), code, message))

    data = document.data
    if not isinstance(data, dict):
        return refuse("", "schema", f"a curated file holds `format:` and `{section}:`")
    if data.get("format") is True or data.get("format") != FORMAT:
        refuse("format", "format", f"`format: {FORMAT}` is missing")
    for key in data.keys() - {"format", section}:
        refuse(key, "schema", f"unknown section “{shown(key)}”")
    items = data.get(section)
    if not isinstance(items, list):
        return refuse(section, "schema", f"`{section}:` is to be a list")
    for index, item in enumerate(items):
        place = (section, index)
        try:
            yield Entry(model.model_validate(item), document, place)
        except ValidationError as error:
            problems.extend(_schema_problems(error, document, place, model))


def _schema_problems(
    error: ValidationError, document: reader.Document, place: tuple[str | int, ...], model: type[BaseModel]
) -> Iterator[Problem]:
    details = error.errors(include_url=False, include_context=False)
    parents = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    for detail in details:
        if detail["type"] == "too_short" and detail["loc"] in parents:
            continue  # an item that is wrong was not counted
        name = ".".join(shown(str(step)) for step in detail["loc"]) or model.__name__.lower()
        message = _advice(detail) or detail["msg"].removeprefix("Value error, ")
        yield Problem(document.path, document.line((*place, *detail["loc"])), "schema", f"{name}: {message}")


def _advice(detail: ErrorDetails) -> str | None:
    """What to write instead, where the validator's own words are a programmer's."""
    found = detail["input"]
    if detail["type"] == "string_type" and isinstance(found, list | dict):
        return "is one text"
    if detail["type"] == "string_type" and found is not None:
        return f'is a text: write it in quotes, as in "{shown(str(found))}"'
    if detail["type"] == "model_type" and Bilingual.__name__ in detail["msg"]:
        return "is said in both languages, `en: …` and `ar: …`"
    return None


def lost_ids(snapshot: Snapshot, older: Snapshot) -> list[Problem]:
    """Ids never vanish and never change meaning: a fact that was wrong is deprecated, not deleted or moved to another partner."""
    problems = []
    for entry in older.facts:
        now = snapshot.facts_by_id.get(entry.value.id)
        if now is None:
            problems.append(entry.problem("lost-id", f"“{entry.value.id}” is gone; deprecate it instead", "id"))
        elif now.partner != entry.value.partner:
            problems.append(entry.problem("changed-id", f"“{now.id}” was about {entry.value.partner}", "partner"))
    return problems
