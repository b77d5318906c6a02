"""A fan-out at Telegram's pace, with answers to people meanwhile, against a server that enforces its limits to the letter."""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from benchmarks.bots import HERE
from benchmarks.report import Figure, figure
from benchmarks.server import TOKEN, BotApi, update
from bot.sandbox.errors import ApiError
from bot.sandbox.limits import Limits

SANAD = (sys.executable, "-m", "benchmarks.fan_out")
PTB = (str(HERE.parent / ".venv" / "peers" / "bin" / "python"), str(HERE / "fan_out_ptb.py"))
ROUNDS = 3
FREE_RATE, FREE_CHATS, FREE_CHATS_PTB = 30, 3000, 600
PAID_RATE, PAID_CHATS, PAID_CHATS_PTB = 1000, 10_000, 1000
IDLE_ANSWERS = 12
_ASK_SECONDS = 1.0


@dataclass
class StrictApi(BotApi):
    """Counts posts, refuses what is too fast, and asks something now and then."""

    rate: int = FREE_RATE
    moments: list[float] = field(default_factory=list)
    refused: int = 0
    waits: list[float] = field(default_factory=list)
    answered_at: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        BotApi.__init__(self)
        self.limits = Limits(time.monotonic, rate=self.rate)
        self._asked: dict[int, float] = {}
        self._due = 0.0
        self._message_id = 0

    def updates(self) -> bytes:
        now = time.monotonic()
        if now < self._due:
            return b""
        self._due = now + _ASK_SECONDS
        self.update_id += 1
        asked = update(self.update_id, "hello")
        self._asked[5_000_000 + self.update_id % 997] = now
        return json.dumps({"ok": True, "result": [asked]}).encode()

    def sent(self, body: bytes) -> bytes:
        now = time.monotonic()
        chat_id = _chat_of(body)
        try:
            self.limits.check("sendMessage", chat_id)
        except ApiError as error:
            self.refused += 1
            form = {"ok": False, "error_code": 429, "description": error.description}
            return json.dumps({**form, "parameters": error.parameters}).encode()
        if chat_id > 0:
            self.waits.append(now - self._asked.pop(chat_id))
            self.answered_at.append(now)
        else:
            self.moments.append(now)
        self._message_id += 1
        message = {"message_id": self._message_id, "date": 0, "chat": {"id": chat_id, "type": "channel", "title": "x"}}
        return json.dumps({"ok": True, "result": message}).encode()


def _chat_of(body: bytes) -> int:
    """As JSON, or as the form that the library's own transport sends."""
    return int(json.loads(body)["chat_id"] if body.startswith(b"{") else parse_qs(body)[b"chat_id"][0])


@dataclass(frozen=True)
class Run:
    """A fan-out, and answers before and meanwhile; `messages` left within its time, answers included, as they share the limit."""

    messages: int
    seconds: float
    refused: int
    idle_ms: float
    busy_ms: float

    @property
    def per_second(self) -> float:
        return (self.messages - 1) / self.seconds

    def over(self, rate: int) -> float:
        """How much longer it took than the limit makes it."""
        return rate / self.per_second


async def fan_out(command: Sequence[str], rate: int, chats: int) -> Run:
    async with StrictApi(rate=rate) as api:
        where = [api.address, TOKEN] if command == PTB else [api.address]
        process = await asyncio.create_subprocess_exec(
            *command, *where, str(rate), str(chats), stdin=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
        )
        assert process.stdin is not None
        while len(api.waits) < IDLE_ANSWERS:  # noqa: ASYNC110 - answers are counted by the server
            await asyncio.sleep(0.1)
        idle = len(api.waits)
        process.stdin.write(b"\n")
        await asyncio.wait_for(process.wait(), 10 * chats / rate + 120)
        busy = api.waits[idle:] or [0.0]
        return Run(
            chats + sum(1 for moment in api.answered_at if api.moments[0] < moment < api.moments[-1]),
            api.moments[-1] - api.moments[0],
            api.refused,
            1000 * statistics.median(api.waits[:idle]),
            1000 * statistics.median(busy),
        )


async def measure() -> list[Figure]:
    """The peer after ours, to fewer chats: it is the pace that is compared."""
    free = await fan_out(SANAD, FREE_RATE, FREE_CHATS)
    free_ptb = await fan_out(PTB, FREE_RATE, FREE_CHATS_PTB)
    paid, paid_ptb = [], []
    for _ in range(ROUNDS):
        paid.append(await fan_out(SANAD, PAID_RATE, PAID_CHATS))
        paid_ptb.append(await fan_out(PTB, PAID_RATE, PAID_CHATS_PTB))
    return [
        figure("3,000 chats at 30/s and answers meanwhile, to the ideal time", "×", [free.over(FREE_RATE)], at_most=1.03),
        figure("refusals by a strict server meanwhile", "429s", [free.refused], at_most=0),
        figure("an answer meanwhile, later than when idle", "ms", [free.busy_ms - free.idle_ms], at_most=50),
        figure("python-telegram-bot's limiter, to the ideal time (600 chats)", "×", [free_ptb.over(FREE_RATE)]),
        figure("its refusals, of 600 posts", "429s", [free_ptb.refused]),
        figure("its answers meanwhile, later than when idle", "ms", [free_ptb.busy_ms - free_ptb.idle_ms]),
        figure("posts at a limit of 1,000/s", "/s", [one.per_second for one in paid], at_least=950),
        figure("refusals by a strict server at 1,000/s", "429s", [one.refused for one in paid], at_most=0),
        figure(
            "python-telegram-bot's limiter and transport at 1,000/s", "/s", [one.per_second for one in paid_ptb],
            more_is_better=True,
        ),
        figure("its refusals, of 1,000 posts", "429s", [one.refused for one in paid_ptb]),
    ]  # fmt: skip
