"""Lives of a bot that an admin works with, one after the other over the same files and the same database."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.sandbox.objects import Message
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from tests.bot.running import NEVER
from tests.bot.talk import Talk
from tests.knowledge.processes import environment

PATIENCE = 60.0
_AFTERWARDS = 1.0
_STORE = re.compile(r"\b(?:ready\b.*\bstore|store\b.*\bversion)=(\w{7})\b")


@dataclass
class Lives:
    """`lines` are what the present process has said; `kills` counts those that came to an end."""

    nursery: asyncio.subprocess.Process
    sandbox: Sandbox
    admin: Person
    settings: dict[str, str]
    lines: list[str] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    pid: int = 0
    alive: bool = False
    kills: int = 0

    @property
    def talk(self) -> Talk:
        return Talk(self.sandbox, self.admin)

    async def begins(self, **options: str) -> str:
        """A process that is ready; gives the version that it says it serves."""
        self.lines.clear()
        self.pid, self.alive = 0, False
        assert self.nursery.stdin is not None
        self.nursery.stdin.write(json.dumps(self.settings | options).encode() + b"\n")
        await self.until(lambda: any(map(_STORE.search, self.lines)) or (self.pid and not self.alive))
        return next(iter(self.served()), "")

    def served(self) -> list[str]:
        """The versions that the present process says it serves, one after the other."""
        return [match[1] for line in self.lines if (match := _STORE.search(line))]

    def steps(self) -> list[str]:
        return [line.partition(" ")[2] for line in self.lines if line.startswith("step ")]

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not condition():
                self.news.clear()
                await self.news.wait()

    async def dies(self, working: Message) -> bool:
        """Whether it ended itself before the answer that takes the place of “working …” came; if not, it is killed now."""

        def is_over() -> bool:
            return not self.alive or not working.chat.messages[working.id].text.startswith("Reading")

        async with asyncio.timeout(PATIENCE):
            while not is_over():
                await self.sandbox.changed(0.05)
        with suppress(TimeoutError):  # something is done after the answer, too
            async with asyncio.timeout(_AFTERWARDS):
                await self.until(lambda: not self.alive)
        by_itself = not self.alive
        await self.killed()
        return by_itself

    async def ends(self) -> None:
        """Has it stop as it is asked to; nothing that was said to it waits for the next one."""
        await self.sandbox.until(lambda: not self.sandbox.world.updates or None, PATIENCE)
        os.kill(self.pid, signal.SIGTERM)
        await self.until(lambda: not self.alive)

    async def killed(self) -> None:
        if self.alive:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        await self.until(lambda: not self.alive)
        self.kills += 1

    async def hears(self) -> None:
        assert self.nursery.stderr is not None
        while line := (await self.nursery.stderr.readline()).decode():
            assert not any(words in line for words in NEVER), line
            self.lines.append(line.rstrip("\n"))
            self.news.set()

    async def counts(self) -> None:
        assert self.nursery.stdout is not None
        while line := (await self.nursery.stdout.readline()).decode():
            what, _, pid = line.partition(" ")
            if what == "begun":
                self.pid, self.alive = int(pid), True
            elif int(pid) == self.pid:
                self.alive = False
            self.news.set()


@asynccontextmanager
async def living(sandbox: Sandbox, admin: Person, curated: Path, url: str) -> AsyncIterator[Lives]:
    pipe = asyncio.subprocess.PIPE
    nursery = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bot.desk.dying", cwd=curated.parent, stdin=pipe, stdout=pipe, stderr=pipe,
        env=environment(GIT_CONFIG_GLOBAL="/dev/null", HOME=str(curated.parent)),
    )  # fmt: skip
    settings = {"TOKEN": sandbox.token, "API_URL": sandbox.api_url, "FACTS": str(curated), "DATABASE_URL": url}
    lives = Lives(nursery, sandbox, admin, settings | {"ADMINS": str(admin.user.id), "TICK": "60", "RATE": "1000"})
    hearing = [asyncio.create_task(lives.hears()), asyncio.create_task(lives.counts())]
    try:
        yield lives
    finally:
        print(*lives.lines, sep="\n")  # noqa: T201 - shown when the test fails
        if lives.alive:
            await lives.killed()
        nursery.kill()
        await nursery.wait()
        await asyncio.gather(*hearing)


def git(directory: Path, *arguments: str) -> str:
    given = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org")
    ended = subprocess.run(["git", *given, *arguments], cwd=directory, check=True, capture_output=True, text=True)
    return ended.stdout.strip()
