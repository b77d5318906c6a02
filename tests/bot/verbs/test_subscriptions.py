"""`subscriptions export` and `import`, as processes: data on stdout, words on stderr, all or nothing."""

import datetime as dtm
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.storage.database import open_database
from bot.storage.subscriptions import Subscriptions
from bot.verbs.subscriptions import BadLine, parse

LEAST = {
    "chat_id": -1001,
    "type": "channel",
    "language": "ar",
    "schedule": "weekly",
    "time": "09:00",
    "timezone": "Asia/Qatar",
}
FIELDS = [
    "chat_id", "thread_id", "type", "title", "owner", "language", "schedule", "time", "timezone", "partners", "areas",
    "size", "quiet", "when_empty", "active", "reason", "next_due",
]  # fmt: skip


def lines(*subscriptions: dict[str, object]) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in subscriptions)


def sanad(url: str, folder: Path, verb: str, data: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "subscriptions", verb],
        input=data,
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "SANAD_DATABASE_URL": url},
        check=False,
        timeout=120,
    )


async def test_what_is_exported_is_what_an_import_takes(anywhere: str, tmp_path: Path) -> None:
    full: dict[str, object] = {
        "chat_id": -1002,
        "thread_id": 5,
        "type": "supergroup",
        "title": "عنوان\u2028سطر",
        "owner": 5_000_000_000,
        "language": "both",
        "schedule": "mon,thu",
        "time": "18:30",
        "timezone": "Europe/Berlin",
        "partners": ["FR", "DE"],
        "areas": ["cyber"],
        "size": 3,
        "quiet": True,
        "when_empty": "archive",
        "active": False,
        "reason": "kicked",
        "next_due": "2026-11-26T17:30:00Z",
    }
    brought = sanad(anywhere, tmp_path, "import", lines(full, LEAST))
    assert (brought.returncode, brought.stdout) == (0, "")
    first = sanad(anywhere, tmp_path, "export")
    assert (first.returncode, first.stderr) == (0, "")
    held = [json.loads(line) for line in first.stdout.split("\n")[:-1]]
    assert [list(one) for one in held] == [FIELDS, FIELDS]
    assert held[0] == full
    assert dtm.datetime.fromisoformat(held[1]["next_due"]) > dtm.datetime.now(dtm.UTC)
    assert sanad(anywhere, tmp_path, "import", first.stdout).returncode == 0
    assert sanad(anywhere, tmp_path, "export").stdout == first.stdout


async def test_a_bad_line_is_named_and_nothing_of_the_file_is_taken(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/sanad.db"
    refused = sanad(url, tmp_path, "import", lines(LEAST, LEAST | {"colour": "red"}, LEAST | {"chat_id": -9}))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("line 2: colour: ")
    assert len(refused.stderr.splitlines()) == 1
    async with open_database(url) as engine:
        assert await Subscriptions(engine).all() == ()


@pytest.mark.parametrize(
    "bad", ['{"chat_id": 1', lines(LEAST | {"colour": "red"}), lines(LEAST | {"time": "25:00"}), "[]", "null"]
)
def test_the_first_bad_line_is_named_by_its_number(bad: str) -> None:
    data = [lines(LEAST), "\n", bad, "worse"]
    with pytest.raises(BadLine, match=r"^line 3: "):
        parse(line.encode() for line in data)


def test_a_database_that_cant_be_used_is_said_in_a_line(tmp_path: Path) -> None:
    refused = sanad("nosuch://db", tmp_path, "export")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("SANAD_DATABASE_URL")
