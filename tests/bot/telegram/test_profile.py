"""The bot's name, texts and menu, against the sandbox: in both languages, set only where they differ."""

from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs
from telegram import User

from bot.commands import COMMANDS, Audience
from bot.sandbox.errors import ApiError
from bot.sandbox.server import Sandbox
from bot.telegram import profile
from bot.telegram.client import Client
from bot.text.catalogue import words
from knowledge.model import Language

CODES: dict[Language, str] = {"en": "", "ar": "ar"}
TEXTS = {"name": "bot-name", "description": "bot-description", "short_description": "bot-about"}


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Client]:
    async with Client(sandbox.token, sandbox.api_url) as client:
        assert isinstance(client, Client)
        yield client


def changes(sandbox: Sandbox) -> list[str]:
    return [call.method for call in sandbox.world.calls if call.method.startswith("set")]


@pytest.mark.parametrize("language", CODES)
async def test_people_see_it_in_their_language(sandbox: Sandbox, bot: Client, language: Language) -> None:
    await profile.present(bot)
    seen = sandbox.world.profile
    for kind, key in TEXTS.items():
        assert seen.text(kind, CODES[language]) == words(language)(key)
    assert seen.commands(("default",), CODES[language]) == tuple(
        (command.name, words(language)(f"command-{command.name}"))
        for command in COMMANDS
        if command.audience is Audience.EVERYBODY
    )


async def test_whose_client_speaks_neither_language_sees_english(sandbox: Sandbox, bot: Client) -> None:
    await profile.present(bot)
    assert sandbox.world.profile.text("name", "fr") == words("en")("bot-name")
    assert {code for _, code in sandbox.world.profile.menus} == {"", "ar"}


async def test_presenting_again_sets_nothing(sandbox: Sandbox, bot: Client) -> None:
    """Telegram allows few changes of a name a day."""
    await profile.present(bot)
    assert len(changes(sandbox)) == 8
    sandbox.world.calls.clear()
    await profile.present(bot)
    assert changes(sandbox) == []


@pytest.mark.parametrize(
    ("kind", "method"),
    [("name", "setMyName"), ("description", "setMyDescription"), ("short_description", "setMyShortDescription")],
)
async def test_only_what_differs_is_set(sandbox: Sandbox, bot: Client, kind: str, method: str) -> None:
    await profile.present(bot)
    sandbox.world.profile.set_text(kind, "somebody else's words", "ar")
    sandbox.world.calls.clear()
    await profile.present(bot)
    assert changes(sandbox) == [method]
    assert sandbox.world.profile.text(kind, "ar") == words("ar")(TEXTS[kind])


async def test_a_menu_in_another_order_is_set_anew(sandbox: Sandbox, bot: Client) -> None:
    await profile.present(bot)
    menu = sandbox.world.profile.commands(("default",), "")
    sandbox.world.profile.set_commands(list(reversed(menu)), ("default",), "")
    sandbox.world.calls.clear()
    await profile.present(bot)
    assert changes(sandbox) == ["setMyCommands"]
    assert sandbox.world.profile.commands(("default",), "") == menu


async def test_a_refusal_is_one_line_and_keeps_nothing_else_back(sandbox: Sandbox, bot: Client) -> None:
    sandbox.world.refuse("setMyName", ApiError(429, "Too Many Requests: retry after 80000", {"retry_after": 80000}))
    with capture_logs() as lines:
        await profile.present(bot)
    assert [(line["log_level"], line["part"]) for line in lines] == [("warning", "name")]
    assert len([call for call in sandbox.world.calls if call.method.startswith("set") and call.succeeded]) == 7


@pytest.mark.parametrize(
    ("inline", "reads_all", "hints"),
    [(True, False, []), (False, False, ["/setinline"]), (True, True, ["/setprivacy"]), (None, None, ["/setinline"])],
)
def test_what_only_botfather_can_set_is_named(*, inline: bool | None, reads_all: bool | None, hints: list[str]) -> None:
    me = User(1, "Sanad", is_bot=True, supports_inline_queries=inline, can_read_all_group_messages=reads_all)
    lines = profile.lacking(me)
    assert len(lines) == len(hints)
    assert all(hint in line for hint, line in zip(hints, lines, strict=True))


@pytest.mark.parametrize("language", CODES)
def test_texts_are_as_long_as_telegram_allows(language: Language) -> None:
    limits = {"bot-name": 64, "bot-about": 120, "bot-description": 512}
    for key, limit in limits.items():
        assert 0 < len(words(language)(key)) <= limit
    for command in COMMANDS:
        assert 0 < len(words(language)(command.help_key)) <= 256
