"""Who may write in a channel or supergroup: people's answers, or one post that is under way.

A lost post is found again as the one message of ours that nobody knows of. So no answer goes out there between the moment
when a post is marked as leaving and the moment when its fate is written down, and no post is marked while an answer leaves.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

PATIENCE = 20.0
"""As long an answer waits for a post's fate. If it goes out then, the two may not be told apart."""


class Turns:
    """By chat; `note` writes down the ids of answers, `matters` says whether a chat's ids do."""

    def __init__(self, note: Callable[[int, int], Awaitable[None]], matters: Callable[[int], bool]) -> None:
        self._note = note
        self.matters = matters
        self._answers: Counter[int] = Counter()
        self._posts: dict[int, asyncio.Event] = {}
        self._in_doubt: set[int] = set()

    def is_answering(self, chat_id: int) -> bool:
        return chat_id in self._answers

    def begin(self, chat_id: int) -> None:
        """A post is under way in a chat."""
        if self.matters(chat_id):
            self._posts.setdefault(chat_id, asyncio.Event())

    def end(self, chat_id: int, *, arrived: bool) -> None:
        """Its fate is known, or will never be. Where it arrived, all that came before is known."""
        if arrived:
            self._in_doubt.discard(chat_id)
        if under_way := self._posts.pop(chat_id, None):
            under_way.set()

    def is_in_doubt(self, chat_id: int) -> bool:
        """Whether there may be an answer that nobody knows the id of."""
        return chat_id in self._in_doubt

    def doubt(self, chat_id: int) -> None:
        """An answer may have arrived, or went out while a post was under way."""
        if self.matters(chat_id):
            self._in_doubt.add(chat_id)

    async def answered(self, chat_id: int, message_id: int) -> None:
        if self.matters(chat_id):
            await self._note(chat_id, message_id)

    @asynccontextmanager
    async def answering(self, chat_id: int) -> AsyncIterator[None]:
        """An answer's turn, in a chat whose ids matter."""
        if under_way := self._posts.get(chat_id):
            try:
                async with asyncio.timeout(PATIENCE):
                    await under_way.wait()
            except TimeoutError:
                self.doubt(chat_id)
        self._answers[chat_id] += 1
        try:
            yield
        finally:
            self._answers[chat_id] -= 1
            if not self._answers[chat_id]:
                del self._answers[chat_id]
