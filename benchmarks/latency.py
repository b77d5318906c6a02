"""How long an answer takes from the webhook to its sending, at a steady rate, beside echoes of python-telegram-bot and aiogram.

The rate is kept whatever the bot does, and a wait counts from when the update was due: a slow bot can't hide its own delay.
"""

import asyncio
import re
import socket
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp

from benchmarks.answers import PARTNERS
from benchmarks.bots import AIOGRAM, ECHO, SANAD, running
from benchmarks.report import Figure, figure
from benchmarks.server import BotApi, update

RATES = (50, 200)
SECONDS, WARM_UP_SECONDS = 4.0, 1.0
ROUNDS = 3
SECRET = "benchmark-benchmark"
_UNANSWERED = 10.0
_CHAT = re.compile(rb'chat_id"?[^0-9]*(\d+)')
_HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
_BOTS = {"/partner": SANAD, "an echo of python-telegram-bot": ECHO, "an echo of aiogram": AIOGRAM}


class Audience(BotApi):
    """Who sends updates and sees the answers; each update comes from a chat of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.due: dict[int, float] = {}
        self.waits: list[float] = []
        self._changed = asyncio.Event()

    def sent(self, body: bytes) -> bytes:
        found = _CHAT.search(body)
        due = self.due.pop(int(found[1]), None) if found else None
        if due is not None:
            self.waits.append(1000 * (time.perf_counter() - due))
            self._changed.set()
        return super().sent(body)

    async def post(self, session: aiohttp.ClientSession, address: str, rate: float, seconds: float) -> Sequence[float]:
        """Milliseconds that each answer took; raises TimeoutError where one doesn't come."""
        self.waits.clear()
        began, posts = time.perf_counter(), set()
        for number, text in enumerate(islice(cycle(PARTNERS), int(rate * seconds))):
            self.update_id += 1
            chat, due = 5_000_000 + self.update_id, began + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            self.due[chat] = due
            posts.add(asyncio.create_task(_posted(session, address, _from(chat, update(self.update_id, text)))))
        await asyncio.wait_for(self._all_answered(), _UNANSWERED)
        await asyncio.gather(*posts)
        return sorted(self.waits)

    async def _all_answered(self) -> None:
        while self.due:
            self._changed.clear()
            await self._changed.wait()


def _from(chat: int, one: dict[str, object]) -> dict[str, object]:
    message = one["message"]
    assert isinstance(message, dict)
    message["chat"]["id"] = message["from"]["id"] = chat
    return one


async def _posted(session: aiohttp.ClientSession, address: str, one: dict[str, object]) -> None:
    async with session.post(address, json=one, headers=_HEADERS) as answer:
        assert answer.status == 200, answer.status


async def _listens(session: aiohttp.ClientSession, address: str) -> None:
    """Returns once updates are taken there."""
    async with asyncio.timeout(60):
        while True:
            try:
                one = _from(4_000_000, update(1, "/start"))
                await _posted(session, address, one)
            except (aiohttp.ClientConnectionError, AssertionError):
                await asyncio.sleep(0.05)
            else:
                return


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


async def _measured(command: Sequence[str], directory: Path) -> dict[int, Sequence[float]]:
    port = _free_port()
    address = f"http://127.0.0.1:{port}/updates"
    hook = {"SANAD_LISTEN": f"127.0.0.1:{port}", "SANAD_WEBHOOK_URL": address, "SANAD_WEBHOOK_SECRET": SECRET}
    async with (
        Audience() as api,
        running(api, command, directory, hook | {"BENCH_PORT": str(port)}),
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100)) as session,
    ):
        await _listens(session, address)
        held = {}
        for rate in RATES:
            await api.post(session, address, rate, WARM_UP_SECONDS)
            held[rate] = await api.post(session, address, rate, SECONDS)
        return held


async def measure() -> list[Figure]:
    rounds: dict[str, list[dict[int, Sequence[float]]]] = {name: [] for name in _BOTS}
    for _ in range(ROUNDS):
        for name, command in _BOTS.items():
            with TemporaryDirectory() as directory:  # a database of its own: a bot works no update twice
                rounds[name].append(await _measured(command, Path(directory)))
    return [
        figure(f"{name}, webhook to send at {rate}/s, {words}", "ms", [_part(one[rate], share) for one in held])
        for rate in RATES
        for name, held in rounds.items()
        for words, share in (("median", 0.5), ("99th percentile", 0.99))
    ]


def _part(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
