"""Rows that may leave next, read ahead from the outbox, with what must be known of their chats and their texts."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.digests.turns import Turns
from bot.storage.outbox import Content, Outbox, Row
from bot.storage.posts import Posts, counts_alone
from bot.storage.times import seconds

_CONTENTS = 256


class Candidates:
    """`window` rows are read at once. Nothing is read again before `renew` says that there may be others."""

    def __init__(
        self,
        outbox: Outbox,
        posts: Posts,
        turns: Turns,
        delay: Callable[[int], float],
        clock: Callable[[], datetime],
        window: int,
    ) -> None:
        self._outbox, self._posts, self._turns = outbox, posts, turns
        self._delay, self._clock, self._window = delay, clock, window
        self._rows: dict[int, Row] = {}
        self._contents: dict[str, Content] = {}
        self._looked_up: set[int] = set()
        self._stale = True

    def __len__(self) -> int:
        return len(self._rows)

    def renew(self) -> None:
        self._stale = True

    async def choose(self, room: int) -> list[Row]:
        """As many as there is room for, whose chats may have something now."""
        ready = self._ready(room)
        if len(ready) < room and self._stale:
            self._stale = False
            limit = self._window + len(self._rows)
            rows = await self._outbox.heads(seconds(self._clock()), limit)
            await self._look_up(rows)
            self._rows = {row.id: row for row in rows}
            self._stale = self._stale or len(rows) == limit  # there are more
            ready = self._ready(room)
        return ready

    def take(self, row: Row) -> None:
        """It is about to be marked."""
        del self._rows[row.id]

    def content(self, row: Row) -> Content:
        """Its text, once it has been read."""
        return self._contents[row.content_id]

    async def read(self, rows: Sequence[Row]) -> None:
        """The texts that aren't held yet."""
        if missing := {row.content_id for row in rows} - self._contents.keys():
            if len(self._contents) > _CONTENTS:
                self._contents.clear()
                missing = {row.content_id for row in rows}
            self._contents |= await self._outbox.contents(missing)

    def _ready(self, room: int) -> list[Row]:
        ready: list[Row] = []
        for row in self._rows.values():
            if len(ready) == room:
                break
            if not self._turns.is_answering(row.chat_id) and self._delay(row.chat_id) <= 0:
                ready.append(row)
        return ready

    async def _look_up(self, rows: Sequence[Row]) -> None:
        """The last known ids of chats that are new to this process."""
        new = {row.chat_id for row in rows if counts_alone(row.chat_id)} - self._looked_up
        if new:
            for chat_id, last in (await self._outbox.last_ids(new)).items():
                self._posts.note(chat_id, last)
            self._looked_up |= new
