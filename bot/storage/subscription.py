"""A subscription, in the form in which it is exported, imported and decided on."""

import datetime as dtm
import re
import zoneinfo
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from knowledge.model import Area

DEFAULT_SIZE = 6
"""Facts of an edition at most."""
LARGEST_SIZE = 24
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SCHEDULE = re.compile(rf"daily|weekly|monthly|(?:{'|'.join(WEEKDAYS)})(?:,(?:{'|'.join(WEEKDAYS)}))*", re.ASCII)


class ChatType(StrEnum):
    """The Bot API's types of chats."""

    CHANNEL = "channel"
    SUPERGROUP = "supergroup"
    GROUP = "group"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where digests go: a chat, or one topic of a forum (thread 0: no topic)."""

    chat_id: int
    thread_id: int = 0


def _schedule(value: str) -> str:
    if not _SCHEDULE.fullmatch(value):
        raise ValueError("daily, weekly, monthly, or weekdays such as mon,thu")
    if value in {"daily", "weekly", "monthly"}:
        return value
    days = set(value.split(","))
    return ",".join(day for day in WEEKDAYS if day in days)


def zone(value: str) -> str:
    """The name of an IANA time zone; raises ValueError for anything else."""
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("no IANA time zone") from None
    return value


class Subscription(BaseModel):
    """One line of `subscriptions export`: where, how and when, and whether it is active (if not, for which reason)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    chat_id: int
    thread_id: int | None = None
    type: ChatType
    title: str = ""
    owner: int | None = None
    language: Literal["ar", "en", "both"]
    schedule: Annotated[str, AfterValidator(_schedule)]
    time: Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    timezone: Annotated[str, AfterValidator(zone)]
    partners: tuple[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")], ...] = ()
    """ISO 3166-1 alpha-2 codes; empty: all partners."""
    areas: tuple[Area, ...] = ()
    size: Annotated[int, Field(ge=1, le=LARGEST_SIZE)] = DEFAULT_SIZE
    quiet: bool = False
    """Whether posts at night make no sound."""
    when_empty: Literal["skip", "archive"] = "skip"
    review: bool = False
    """Whether the owner sees each edition an hour before."""
    active: bool = True
    reason: str = ""
    """Why it is not active."""
    next_due: dtm.datetime | None = None
    """None: by the schedule."""

    @property
    def place(self) -> Place:
        return Place(self.chat_id, self.thread_id or 0)
