"""When a message may leave, by Telegram's limits. Pure: times are given, in seconds of any steady clock."""

import math
from collections import deque
from enum import IntEnum

CHAT_SECONDS = 1.05
"""Between two posts in a chat: Telegram's second, and a little for clocks and networks."""
CHAT_BURST = 20
"""Answers that may follow each other at once in a chat, before one a second."""
GROUP_MOST, GROUP_SECONDS = 20, 61.0
"""Messages in a group or channel in so many seconds."""
JITTER_SECONDS = 0.01
"""By so much the way to the server may differ from message to message: a second is this much longer here."""
_EASE = 1.016
"""The pace is so much slower than the limit. Without such room what a busy machine missed could never be made up for."""
_SLACK = 0.25
"""Slots missed by so much while somebody waited (the machine was busy) are made up for; older ones are lost."""
_CATCH_UP = 1.25
"""So much faster than the pace, at most."""
_BURST_SECONDS = 0.004
"""What is due within so little may leave together: the loop's timers are no finer."""
_IDLE_SECONDS = 120.0
"""After so long a chat with nothing new is forgotten."""
_MOMENT = 2.0
_SEVERAL = 3
"""Refusals in so many chats within a moment mean that the limit was the one over all chats."""


class Priority(IntEnum):
    """What goes first when several wait: answers, and then posts and probes by turns."""

    ANSWER = 1
    POST = 2
    PROBE = 3


class Pace:
    """Counts what left, and says when the next may: at an even pace, and never more than `rate` within a second."""

    def __init__(self, rate: float) -> None:
        self._most = max(1, int(rate))
        self._gap = _EASE / rate
        self._span = self._most / rate * (1 + JITTER_SECONDS)
        self._past: deque[float] = deque(maxlen=self._most)
        self._leaving = 0
        self._slot = 0.0
        self._hurried = 0.0
        self._held_until = 0.0
        self._chats: dict[int, _Chat] = {}
        self._refused: dict[int, float] = {}
        self._swept = 0.0

    def next_slot(self) -> float:
        """When anything may leave at all; infinity: not before somebody who took a slot has left."""
        beyond = len(self._past) + self._leaving - self._most
        if beyond >= len(self._past):
            return math.inf
        window = self._past[beyond] + self._span if beyond >= 0 else 0.0
        return max(self._slot, self._hurried - _BURST_SECONDS, self._held_until, window)

    def ready(self, chat_id: int, priority: Priority) -> float:
        """When something may leave for a chat, as far as that chat is concerned."""
        chat = self._chats.get(chat_id)
        return chat.ready(priority, is_group=chat_id < 0) if chat else 0.0

    def take(self, now: float, since: float | None = None) -> None:
        """One slot is used, by somebody who could have left at `since` had there been one."""
        missed = now if since is None else max(since, now - _SLACK)
        self._slot = max(self._slot, missed) + self._gap
        self._hurried = max(self._hurried, now) + self._gap / _CATCH_UP
        self._leaving += 1

    def left(self, now: float) -> None:
        """Somebody who took a slot really leaves: a busy machine may have kept him from it for a while."""
        self._leaving -= 1
        self._past.append(now)

    def sent(self, chat_id: int, now: float) -> None:
        """Something leaves for a chat."""
        if now - self._swept > _IDLE_SECONDS:
            self._sweep(now)
        self._chats.setdefault(chat_id, _Chat()).sent(now)

    def refused(self, chat_id: int, seconds: float, now: float) -> bool:
        """The server said 429: the chat waits; everybody does (True) if several chats were told so within a moment."""
        chat = self._chats.setdefault(chat_id, _Chat())
        chat.held_until = max(chat.held_until, now + seconds)
        self._refused[chat_id] = now
        self._refused = {other: at for other, at in self._refused.items() if at > now - _MOMENT}
        if len(self._refused) < _SEVERAL:
            return now < self._held_until
        self._held_until = max(self._held_until, now + seconds)
        return True

    def accepted(self, asked_at: float) -> None:
        """What was asked after a refusal and was taken shows that not everybody is refused."""
        self._refused = {chat_id: at for chat_id, at in self._refused.items() if at > asked_at}

    def _sweep(self, now: float) -> None:
        self._swept = now
        self._chats = {
            chat_id: chat
            for chat_id, chat in self._chats.items()
            if chat.held_until > now or (chat.past and chat.past[-1] > now - _IDLE_SECONDS)
        }


class _Chat:
    """What left for one chat lately."""

    __slots__ = ("_allowance", "held_until", "past")

    def __init__(self) -> None:
        self.past: deque[float] = deque(maxlen=GROUP_MOST)
        self._allowance = float(CHAT_BURST)
        self.held_until = 0.0

    def ready(self, priority: Priority, *, is_group: bool) -> float:
        if not self.past:
            return self.held_until
        last = self.past[-1]
        share = 1.0 if priority is Priority.POST else max(0.0, 1 - self._allowance)
        earliest = last + share * CHAT_SECONDS
        if is_group and len(self.past) == GROUP_MOST:
            earliest = max(earliest, self.past[0] + GROUP_SECONDS)
        return max(earliest, self.held_until)

    def sent(self, now: float) -> None:
        if self.past:
            grown = (now - self.past[-1]) / CHAT_SECONDS
            self._allowance = min(float(CHAT_BURST), self._allowance + grown)
        self._allowance -= 1
        self.past.append(now)
