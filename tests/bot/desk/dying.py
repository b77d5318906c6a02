"""The bot, ending itself at a step of what an admin does, for tests that kill it: `python -m tests.bot.desk.dying`.

Each line on stdin, a JSON object of settings, has a fresh one forked; `die` names the step, as `NAME:N`, at which it ends
with whatever it started. On stderr: its log, and a line `step NAME:N` for each that it comes to after the admin's word. A
step is whatever can be seen from outside: a file being opened, half written, renamed or removed, a transaction about to be
committed, a request asked or answered, a process started.
"""

import asyncio
import datetime as dtm
import io
import json
import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Self

os.environ.setdefault("PTB_TIMEDELTA", "1")

import psutil
from sqlalchemy import Engine, event

from bot import app, settings
from bot.desk import curated
from bot.desk.editor import Editor
from bot.desk.reloader import Reloader
from bot.observe import logs
from bot.telegram.transport import Transport
from bot.verbs.running import until_signalled
from tests.bot.digests.delivering import bury, say

DEEDS = ((Reloader, "reload"), (Reloader, "rollback"), (Editor, "apply"))
EVENTS = {"os.rename": "rename", "os.remove": "remove", "subprocess.Popen": "start", "tempfile.mkstemp": "make"}


class Fate:
    """Ends this process, and those it started, the N-th time that it comes to a step of a deed."""

    def __init__(self, end: str, *, spares_children: bool) -> None:
        self.end, self.steps, self.spares_children = end, Counter[str](), spares_children
        self.armed = False

    def step(self, name: str) -> None:
        if not self.armed:
            return
        self.steps[name] += 1
        here = f"{name}:{self.steps[name]}"
        os.write(2, f"step {here}\n".encode())
        if here == self.end:
            self.armed = False  # looking for children opens files
            for child in [] if self.spares_children else psutil.Process().children(recursive=True):
                child.kill()
            os.kill(os.getpid(), signal.SIGKILL)


class HalfWritten:
    """A file whose content gets there in two halves."""

    def __init__(self, file: Any, fate: Fate) -> None:  # noqa: ANN401 - any of the library's files
        self._file, self._fate = file, fate

    def write(self, content: Any) -> int:  # noqa: ANN401 - bytes, or a view of them
        whole = bytes(content)
        self._file.write(whole[: len(whole) // 2])
        self._file.flush()
        self._fate.step("half")
        self._file.write(whole[len(whole) // 2 :])
        return len(whole)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._file, name)


def watch(fate: Fate) -> None:
    opened, start, observed = io.open, asyncio.create_subprocess_exec, Transport._observed

    def open_(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - passed on as they come
        held = opened(file, mode, *args, **kwargs)
        return HalfWritten(held, fate) if "b" in mode and set(mode) & set("wxa") else held

    async def started(*args: Any, **kwargs: Any) -> asyncio.subprocess.Process:  # noqa: ANN401
        process = await start(*args, **kwargs)
        fate.step("started")
        return process

    async def asked(self: Transport, url: str, asking: Awaitable[tuple[int, bytes]]) -> tuple[int, bytes]:
        method = url.rpartition("/")[2]
        fate.step(f"ask-{method}")
        answer = await observed(self, url, asking)
        fate.step(f"heard-{method}")
        return answer

    io.open, asyncio.create_subprocess_exec = open_, started
    Transport._observed = asked  # type: ignore[method-assign]
    sys.addaudithook(lambda name, _: fate.step(EVENTS[name]) if name in EVENTS else None)
    event.listen(Engine, "commit", lambda _: fate.step("commit"))
    for owner, name in DEEDS:
        setattr(owner, name, arming(getattr(owner, name), fate))


def arming(deed: Callable[..., Awaitable[object]], fate: Fate) -> Callable[..., Awaitable[object]]:
    async def armed(*args: Any, **kwargs: Any) -> object:  # noqa: ANN401 - passed on as they come
        fate.armed = True
        return await deed(*args, **kwargs)

    return armed


@contextmanager
def plainly(file: Path, mode: int = 0o600) -> Iterator[IO[bytes]]:
    """A file that is written where it lies."""
    with file.open("wb") as opened:
        yield opened
    file.chmod(mode)


def live(given: Mapping[str, str]) -> None:
    os.environ.update({f"SANAD_{name}": value for name, value in given.items() if name.isupper()})
    chosen, ahead = settings.read(), dtm.timedelta(seconds=int(given.get("ahead", "0")))
    logs.set_up("text")
    fate = Fate(given.get("die", ""), spares_children="alone" in given)
    fate.armed = "armed" in given
    watch(fate)
    if "plainly" in given:
        curated.replaced = plainly  # type: ignore[attr-defined]
    say("begun", os.getpid())
    until_signalled(lambda stop: app.run(chosen, stop, clock=lambda: dtm.datetime.now(dtm.UTC) + ahead))


def serve() -> None:
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            live(json.loads(line))
            os._exit(0)
        threading.Thread(target=bury, args=(pid,), daemon=True).start()


if __name__ == "__main__":
    serve()
