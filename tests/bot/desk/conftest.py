"""A small curated directory that tests change, and a desk to reload it at."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.sandbox.objects import Message
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from knowledge import live
from tests.bot.conftest import serving, settings_for
from tests.bot.talk import Talk
from tests.knowledge.curated import Files, fact, store, words, write

REWORDED = fact("importance: 2", 'date: "2019"')
OLD_ENGLISH, ENGLISH = (
    "Rheinmetall agreed with Qatar to build an ammunition plant.",
    "Rheinmetall and Qatar agreed on a plant.",
)
OLD_ARABIC, ARABIC = "اتفقت راينميتال مع قطر على بناء مصنع للذخيرة.", "اتفقت قطر وراينميتال على مصنع."
IN_ENGLISH, IN_BOTH = fact(words("text", ENGLISH, OLD_ARABIC)), fact(words("text", ENGLISH, ARABIC))
PATIENCE = 60.0
"""Seconds that a compiler may take on a machine with other work."""


@dataclass(frozen=True, slots=True)
class Bureau:
    """The sandbox, its one admin, and the files that he curates."""

    sandbox: Sandbox
    admin: Person
    settings: Settings

    @property
    def talk(self) -> Talk:
        return Talk(self.sandbox, self.admin)

    def writes(self, files: Files) -> None:
        assert self.settings.facts is not None
        for name, text in files.items():
            (self.settings.facts / name).write_text(text)

    async def gets(self, command: str) -> Message:
        """Commands something and waits for the answer that replaces “working …”."""
        return await self.settled(await self.talk.says(command))

    async def settled(self, message: Message) -> Message:
        def last() -> Message | None:
            now = message.chat.messages[message.id]
            return None if now.text.startswith("Reading") else now

        settled = await self.sandbox.until(last, PATIENCE)
        self.admin.seen = self.sandbox.world.last_event
        return settled


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The versions that most tests go to and fro between, compiled once."""
    cache = tmp_path_factory.mktemp("compiled")
    for files in (store(), store(de=[REWORDED]), store(de=[IN_ENGLISH]), store(de=[IN_BOTH])):
        asyncio.run(live.open_directory(write(files, tmp_path_factory.mktemp("files")), cache))
    return cache


@pytest.fixture
def directory(tmp_path: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small store on disk; compiled versions stay in the test's own folder."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(compiled, tmp_path / "var/stores")
    return write(store(), tmp_path)


@pytest.fixture
def settings(sandbox: Sandbox, directory: Path, tmp_path: Path) -> Callable[[Person], Settings]:
    def made(admin: Person) -> Settings:
        return settings_for(sandbox, directory, tmp_path / "sanad.db").model_copy(update={"admins": (admin.user.id,)})

    return made


@pytest.fixture
def bureau(sandbox: Sandbox, settings: Callable[[Person], Settings]) -> Bureau:
    admin = sandbox.world.person("Curator", language_code="en")
    return Bureau(sandbox, admin, settings(admin))


@pytest.fixture
async def desk(bureau: Bureau) -> AsyncIterator[Bureau]:
    """With the bot at work."""
    async with serving(bureau.settings):
        yield bureau
    assert bureau.sandbox.world.violations == []
