"""How a process of the bot starts against a server in trouble, and how it ends: a code and a sentence, never a traceback."""

import asyncio
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from telegram.error import InvalidToken

from bot import app
from bot.sandbox.errors import ApiError
from bot.sandbox.server import Sandbox
from bot.settings import WrongSettings
from bot.storage.database import NoDatabase
from bot.telegram import polling
from bot.telegram.polling import AnotherPoller
from bot.verbs.running import Exit, fail, until_signalled
from knowledge.live import CompilerDied, Refused
from knowledge.problems import Problem
from knowledge.store import NotAStore
from tests.bot.conftest import serving, settings_for
from tests.bot.talk import Talk

TOKEN = "1234567890:AAbbCCddEE-ffGGhhIIjj_KKllMMnnOOppQ"


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (WrongSettings("SANAD_TOKEN: the server refuses this token"), Exit.WRONG_USE, "SANAD_TOKEN"),
        (InvalidToken(), Exit.WRONG_USE, "SANAD_TOKEN"),
        (NoDatabase("var/sanad.db: no SQLite database"), Exit.WRONG_USE, "no SQLite database"),
        (Refused((Problem("seeds/x.yaml", 3, "schema", "is missing"),)), Exit.BAD_DATA, "seeds/x.yaml:3: schema"),
        (CompilerDied("the compiler ended with -9"), Exit.BAD_DATA, "ended with -9"),
        (NotAStore("x.sqlite has schema 9"), Exit.BAD_DATA, "schema 9"),
        (AnotherPoller(), Exit.ANOTHER_POLLER, "another process"),
        (None, Exit.FINE, ""),
    ],
)
def test_what_keeps_the_bot_from_serving_is_a_code_and_a_sentence(
    error: Exception | None, code: Exit, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async def serve(_: asyncio.Event) -> None:
        if error is not None:
            raise error

    assert until_signalled(serve) is code
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
    assert "Traceback" not in err


def test_last_words_hold_no_token(capsys: pytest.CaptureFixture[str]) -> None:
    fail(Exit.WRONG_USE, f"https://api.telegram.org/bot{TOKEN}/getMe")
    assert TOKEN not in capsys.readouterr().err


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "_START_PAUSES", (0.01,))


@pytest.mark.parametrize("method", ["getMe", "getWebhookInfo"])
@pytest.mark.usefixtures("quick")
async def test_a_server_in_trouble_at_the_start_is_asked_again(
    sandbox: Sandbox, curated: Path, tmp_path: Path, method: str
) -> None:
    sandbox.world.refuse(method, ApiError(502, "Bad Gateway"), times=2)
    with capture_logs() as lines:
        async with serving(settings_for(sandbox, curated, tmp_path / "sanad.db")):
            talk = Talk(sandbox, sandbox.world.person("Reader", language_code="en"))
            assert (await talk.says("/help")).text.startswith("What I can do")
    assert [line["event"] for line in lines].count("the server can't be reached yet") == 2
    assert "exc_info" not in {key for line in lines for key in line}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "CONFLICT_SECONDS", -1.0)
    monkeypatch.setattr(polling, "_PAUSES", (0.01,) * 6)


@pytest.mark.usefixtures("impatient")
async def test_another_poller_ends_the_bot_and_leaves_no_task_behind(
    sandbox: Sandbox, curated: Path, tmp_path: Path
) -> None:
    conflict = ApiError(409, "Conflict: terminated by other getUpdates request")
    sandbox.world.refuse("getUpdates", conflict, times=5)
    with capture_logs() as lines, pytest.raises(AnotherPoller):
        await app.run(settings_for(sandbox, curated, tmp_path / "sanad.db"), asyncio.Event())
    await asyncio.sleep(0)
    assert {"present", "Poller.run", "Event.wait"}.isdisjoint(
        {getattr(task.get_coro(), "__qualname__", "") for task in asyncio.all_tasks()}
    )
    assert "stopping" in [line["event"] for line in lines]
