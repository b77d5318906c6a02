"""A clock that people move: it runs on from wherever it is set."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class MovableClock:
    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return self._now() + self._ahead

    def move(self, span: timedelta) -> None:
        self._ahead += span
