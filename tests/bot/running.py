"""The bot as it is run: processes of `python -m bot run`, what they say, and a fan-out that they are in the middle of."""

import asyncio
import datetime as dtm
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from bot.sandbox.objects import Chat
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Event
from bot.storage.database import open_database
from bot.storage.subscription import Subscription
from bot.storage.subscriptions import Subscriptions

NEVER = ("Traceback", "was never retrieved", "not checked in")


@dataclass
class Running:
    """A process and the lines that it has said so far; none of them may be a traceback."""

    process: Process
    lines: list[str] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self) -> None:
        assert self.process.stderr is not None
        while line := (await self.process.stderr.readline()).decode():
            self.lines.append(line.rstrip("\n"))
            self.news.set()

    async def says(self, words: str, *, after: int = 0, within: float = 90) -> int:
        """The number of the first line with these words; such numbers tell what came `after`."""
        async with asyncio.timeout(within):
            while True:
                for number, line in enumerate(self.lines[after:], after):
                    if words in line:
                        return number
                self.news.clear()
                await self.news.wait()

    def saying(self, words: str) -> list[str]:
        return [line for line in self.lines if words in line]

    async def killed(self) -> None:
        self.process.kill()
        await self.process.wait()

    async def ends(self, within: float = 30) -> int:
        """Its exit code, once it ended by itself."""
        return await asyncio.wait_for(self.process.wait(), within)

    async def stops(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return await self.ends(10)


@asynccontextmanager
async def running(
    sandbox: Sandbox,
    curated: Path,
    url: str,
    *,
    rate: float = 30,
    admin: int | None = None,
    before: Sequence[str] = (),
    more: Mapping[str, str] = MappingProxyType({}),
) -> AsyncIterator[Running]:
    """In the folder above the curated files; `before`: a command that runs the bot's; `more`: other settings."""
    settings = {"TOKEN": sandbox.token, "API_URL": sandbox.api_url, "FACTS": str(curated), "DATABASE_URL": url}
    settings |= {"TICK": "0.2", "RATE": str(rate), "ADMINS": str(admin or ""), **more}
    environment = {**os.environ, **{f"SANAD_{name}": value for name, value in settings.items()}}
    process = await asyncio.create_subprocess_exec(
        *before, sys.executable, "-m", "bot", "run", cwd=curated.parent, env=environment, stderr=PIPE, limit=2**20
    )
    one = Running(process)
    listening = asyncio.create_task(one.listen())
    try:
        yield one
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        await listening
        print(*one.lines, sep="\n")  # noqa: T201 - shown when the test fails
    assert [line for line in one.lines if any(words in line for words in NEVER)] == []


@dataclass
class FanOut:
    """Channels whose digests are due, and what they got."""

    sandbox: Sandbox
    channels: list[Chat]

    def said(self, channel: Chat) -> list[str]:
        return [message.text for message in channel.history if message.sender == self.sandbox.world.bot]

    def sent(self) -> int:
        return sum(len(self.said(channel)) for channel in self.channels)

    async def gets_to(self, number: int, within: float = 60) -> None:
        await self.sandbox.until(lambda: self.sent() >= number or None, within)

    async def ends(self, within: float = 60) -> None:
        """Returns once every channel has its digest; each has one, with nothing missing and nothing twice."""
        await self.sandbox.until(lambda: all(map(self.said, self.channels)), within)
        await self.sandbox.changed(0.5)  # what is too much would come now
        assert Counter(len(self.said(channel)) for channel in self.channels) == {1: len(self.channels)}
        assert len({self.said(channel)[0] for channel in self.channels}) == 1

    async def dies_at(self, number: int, process: Running) -> None:
        """Kills a process when the server has taken so many posts, and before it hears that of the last one."""

        def heard(_: Event) -> None:
            if self.sent() == number and process.process.returncode is None:
                process.process.kill()

        self.sandbox.world.listeners.append(heard)
        try:
            await process.ends()
        finally:
            self.sandbox.world.listeners.remove(heard)


def gather(sandbox: Sandbox, number: int) -> FanOut:
    """Channels in which the bot is and has seen a post: where it knows no id at all, it may not find what it lost."""
    editor = sandbox.world.person("Editor")
    channels = [editor.opens("channel", f"Desk {each}") for each in range(number)]
    for channel in channels:
        sandbox.world.admit_bot(channel, editor.user, before=True)
        editor.says(channel, "a post of mine")
    return FanOut(sandbox, channels)


async def subscribe(url: str, channels: Sequence[Chat]) -> None:
    """Their digests are due since a minute ago."""
    due = dtm.datetime.now(dtm.UTC).replace(microsecond=0) - dtm.timedelta(minutes=1)
    settings = {"language": "en", "schedule": "weekly", "time": "09:00", "timezone": "Asia/Qatar", "next_due": due}
    async with open_database(url) as engine:
        held = [{"chat_id": channel.id, "type": channel.type, **settings} for channel in channels]
        await Subscriptions(engine).put_all(list(map(Subscription.model_validate, held)))
