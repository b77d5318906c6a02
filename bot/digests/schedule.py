"""When an edition is due: wall clocks and zones to instants. Pure; knows no clock."""

import datetime as dtm
from collections.abc import Iterator
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.storage.subscription import WEEKDAYS, Subscription

FRESH = dtm.timedelta(hours=12)
"""As late an edition may be at most; half the time between two editions, where that is less."""
_MONTHLY_DAY = 1
_WEEKLY_DAY = "sun"
_DAY = dtm.timedelta(days=1)
_LONGEST = 31 * _DAY
_SECOND = dtm.timedelta(seconds=1)


def next_due(subscription: Subscription, after: dtm.datetime) -> dtm.datetime:
    """The first time, strictly after `after`, at which the subscription's next edition is due, in UTC."""
    return _next(subscription.schedule, subscription.time, subscription.timezone, after.astimezone(dtm.UTC))


def latest_due(subscription: Subscription, due: dtm.datetime, now: dtm.datetime) -> dtm.datetime:
    """The last time up to `now` at which an edition was due, if the next one was due at `due`."""
    upcoming = next_due(subscription, max(due, now - 2 * _LONGEST))
    while upcoming <= now:
        due, upcoming = upcoming, next_due(subscription, upcoming)
    return due


def scheduled(subscription: Subscription, now: dtm.datetime) -> Subscription:
    """The subscription with its next time filled in, if it has none."""
    if subscription.next_due is not None:
        return subscription
    return subscription.model_copy(update={"next_due": next_due(subscription, now)})


@lru_cache(maxsize=256)
def period(schedule: str) -> dtm.timedelta:
    """The shortest time between two editions, daylight saving aside."""
    match schedule:
        case "daily":
            return _DAY
        case "monthly":
            return 28 * _DAY
    days = sorted(_weekdays(schedule))
    return min((later - day) % 7 or 7 for day, later in zip(days, days[1:] + days[:1], strict=True)) * _DAY


def is_fresh(subscription: Subscription, due: dtm.datetime, now: dtm.datetime) -> bool:
    """Whether an edition may still be posted."""
    return now - due <= min(period(subscription.schedule) / 2, FRESH)


@lru_cache(maxsize=4096)
def _next(schedule: str, time: str, timezone: str, after: dtm.datetime) -> dtm.datetime:
    zone, wall_time = ZoneInfo(timezone), dtm.time.fromisoformat(time)
    # Two days back: a zone that moved over the date line may be that far behind the calendar.
    start = after.astimezone(zone).date() - 2 * _DAY
    return next(
        instant
        for day in _days(schedule, start)
        if (instant := _instant(dtm.datetime.combine(day, wall_time), zone)) > after
    )


def _days(schedule: str, start: dtm.date) -> Iterator[dtm.date]:
    """The days of a schedule from `start` on, for more than a month."""
    weekdays = _weekdays(schedule)
    for offset in range(40):
        day = start + offset * _DAY
        if day.day == _MONTHLY_DAY if schedule == "monthly" else day.weekday() in weekdays:
            yield day


def _weekdays(schedule: str) -> frozenset[int]:
    if schedule in {"daily", "monthly"}:
        return frozenset(range(7))
    days = _WEEKLY_DAY if schedule == "weekly" else schedule
    return frozenset(WEEKDAYS.index(day) for day in days.split(","))


def _instant(wall: dtm.datetime, zone: ZoneInfo) -> dtm.datetime:
    """When a clock of the zone first shows `wall`; where it jumps over it, when it has jumped."""
    instant = wall.replace(tzinfo=zone, fold=0).astimezone(dtm.UTC)
    if _shown(instant, zone) == wall:
        return instant
    # In a gap, fold 0 reckons with the offset before it (an instant after the jump), fold 1 with the one after it.
    early, late = wall.replace(tzinfo=zone, fold=1).astimezone(dtm.UTC), instant
    while late - early > _SECOND:
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        early, late = (early, middle) if _shown(middle, zone) >= wall else (middle, late)
    return late


def _shown(instant: dtm.datetime, zone: ZoneInfo) -> dtm.datetime:
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)
