"""Message ids that are known not to be a lost post of ours: other people's in channels, and answers of ours.

Kept as long as they are needed: of a channel with nothing under way, the newest.
"""

from collections import defaultdict
from collections.abc import Iterable

import structlog
from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.inserting import insert
from bot.storage.tables import posts
from bot.storage.trouble import TROUBLE, reason

log = structlog.get_logger(__name__)

_SUPERGROUPS = -(10**12)


def counts_alone(chat_id: int) -> bool:
    """Whether message ids rise by one within this chat: in channels and supergroups, which their ids tell."""
    return chat_id < _SUPERGROUPS


class Posts:
    """All in memory, and written down: other people's before their updates are confirmed, ours as soon as they arrived."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._recorded: defaultdict[int, set[int]] = defaultdict(set)
        self._last: dict[int, int] = {}
        self._floors: dict[int, int] = {}

    async def load(self) -> None:
        async with self._engine.connect() as connection:
            for chat_id, message_id in await connection.execute(select(posts.c.chat_id, posts.c.message_id)):
                self._recorded[chat_id].add(message_id)
                self.note(chat_id, message_id)

    def last(self, chat_id: int) -> int | None:
        """The highest id known in a chat."""
        return self._last.get(chat_id)

    def note(self, chat_id: int, message_id: int) -> None:
        """A message that is there, whoever's it is."""
        self._last[chat_id] = max(message_id, self._last.get(chat_id, 0))

    def hold(self, chat_id: int, known_id: int | None) -> None:
        """From now on all ids above that one are kept: a post of ours is under way there."""
        self._floors.setdefault(chat_id, known_id or 0)

    def release(self, chat_id: int) -> None:
        self._floors.pop(chat_id, None)

    def recorded(self, chat_id: int) -> frozenset[int]:
        return frozenset(self._recorded.get(chat_id, ()))

    async def answered(self, chat_id: int, message_id: int) -> None:
        """An answer of ours, which no later process is to take for a lost post."""
        try:
            await self.record([(chat_id, message_id)])
        except TROUBLE as error:
            log.warning("an answer isn't written down", chat=chat_id, error=reason(error))

    async def record(self, found: Iterable[tuple[int, int]]) -> None:
        """Writes down other people's posts, durably, and forgets those that prove nothing any more."""
        fresh = [(chat_id, message_id) for chat_id, message_id in found if counts_alone(chat_id)]
        if not fresh:
            return
        for chat_id, message_id in fresh:
            self._recorded[chat_id].add(message_id)
            self.note(chat_id, message_id)
        floors = {chat_id: self._floors.get(chat_id, max(self._recorded[chat_id])) for chat_id, _ in fresh}
        async with self._engine.begin() as connection:
            await connection.execute(
                insert(connection, posts).on_conflict_do_nothing(),
                [{"chat_id": chat_id, "message_id": message_id} for chat_id, message_id in fresh],
            )
            await connection.execute(_PRUNE, [{"chat": chat, "floor": floor} for chat, floor in floors.items()])
        for chat_id, floor in floors.items():
            self._recorded[chat_id] = {number for number in self._recorded[chat_id] if number >= floor}


_PRUNE = delete(posts).where(posts.c.chat_id == bindparam("chat"), posts.c.message_id < bindparam("floor"))
