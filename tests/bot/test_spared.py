"""What a service never uses is not loaded, and is there when somebody does use it."""

import subprocess
import sys

LOADED = "import sys, bot.cli, bot.verbs.run; print(*sorted(name for name in sys.argv[1:] if sys.modules.get(name)))"
UNUSED = (
    "sqlalchemy.orm", "sqlalchemy.dialects.postgresql", "httpcore", "aiohttp", "alembic", "yaml", "rich", "snowballstemmer"
)  # fmt: skip


def python(code: str, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True
    ).stdout.strip()


def test_a_start_loads_nothing_that_it_has_no_use_for() -> None:
    assert python(LOADED, "telegram.ext", "sqlalchemy", *UNUSED) == "sqlalchemy telegram.ext"


def test_the_librarys_own_transport_can_be_had_all_the_same() -> None:
    code = "import bot, telegram; print(type(telegram.Bot('1:x').request).__module__)"
    assert python(code) == "telegram.request._httpxrequest"
