"""Processes that deliver a prepared outbox, for tests that kill them: `python -m tests.bot.digests.delivering`.

Each line on stdin has a fresh one forked, as importing everything fifty times would take a minute. On stdout: `ready PID`,
and `dead PID` once it ended. With `die=STEP:N` it kills itself the N-th time that it comes to a step: one that delivery
tells of, or `commit` (before a transaction's end), `ask-METHOD` and `heard-METHOD` (around a request), or `io` (any of these).
"""

import asyncio
import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine
from telegram import Update

from bot.digests.outcomes import Sender
from bot.digests.reconcile import Absent, Verdict
from bot.observe import logs
from bot.storage.database import open_database
from bot.storage.outbox import Row
from bot.storage.posts import Posts
from bot.storage.subscription import Place
from bot.telegram.client import Client
from bot.telegram.delivery import Wire, delivering
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.polling import Poller, Record
from bot.telegram.recording import recording


class Deaf:
    """Nobody is told anything here."""

    async def suspend(self, place: Place, reason: str) -> None: ...
    async def moved(self, old_chat: int, new_chat: int) -> None: ...
    async def tell(self, row: Row, what: str, reason: str) -> None: ...


class Fate:
    """Ends this process as a crash would, the N-th time that it comes to a step."""

    def __init__(self, step: str, number: int) -> None:
        self._wanted, self._number = step, number
        self._steps: Counter[str] = Counter()

    def step(self, name: str) -> None:
        self._steps[name] += 1
        if name == self._wanted and self._steps[name] == self._number:
            os.kill(os.getpid(), signal.SIGKILL)

    def outside(self, name: str) -> None:
        """Something is about to leave this process, or came in."""
        self.step(name)
        self.step("io")

    def watch(self, engine: AsyncEngine, client: Client) -> None:
        """Steps are also where the database and the server are met."""
        event.listen(engine.sync_engine, "commit", lambda _connection: self.outside("commit"))
        for transport in client._request:
            asked = transport.do_request

            async def do_request(
                url: str,
                *args: Any,  # noqa: ANN401 - passed on as they come
                _asked: Callable[..., Awaitable[tuple[int, bytes]]] = asked,
                **kwargs: Any,  # noqa: ANN401
            ) -> tuple[int, bytes]:
                method = url.rpartition("/")[2]
                self.outside(f"ask-{method}")
                answer = await _asked(url, *args, **kwargs)
                self.outside(f"heard-{method}")
                return answer

            transport.do_request = do_request  # type: ignore[method-assign]

    def recording(self, posts: Posts) -> Record:
        """What is recorded of updates is durable, and they are not confirmed yet."""
        record = recording(posts)

        async def recorded(batch: Sequence[Mapping[str, Any]]) -> None:
            await record(batch)
            if batch:
                self.step("recorded")

        return recorded


def guessing(_sender: Sender) -> Callable[[Row], Awaitable[Verdict]]:
    """Delivery with reconciliation switched off: what may have arrived is sent again."""

    async def guess(_row: Row) -> Verdict:
        return Absent()

    return guess


async def main(url: str, api_url: str, token: str, generation: int, *options: str) -> None:
    chosen = dict(option.split("=", 1) for option in options)
    rate = float(chosen.get("rate", "1000"))
    wanted, _, number = chosen.get("die", "").partition(":")
    fate = Fate(wanted, int(number or 0))
    async with open_database(url) as engine:
        wire = Wire.of(engine, rate)
        async with Client(token, api_url, wire.limiter) as client:
            fate.watch(engine, client)
            poller = Poller(client, Dispatcher(ignore), record=fate.recording(wire.posts))
            async with delivering(
                engine, wire, client, poller.drain, Deaf(),
                clock=lambda: datetime.now(UTC), generation=generation, rate=rate, step=fate.step,
                look_into=guessing if "guess" in chosen else None,
            ):  # fmt: skip
                say("ready", os.getpid())
                await poller.run()


async def ignore(_update: Update) -> None: ...


def say(what: str, pid: int) -> None:
    os.write(1, f"{what} {pid}\n".encode())


def bury(pid: int) -> None:
    os.waitpid(pid, 0)
    say("dead", pid)


def serve() -> None:
    for line in sys.stdin:
        url, api_url, token, generation, *options = line.split()
        pid = os.fork()
        if not pid:
            with suppress(KeyboardInterrupt):
                asyncio.run(main(url, api_url, token, int(generation), *options))
            os._exit(0)
        threading.Thread(target=bury, args=(pid,), daemon=True).start()


if __name__ == "__main__":
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    logs.set_up("text")
    serve()
