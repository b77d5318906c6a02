import pytest

from bot.sandbox.params import Params, Upload
from bot.sandbox.schema import Field, Form, Schema
from bot.sandbox.server import Sandbox
from tests import needs
from tests.bot.sandbox.conftest import Api, Watch


@pytest.fixture(scope="module")
def schema() -> Schema:
    return Schema.load(needs.shared() / "bot-api-10.1.json")


@pytest.mark.parametrize(
    ("method", "params", "problems"),
    [
        ("getMe", {}, []),
        ("sendMessage", {"chat_id": 1, "text": "x"}, []),
        ("sendMessage", {"chat_id": "1", "text": "[1]", "disable_notification": "True"}, []),
        ("sendMessage", {"chat_id": 1}, ["sendMessage needs text"]),
        ("sendMessage", {"chat_id": 1, "text": 5}, ["text is no String: 5"]),
        ("sendMessage", {"chat_id": [1], "text": "x"}, ["chat_id is no Integer: [1]"]),
        ("sendMessage", {"chat_id": 1, "text": "x", "txt": "x"}, ["sendMessage has no parameter txt"]),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "protect_content": "maybe"},
            ["protect_content is no Boolean: 'maybe'"],
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "entities": '[{"type": "bold", "offset": 0}]'},
            ["entities[0].length is missing"],
        ),
        (
            "editMessageReplyMarkup",
            {"reply_markup": '{"inline_keyboard": [[{"txt": "x"}]]}'},
            [
                "reply_markup.inline_keyboard[0][0].txt is not in InlineKeyboardButton",
                "reply_markup.inline_keyboard[0][0].text is missing",
            ],
        ),
        ("setMyCommands", {"commands": "x"}, ["commands is no array"]),
        ("setMyCommands", {"commands": '["x"]'}, ["commands[0] is no BotCommand"]),
        ("setMyCommands", {"commands": [], "scope": '{"type": "chat", "chat_id": 1}'}, []),
        ("setWebhook", {"url": "x", "certificate": Upload("a", "b", b"")}, []),
        ("getUpdates", {"offset": True}, ["offset is no Integer: True"]),
    ],
)
def test_a_call_is_judged(schema: Schema, method: str, params: dict[str, object], problems: list[str]) -> None:
    assert schema.call_problems(method, Params(params)) == problems


def test_a_result_is_judged(schema: Schema) -> None:
    assert schema.result_problems("getMe", {"id": 1, "is_bot": True, "first_name": "x"}) == []
    assert schema.result_problems("getMe", {"id": 1, "is_bot": True}) == ["getMe.first_name is missing"]
    assert schema.result_problems("getUpdates", [{"update_id": 1, "mesage": {}}]) == [
        "getUpdates[0].mesage is not in Update"
    ]


def test_the_nearest_alternative_is_named() -> None:
    number = Field(("Integer",), is_required=True)
    near, far = Form({"a": number}, ()), Form(dict.fromkeys("xyz", number), ())
    schema = Schema({"m": Form({}, ("Either",))}, {"Either": Form({}, ("Near", "Far")), "Near": near, "Far": far})
    assert schema.result_problems("m", {"a": "no"}) == ["m.a is no Integer: 'no'"]


async def test_a_violation_is_refused_and_remembered(watch: Watch, api: Api) -> None:
    async with Sandbox(clock=watch, seed=1, schema=needs.shared() / "bot-api-10.1.json") as strict:
        refusal = await Api(strict, api.client).refusal("sendMessage", chat_id=1, text="x", txt="x")
        assert refusal == "Bad Request: schema: sendMessage has no parameter txt"
        assert strict.world.violations == ["sendMessage has no parameter txt"]


async def test_without_a_schema_unknown_parameters_are_ignored(api: Api) -> None:
    assert await api.result("getMe", nonsense=1)
