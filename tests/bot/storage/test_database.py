"""The database: made, migrated, shared, and refused in one line where it can't be used."""

import asyncio
import logging
import threading
from pathlib import Path

import alembic.command
import pytest
from sqlalchemy import text

from bot.storage import database
from bot.storage.database import NoDatabase, open_database
from tests.bot.storage.conftest import Look

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"


async def refusal(url: str) -> str:
    with pytest.raises(NoDatabase) as refused:
        async with open_database(url):
            pass
    return str(refused.value)


async def test_a_new_database_is_made_with_its_folders_and_the_whole_schema(tmp_path: Path) -> None:
    file = tmp_path / "new" / "deep er" / "100%.db"
    async with open_database(f"sqlite+aiosqlite:///{file}") as engine, engine.connect() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM people"))).scalar() == 0
    assert file.is_file()


async def test_migrating_again_changes_nothing(url: str, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_database(url):
        pass
    before = look("SELECT sql FROM sqlite_master ORDER BY name")
    look("INSERT INTO people VALUES (7, 'ar')")

    def again(*_: object) -> None:
        pytest.fail("migrated a database whose schema is up to date")

    monkeypatch.setattr(alembic.command, "upgrade", again)
    async with open_database(url):
        pass
    assert look("SELECT sql FROM sqlite_master ORDER BY name") == before
    assert look("SELECT * FROM people") == [(7, "ar")]
    assert look("SELECT count(*) FROM alembic_version") == [(1,)]


async def test_processes_that_start_together_migrate_once(url: str, look: Look) -> None:
    async def start() -> None:
        async with open_database(url):
            pass

    await asyncio.gather(*(start() for _ in range(8)))
    assert look("SELECT count(*) FROM alembic_version") == [(1,)]


async def test_a_migration_that_fails_leaves_nothing_behind(
    url: str, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    look("CREATE TABLE people (mine)")
    before = look(TABLES)
    assert "people already exists" in await refusal(url)
    assert look(TABLES) == before


async def test_a_newer_schema_is_refused_and_left_as_it_is(url: str, look: Look) -> None:
    look("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    look("INSERT INTO alembic_version VALUES ('9999')")
    assert await refusal(url) == (
        "the database has schema 9999, which this release doesn't know; run the newer release"
    )
    assert look(TABLES) == [("alembic_version",)]
    assert look("SELECT version_num FROM alembic_version") == [("9999",)]


@pytest.mark.parametrize("content", [b"hello", b"hello world" * 1000])
async def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(file: Path, url: str, content: bytes) -> None:
    file.write_bytes(content)
    said = await refusal(url)
    assert "no SQLite database" in said
    assert str(file) in said
    assert "\n" not in said
    assert file.read_bytes() == content


@pytest.mark.parametrize("below", ["sanad.db", "folder/sanad.db"])
async def test_a_place_where_nothing_can_be_made_is_refused(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    said = await refusal(f"sqlite+aiosqlite:///{tmp_path}/file/{below}")
    assert f"{tmp_path}/file/{below}" in said
    assert "\n" not in said
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"


async def test_a_refused_database_leaves_no_thread_behind(file: Path, url: str) -> None:
    """Such a thread would print a traceback when it finds the event loop closed."""
    before = set(threading.enumerate())
    file.write_bytes(b"hello world" * 1000)
    await refusal(url)
    for thread in set(threading.enumerate()) - before:
        thread.join(5)
        assert not thread.is_alive()


async def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert "unable to open" in await refusal(f"sqlite+aiosqlite:///{tmp_path}")


async def test_a_database_that_somebody_keeps_locked_is_refused_in_time(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    async with open_database(url) as engine, engine.begin():
        assert "locked" in await refusal(url)
    async with open_database(url):
        pass


@pytest.mark.parametrize(
    "address",
    [
        "",
        "sanad.db",
        "postgres//u:hunter2@h/db",
        "sqlite:///var/sanad.db",
        "nosuch://u:hunter2@h/db",
        "mysql://u:hunter2@h/db",
        "postgresql+psycopg://u:hunter2@h:port/db",
        "postgresql+psycopg://u:hu@nter:hunter2@h/db",
        "postgresql+psycopg://u:hunter2@127.0.0.1:1/db",
    ],
)
async def test_an_address_that_leads_nowhere_is_refused_without_its_password(address: str) -> None:
    said = await refusal(address)
    assert "SANAD_DATABASE_URL" in said or "127.0.0.1:1" in said
    assert "hunter2" not in said
    assert "\n" not in said


async def test_what_fails_is_rolled_back_and_the_next_is_kept(url: str, look: Look) -> None:
    async with open_database(url) as engine:
        async with engine.begin() as connection:
            await connection.execute(text("INSERT INTO people VALUES (1, 'ar')"))
            await connection.rollback()
        async with engine.begin() as connection:
            await connection.execute(text("INSERT INTO people VALUES (2, 'en')"))
    assert look("SELECT user_id FROM people") == [(2,)]


async def test_writes_survive_a_loss_of_power(url: str) -> None:
    async with open_database(url) as engine, engine.connect() as connection:
        settings = [
            (await connection.execute(text(f"PRAGMA {name}"))).scalar() for name in ("journal_mode", "synchronous")
        ]
    assert settings == ["wal", 2]


async def test_opening_says_nothing_in_the_log(url: str, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("alembic").setLevel(logging.WARNING)
    async with open_database(url):
        pass
    assert caplog.records == []
