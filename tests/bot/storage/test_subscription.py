"""A subscription as a record: what is refused, and how it is written down."""

import pytest
from pydantic import ValidationError

from bot.storage.subscription import Place, Subscription

LEAST = {
    "chat_id": -1001,
    "type": "channel",
    "language": "ar",
    "schedule": "weekly",
    "time": "09:00",
    "timezone": "Asia/Qatar",
}


def test_six_fields_are_enough_and_the_rest_has_defaults() -> None:
    held = Subscription.model_validate(LEAST)
    assert (held.place, held.active, held.next_due) == (Place(-1001, 0), True, None)
    assert (held.partners, held.areas, held.when_empty, held.quiet, held.review) == ((), (), "skip", False, False)


@pytest.mark.parametrize("field", LEAST)
def test_none_of_the_six_may_be_missing(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        Subscription.model_validate({name: value for name, value in LEAST.items() if name != field})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("schedule", "hourly"),
        ("schedule", "mon,"),
        ("schedule", ""),
        ("time", "24:00"),
        ("time", "9:00"),
        ("time", "09:60"),
        ("timezone", "Doha"),
        ("timezone", "../etc/passwd"),
        ("timezone", ""),
        ("language", "fr"),
        ("type", "supergroups"),
        ("partners", ["Germany"]),
        ("areas", ["gardening"]),
        ("size", 0),
        ("when_empty", "shout"),
        ("colour", "red"),
    ],
)
def test_what_makes_no_sense_is_refused(field: str, value: object) -> None:
    with pytest.raises(ValidationError, match=field):
        Subscription.model_validate(LEAST | {field: value})


def test_weekdays_are_put_in_order_and_said_once() -> None:
    assert Subscription.model_validate(LEAST | {"schedule": "thu,mon,thu"}).schedule == "mon,thu"
