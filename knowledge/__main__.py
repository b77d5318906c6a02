"""The curators' command line. Data goes to stdout, words to stderr; exit status 1 means problems in the data."""

import asyncio
import dataclasses
import datetime as dtm
import gc
import io
import json
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer

from knowledge import diff, evidence, export, held, limits, live, loader, places
from knowledge.checks import CHECKS, FOR_CURATORS, Check
from knowledge.problems import Problem
from knowledge.snapshot import Snapshot
from knowledge.store import SHORT, NotAStore, Store, open_store

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__, pretty_exceptions_enable=False)

Directory = Annotated[
    Path | None,
    typer.Argument(metavar="[DIR]", envvar="SANAD_FACTS", help="The curated directory.", show_default="./seeds"),
]

OUT_OF_MEMORY = (MemoryError, SystemError)
"""The latter is what some of CPython's C code makes of the former."""


@app.command()
def check(
    directory: Directory = None,
    articles: Annotated[
        Path | None, typer.Option(help="Check the evidence against the articles in this directory.")
    ] = None,
    since: Annotated[
        Path | None, typer.Option(help="Check that every id of this older directory is still there.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Problems as a JSON list.")] = False,
) -> None:
    """Report everything that is wrong in the curated files."""
    snapshot, problems = _load(directory, FOR_CURATORS)
    if articles is not None and not problems:
        problems = evidence.check(snapshot, articles)
    if since is not None and not problems:
        older, problems = loader.load(since, checks=())
        problems = problems or loader.lost_ids(snapshot, older)
    if as_json:
        print(json.dumps([dataclasses.asdict(problem) for problem in problems], ensure_ascii=False))
    if problems:
        refuse([] if as_json else problems)
    say(
        f"{len(snapshot.facts)} facts on {len(snapshot.partners)} partners, store {snapshot.version[:SHORT]}: no problems"
    )


@app.command("export")
def export_(
    directory: Directory = None,
    form: Annotated[Literal["jsonl"], typer.Option("--format", help="The form of the records.")] = "jsonl",  # noqa: ARG001
) -> None:
    """Write all facts to stdout, one a line."""
    snapshot, problems = _load(directory)
    if problems:
        refuse(problems, sys.stderr)
    for line in export.jsonl((entry.value for entry in snapshot.facts), snapshot.actors_by_id):
        print(line)


@app.command("compile")
def compile_(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The curated directory.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write, or the directory to write it into.")],
    as_json: Annotated[bool, typer.Option("--json", help="The outcome as one JSON object.")] = False,
) -> None:
    """Compile the curated files into one store."""
    snapshot, problems = _load(directory)
    try:
        from knowledge import compile as compiling  # Babel is loaded here alone

        file = None if problems else compiling.write(snapshot, out)
    except OUT_OF_MEMORY:
        fail(f"{out}: out of memory", 2)
    except (OSError, sqlite3.Error) as error:
        fail(f"{out}: {error}", 2)
    if as_json:
        outcome = {"file": file and str(file), "problems": [dataclasses.asdict(problem) for problem in problems]}
        print(json.dumps(outcome, ensure_ascii=False))
    if problems:
        refuse([] if as_json else problems)
    gc.freeze()
    say(f"{file}: store {snapshot.version[:SHORT]}, {len(snapshot.facts)} facts")


@app.command("diff")
def diff_(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A curated directory, a compiled store or an export.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The same, as it is now.")],
    as_json: Annotated[bool, typer.Option("--json", help="The differences as one JSON object.")] = False,
) -> None:
    """Tell which facts were added, changed, deprecated and removed from OLD to NEW."""
    before, after = held.read(old), held.read(new)
    if isinstance(before, list):
        refuse(before, sys.stderr)
    if isinstance(after, list):
        refuse(after, sys.stderr)
    found = diff.diff(before, after)
    for line in [json.dumps(found.record(), ensure_ascii=False)] if as_json else diff.lines(found):
        print(line)
    changed = len(found.changed) + len(found.deprecated)
    say(
        f"{len(found.added)} added, {changed} changed ({changed - len(found.reworded)} in substance, "
        f"{len(found.deprecated)} of them deprecated), {len(found.removed)} removed"
    )


@app.command("draft")
def draft_(
    article: Annotated[Path, typer.Argument(metavar="ARTICLE", help="A text file, a paragraph a line.")],
    directory: Directory = None,
    partner: Annotated[str | None, typer.Option(help="The country it is about, if that isn't clear.")] = None,
) -> None:
    """Write drafts of the facts in an article to stdout, as YAML with the texts left empty."""
    from knowledge import drafting

    limits.limit_this_process()
    text = drafting.read(article)
    if isinstance(text, str):
        fail(f"{article.name}: {text}", 1)
    drafted = drafting.drafted(text, article.name, _store(directory), partner, dtm.datetime.now(tz=dtm.UTC).date())
    if drafted is None:
        fail(f"{article.name}: names no country but Qatar; name the partner with --partner", 1)
    print(drafted, end="")


@app.command("reword")
def reword_(
    fact: Annotated[str, typer.Argument(metavar="ID", help="The fact's id.")],
    language: Annotated[Literal["ar", "en"], typer.Argument(metavar="ar|en", help="The language of the sentence.")],
    directory: Directory = None,
    as_json: Annotated[bool, typer.Option("--json", help="The file's name and content as one JSON object.")] = False,
) -> None:
    """Write to stdout the curated file of a fact, with the sentence on stdin in the place of the one it has."""
    from knowledge import reword

    limits.limit_this_process()
    held = reword.found(directory or places.curated_directory(), fact)
    if held is None:
        fail(f"{fact}: no curated file holds such a fact", 1)
    file, content = held
    changed = reword.reworded(content, fact, language, " ".join(_stdin().split()))
    if changed is None:
        fail(f"{file}: the sentence can't be replaced where it stands", 1)
    text = changed.decode()
    print(json.dumps({"file": file, "content": text}) if as_json else text, end="")
    say(f"{file}: {fact} in {language}")


@app.command()
def resolve(directory: Directory = None) -> None:
    """Tell for each name on stdin which country it means."""
    from knowledge.names import resolve as resolve_name

    store = _store(directory)
    for line in _lines():
        answer = resolve_name(line, store.names, store.by_partner.keys())
        record = {
            "input": line,
            "country": answer.country,
            "in_store": answer.in_store,
            "score": answer.score,
            "suggestions": list(answer.suggestions),
        }
        print(json.dumps(record, ensure_ascii=False))


@app.command()
def ask(
    directory: Directory = None,
    lang: Annotated[Literal["ar", "en"] | None, typer.Option(help="The language of the answers.")] = None,
) -> None:
    """Answer each question on stdin: a line of text, or a JSON object with `text` and perhaps `id` and `lang`."""
    from knowledge import asking

    async def answers(store: Store) -> None:
        async for record in asking.records(store, _lines(), lang):
            print(json.dumps(record, ensure_ascii=False))

    asyncio.run(answers(_store(directory)))


def _load(directory: Path | None, checks: Sequence[Check] = CHECKS) -> tuple[Snapshot, list[Problem]]:
    """Reads curated files within the limits; being out of memory ends the process."""
    limits.limit_this_process()
    gc.disable()  # what is made is used to the end, which is near
    sys.unraisablehook = _but_for_memory
    try:
        return loader.load(directory or places.curated_directory(), checks)
    except OUT_OF_MEMORY:
        fail(f"{directory or places.curated_directory()}: out of memory", 2)


def _but_for_memory(unraisable: "sys.UnraisableHookArgs") -> None:
    """What an abandoned generator says as it is closed: being out of memory is told once, at the end."""
    if not isinstance(unraisable.exc_value, OUT_OF_MEMORY):
        sys.__unraisablehook__(unraisable)


def _store(directory: Path | None) -> Store:
    """The store of a curated directory, compiled if need be, or of a compiled file; what keeps it from opening ends the
    process."""
    try:
        if directory is not None and directory.is_file():
            return asyncio.run(open_store(directory))
        return asyncio.run(live.open_directory(directory or places.curated_directory(), places.compiled_stores()))
    except live.Refused as refused:
        refuse(refused.problems, sys.stderr)
    except (live.CompilerDied, NotAStore) as error:
        fail(str(error), 1)
    except OSError as error:
        fail(str(error), 2)


def _lines() -> list[str]:
    """The lines of stdin, which end at a line feed alone."""
    lines = _stdin().split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def _stdin() -> str:
    return sys.stdin.buffer.read().decode("utf-8", errors="replace")


def say(words: str) -> None:
    print(words, file=sys.stderr)


def fail(words: str, status: int) -> NoReturn:
    say(words)
    raise typer.Exit(status)


def refuse(problems: list[Problem] | tuple[Problem, ...], stream: object = None) -> NoReturn:
    for problem in problems:
        print(problem, file=stream or sys.stdout)  # type: ignore[arg-type]
    raise typer.Exit(1)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):  # whatever the locale; a file's name may be no text
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app(prog_name="python -m knowledge")
