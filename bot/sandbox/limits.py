"""Telegram's limits, enforced to the letter: too many messages are refused with 429 and the seconds to wait.

The real server is kinder (it bears short bursts in a chat). What keeps within these limits keeps within its.
"""

import math
from collections import defaultdict, deque
from collections.abc import Callable

from bot.sandbox.errors import ApiError

SECOND, MINUTE = 1.0, 60.0
_PACED = ("send", "edit", "copy", "forward")


class Limits:
    """Counts what was let through; time is given, in seconds."""

    def __init__(
        self, clock: Callable[[], float], *, rate: int = 30, chat_a_second: int = 1, group_a_minute: int = 20
    ) -> None:
        self._clock = clock
        self._overall = (rate + max(1, rate // 100), SECOND)  # a slot every 1/rate s can put its first and last in one
        self._in_chat = (chat_a_second, SECOND)
        self._in_group = (group_a_minute, MINUTE)
        self._past: dict[int, deque[float]] = defaultdict(deque)
        self.refused = 0

    def check(self, method: str, chat_id: int) -> None:
        """Counts one call, or refuses it; chats with ids below zero are groups and channels."""
        if not method.startswith(_PACED):
            return
        now = self._clock()
        windows = [(0, *self._overall), (chat_id, *self._in_chat)]
        if chat_id < 0:
            windows.append((chat_id, *self._in_group))
        wait = max(self._wait(key, most, span, now) for key, most, span in windows)
        if wait > 0:
            self.refused += 1
            raise flood(math.ceil(wait))
        for key in (0, chat_id):
            self._past[key].append(now)

    def _wait(self, key: int, most: int, span: float, now: float) -> float:
        past = self._past[key]
        while past and past[0] <= now - (SECOND if key == 0 else MINUTE):
            past.popleft()
        if len(past) < most:
            return 0.0
        return past[-most] + span - now


def flood(seconds: int) -> ApiError:
    """The refusal."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
