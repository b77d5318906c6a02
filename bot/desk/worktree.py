"""The git work tree in which the curated files may lie: one commit of just the file that was written."""

import asyncio
import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SECONDS = 60
"""As long git, its hooks and what signs its commits may take."""
_LONGEST = 200
_NO_IDENTITY = ("tell me who you are", "identity unknown", "useconfigonly", "empty ident name")
_NO_REPOSITORY = "not a git repository"


@dataclass(frozen=True, slots=True)
class Committed:
    commit: str


@dataclass(frozen=True, slots=True)
class NotCommitted:
    """git's own reason; `nameless`: its configuration doesn't say in whose name it is to commit."""

    reason: str
    nameless: bool = False


@dataclass(frozen=True, slots=True)
class _Ended:
    code: int
    out: str
    errors: str

    @property
    def reason(self) -> str:
        """The first line that says something."""
        lines = [line.strip() for line in f"{self.errors}\n{self.out}".splitlines()]
        return next((line for line in lines if line), f"git ended with {self.code}")[:_LONGEST]


async def holds(directory: Path, file: str) -> "bool | NotCommitted":
    """Whether a file is, or would be, under git's care."""
    asked = await _git(directory, "rev-parse", "--is-inside-work-tree")
    if asked is None:
        inside = any((folder / ".git").exists() for folder in (directory, *directory.parents))
        return NotCommitted("git isn't installed, or took too long") if inside else False
    if asked.code:
        return False if _NO_REPOSITORY in asked.errors else NotCommitted(asked.reason)
    ignored = await _git(directory, "check-ignore", "--quiet", "--", file)
    return asked.out.strip() == "true" and ignored is not None and ignored.code != 0


async def is_dirty(directory: Path, file: str) -> bool:
    """Whether the file, as it lies there, has something that wasn't committed."""
    if await holds(directory, file) is not True:
        return False
    status = await _git(directory, "status", "--porcelain", "--", file)
    return status is not None and bool(status.out.strip())


async def commit(directory: Path, file: str, message: str) -> Committed | NotCommitted | None:
    """Commits the file, and nothing else of what is changed or staged; None where there is no work tree."""
    held = await holds(directory, file)
    if held is not True:
        return held or None
    tracked = await _git(directory, "ls-files", "--error-unmatch", "--", file)
    is_new = tracked is None or tracked.code != 0
    if is_new:
        await _git(directory, "add", "--intent-to-add", "--", file)
    done = await _git(directory, "commit", "--quiet", "--only", "--file=-", "--", file, said=message)
    if done is not None and done.code == 0:
        head = await _git(directory, "rev-parse", "--short", "HEAD")
        return Committed(head.out.strip() if head else "")
    if is_new:  # as it was before
        await _git(directory, "rm", "--cached", "--quiet", "--", file)
    if done is None:
        return NotCommitted(f"git took more than {SECONDS} seconds")
    told = f"{done.errors}\n{done.out}".lower()
    return NotCommitted(done.reason, nameless=any(sign in told for sign in _NO_IDENTITY))


async def _git(directory: Path, *arguments: str, said: str = "") -> _Ended | None:
    """One git command; None if there is no git, or it took too long."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "true", "LC_ALL": "C.UTF-8"}
    command = ("git", "--literal-pathspecs", "-c", "user.useConfigOnly=true", "-C", str(directory), *arguments)
    pipe = asyncio.subprocess.PIPE
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, start_new_session=True
        )
    except OSError:
        return None
    try:
        out, errors = await asyncio.wait_for(process.communicate(said.encode()), SECONDS)
    except (TimeoutError, asyncio.CancelledError) as error:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # hooks are its children
        await process.wait()
        if isinstance(error, TimeoutError):
            return None
        raise
    return _Ended(process.returncode or 0, out.decode(errors="replace"), errors.decode(errors="replace"))
