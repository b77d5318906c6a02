"""Clocks: the computer's, and one that people move, which runs on from wherever it is set."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


class MovableClock:
    def __init__(self, now: Clock = utc_now) -> None:
        self._now = now
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return self._now() + self._ahead

    def move(self, span: timedelta) -> None:
        self._ahead += span
