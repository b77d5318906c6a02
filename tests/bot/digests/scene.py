"""Delivery in this process, over HTTP against the sandbox; people and faults are the test's."""

import asyncio
import datetime as dtm
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.digests.deliver import Deliverer
from bot.sandbox.objects import Chat, ChatType
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from bot.storage.outbox import NewRow, Outbox, Row, State
from bot.storage.subscription import Place
from bot.storage.tables import contents, outbox
from bot.telegram.client import Client
from bot.telegram.delivery import Wire, delivering
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.polling import Poller
from bot.telegram.recording import recording
from tests.bot.digests.delivering import ignore

READ_SECONDS = 0.5
"""As long an answer is waited for here."""


@dataclass
class Ears:
    """What others are told."""

    suspended: list[tuple[Place, str]] = field(default_factory=list)
    moves: list[tuple[int, int]] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)

    async def suspend(self, place: Place, reason: str) -> None:
        self.suspended.append((place, reason))

    async def moved(self, old_chat: int, new_chat: int) -> None:
        self.moves.append((old_chat, new_chat))

    async def tell(self, row: Row, what: str, reason: str) -> None:
        assert reason
        self.told.append((row.key, what))


class Clock:
    """The real time, and as much later as a test says."""

    ahead = dtm.timedelta()

    def __call__(self) -> dtm.datetime:
        return dtm.datetime.now(dtm.UTC) + self.ahead


@dataclass
class Scene:
    sandbox: Sandbox
    engine: AsyncEngine
    deliverer: Deliverer
    client: Client
    ears: Ears
    clock: Clock
    person: Person

    def chat(self, kind: ChatType = "channel") -> Chat:
        """A chat in which the bot may post, and in which somebody has written."""
        if kind == "private":
            person = self.sandbox.world.person("Reader")
            person.starts()
            return person.chat
        chat = self.person.opens(kind, "News")
        self.person.adds_bot(chat)
        self.person.says(chat, f"/start@{self.sandbox.world.bot.username}")
        return chat

    async def add(self, *texts: tuple[str, int, str], edits: int | None = None) -> None:
        """Rows, each with its key, its chat and its HTML."""
        async with self.engine.begin() as connection:
            for key, chat_id, html in texts:
                await connection.execute(insert(contents).values(id=key, html=html, keyboard=None, facts="[]"))
                await Outbox(self.engine).add(connection, [NewRow(key, Place(chat_id), key, edits=edits)])
        self.deliverer.wake()

    async def rows(self) -> dict[str, tuple[State, str]]:
        async with self.engine.connect() as connection:
            found = await connection.execute(select(outbox.c.key, outbox.c.state, outbox.c.error))
            return {key: (State(state), error) for key, state, error in found}

    async def settled(self, *keys: str, within: float = 15) -> dict[str, tuple[State, str]]:
        """The rows, once none of these is open."""
        loop = asyncio.get_running_loop()
        end = loop.time() + within
        while True:
            rows = await self.rows()
            still = {key for key in keys if rows[key][0] in {State.PENDING, State.SENDING}}
            still |= {key for key in keys if rows[key] == (State.UNCERTAIN, "")}
            if not still:
                return rows
            assert loop.time() < end, rows
            await self.sandbox.changed(0.1)

    async def refused(self, key: str) -> None:
        """Returns once the row was refused for the first time."""
        for _ in range(100):
            if (await self.rows())[key][1]:
                return
            await self.sandbox.changed(0.05)
        raise AssertionError(await self.rows())

    def said(self, chat: Chat) -> list[str]:
        return [message.text for message in chat.history if message.sender == self.sandbox.world.bot]


@asynccontextmanager
async def playing(sandbox: Sandbox, engine: AsyncEngine, generation: int = 1) -> AsyncIterator[Scene]:
    person = sandbox.world.person("Editor")
    person.starts()
    ears, clock = Ears(), Clock()
    wire = Wire.of(engine, 500)
    async with Client(sandbox.token, sandbox.api_url, wire.limiter) as client:
        client.request._read_seconds = READ_SECONDS  # type: ignore[attr-defined]
        poller = Poller(client, Dispatcher(ignore), record=recording(wire.posts))
        async with delivering(
            engine, wire, client, poller.drain, ears, clock=clock, generation=generation, rate=500
        ) as deliverer:
            polling = asyncio.create_task(poller.run())
            yield Scene(sandbox, engine, deliverer, client, ears, clock, person)
        polling.cancel()
        with suppress(asyncio.CancelledError):
            await polling
