"""The updates that wait for the bot: numbered, filtered when they arise, gone when confirmed or a day old."""

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bot.sandbox.objects import Json

KEPT = timedelta(hours=24)
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Update:
    id: int
    kind: str
    content: Json
    born: datetime

    @property
    def place(self) -> int:
        """The chat that it is from, or the person; Telegram keeps the order of what is from one place."""
        message = self.content.get("message")
        held = message if isinstance(message, dict) else self.content
        place = held.get("chat") or self.content.get("from")
        return int(place["id"]) if isinstance(place, dict) else 0

    def to_json(self) -> Json:
        return {"update_id": self.id, self.kind: self.content}


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook that is set."""

    url: str
    secret: str
    connections: int = 40
    """Updates that are on their way to it at most."""


class UpdateQueue:
    def __init__(self, chance: Random) -> None:
        self._next_id = chance.randrange(100_000_000, 900_000_000)
        self._waiting: deque[Update] = deque()
        self.allowed: frozenset[str] = frozenset()
        self.hook: Hook | None = None

    @property
    def newest(self) -> int:
        """The id of the last one."""
        return self._next_id - 1

    def __len__(self) -> int:
        return len(self._waiting)

    def allow(self, kinds: Collection[str]) -> None:
        """Takes effect for updates that arise from now on; none means Telegram's default."""
        self.allowed = frozenset(kinds)

    def push(self, kind: str, content: Json, now: datetime) -> Update | None:
        """The new update, or nothing where the bot did not ask for this kind."""
        if kind not in self.allowed if self.allowed else kind in NOT_BY_DEFAULT:
            return None
        update = Update(self._next_id, kind, content, now)
        self._next_id += 1
        self._waiting.append(update)
        return update

    def confirm(self, offset: int) -> None:
        """Forget what lies before `offset`; a negative one keeps that many of the newest."""
        if offset < 0:
            offset = self._next_id + offset
        while self._waiting and self._waiting[0].id < offset:
            self._waiting.popleft()

    def pending(self, limit: int, now: datetime) -> list[Update]:
        while self._waiting and now - self._waiting[0].born > KEPT:
            self._waiting.popleft()
        return [update for update, _ in zip(self._waiting, range(limit), strict=False)]

    def take(self, update: Update) -> None:
        """Forget this one."""
        if update in self._waiting:
            self._waiting.remove(update)

    def __contains__(self, update: Update) -> bool:
        return update in self._waiting

    def clear(self) -> None:
        self._waiting.clear()
