"""What an outcome means for its row. Pure."""

import math
from dataclasses import dataclass

from bot.digests.outcomes import Arrived, Gone, Later, Lost, Moved, Outcome, Refused, Unsent
from bot.digests.reconcile import Absent, Found, Unclear, Unprovable, Verdict
from bot.storage.outbox import Row, State

SURE_SECONDS = 5
"""After so long a chat that took nothing is asked once more before its place is suspended."""
EDIT_AGAIN_SECONDS = 3
_PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """The row's next state, and what else follows."""

    state: State
    message_id: int | None = None
    error: str = ""
    not_before: int = 0
    closes: bool = False
    """The place takes nothing any more."""
    moved_to: int | None = None
    tell: str = ""
    """What admins are told: `refused` or `unclear`."""


def judge(row: Row, outcome: Outcome, now: int) -> Judged:
    """After an attempt to send."""
    match outcome:
        case Arrived(message_id):
            return Judged(State.SENT, message_id)
        case Later(wait):
            return Judged(State.PENDING, error=row.error, not_before=now + math.ceil(wait))
        case Unsent():
            return Judged(State.PENDING, error=row.error)
        case Lost() if row.edits is not None:  # changing a message twice is harmless
            return Judged(State.PENDING, not_before=now + EDIT_AGAIN_SECONDS)
        case Lost():
            return Judged(State.UNCERTAIN)
        case Moved(chat_id):
            return Judged(State.PENDING, moved_to=chat_id)
        case Gone(reason):
            return _gone(row, reason, now)
        case Refused(reason):
            return Judged(State.FAILED, error=reason, tell="" if row.edits is not None else "refused")


def _gone(row: Row, reason: str, now: int) -> Judged:
    if row.edits is not None:
        return Judged(State.FAILED, error=reason)
    if not row.error:
        return Judged(State.PENDING, error=reason, not_before=now + SURE_SECONDS)
    return Judged(State.ABANDONED, error=reason, closes=True)


def judge_verdict(verdict: Verdict) -> Judged:
    """After an uncertain row was looked into."""
    match verdict:
        case Found(message_id):
            return Judged(State.SENT, message_id)
        case Absent() | Unprovable():
            return Judged(State.PENDING)
        case Unclear(reason):
            return Judged(State.UNCERTAIN, error=reason, tell="unclear")


def pause_after(failures: int) -> float:
    """Seconds to wait after so many failures in a row."""
    return _PAUSES[min(failures, len(_PAUSES)) - 1]
