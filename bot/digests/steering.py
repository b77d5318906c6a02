"""What a new subscription is, and how each press changes one. Pure: the clock is an argument."""

import datetime as dtm
from collections.abc import Callable, Mapping

from pydantic import ValidationError

from bot.digests.schedule import next_due
from bot.storage.subscription import WEEKDAYS, ChatType, Place, Subscription
from knowledge.model import Area, Language

SCHEDULE, TIME = "weekly", "09:00"
SIZES = (3, 6, 9, 12)
"""Facts of an edition, as offered."""
QUARTERS = ("00", "15", "30", "45")
PAUSED, OFFERED, REMOVED, BLOCKED, MUTED = "paused", "offered", "removed", "blocked", "muted"
"""Reasons for which a subscription is not active that dialogues set; the sender sets others, in Telegram's words."""
UNHEARD = "unheard"
"""Why an edition of an active subscription was skipped: its owner couldn't be asked."""
LASTING = frozenset({PAUSED, OFFERED})
"""Reasons that aren't over once the bot may post again; all others are."""


def begun(
    place: Place, type_: ChatType, title: str, owner: int | None, language: Language, timezone: str, now: dtm.datetime
) -> Subscription:
    """A subscription as it is when nobody has chosen anything yet."""
    new = Subscription(
        chat_id=place.chat_id,
        thread_id=place.thread_id or None,
        type=type_,
        title=title,
        owner=owner,
        language=language,
        schedule=SCHEDULE,
        time=TIME,
        timezone=timezone,
    )
    return rescheduled(new, now)


def changed(old: Subscription, step: str, value: str, now: dtm.datetime) -> Subscription | None:
    """The subscription after a press; None for one that we never offered."""
    change = _CHANGES.get(step)
    try:
        if change is None:
            return None
        new = Subscription.model_validate({**old.model_dump(), **change(old, value)})
    except (ValidationError, ValueError):
        return None
    moved = (new.schedule, new.time, new.timezone, new.active) != (old.schedule, old.time, old.timezone, old.active)
    return rescheduled(new, now) if moved else new


def rescheduled(subscription: Subscription, now: dtm.datetime) -> Subscription:
    return subscription.model_copy(update={"next_due": next_due(subscription, now)})


def _day(old: Subscription, value: str) -> Mapping[str, object]:
    """Adds or takes away a weekday; the last one stays."""
    days = set(weekdays(old)) ^ {value}
    return {
        "schedule": ",".join(day for day in WEEKDAYS if day in days) if value in WEEKDAYS and days else old.schedule
    }


def weekdays(subscription: Subscription) -> tuple[str, ...]:
    """The weekdays that were chosen one by one."""
    return () if subscription.schedule in {"daily", "weekly", "monthly"} else tuple(subscription.schedule.split(","))


def _toggled(chosen: tuple[str, ...], value: str) -> tuple[str, ...]:
    """Without a value: all of them, which is none in particular."""
    if not value:
        return ()
    return tuple(one for one in chosen if one != value) if value in chosen else (*chosen, value)


_CHANGES: Mapping[str, Callable[[Subscription, str], Mapping[str, object]]] = {
    "often": lambda _, value: {"schedule": value},
    "day": _day,
    "hour": lambda old, value: {"time": f"{value}:{old.time[3:]}"},
    "quarter": lambda old, value: {"time": f"{old.time[:2]}:{value}"},
    "zone": lambda _, value: {"timezone": value},
    "language": lambda _, value: {"language": value},
    "partner": lambda old, value: {"partners": _toggled(old.partners, value)},
    "area": lambda old, value: {"areas": _toggled(tuple(map(str, old.areas)), Area(value) if value else "")},
    "size": lambda _, value: {"size": int(value)},
    "review": lambda old, _: {"review": not old.review, "reason": "" if old.active else old.reason},
    "quiet": lambda old, _: {"quiet": not old.quiet},
    "empty": lambda old, _: {"when_empty": "skip" if old.when_empty == "archive" else "archive"},
    "pause": lambda _, __: {"active": False, "reason": PAUSED},
    "resume": lambda _, __: {"active": True, "reason": ""},
}
