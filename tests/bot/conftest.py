"""The real bot, in this process, talking over HTTP to the sandbox; people in the sandbox talk to it."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import app
from bot.digests.plan import Clock
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.telegram.gate import utc_now
from tests.bot.databases import KINDS, new_database
from tests.bot.talk import Talk

REPOSITORY = Path(__file__).resolve().parents[2]
BOT_API = REPOSITORY.parent / "shared" / "bot-api-10.1.json"


@pytest.fixture(scope="session")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's curated files as they stood when the tests began."""
    return Path(shutil.copytree(REPOSITORY / "seeds", tmp_path_factory.mktemp("curated") / "seeds"))


@pytest.fixture(params=KINDS)
async def anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a new database, on SQLite and on PostgreSQL by turns."""
    async with new_database(request.param, tmp_path) as url:
        yield url


StartBot = Callable[[Sandbox], Awaitable[None]]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A world of its own, judged by the Bot API's definition where that is at hand."""
    async with Sandbox(schema=BOT_API if BOT_API.is_file() else None, seed=7) as sandbox:
        yield sandbox


def settings_for(sandbox: Sandbox, curated: Path, database: Path, admins: tuple[int, ...] = ()) -> Settings:
    return Settings(
        admins=admins,
        token=SecretStr(sandbox.token),
        api_url=sandbox.api_url,
        facts=curated,
        database_url=f"sqlite+aiosqlite:///{database}",
    )


@asynccontextmanager
async def serving(settings: Settings, clock: Clock = utc_now) -> AsyncIterator[None]:
    """The bot, from ready to stopped; a bot that dies fails the test at once."""
    stop, ready = asyncio.Event(), asyncio.Event()
    bot = asyncio.create_task(app.run(settings, stop, ready, clock))
    starting = asyncio.create_task(ready.wait())
    await asyncio.wait([bot, starting], return_when=asyncio.FIRST_COMPLETED)
    starting.cancel()
    try:
        yield
    finally:
        stop.set()
        await bot


@pytest.fixture
async def talk(sandbox: Sandbox, curated: Path, tmp_path: Path) -> AsyncIterator[Talk]:
    """A conversation in private, in English until told otherwise."""
    async with serving(settings_for(sandbox, curated, tmp_path / "sanad.db")):
        yield Talk(sandbox, sandbox.world.person("Reader", language_code="en"))
    assert sandbox.world.violations == []
