"""Whether a post that may have arrived did: ids are probed, which changes nothing, and nothing is guessed."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

from bot.digests.outcomes import Sender
from bot.digests.turns import Turns
from bot.storage.outbox import Row
from bot.storage.posts import Posts, counts_alone

MISSING, OTHERS, EDITABLE = "missing", "others", "editable"
GAP = 20
"""So many missing ids in a row are above the top: posts may have been deleted."""
MOST = 200
"""Ids that are looked at; beyond them ids prove nothing."""


@dataclass(frozen=True, slots=True)
class Found:
    """It arrived, under this id."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Absent:
    """It did not arrive."""


@dataclass(frozen=True, slots=True)
class Unprovable:
    """Ids say nothing here; it is sent again and counted."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """It can't be told from other messages; people must look."""

    reason: str


Verdict = Found | Absent | Unprovable | Unclear


class Reconciler:
    """Asks the server, through the sender, about the ids after the last one that was known before the post left."""

    def __init__(self, sender: Sender, posts: Posts, turns: Turns) -> None:
        self._sender = sender
        self._posts = posts
        self._turns = turns

    async def verdict(self, row: Row) -> Verdict:
        """Raises Unprobed and ChatClosed."""
        chat_id = row.chat_id
        if not counts_alone(chat_id):
            return Unprovable()
        await self._sender.catch_up()
        ids = _Ids(self._sender, chat_id, self._posts.recorded(chat_id))
        searched = await ids.search(row.known_id or 0)
        if not searched.editable:
            return Absent() if searched.is_complete else Unprovable()
        await self._sender.catch_up()  # a post that came while we probed is no lost one
        unknown = searched.editable - self._posts.recorded(chat_id)
        if len(unknown) > 1:
            return Unclear(f"{len(unknown)} messages may be it")
        if self._turns.is_in_doubt(chat_id):
            return Unclear("an answer of ours went out at the same time")
        if unknown:
            return Found(unknown.pop())
        return Absent() if searched.is_complete else Unprovable()


@dataclass(frozen=True, slots=True)
class _Searched:
    editable: set[int]
    is_complete: bool
    """Whether all ids that it could have were looked at."""


class _Ids:
    """What is under the ids of one chat, each asked about once."""

    def __init__(self, sender: Sender, chat_id: int, recorded: Collection[int]) -> None:
        self._sender = sender
        self._chat_id = chat_id
        self._known = dict.fromkeys(recorded, OTHERS)

    async def search(self, known_id: int) -> _Searched:
        """From the top down to the last known id; where none is known, to where nothing is any more."""
        start = max([known_id, *self._known])
        top = await self._top(start)
        if not top:
            return _Searched(set(), is_complete=False)
        editable: set[int] = set()
        missing = 0
        for number in range(top, max(known_id, top - MOST), -1):
            found = await self._at(number)
            missing = missing + 1 if found == MISSING else 0
            if found == EDITABLE:
                editable.add(number)
            if not known_id and missing >= GAP:
                return _Searched(editable, is_complete=True)
        return _Searched(editable, is_complete=top - known_id <= MOST)

    async def _top(self, low: int) -> int:
        """The highest id there is, by doubling and halving."""
        step = 1
        while (found := await self._first_from(low + step)) is not None:
            low, step = found, step * 2
        high = low + step
        while high - low > 1:
            middle = (low + high) // 2
            found = await self._first_from(middle)
            if found is None:
                high = middle
            else:
                low = found
        return low

    async def _first_from(self, number: int) -> int | None:
        """The first of the ids from here on under which something is; None above the top."""
        if await self._at(number) != MISSING:
            return number
        rest = range(number + 1, number + GAP)
        found = await asyncio.gather(*(self._at(each) for each in rest))
        return next((each for each, what in zip(rest, found, strict=True) if what != MISSING), None)

    async def _at(self, number: int) -> str:
        if number not in self._known:
            self._known[number] = await self._sender.probe(self._chat_id, number)
        return self._known[number]
