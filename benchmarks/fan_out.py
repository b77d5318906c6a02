"""One process that delivers a full outbox and answers people meanwhile: `python -m benchmarks.fan_out ADDRESS RATE CHATS`."""

import asyncio
import datetime as dtm
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine
from telegram import Update

from benchmarks.server import TOKEN
from bot.storage.database import open_database
from bot.storage.outbox import NewRow, Outbox, Row, State
from bot.storage.subscription import Place
from bot.storage.tables import contents
from bot.telegram.client import Client
from bot.telegram.delivery import Wire, delivering
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.polling import Poller
from bot.telegram.recording import recording
from bot.verbs.running import settle

TEXT = "<b>x</b>" + "y" * 600


class Deaf:
    async def suspend(self, place: Place, reason: str) -> None: ...
    async def moved(self, old_chat: int, new_chat: int) -> None: ...
    async def tell(self, row: Row, what: str, reason: str) -> None: ...


async def fill(engine: AsyncEngine, chats: int) -> None:
    async with engine.begin() as connection:
        await connection.execute(insert(contents).values(id="c", html=TEXT, keyboard=None, facts="[]"))
        rows = [NewRow(f"{chat}:0", Place(-(10**12) - 1 - chat), "c") for chat in range(chats)]
        await Outbox(engine).add(connection, rows)


async def main(address: str, rate: float, chats: int) -> None:
    with TemporaryDirectory() as directory:
        async with open_database(f"sqlite+aiosqlite:///{Path(directory) / 'pace.db'}") as engine:
            await fill(engine, chats)
            wire = Wire.of(engine, rate)
            async with Client(TOKEN, address, wire.limiter) as client:

                async def echo(update: Update) -> None:
                    assert update.effective_chat is not None
                    await client.say(update.effective_chat.id, "echo", None)

                poller = Poller(client, Dispatcher(echo), record=recording(wire.posts))
                polling = asyncio.create_task(poller.run())
                settle()  # as a bot does before it serves
                await asyncio.to_thread(sys.stdin.readline)  # the idle bot is measured first
                async with delivering(
                    engine, wire, client, poller.drain, Deaf(), clock=lambda: dtm.datetime.now(dtm.UTC), generation=1, rate=rate
                ):  # fmt: skip
                    while (await Outbox(engine).counts()).keys() != {State.SENT}:  # noqa: ASYNC110 - the table is what is looked at
                        await asyncio.sleep(1)
                polling.cancel()


asyncio.run(main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3])))
