"""How long a start takes until the first answer has been sent, with the facts compiled already, and what is resident then."""

import asyncio
import time
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bots import SANAD, running
from benchmarks.report import Figure, figure
from benchmarks.server import BotApi, Load

ROUNDS = 3
QUIET_SECONDS = 2.0
"""As long the bot is left alone before its memory is read."""


async def measure() -> list[Figure]:
    seconds: list[float] = []
    resident: list[float] = []
    with TemporaryDirectory() as directory:
        for number in range(ROUNDS + 1):
            async with BotApi() as api:
                load = asyncio.create_task(api.run(Load(cycle(["/partner germany"]), 1)))
                started = time.perf_counter()
                async with running(api, SANAD, Path(directory)) as bot:
                    await asyncio.wait_for(load, 60)
                    answered = time.perf_counter() - started
                    await asyncio.sleep(QUIET_SECONDS)
                    if number:  # the first compiles the facts and makes the database
                        seconds.append(answered)
                        resident.append(bot.memory_info().rss / 2**20)
    return [
        figure("start to first answer", "s", seconds, at_most=1.5),
        figure("resident memory, idle", "MiB", resident, at_most=90),
    ]
