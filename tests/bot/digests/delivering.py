"""Processes that deliver a prepared outbox, for tests that kill them: `python -m tests.bot.digests.delivering`.

Each line on stdin has a fresh one forked, as importing everything fifty times would take a minute. On stdout: `ready PID`,
and `dead PID` once it ended. With `die=STEP:N` it kills itself the N-th time that it comes to a step.
"""

import asyncio
import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime

from telegram import Update

from bot.digests.outcomes import Sender
from bot.digests.reconcile import Absent, Verdict
from bot.observe import logs
from bot.storage.database import open_database
from bot.storage.outbox import Row
from bot.storage.subscription import Place
from bot.telegram.client import Client
from bot.telegram.delivery import Wire, delivering
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.polling import Poller
from bot.telegram.recording import recording


class Deaf:
    """Nobody is told anything here."""

    async def suspend(self, place: Place, reason: str) -> None: ...
    async def moved(self, old_chat: int, new_chat: int) -> None: ...
    async def tell(self, row: Row, what: str, reason: str) -> None: ...


def dying_at(wanted: str, number: int) -> Callable[[str], None]:
    """Ends this process as a crash would, at that step."""
    steps: Counter[str] = Counter()

    def step(name: str) -> None:
        steps[name] += 1
        if name == wanted and steps[name] == number:
            os.kill(os.getpid(), signal.SIGKILL)

    return step


def guessing(_sender: Sender) -> Callable[[Row], Awaitable[Verdict]]:
    """Delivery with reconciliation switched off: what may have arrived is sent again."""

    async def guess(_row: Row) -> Verdict:
        return Absent()

    return guess


async def main(url: str, api_url: str, token: str, generation: int, *options: str) -> None:
    chosen = dict(option.split("=", 1) for option in options)
    rate = float(chosen.get("rate", "1000"))
    wanted, _, number = chosen.get("die", "").partition(":")
    async with open_database(url) as engine:
        wire = Wire.of(engine, rate)
        async with Client(token, api_url, wire.limiter) as client:
            poller = Poller(client, Dispatcher(ignore), record=recording(wire.posts))
            async with delivering(
                engine, wire, client, poller.drain, Deaf(),
                clock=lambda: datetime.now(UTC), generation=generation, rate=rate, step=dying_at(wanted, int(number or 0)),
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
