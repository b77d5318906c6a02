"""Bots as processes of their own, and what they cost."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import psutil

from benchmarks.server import TOKEN, BotApi, Load

HERE = Path(__file__).resolve().parent
ECHO = (sys.executable, "-m", "benchmarks.echo_ptb")
AIOGRAM = (str(HERE.parent / ".venv" / "peers" / "bin" / "python"), str(HERE / "echo_aiogram.py"), TOKEN)
SANAD = (sys.executable, "-m", "bot", "run")
LEAN = {"MALLOC_ARENA_MAX": "1", "PYTHONOPTIMIZE": "2", "PYTHONPYCACHEPREFIX": str(HERE.parent / ".venv" / "lean")}
"""As in deploy/."""
RATE = "100000"
"""Messages a second that our bot may send: what an answer costs is measured without waiting for a slot, as the echoes don't."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one answer cost: CPU of the bot's process in milliseconds, answers a second, the answer's size in bytes."""

    cpu_ms: float
    per_second: float
    answer_bytes: float


@contextlib.asynccontextmanager
async def running(
    api: BotApi, command: Sequence[str], directory: Path, settings: Mapping[str, str] | None = None
) -> AsyncIterator[psutil.Process]:
    """A bot talking to `api`; it is ended when the context is left. One with `settings` keeps its stores in `directory`."""
    environment = {
        **os.environ,
        "SANAD_TOKEN": TOKEN,
        "SANAD_API_URL": api.address,
        "SANAD_DATABASE_URL": f"sqlite+aiosqlite:///{directory}/bench.db",
        "SANAD_RATE": RATE,
        "PTB_TIMEDELTA": "1",
        **(LEAN if command == SANAD else {}),
        "PYTHONPATH": str(HERE.parent),
        **(settings or {}),
    }
    arguments = [*command] if command == SANAD else [*command, api.address]
    process = await asyncio.create_subprocess_exec(
        *arguments,
        env=environment,
        cwd=directory if settings else None,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), 15)
        except TimeoutError:
            process.kill()
            await process.wait()


async def cost(api: BotApi, bot: psutil.Process, texts: Sequence[str], number: int) -> Cost:
    """The cost of `number` answers to a warm bot."""
    before = bot.cpu_times()
    load = await asyncio.wait_for(api.run(Load(cycle(texts), number)), 120)
    after = bot.cpu_times()
    cpu = after.user + after.system - before.user - before.system
    return Cost(1000 * cpu / number, number / (load.ended - load.started), load.answer_bytes / number)
