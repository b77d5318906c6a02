"""Who leaves next: answers before posts, and one chat that must wait holds up no other. Pure: times are given."""

import heapq
from collections import deque
from typing import Generic, Protocol, TypeVar

from bot.telegram.pace import Pace, Priority


class Ticket(Protocol):
    """What somebody waits with."""

    def done(self) -> bool:
        """Whether he has gone away."""
        ...


T = TypeVar("T", bound=Ticket)
_Waiting = tuple[float, int, int, T, Priority]


class Line(Generic[T]):
    """Those who wait. A chat of 0 has no limit of its own."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._ready: dict[Priority, deque[_Waiting[T]]] = {priority: deque() for priority in Priority}
        self._parked: list[_Waiting[T]] = []
        self._number = 0

    def join(self, chat_id: int, priority: Priority, ticket: T) -> None:
        self._number += 1
        self._ready[priority].append((0.0, self._number, chat_id, ticket, priority))

    def leave(self, now: float) -> T | None:
        """The one whose turn it is, and who leaves now."""
        while self._parked and self._parked[0][0] <= now:
            waiting = heapq.heappop(self._parked)
            self._ready[waiting[4]].append(waiting)
        if self._pace.next_slot() > now:
            return None
        for queue in self._ready.values():
            while queue:
                _, number, chat_id, ticket, priority = queue.popleft()
                if ticket.done():
                    continue
                ready = self._pace.ready(chat_id, priority) if chat_id else 0.0
                if ready > now:
                    heapq.heappush(self._parked, (ready, number, chat_id, ticket, priority))
                    continue
                self._pace.take(now)
                if chat_id:
                    self._pace.sent(chat_id, now)
                return ticket
        return None

    def next_look(self) -> float | None:
        """When somebody may be able to leave; None if nobody waits."""
        moments = [self._parked[0][0]] if self._parked else []
        if any(self._ready.values()):
            moments.append(self._pace.next_slot())
        return min(moments, default=None)

    def is_queueing(self) -> bool:
        """Whether somebody waits for nothing but a slot."""
        return any(self._ready.values())

    def waiting(self, priority: Priority) -> int:
        return len(self._ready[priority]) + sum(1 for waiting in self._parked if waiting[4] is priority)
