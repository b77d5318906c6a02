"""A fan-out at Telegram's pace, with answers to people meanwhile, against a server that enforces its limits to the letter."""

import asyncio
import json
import statistics
import sys
import time
from dataclasses import dataclass, field

from benchmarks.report import Figure, figure
from benchmarks.server import BotApi, update
from bot.sandbox.errors import ApiError
from bot.sandbox.limits import Limits

FREE_RATE, FREE_CHATS = 30, 3000
PAID_RATE, PAID_CHATS = 1000, 10_000
IDLE_ANSWERS = 20
_ASK_SECONDS = 0.5


@dataclass
class StrictApi(BotApi):
    """Counts posts, refuses what is too fast, and asks something now and then."""

    rate: int = FREE_RATE
    moments: list[float] = field(default_factory=list)
    refused: int = 0
    waits: list[float] = field(default_factory=list)

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
        chat_id = json.loads(body)["chat_id"]
        try:
            self.limits.check("sendMessage", chat_id)
        except ApiError as error:
            self.refused += 1
            form = {"ok": False, "error_code": 429, "description": error.description}
            return json.dumps({**form, "parameters": error.parameters}).encode()
        if chat_id > 0:
            self.waits.append(now - self._asked.pop(chat_id))
        else:
            self.moments.append(now)
        self._message_id += 1
        message = {"message_id": self._message_id, "date": 0, "chat": {"id": chat_id, "type": "channel", "title": "x"}}
        return json.dumps({"ok": True, "result": message}).encode()


@dataclass(frozen=True)
class Run:
    seconds: float
    refused: int
    idle_ms: float
    busy_ms: float


async def fan_out(rate: int, chats: int) -> Run:
    async with StrictApi(rate=rate) as api:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks.fan_out", api.address, str(rate), str(chats),
            stdin=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert process.stdin is not None
        while len(api.waits) < IDLE_ANSWERS:  # noqa: ASYNC110 - answers are counted by the server
            await asyncio.sleep(0.1)
        idle = len(api.waits)
        process.stdin.write(b"\n")
        await asyncio.wait_for(process.wait(), 3 * chats / rate + 60)
        busy = api.waits[idle:] or [0.0]
        return Run(
            api.moments[-1] - api.moments[0],
            api.refused,
            1000 * statistics.median(api.waits[:idle]),
            1000 * statistics.median(busy),
        )


async def measure() -> list[Figure]:
    free = await fan_out(FREE_RATE, FREE_CHATS)
    paid = await fan_out(PAID_RATE, PAID_CHATS)
    ideal = (FREE_CHATS - 1) / FREE_RATE
    return [
        figure("3,000 chats at 30/s, to the ideal time", "×", [free.seconds / ideal], at_most=1.03),
        figure("refusals by a strict server meanwhile", "429s", [free.refused], at_most=0),
        figure("an answer meanwhile, later than when idle", "ms", [free.busy_ms - free.idle_ms], at_most=50),
        figure("posts at a limit of 1,000/s", "/s", [(PAID_CHATS - 1) / paid.seconds], more_is_better=True),
        figure("refusals by a strict server at 1,000/s", "429s", [paid.refused]),
    ]
