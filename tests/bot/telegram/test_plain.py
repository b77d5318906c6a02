"""The usual update, made in a shorter way: the same to everybody who looks at it."""

import pytest
from telegram import Update

from bot.telegram.client import Client
from bot.telegram.plain import plain

CLIENT = Client("1234567890:AAbbCCddEE-ffGGhhIIjj_KKllMMnnOOppQ", "http://127.0.0.1:9")
PERSON = {"id": 5, "is_bot": False, "first_name": "x", "language_code": "en", "username": "reader"}
CHAT = {"id": -100, "type": "supergroup", "title": "x", "is_forum": True}
COMMAND = [{"type": "bot_command", "offset": 0, "length": 5}]
MESSAGE = {
    "message_id": 1,
    "date": 1_790_000_000,
    "chat": CHAT,
    "from": PERSON,
    "text": "/help me",
    "entities": COMMAND,
}


@pytest.mark.parametrize("without", [(), ("entities",), ("text", "entities")])
def test_it_is_what_the_library_makes_of_it(without: tuple[str, ...]) -> None:
    raw = {"update_id": 7, "message": {name: value for name, value in MESSAGE.items() if name not in without}}
    made, meant = plain(raw, CLIENT), Update.de_json(raw, CLIENT)
    assert made is not None
    assert made.to_dict() == meant.to_dict()
    assert made.message is not None
    assert made.get_bot() is made.message.get_bot() is CLIENT
    assert made.effective_user == meant.effective_user
    assert made.effective_chat == meant.effective_chat


@pytest.mark.parametrize(
    "changed",
    [
        {"photo": []},
        {"reply_to_message": MESSAGE},
        {"date": "1"},
        {"date": None},
        {"chat": None},
        {"chat": CHAT | {"photo": {}}},
        {"from": None},
        {"from": PERSON | {"new": 1}},
        {"entities": [{"type": "url"}]},
        {"entities": [{**COMMAND[0], "url": "x"}]},
        {"entities": "x"},
        {"edit_date": 1},
    ],
)
def test_anything_else_is_left_to_the_library(changed: dict[str, object]) -> None:
    assert plain({"update_id": 7, "message": MESSAGE | changed}, CLIENT) is None


@pytest.mark.parametrize(
    "raw", [{}, {"update_id": 7}, {"update_id": 7, "callback_query": {}}, {"update_id": 7, "message": []}]
)
def test_so_is_what_is_no_message(raw: dict[str, object]) -> None:
    assert plain(raw, CLIENT) is None
