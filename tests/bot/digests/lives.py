"""A world of many chats, an outbox for them, and the lives of a process that delivers it."""

import asyncio
import hashlib
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.sandbox.objects import Chat, ChatType, Message
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Event
from bot.storage.outbox import NewRow, Outbox, State
from bot.storage.subscription import Place
from bot.storage.tables import contents, outbox

REPOSITORY = Path(__file__).resolve().parents[3]
EDITOR = ["can_post_messages", "can_edit_messages"]
WRITER = ["can_post_messages"]


@dataclass
class Crowd:
    """Chats of every sort with a person who writes in them, and what he wrote."""

    sandbox: Sandbox
    chance: Random
    parts: int
    chats: list[Chat] = field(default_factory=list)
    people: dict[int, Person] = field(default_factory=dict)
    posts: dict[tuple[int, int], Message] = field(default_factory=dict)

    def gather(self, number: int) -> None:
        """Half of them channels, in every second of which the bot may edit others' posts."""
        world = self.sandbox.world
        kinds: tuple[ChatType, ...] = (
            "channel",
            "supergroup",
            "channel",
            "group",
            "channel",
            "supergroup",
            "channel",
            "private",
        )
        for each in range(number):
            person = world.person(f"Person {each}")
            person.starts()
            kind = kinds[each % len(kinds)]
            chat = person.chat if kind == "private" else person.opens(kind, f"Chat {each}")
            if kind != "private":
                person.adds_bot(chat, (EDITOR if each % 4 else WRITER) if kind == "channel" else None)
            self.chats.append(chat)
            self.people[chat.id] = person
            if kind == "channel":
                self.post(chat)
            elif kind == "supergroup":
                person.says(chat, f"/subscribe@{world.bot.username}")

    def post(self, chat: Chat) -> None:
        """Somebody posts a text or a photo."""
        person = self.people[chat.id]
        if self.chance.random() < 0.5:
            message = person.says(chat, f"a post of mine, {self.chance.random()}")
        else:
            message = person.sends_photo(chat, b"jpeg", (4, 3), "a caption of mine")
        self.posts[chat.id, message.id] = message

    def post_somewhere(self, number: int) -> None:
        channels = [chat for chat in self.chats if chat.type != "private"]
        for chat in self.chance.sample(channels, min(number, len(channels))):
            self.post(chat)

    def said(self, chat: Chat) -> list[str]:
        return [message.text for message in chat.history if message.sender == self.sandbox.world.bot]

    def sent(self) -> int:
        return sum(len(self.said(chat)) for chat in self.chats)

    def has_sent(self, number: int) -> bool:
        return self.sent() >= number

    def duplicates(self, *, alone: bool) -> int:
        """Parts that came more than once, in chats whose ids allow reconciliation or in the others."""
        chats = [chat for chat in self.chats if chat.counts_alone is alone]
        return sum(times - 1 for chat in chats for times in Counter(self.said(chat)).values())


async def fill(engine: AsyncEngine, crowd: Crowd) -> None:
    """Parts for every chat, in the order in which a planner would have them."""
    box = Outbox(engine)
    async with engine.begin() as connection:
        for part in range(crowd.parts):
            name = hashlib.sha256(str(part).encode()).hexdigest()[:32]
            await connection.execute(
                insert(contents).values(id=name, html=f"<b>part {part}</b>", keyboard=None, facts="[]")
            )
            rows = [NewRow(f"{chat.id}:{part}", Place(chat.id), name) for chat in crowd.chats]
            await box.add(connection, rows)


async def check(engine: AsyncEngine, crowd: Crowd) -> None:
    """Everything arrived, in order, once where ids tell, as the outbox says; and nobody's post was touched."""
    wanted = [f"part {part}" for part in range(crowd.parts)]
    for chat in crowd.chats:
        said = crowd.said(chat)
        assert said == sorted(said), chat
        assert list(dict.fromkeys(said)) == wanted, chat
        if chat.counts_alone:
            assert said == wanted, chat
        others = [message for message in chat.history if message.sender != crowd.sandbox.world.bot]
        assert [message for message in others if message.edited is not None] == []
    for (chat_id, message_id), message in crowd.posts.items():
        assert crowd.sandbox.world.chats[chat_id].messages[message_id] == message
    async with engine.connect() as connection:
        for row in await connection.execute(select(outbox)):
            assert row.state == State.SENT, row
            message = crowd.sandbox.world.chats[row.chat_id].messages[row.message_id]
            assert message.text == f"part {row.key.partition(':')[2]}"


class Lives:
    """One process after the other, over the same outbox."""

    def __init__(self, nursery: asyncio.subprocess.Process, url: str, sandbox: Sandbox) -> None:
        self._nursery = nursery
        self._url = url
        self._sandbox = sandbox
        self._generation = 0
        self._is_dead = True
        self._pid = 0
        self.kills = 0

    async def begin(self, *options: str) -> int:
        """A process that is ready to deliver."""
        self._generation += 1
        sandbox = self._sandbox
        line = " ".join((self._url, sandbox.api_url, sandbox.token, str(self._generation), *options))
        assert self._nursery.stdin is not None
        self._nursery.stdin.write(line.encode() + b"\n")
        what, self._pid = await self._hear()
        self._is_dead = what == "dead"
        return self._pid

    async def die(self, step: str, *options: str) -> None:
        """A life that ends itself at a step; at `arrived:N`, the server has taken the N-th message and not answered yet."""
        name, _, number = step.partition(":")
        if name != "arrived":
            await self.begin(f"die={step}", *options)
            return await self.dies()
        pid, world = await self.begin(*options), self._sandbox.world
        arrived = count(1)

        def heard(event: Event) -> None:
            is_ours = event.kind == "message" and event.message is not None and event.message.sender == world.bot
            if is_ours and next(arrived) == int(number):
                os.kill(pid, signal.SIGKILL)

        world.listeners.append(heard)
        try:
            await self.dies()
        finally:
            world.listeners.remove(heard)
        return None

    async def kill(self, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        await self.dies()

    async def pass_by(self, seconds: float) -> None:
        await self._sandbox.changed(seconds)

    async def dies(self) -> None:
        """Returns when the process has ended itself."""
        if not self._is_dead:
            assert (await self._hear())[0] == "dead"
        self._is_dead = True
        self.kills += 1

    def end(self) -> None:
        """Leaves no process behind, whatever a test found wrong."""
        if not self._is_dead:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)

    async def _hear(self) -> tuple[str, int]:
        assert self._nursery.stdout is not None
        line = await asyncio.wait_for(self._nursery.stdout.readline(), 60)
        what, _, pid = line.decode().partition(" ")
        return what, int(pid)


@asynccontextmanager
async def living(url: str, sandbox: Sandbox) -> AsyncIterator[Lives]:
    nursery = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bot.digests.delivering",
        cwd=REPOSITORY,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    lives = Lives(nursery, url, sandbox)
    try:
        yield lives
    finally:
        lives.end()
        nursery.kill()
        await nursery.wait()


async def finish(lives: Lives, engine: AsyncEngine, *options: str, within: float = 120) -> None:
    """A last life, until nothing is open but what only people can tell."""
    pid = await lives.begin(*options)
    box = Outbox(engine)
    loop = asyncio.get_running_loop()
    end = loop.time() + within
    while (counts := await box.counts()).keys() & {State.PENDING, State.SENDING} or await box.uncertain():
        assert loop.time() < end, counts
        await lives.pass_by(0.2)
    await lives.kill(pid)
    lives.kills -= 1
