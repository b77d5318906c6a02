"""A month of the town: every day its digests, with crashes in the first half, and floods, lost answers and reloads all along."""

import asyncio
import datetime as dtm
import os
import signal
import sys
from asyncio.subprocess import PIPE
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import psutil
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.sandbox.faults import Fault
from bot.sandbox.server import Sandbox
from bot.storage.audit import Audit
from bot.storage.versions import Versions
from tests.bot.running import NEVER, Running
from tests.bot.soak.clock import FileClock
from tests.bot.soak.curating import Curating
from tests.bot.soak.town import Town, is_quiet, moments

REPOSITORY = Path(__file__).resolve().parents[3]
WITHIN = 600.0
RELOAD_EACH = 3
"""Days between two reloads."""
_CORRECTED_AFTER = dtm.timedelta(minutes=2)
"""Posts are corrected a minute after a reload, as curators may reload again."""
_JUST_AFTER = dtm.timedelta(minutes=1)
_FAULTS = (
    Fault("flood", takes_effect=False, seconds=1),
    Fault("reset", takes_effect=True),
    Fault("reset", takes_effect=False),
    Fault("page", takes_effect=True),
    Fault("page", takes_effect=False),
    Fault("garbled", takes_effect=True),
    Fault("cut", takes_effect=True),
)


@dataclass(frozen=True, slots=True)
class Load:
    """What the process holds at the end of a day: bytes, files, and connections."""

    day: int
    resident: int
    files: int
    sockets: int


class Lives:
    """One process of the bot after the other."""

    def __init__(self, sandbox: Sandbox, folder: Path, url: str, *options: str) -> None:
        settings = {"TOKEN": sandbox.token, "API_URL": sandbox.api_url, "FACTS": str(folder / "seeds")}
        settings |= {"DATABASE_URL": url, "TICK": "0.2", "RATE": "1000"}
        self._environment = {**os.environ, **{f"SANAD_{name}": value for name, value in settings.items()}}
        self._environment |= {"PYTHONPATH": str(REPOSITORY), "MALLOC_ARENA_MAX": "1"}
        self._folder = folder
        self._command = ("-m", "tests.bot.soak.life", str(folder / "clock"), *options)
        self._now: tuple[Running, asyncio.Task[None]] | None = None
        self.kills = 0

    @property
    def now(self) -> Running:
        assert self._now is not None
        return self._now[0]

    async def begin(self) -> None:
        """Returns once it is ready."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, *self._command, cwd=self._folder, env=self._environment, stderr=PIPE, limit=2**20
        )
        life = Running(process)
        self._now = (life, asyncio.create_task(life.listen()))
        await life.says("ready", within=WITHIN)

    async def kill(self) -> None:
        self.kills += 1
        await self.end()

    async def end(self) -> None:
        if self._now is not None:
            life, listening = self._now
            with suppress(ProcessLookupError):
                life.process.kill()
            await life.process.wait()
            await listening
            assert [line for line in life.lines if any(words in line for words in NEVER)] == []
            self._now = None


@dataclass
class Month:
    """Everything that the month needs, and what was seen of it."""

    sandbox: Sandbox
    clock: FileClock
    town: Town
    curating: Curating
    engine: AsyncEngine
    lives: Lives
    chance: Random
    reloads: int = 0
    loads: list[Load] = field(default_factory=list)

    async def passes(self, days: int, kill_until: int) -> None:
        """Days from 0; on each before `kill_until` the process is killed once, in the middle of a fan-out."""
        await self.lives.begin()
        await self._is_quiet()  # every subscription has its first time
        for day in range(days):
            times = moments(self.town, day)
            fatal = self.chance.choice(times) if day < kill_until else None
            for moment in times:
                self.clock.move_to(moment + _JUST_AFTER)
                self._trouble()
                if moment == fatal:
                    await self._dies()
                await self._is_quiet()
            self.town.crowd.post_somewhere(20)
            if day % RELOAD_EACH == 1:
                await self._reload(day)
            self.loads.append(self._load(day))
        assert await self.lives.now.stops() == 0

    def _trouble(self) -> None:
        """A few of the next calls go wrong, in one way or another, and people post."""
        for _ in range(3):
            self.sandbox.faults.add("sendMessage", self.chance.choice(_FAULTS))
        self.town.crowd.post_somewhere(5)

    async def _dies(self) -> None:
        sent, more = self.town.crowd.sent(), self.chance.randrange(1, max(2, len(self.town.orders) // 8))
        with suppress(TimeoutError):  # faults may hold everything up: as good a moment as any
            await self.sandbox.until(lambda: self.town.crowd.has_sent(sent + more), within=5)
        await self.lives.kill()
        self.town.crowd.post_somewhere(10)
        await self.lives.begin()

    async def _reload(self, day: int) -> None:
        self.curating.change(day)
        seen = len(self.lives.now.lines)
        for fault in _FAULTS:
            self.sandbox.faults.add("editMessageText", fault)
        self.lives.now.process.send_signal(signal.SIGHUP)
        await self.lives.now.says("facts=", after=seen, within=WITHIN)
        async with asyncio.timeout(WITHIN):
            while await Versions(self.engine, Audit(self.engine)).uncorrected() is not None:
                await self.sandbox.changed(0.1)
        self.reloads += 1
        self.clock.move_to(self.clock() + _CORRECTED_AFTER)
        await self._is_quiet()

    async def _is_quiet(self) -> None:
        async with asyncio.timeout(WITHIN):
            while not await is_quiet(self.engine, self.clock()):
                await self.sandbox.changed(0.1)

    def _load(self, day: int) -> Load:
        process = psutil.Process(self.lives.now.process.pid)
        files, sockets = len(process.open_files()), len(process.net_connections())
        return Load(day, process.memory_info().rss, files, sockets)
