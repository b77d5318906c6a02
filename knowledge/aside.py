"""`python -m knowledge` as a process of its own, for what is too heavy or too risky for a process that is serving."""

import asyncio
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

NICE = 10
"""How much such a process stands back behind one that is serving."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that came to its end; `last_words` is the last line that it wrote to stderr."""

    code: int
    out: bytes
    last_words: str


async def knowledge(*arguments: str, stdin: bytes = b"", after: Callable[[int], None] | None = None) -> Ended:
    """Runs it to its end; a caller that is cancelled ends it. `after` is called with its number once it is gone."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "knowledge", *arguments, stdin=pipe, stdout=pipe, stderr=pipe
    )
    with suppress(ProcessLookupError, PermissionError):  # it has ended already, or is not to be told by us
        os.setpriority(os.PRIO_PROCESS, process.pid, max(NICE, os.getpriority(os.PRIO_PROCESS, 0)))
    try:
        out, errors = await process.communicate(stdin)
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    finally:
        if after is not None:
            after(process.pid)
    last = errors.decode(errors="replace").strip().rpartition("\n")[2]
    return Ended(process.returncode or 0, out, last)
