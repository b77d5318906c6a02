"""Who leaves next: answers before all else, posts and probes by turns, and one chat that must wait holds up no other.

Pure: times are given.
"""

import heapq
import math
from typing import Generic, Protocol, TypeVar

from bot.telegram.pace import Pace, Priority


class Ticket(Protocol):
    """What somebody waits with."""

    def done(self) -> bool:
        """Whether he has gone away."""
        ...


T = TypeVar("T", bound=Ticket)
_Waiting = tuple[int, float, int, T, Priority]
"""By number, so that who came first is first again after he had to wait for his chat; then since when he could leave."""
_Parked = tuple[float, int, int, T, Priority]
"""By the time at which his chat may have something again."""


class Line(Generic[T]):
    """Those who wait. A chat of 0 has no limit of its own."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._ready: dict[Priority, list[_Waiting[T]]] = {priority: [] for priority in Priority}
        self._parked: list[_Parked[T]] = []
        self._number = 0
        self._order = (Priority.ANSWER, Priority.POST, Priority.PROBE)

    def join(self, chat_id: int, priority: Priority, ticket: T, now: float) -> None:
        self._number += 1
        heapq.heappush(self._ready[priority], (self._number, now, chat_id, ticket, priority))

    def passes(self, chat_id: int, priority: Priority, now: float) -> bool:
        """Whether nobody waits and nothing forbids to leave, as most often; then he has left."""
        if self._parked or self.is_queueing() or self._pace.next_slot() > now:
            return False
        if chat_id and self._pace.ready(chat_id, priority) > now:
            return False
        self._leaves(chat_id, priority, now, now)
        return True

    def leave(self, now: float) -> T | None:
        """The one whose turn it is, and who leaves now."""
        while self._parked and self._parked[0][0] <= now:
            since, number, chat_id, ticket, priority = heapq.heappop(self._parked)
            heapq.heappush(self._ready[priority], (number, since, chat_id, ticket, priority))
        if self._pace.next_slot() > now:
            return None
        for queue in [self._ready[priority] for priority in self._order]:
            while queue:
                number, since, chat_id, ticket, priority = heapq.heappop(queue)
                if ticket.done():
                    continue
                ready = self._pace.ready(chat_id, priority) if chat_id else 0.0
                if ready > now:
                    heapq.heappush(self._parked, (ready, number, chat_id, ticket, priority))
                    continue
                self._leaves(chat_id, priority, now, since)
                return ticket
        return None

    def _leaves(self, chat_id: int, priority: Priority, now: float, since: float) -> None:
        self._pace.take(now, since)
        if chat_id:
            self._pace.sent(chat_id, now)
        if priority is self._order[1]:
            self._order = (self._order[0], self._order[2], priority)

    def next_look(self) -> float | None:
        """When somebody may be able to leave; None if nobody waits, or if somebody else has to leave first."""
        moments = [self._parked[0][0]] if self._parked else []
        if any(self._ready.values()):
            moments.append(self._pace.next_slot())
        return min((moment for moment in moments if moment < math.inf), default=None)

    def is_queueing(self) -> bool:
        """Whether somebody waits for nothing but a slot."""
        return any(self._ready.values())

    def waiting(self, priority: Priority) -> int:
        return len(self._ready[priority]) + sum(1 for waiting in self._parked if waiting[4] is priority)
