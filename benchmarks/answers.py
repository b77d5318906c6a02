"""What a full `/partner` answer costs, beside python-telegram-bot's bare echo on its default transport."""

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bots import ECHO, SANAD, Cost, cost, running
from benchmarks.report import Figure, figure
from benchmarks.server import BotApi

ROUNDS = 5
ANSWERS = 1500
WARM_UP = 300
PARTNERS = ("/partner germany", "/partner فرنسا", "/partner somalia", "/partner الكويت", "/partner usa")


async def measure() -> list[Figure]:
    """Rounds of one and the other by turns, so that a busy machine hits both."""
    sanad: list[Cost] = []
    echo: list[Cost] = []
    with TemporaryDirectory() as directory:
        for _ in range(ROUNDS):
            for costs, command in ((sanad, SANAD), (echo, ECHO)):
                async with BotApi() as api, running(api, command, Path(directory)) as bot:
                    await cost(api, bot, PARTNERS, WARM_UP)
                    costs.append(await cost(api, bot, PARTNERS, ANSWERS))
    ratios = [ours.cpu_ms / theirs.cpu_ms for ours, theirs in zip(sanad, echo, strict=True)]
    return [
        figure("CPU of one /partner answer", "ms", [one.cpu_ms for one in sanad]),
        figure("CPU of one echo, python-telegram-bot", "ms", [one.cpu_ms for one in echo]),
        figure("their ratio", "×", ratios, at_most=0.4),
        figure("/partner answers", "/s", [one.per_second for one in sanad], more_is_better=True),
        figure("echoes, python-telegram-bot", "/s", [one.per_second for one in echo], more_is_better=True),
        figure("size of one /partner answer", "bytes", [one.answer_bytes for one in sanad]),
    ]
