"""Updates that the library takes although their fields are of wrong types."""

import pytest
from structlog.testing import capture_logs

from bot.telegram.client import Client
from bot.telegram.polling import decode

CLIENT = Client("1234567890:AAbbCCddEE-ffGGhhIIjj_KKllMMnnOOppQ", "http://127.0.0.1:9")
PERSON = {"id": 5, "is_bot": False, "first_name": "x", "language_code": "en"}


def update(**changed: object) -> dict[str, object]:
    chat = {"id": 5, "type": "private", "first_name": "x"}
    return {
        "update_id": 7,
        "message": {"message_id": 1, "date": 0, "chat": chat, "from": PERSON, "text": "x"} | changed,
    }


def test_a_sound_update_passes() -> None:
    assert decode(update(entities=[{"type": "bot_command", "offset": 0, "length": 1}]), CLIENT) is not None


@pytest.mark.parametrize(
    "changed",
    [
        {"text": 5},
        {"text": ["x"]},
        {"message_id": "1"},
        {"message_id": True},
        {"message_id": 2**64},
        {"message_thread_id": "1"},
        {"chat": {"id": "5", "type": "private"}},
        {"chat": {"id": 5, "type": {"x": 1}}},
        {"chat": {"id": 5, "type": "elsewhere"}},
        {"from": PERSON | {"id": None}},
        {"from": PERSON | {"language_code": True}},
        {"from": PERSON | {"first_name": None}},
        {"entities": [{"type": "bot_command", "offset": "0", "length": 1}]},
        {"entities": [{"type": "bot_command", "offset": 0, "length": 2**70}]},
    ],
)
def test_a_field_of_a_wrong_type_makes_an_update_that_is_skipped_and_said(changed: dict[str, object]) -> None:
    with capture_logs() as lines:
        assert decode(update(**changed), CLIENT) is None
    assert [(line["log_level"], line["update_id"]) for line in lines] == [("warning", 7)]


@pytest.mark.parametrize("wrong", [{"id": 5}, {"data": 5}, {"from": PERSON | {"id": "5"}}])
def test_so_is_a_press(wrong: dict[str, object]) -> None:
    press = {"id": "1", "from": PERSON, "chat_instance": "1", "data": "x"}
    assert decode({"update_id": 7, "callback_query": press}, CLIENT) is not None
    assert decode({"update_id": 7, "callback_query": press | wrong}, CLIENT) is None
