"""From curated files to an open store: what isn't compiled yet is compiled aside, in a process of its own."""

import asyncio
import contextlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from knowledge import folder
from knowledge.problems import Problem
from knowledge.search import Search
from knowledge.store import NotAStore, Store, fingerprint, open_store


@dataclass(frozen=True, slots=True)
class Refused(Exception):
    """The curated files have problems; no store came of them."""

    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class CompilerDied(Exception):
    """The compiling process ended without an answer: killed, or out of memory or time."""


async def open_directory(directory: Path, cache: Path) -> Store:
    """The store of `directory`, compiled into `cache` if it isn't there; raises Refused, CompilerDied, NotAStore."""
    held, unread = folder.read_files(directory)
    compiled = cache / f"{folder.version(held)}.sqlite"
    if not unread and compiled.is_file():
        with contextlib.suppress(NotAStore):  # another release's, or damaged
            return await open_store(compiled, compiler=fingerprint())
    return await open_store(await compile_aside(directory, cache))


async def compile_aside(directory: Path, cache: Path) -> Path:
    """Runs `python -m knowledge compile` and gives the file it wrote in `cache`; raises Refused, CompilerDied."""
    cache.mkdir(parents=True, exist_ok=True)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "knowledge", "compile", str(directory), f"{cache}/", "--json",
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        output, errors = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    finally:
        for part in cache.glob(f"*.{process.pid}.part"):
            part.unlink(missing_ok=True)
    try:
        answer = json.loads(output)
    except ValueError:
        last = errors.decode(errors="replace").strip().rpartition("\n")[2]
        raise CompilerDied(f"the compiler ended with {process.returncode}: {last}") from None
    if answer["problems"]:
        raise Refused(tuple(Problem(**problem) for problem in answer["problems"]))
    return Path(answer["file"])


@dataclass(frozen=True, slots=True)
class Served:
    """One version of the store, with search in it."""

    store: Store
    search: Search


class Live:
    """The version that is being served. Readers take `current` once and keep it for as long as they answer."""

    def __init__(self, store: Store, search: Search) -> None:
        self._current = Served(store, search)

    @property
    def current(self) -> Served:
        return self._current
