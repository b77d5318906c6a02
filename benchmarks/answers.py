"""What a full `/partner` answer costs, beside the bare echoes of python-telegram-bot and of aiogram as they come."""

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bots import AIOGRAM, ECHO, SANAD, Cost, cost, running
from benchmarks.report import Figure, figure
from benchmarks.server import BotApi

ROUNDS = 3
ANSWERS = 5000
"""So many that what a process does once in its first seconds tells little."""
WARM_UP = 200
PARTNERS = ("/partner germany", "/partner فرنسا", "/partner somalia", "/partner الكويت", "/partner usa")


async def measure() -> list[Figure]:
    """Rounds of each by turns, so that a busy machine hits all."""
    costs: dict[tuple[str, ...], list[Cost]] = {SANAD: [], ECHO: [], AIOGRAM: []}
    with TemporaryDirectory() as directory:
        for _ in range(ROUNDS):
            for command, held in costs.items():
                async with BotApi() as api, running(api, command, Path(directory)) as bot:
                    await cost(api, bot, PARTNERS, WARM_UP)
                    held.append(await cost(api, bot, PARTNERS, ANSWERS))
    sanad, echo, aiogram = costs.values()
    return [
        figure("CPU of one /partner answer", "ms", [one.cpu_ms for one in sanad]),
        figure("CPU of one echo, python-telegram-bot", "ms", [one.cpu_ms for one in echo]),
        figure("CPU of one echo, aiogram", "ms", [one.cpu_ms for one in aiogram]),
        figure("an answer to an echo of python-telegram-bot", "×", _ratios(sanad, echo), at_most=0.2),
        figure("an answer to an echo of aiogram", "×", _ratios(sanad, aiogram), at_most=0.5),
        figure("/partner answers", "/s", [one.per_second for one in sanad], more_is_better=True),
        figure("echoes, python-telegram-bot", "/s", [one.per_second for one in echo], more_is_better=True),
        figure("echoes, aiogram", "/s", [one.per_second for one in aiogram], more_is_better=True),
        figure("size of one /partner answer", "bytes", [one.answer_bytes for one in sanad]),
    ]


def _ratios(ours: list[Cost], theirs: list[Cost]) -> list[float]:
    return [one.cpu_ms / other.cpu_ms for one, other in zip(ours, theirs, strict=True)]
