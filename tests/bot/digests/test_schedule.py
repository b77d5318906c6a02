"""When an edition is due, in every zone there is: after now, never skipped by a jump of the clock, never twice."""

import datetime as dtm
import itertools
import zoneinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digests.schedule import next_due, period, scheduled
from bot.storage.subscription import WEEKDAYS, Subscription

ZONES = sorted(zoneinfo.available_timezones())
SCHEDULES = st.one_of(
    st.sampled_from(["daily", "weekly", "monthly"]),
    st.sets(st.sampled_from(WEEKDAYS), min_size=1).map(lambda days: ",".join(sorted(days, key=WEEKDAYS.index))),
)
TIMES = st.times().map(lambda time: f"{time:%H:%M}")
MOMENTS = st.datetimes(dtm.datetime(1880, 1, 1), dtm.datetime(2100, 1, 1), timezones=st.just(dtm.UTC))  # noqa: DTZ001
SECOND = dtm.timedelta(seconds=1)


def subscription(schedule: str, time: str, timezone: str) -> Subscription:
    return Subscription.model_validate(
        {
            "chat_id": 1,
            "type": "private",
            "language": "ar",
            "schedule": schedule,
            "time": time,
            "timezone": timezone,
        }
    )


def moment(text: str) -> dtm.datetime:
    return dtm.datetime.fromisoformat(text).astimezone(dtm.UTC)


def wall(instant: dtm.datetime, timezone: str) -> dtm.datetime:
    return instant.astimezone(ZoneInfo(timezone)).replace(tzinfo=None, fold=0)


def runs_on(schedule: str, day: dtm.date) -> bool:
    if schedule == "monthly":
        return day.day == 1
    if schedule == "weekly":
        return day.isoweekday() == 7
    return schedule == "daily" or WEEKDAYS[day.weekday()] in schedule.split(",")


def crossed(before: dtm.datetime, at: dtm.datetime, schedule: str, time: dtm.time) -> bool:
    """Whether a clock that shows `before` and a second later `at` has come to a time of the schedule."""
    days = (at.date() - before.date()).days
    passed = [dtm.datetime.combine(before.date() + dtm.timedelta(days=offset), time) for offset in range(days + 1)]
    return any(before < moment <= at and runs_on(schedule, moment.date()) for moment in passed)


@pytest.mark.parametrize("initial", "ABCEGIJKLMNPRSTUWZ")
@settings(max_examples=150)
@given(data=st.data())
def test_it_is_the_next_moment_at_which_the_clock_comes_to_such_a_time(initial: str, data: st.DataObject) -> None:
    timezone = data.draw(st.sampled_from([zone for zone in ZONES if zone.upper().startswith(initial)]))
    schedule, time, after = data.draw(SCHEDULES), data.draw(TIMES), data.draw(MOMENTS)
    held = subscription(schedule, time, timezone)
    found = next_due(held, after)
    assert found > after
    assert found.tzinfo is dtm.UTC
    assert found - after < dtm.timedelta(days=34)
    assert crossed(wall(found - SECOND, timezone), wall(found, timezone), schedule, dtm.time.fromisoformat(time))
    assert next_due(held, found - SECOND) == found, "it may not depend on when it is asked"
    assert next_due(held, found) > found, "once"


@pytest.mark.parametrize("timezone", ZONES)
def test_every_zone_has_an_edition_a_day(timezone: str) -> None:
    held, now = subscription("daily", "02:30", timezone), dtm.datetime(2026, 1, 1, tzinfo=dtm.UTC)
    runs = []
    while now.year == 2026:
        now = next_due(held, now)
        runs.append(now)
    assert all(
        dtm.timedelta(hours=21) <= later - run <= dtm.timedelta(hours=27) for run, later in itertools.pairwise(runs)
    )
    assert len({wall(run, timezone).date() for run in runs}) == len(runs)
    assert len(runs) in {365, 366}


@pytest.mark.parametrize(
    ("schedule", "time", "timezone", "after", "expected"),
    [
        ("daily", "09:00", "Asia/Qatar", "2026-11-25T06:00:00+00:00", "2026-11-26T09:00:00+03:00"),
        ("daily", "09:00", "Asia/Qatar", "2026-11-25T05:59:59.999999+00:00", "2026-11-25T09:00:00+03:00"),
        ("weekly", "09:00", "Asia/Qatar", "2026-11-25T00:00:00+00:00", "2026-11-29T09:00:00+03:00"),
        ("monthly", "00:00", "Asia/Qatar", "2026-11-30T20:59:59+00:00", "2026-12-01T00:00:00+03:00"),
        ("monthly", "00:00", "Asia/Qatar", "2026-11-30T21:00:00+00:00", "2027-01-01T00:00:00+03:00"),
        ("mon,thu", "18:30", "Asia/Qatar", "2026-11-23T16:00:00+00:00", "2026-11-26T18:30:00+03:00"),
        # Egypt's clocks go from 00:00 to 01:00 on the last Friday of April.
        ("daily", "00:30", "Africa/Cairo", "2026-04-23T12:00:00+00:00", "2026-04-24T01:00:00+03:00"),
        ("daily", "00:00", "Africa/Cairo", "2026-04-23T12:00:00+00:00", "2026-04-24T01:00:00+03:00"),
        ("daily", "00:30", "Africa/Cairo", "2026-04-24T01:00:00+03:00", "2026-04-25T00:30:00+03:00"),
        # Germany has 02:30 twice on 25 October 2026; not at all on 29 March.
        ("daily", "02:30", "Europe/Berlin", "2026-10-24T12:00:00+00:00", "2026-10-25T02:30:00+02:00"),
        ("daily", "02:30", "Europe/Berlin", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"),
        ("daily", "02:30", "Europe/Berlin", "2026-03-28T12:00:00+00:00", "2026-03-29T03:00:00+02:00"),
        # Half an hour on Lord Howe Island, two hours at the Troll station.
        ("daily", "02:10", "Australia/Lord_Howe", "2026-10-03T12:00:00+00:00", "2026-10-04T02:30:00+11:00"),
        ("daily", "01:45", "Australia/Lord_Howe", "2026-04-04T12:00:00+00:00", "2026-04-05T01:45:00+11:00"),
        ("daily", "01:45", "Australia/Lord_Howe", "2026-04-05T01:45:00+11:00", "2026-04-06T01:45:00+10:30"),
        ("daily", "02:00", "Antarctica/Troll", "2026-03-28T12:00:00+00:00", "2026-03-29T03:00:00+02:00"),
        # Samoa had no 30 December 2011; Kwajalein no 21 August 1993.
        ("daily", "09:00", "Pacific/Apia", "2011-12-29T20:00:00-10:00", "2011-12-31T00:00:00+14:00"),
        ("fri", "09:00", "Pacific/Apia", "2011-12-29T20:00:00-10:00", "2011-12-31T00:00:00+14:00"),
        ("daily", "09:00", "Pacific/Apia", "2011-12-31T00:00:00+14:00", "2011-12-31T09:00:00+14:00"),
        ("daily", "00:00", "Pacific/Apia", "2011-12-31T00:00:00+14:00", "2012-01-01T00:00:00+14:00"),
        # Liberia lived 44 minutes and 30 seconds behind Greenwich until 1972.
        ("daily", "00:20", "Africa/Monrovia", "1972-01-06T12:00:00+00:00", "1972-01-07T00:44:30+00:00"),
        ("daily", "09:00", "Africa/Monrovia", "1971-06-01T00:00:00+00:00", "1971-06-01T09:44:30+00:00"),
        # Morocco puts its clocks back for Ramadan.
        ("daily", "02:30", "Africa/Casablanca", "2026-02-14T12:00:00+00:00", "2026-02-15T02:30:00+01:00"),
    ],
)
def test_named_cases(schedule: str, time: str, timezone: str, after: str, expected: str) -> None:
    assert next_due(subscription(schedule, time, timezone), moment(after)) == moment(expected)


@pytest.mark.parametrize(
    ("schedule", "days"),
    [("daily", 1), ("weekly", 7), ("monthly", 28), ("mon", 7), ("mon,thu", 3), ("mon,sun", 1), ("tue,fri", 3)],
)
def test_the_shortest_time_between_two_editions(schedule: str, days: int) -> None:
    assert period(schedule) == dtm.timedelta(days=days)


def test_a_time_that_was_set_is_kept_and_a_missing_one_is_filled_in() -> None:
    now = moment("2026-11-25T00:00:00+00:00")
    held = subscription("daily", "09:00", "Asia/Qatar")
    assert scheduled(held, now).next_due == moment("2026-11-25T06:00:00+00:00")
    past = held.model_copy(update={"next_due": now - SECOND})
    assert scheduled(past, now) is past
