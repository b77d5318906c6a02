"""The bot's menus, and what it says about itself, by scope and language."""

import pytest

from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.conftest import Api


async def test_command_menus_are_kept_by_scope_and_language(api: Api, sandbox: Sandbox, aisha: Person) -> None:
    help_ar, help_en = ({"command": "help", "description": text} for text in ("مساعدة", "Help"))
    here = {"type": "chat", "chat_id": aisha.chat.id}
    await api.result("setMyCommands", commands=[help_en])
    await api.result("setMyCommands", commands=[help_ar], language_code="ar")
    assert await api.result("getMyCommands", language_code="ar") == [help_ar]
    assert await api.result("getMyCommands") == [help_en]
    assert await api.result("getMyCommands", scope=here) == []

    world = sandbox.world
    member = world.member(aisha.chat, aisha.user)
    assert world.profile.menu(aisha.chat, member, "ar-QA") == (("help", "مساعدة"),)
    assert world.profile.menu(aisha.chat, member, "fr") == (("help", "Help"),)
    await api.result("setMyCommands", commands=[{"command": "audit", "description": "Audit"}], scope=here)
    assert world.profile.menu(aisha.chat, member, "ar") == (("audit", "Audit"),)


@pytest.mark.parametrize(
    ("commands", "reason"),
    [
        ([{"command": "", "description": "x"}], "command must be non-empty"),
        ([{"command": "x" * 33, "description": "x"}], "command length must not exceed 32"),
        ([{"command": "Help", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "مساعدة", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "help", "description": ""}], "command description must be non-empty"),
        ([{"command": "help", "description": "x" * 257}], "command description length must not exceed 256"),
        ([{"command": "help"}], "can't parse BotCommand: Can't find field \"description\""),
        (["help"], "can't parse BotCommand: expected an Object"),
        ({"command": "help"}, "expected an Array of BotCommand"),
        ([{"command": "help", "description": "x"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)  # fmt: skip
async def test_bad_commands_are_refused(api: Api, commands: object, reason: str) -> None:
    assert await api.refusal("setMyCommands", commands=commands) == f"Bad Request: {reason}"


@pytest.mark.parametrize(
    ("kind", "method", "longest"),
    [("name", "Name", 64), ("description", "Description", 512), ("short_description", "ShortDescription", 120)],
)
async def test_texts_about_the_bot_fall_back_to_the_default_language(
    api: Api, kind: str, method: str, longest: int
) -> None:
    await api.result(f"setMy{method}", **{kind: "Sanad!"})
    await api.result(f"setMy{method}", **{kind: "سند", "language_code": "ar"})
    assert await api.result(f"getMy{method}", language_code="ar") == {kind: "سند"}
    assert await api.result(f"getMy{method}", language_code="fr") == {kind: "Sanad!"}
    await api.result(f"setMy{method}", **{kind: "", "language_code": "ar"})
    assert await api.result(f"getMy{method}", language_code="ar") == {kind: "Sanad!"}
    assert (await api.refusal(f"setMy{method}", **{kind: "x" * (longest + 1)})).startswith("Bad Request: ")
    assert await api.refusal(f"setMy{method}", **{kind: "x", "language_code": "ara"}) == (
        "Bad Request: invalid language code specified"
    )


async def test_the_bot_is_named_by_its_name(api: Api) -> None:
    await api.result("setMyName", name="Sanad 2")
    me = await api.result("getMe")
    assert isinstance(me, dict)
    assert (me["first_name"], me["is_bot"], me["can_join_groups"]) == ("Sanad 2", True, True)
