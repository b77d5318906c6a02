"""Reloads, one after the other, under a load of answers: none may fail, be late, or mix two versions.

Lateness counts from when a question was due to be asked, so that a bot which is too busy to fetch it can't hide that.
"""

import asyncio
import json
import re
import shutil
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import large
from benchmarks.bots import SANAD, running
from benchmarks.report import Figure, figure
from benchmarks.server import BotApi, update

RATE = 200
RELOADS, LARGE_RELOADS = 100, 10
LATE_MS = 250.0
LARGE = 20_000
FACT = "de-rheinmetall-ammunition-agreement"
SMALL_QUESTIONS = (f"/fact {FACT}", "/partner germany", f"/fact {FACT}", "/latest", f"/fact {FACT}", "/partners")
LARGE_QUESTIONS = (f"/fact {large.FACT}", "/partner germany", f"/fact {large.FACT}", "/latest")
ADMINS = range(4_000_001, 4_000_021)
"""They order reloads in turn, so that no admin's chat is beyond its limit of messages, which would slow the reloads down."""
PEOPLE = 2_999
"""Who ask in turn. What is kept of each for some minutes, such as when he was last answered, is no growth then."""
_SETTLED = 3.0
"""Seconds of load before the first reload, and after the last."""
_ANSWERED = 5.0
"""Seconds after which a question that has no answer counts as failed."""
_VERSION = re.compile(r"store <code>([0-9a-f]{7})</code>")


@dataclass
class Audience(BotApi):
    """People who ask at a steady rate, each in a chat of his own, and admins."""

    questions: Iterator[str] = field(default_factory=lambda: cycle(SMALL_QUESTIONS))
    rate: float = RATE
    marks: tuple[str, str] = ("2018", "2019")
    """What tells the two versions of the fact apart."""

    def __post_init__(self) -> None:
        BotApi.__init__(self)
        self.asked: dict[int, tuple[float, str]] = {}
        self.waits: list[float] = []
        self.seen: Counter[tuple[str, str]] = Counter()
        """How often each mark came with each version."""
        self.told: list[str] = []
        """What admins were told of reloads that ended."""
        self._orders: list[tuple[str, int]] = []
        self._began = 0.0
        self._count = 0
        self._changed = asyncio.Event()

    def begin(self) -> None:
        self._began = time.monotonic()

    def end(self) -> None:
        self._began = 0.0

    async def reload(self) -> str:
        """Orders a reload and waits for what came of it."""
        ended = len(self.told)
        self._orders.append(("/reload", ADMINS[ended % len(ADMINS)]))
        while len(self.told) == ended:
            self._changed.clear()
            await asyncio.wait_for(self._changed.wait(), 300)
        return self.told[-1]

    async def idle(self) -> None:
        """Waits until every question has its answer."""
        while self.asked:
            self._changed.clear()
            await self._changed.wait()

    @property
    def mixed(self) -> int:
        """Answers of which one half was of one version and the other of another."""
        whole: Counter[str] = Counter()
        for (_, version), count in self.seen.items():
            whole[version] = max(whole[version], count)
        return sum(self.seen.values()) - sum(whole.values())

    def updates(self) -> bytes:
        batch = []
        for order, admin in self._orders:
            self.update_id += 1
            batch.append(_from(update(self.update_id, order), admin))
        self._orders.clear()
        due = int((time.monotonic() - self._began) * self.rate) if self._began else 0
        while self._began and self._count < due and len(batch) < 100:
            self._count += 1
            self.update_id += 1
            chat, text = 5_000_000 + self.update_id % PEOPLE, next(self.questions)
            self.asked[chat] = (self._began + self._count / self.rate, text)
            batch.append(_from(update(self.update_id, text), chat))
        return json.dumps({"ok": True, "result": batch}).encode() if batch else b""

    def sent(self, body: bytes) -> bytes:
        now, message = time.monotonic(), json.loads(body)
        due, text = self.asked.pop(message["chat_id"], (0.0, ""))
        if due:
            self._changed.set()
            self.waits.append(1000 * (now - due))
            found = _VERSION.search(message["text"])
            if text.startswith("/fact") and found:
                mark = next((one for one in self.marks if one in message["text"]), "neither")
                self.seen[mark, found[1]] += 1
        return super().sent(body)

    def edited(self, body: bytes) -> None:
        message = json.loads(body)
        if message["chat_id"] in ADMINS and not message["text"].startswith("<b>Reading"):
            self.told.append(message["text"])
            self._changed.set()


def _from(asked: dict[str, object], chat: int) -> dict[str, object]:
    message = asked["message"]
    assert isinstance(message, dict)
    message["chat"]["id"] = message["from"]["id"] = chat
    return asked


@dataclass(frozen=True, slots=True)
class Run:
    waits: Sequence[float]
    alone: Sequence[float]
    """The waits before the first reload: of the same load without any."""
    failed: int
    mixed: int
    compared: int
    """Answers that told their version."""
    seconds: Sequence[float]
    """What each reload took."""
    memory: Sequence[int]
    """Bytes that the bot held after each reload."""


async def reloading(directory: Path, versions: Sequence[bytes], file: Path, api: Audience, reloads: int) -> Run:
    """The bot on a curated directory, of which one file changes to and fro under load."""
    environment = {"SANAD_FACTS": str(directory), "SANAD_ADMINS": ",".join(map(str, ADMINS)), "SANAD_RATE": "1000"}
    seconds, memory = [], []
    async with api, running(api, SANAD, directory.parent, environment) as bot:
        for content in (*versions, *versions):  # compiled once, and warm
            file.write_bytes(content)
            await api.reload()
        api.begin()
        await asyncio.sleep(_SETTLED)
        alone = len(api.waits)
        for content, _ in zip(cycle(versions), range(reloads)):
            file.write_bytes(content)
            began = time.monotonic()
            told = await api.reload()
            assert told.startswith("<b>Now served"), told
            seconds.append(time.monotonic() - began)
            memory.append(bot.memory_info().rss)
        await asyncio.sleep(_SETTLED)
        api.end()
        with suppress(TimeoutError):
            await asyncio.wait_for(api.idle(), _ANSWERED)
        compared = sum(api.seen.values())
        return Run(api.waits[alone:], api.waits[:alone], len(api.asked), api.mixed, compared, seconds, memory)


async def small(reloads: int = RELOADS, rate: int = RATE) -> Run:
    """The curated files of this repository."""
    with TemporaryDirectory() as held:
        seeds = Path(shutil.copytree(Path(__file__).parents[1] / "seeds", Path(held) / "seeds"))
        file = seeds / "facts" / "de.yaml"
        return await reloading(seeds, _dated(file.read_text(encoding="utf-8")), file, Audience(rate=rate), reloads)


def _dated(text: str) -> list[bytes]:
    """The file with one date of the fact or another."""
    before, after = text.split(f"- id: {FACT}\n")
    kept, dated, rest = after.partition("  date: ")
    return [
        f'{before}- id: {FACT}\n{kept}{dated}"{year}"\n{rest.split(chr(10), 1)[1]}'.encode() for year in Audience.marks
    ]


async def measure() -> list[Figure]:
    few = await small()
    with TemporaryDirectory() as held:
        seeds, file, versions = large.written(Path(held), LARGE, Audience.marks)
        many = await reloading(seeds, versions, file, Audience(questions=cycle(LARGE_QUESTIONS)), LARGE_RELOADS)
    return [*_figures(few, f"{RELOADS} reloads"), *_figures(many, f"{LARGE_RELOADS} reloads of 20,000 facts")]


def _figures(run: Run, name: str) -> list[Figure]:
    late = sum(wait > LATE_MS for wait in run.waits)
    ordered, alone = sorted(run.waits), sorted(run.alone)
    return [
        figure(f"{name}: the slowest answer just before them", "ms", [alone[-1]]),
        figure(f"{name} at {RATE} answers/s: the slowest answer", "ms", [ordered[-1]], at_most=LATE_MS),
        figure(f"{name}: an answer in a hundred takes", "ms", [ordered[len(ordered) * 99 // 100]]),
        figure(f"{name}: answers later than {LATE_MS:g} ms", "", [late], at_most=0),
        figure(f"{name}: answers that failed or mixed two versions", "", [run.failed + run.mixed], at_most=0),
        figure(f"{name}: answers", "", [len(ordered)]),
        figure(f"{name}: half of the answers take", "ms", [ordered[len(ordered) // 2]]),
        figure(f"{name}: a reload", "s", [statistics.median(run.seconds)]),
        figure(f"{name}: memory gained since the tenth part of them", "MB", [_gained(run.memory)]),
    ]


def _gained(memory: Sequence[int]) -> float:
    """Megabytes between the first tenth of the reloads and the last."""
    tenth = max(1, len(memory) // 10)
    return (statistics.median(memory[-tenth:]) - statistics.median(memory[tenth : 2 * tenth])) / 2**20
