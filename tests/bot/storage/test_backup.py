"""Backup and restore: whole, of one moment, to either kind of database, or refused in a line with nothing touched."""

import asyncio
import gzip
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage import backup as backups
from bot.storage import database, lock
from bot.storage.backup import BadBackup, backup, restore
from bot.storage.database import NoDatabase, open_database
from bot.storage.tables import METADATA
from tests.bot.databases import KINDS, new_database

ROWS: dict[str, list[dict[str, object]]] = {
    "people": [{"user_id": 5_000_000_000, "language": "ar"}, {"user_id": 7, "language": "en"}],
    "histories": [{"id": "h", "facts": '{"a": "ب\\u2028"}'}],
    "editions": [
        {"id": 40, "chat_id": -1001, "thread_id": 0, "due": 1, "planned": 2, "state": "posted", "store": "s",
         "history_before": "h"},
    ],
    "contents": [{"id": "c", "html": "<b>قطر</b>\n🇶🇦", "keyboard": None, "facts": "[]"}],
    "outbox": [
        {"id": number, "key": f"k{number}", "edition_id": 40, "chat_id": -1001, "thread_id": 0, "content_id": "c",
         "edits": edits, "silent": bool(edits), "state": "sent", "message_id": 9, "known_id": None, "generation": 1,
         "attempts": 1, "not_before": 0, "changed": 3, "error": ""}
        for number, edits in ((70, None), (71, 70))
    ],
    "posts": [{"chat_id": -1001, "message_id": number} for number in range(1203)],
    "versions": [{"id": "v", "served": 1, "served_by": None, "facts": 2, "store": bytes(range(256))}],
}  # fmt: skip


async def fill(url: str) -> None:
    async with open_database(url) as engine, engine.begin() as connection:
        for name, rows in ROWS.items():
            await connection.execute(METADATA.tables[name].insert(), rows)


async def held(engine: AsyncEngine) -> dict[str, list[tuple[object, ...]]]:
    async with engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in await connection.execute(select(table).order_by(*table.primary_key))]
            for table in METADATA.sorted_tables
        }


async def all_of(url: str) -> dict[str, list[tuple[object, ...]]]:
    async with open_database(url) as engine:
        return await held(engine)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return tmp_path / "sanad.backup"


@pytest.mark.parametrize("target", KINDS)
async def test_what_was_backed_up_is_restored_on_either_kind_and_numbers_go_on(
    anywhere: str, target: str, saved: Path, tmp_path: Path
) -> None:
    await fill(anywhere)
    written = await backup(anywhere, saved)
    assert written.rows == sum(map(len, ROWS.values()))
    assert saved.stat().st_mode & 0o777 == 0o600
    async with new_database(target, tmp_path) as url:
        await restore(url, saved)
        assert await all_of(url) == await all_of(anywhere)
        async with open_database(url) as engine, engine.begin() as connection:
            values = {key: value for key, value in ROWS["outbox"][0].items() if key != "id"} | {"key": "next"}
            added = await connection.execute(METADATA.tables["outbox"].insert(), values)
            assert added.inserted_primary_key is not None
            assert added.inserted_primary_key[0] == 72


async def test_a_backup_is_of_one_moment_and_holds_up_no_writer(
    anywhere: str, saved: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    await fill(anywhere)
    before = await all_of(anywhere)
    began, wrote = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        await began.wait()
        async with open_database(anywhere) as engine, engine.begin() as connection:
            await connection.execute(text("DELETE FROM outbox"))
            await connection.execute(text("INSERT INTO people VALUES (8, 'ar')"))
        wrote.set()

    writing = asyncio.create_task(write())
    write_rows = backups._write

    async def late(*given: object) -> object:
        began.set()
        await asyncio.wait_for(wrote.wait(), 4)
        return await write_rows(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(backups, "_write", late)
    await backup(anywhere, saved)
    await writing
    async with new_database("sqlite", tmp_path) as url:
        await restore(url, saved)
        assert await all_of(url) == before
    assert (await all_of(anywhere))["outbox"] == []


async def refused(url: str, file: Path) -> str:
    with pytest.raises((BadBackup, NoDatabase)) as error:
        await restore(url, file)
    assert "\n" not in str(error.value)
    return str(error.value)


async def test_a_database_that_is_not_empty_is_replaced_by_force_alone(anywhere: str, saved: Path) -> None:
    await fill(anywhere)
    await backup(anywhere, saved)
    async with open_database(anywhere) as engine, engine.begin() as connection:
        await connection.execute(text("INSERT INTO people VALUES (8, 'ar')"))
    more = await all_of(anywhere)
    assert "not empty; --force" in await refused(anywhere, saved)
    assert await all_of(anywhere) == more
    await restore(anywhere, saved, force=True)
    assert (await all_of(anywhere))["people"] == [(7, "en"), (5_000_000_000, "ar")]


async def test_a_database_in_use_is_refused_at_once_even_by_force(anywhere: str, saved: Path) -> None:
    await fill(anywhere)
    await backup(anywhere, saved)
    async with open_database(anywhere) as engine, lock.active(anywhere, engine, asyncio.Event()):
        before = await held(engine)
        with pytest.raises(NoDatabase, match="a process is active"):
            await restore(anywhere, saved, force=True)
        assert await held(engine) == before
    await restore(anywhere, saved, force=True)


@pytest.mark.parametrize("left", [0.3, 0.9, 0.999])
async def test_a_cut_file_is_refused_and_nothing_is_touched(anywhere: str, saved: Path, left: float) -> None:
    await fill(anywhere)
    await backup(anywhere, saved)
    before = await all_of(anywhere)
    saved.write_bytes(saved.read_bytes()[: int(saved.stat().st_size * left)])
    assert "cut off or damaged" in await refused(anywhere, saved)
    assert await all_of(anywhere) == before


def forged(file: Path, change: tuple[str, str], *, checksum: bool = False) -> None:
    """Changes a word in a backup; with its checksum renewed, or not."""
    lines = gzip.decompress(file.read_bytes()).decode().replace(*change).encode().splitlines(keepends=True)[:-1]
    digest = hashlib.sha256(b"".join(lines)).hexdigest() if checksum else "0" * 64
    file.write_bytes(gzip.compress(b"".join(lines) + b'{"sha256":"%s"}\n' % digest.encode()))


@pytest.mark.parametrize(
    ("change", "checksum", "said"),
    [
        (("قطر", "قطز"), False, "cut off or damaged"),
        (('"revision":"0', '"revision":"9'), True, "which this release doesn't know"),
        (('"user_id"', '"user"'), True, "no such table people"),
        (('[-1001,0]', '[-1001]'), True, "a row of posts can't be read"),
        (('[-1001,0]', '[-1001,1]'), True, "UNIQUE|duplicate key"),
        (('[7,"en"]', '[7,"xx"]'), True, "ck_people_language|CHECK"),
        (('"c",70,', '"c",99,'), True, "refer to others|foreign key"),
    ],
)  # fmt: skip
async def test_a_file_with_something_wrong_is_refused_whole(
    anywhere: str, saved: Path, tmp_path: Path, change: tuple[str, str], *, checksum: bool, said: str
) -> None:
    async with new_database("sqlite", tmp_path) as source:
        await fill(source)
        await backup(source, saved)
    forged(saved, change, checksum=checksum)
    with pytest.raises((BadBackup, NoDatabase), match=said) as error:
        await restore(anywhere, saved)
    assert "\n" not in str(error.value)
    assert not any((await all_of(anywhere)).values())


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", *(gzip.compress(text, mtime=0) for text in (b"", b"hello\n", b'{"format": "other"}\n'))],
)
async def test_a_foreign_file_is_refused_and_makes_no_database(tmp_path: Path, saved: Path, content: bytes) -> None:
    saved.write_bytes(content)
    file = tmp_path / "new.db"
    assert "no backup of Sanad's" in await refused(f"sqlite+aiosqlite:///{file}", saved)
    assert not file.exists()


async def test_a_newer_schema_is_not_backed_up_and_gives_way_to_a_backup_by_force_alone(
    anywhere: str, saved: Path
) -> None:
    await fill(anywhere)
    await backup(anywhere, saved)
    good, before = saved.read_bytes(), await all_of(anywhere)
    async with open_database(anywhere) as engine, engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await connection.execute(text("CREATE TABLE novelties (person BIGINT REFERENCES people (user_id))"))
        await connection.execute(text("INSERT INTO novelties SELECT user_id FROM people"))
    with pytest.raises(NoDatabase, match="schema 9999"):
        await backup(anywhere, saved)
    assert saved.read_bytes() == good
    with pytest.raises(NoDatabase, match="schema 9999"):
        await restore(anywhere, saved)
    await restore(anywhere, saved, force=True)
    assert await all_of(anywhere) == before
    async with open_database(anywhere) as engine, engine.connect() as connection:
        assert "novelties" not in await connection.run_sync(lambda one: inspect(one).get_table_names())


async def test_an_old_schema_is_backed_up_as_it_is_and_migrated_when_restored(
    anywhere: str, saved: Path, tmp_path: Path
) -> None:
    async with database.replacing(anywhere) as engine, engine.begin() as connection:
        await connection.run_sync(database.upgrade, "0002")
        await connection.execute(text("INSERT INTO people VALUES (7, 'ar')"))
    written = await backup(anywhere, saved)
    assert written.revision == "0002"
    assert "updates" not in {part.table for part in written.parts}
    async with new_database("sqlite", tmp_path) as url:
        await restore(url, saved)
        restored = await all_of(url)
    assert restored["people"] == [(7, "ar")]
    assert restored["updates"] == []


async def test_nothing_to_back_up_is_said_and_makes_no_database(tmp_path: Path, saved: Path) -> None:
    file = tmp_path / "none.db"
    with pytest.raises(NoDatabase, match="there is no such file"):
        await backup(f"sqlite+aiosqlite:///{file}", saved)
    assert list(tmp_path.iterdir()) == []


def sanad(url: str, folder: Path, *words: str, first: str = "") -> tuple[int, str, str]:
    command = [sys.executable, "-m", "bot", *words]
    if first:
        command = ["bash", "-c", f'{first}; exec "$@"', "bash", *command]
    environment = {**os.environ, "SANAD_DATABASE_URL": url}
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=folder, env=environment, check=False, timeout=120
    )
    return done.returncode, done.stdout, done.stderr


async def test_the_verbs_as_processes(anywhere: str, tmp_path: Path) -> None:
    await fill(anywhere)
    before = await all_of(anywhere)
    rows = sum(map(len, ROWS.values()))
    code, out, words = sanad(anywhere, tmp_path, "backup", "b")
    assert (code, out) == (0, "")
    assert words.startswith(f"b: {rows} rows, schema ")
    code, out, words = sanad(anywhere, tmp_path, "restore", "b")
    assert (code, out) == (2, "")
    assert words == "the database is not empty; --force replaces all that it holds\n"
    assert sanad(anywhere, tmp_path, "restore", "b", "--force") == (0, "", f"{rows} rows restored\n")
    assert await all_of(anywhere) == before
    (tmp_path / "b").write_bytes(b"hello")
    assert sanad(anywhere, tmp_path, "restore", "b") == (1, "", "b: no backup of Sanad's\n")
    assert sanad(anywhere, tmp_path, "restore", "none") == (2, "", "none: No such file or directory\n")
    assert sanad(anywhere, tmp_path, "backup", "none/b") == (2, "", "none/b: No such file or directory\n")


async def test_a_full_disk_leaves_the_last_backup_and_no_part_of_another(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/sanad.db"
    await fill(url)
    async with open_database(url) as engine, engine.begin() as connection:
        noise = [{"id": f"n{number}", "facts": json.dumps(os.urandom(2000).hex())} for number in range(100)]
        await connection.execute(METADATA.tables["histories"].insert(), noise)
    (tmp_path / "b").write_bytes(b"the last one")
    code, out, words = sanad(url, tmp_path, "backup", "b", first="trap '' XFSZ; ulimit -f 64")
    assert (code, out, words) == (2, "", "b: File too large\n")
    assert (tmp_path / "b").read_bytes() == b"the last one"
    assert list(tmp_path.glob("*.part")) == []


async def test_the_database_itself_is_no_place_for_its_backup(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/sanad.db"
    await fill(url)
    before = await all_of(url)
    assert sanad(url, tmp_path, "backup", "sanad.db") == (2, "", "sanad.db: that is the database itself\n")
    assert await all_of(url) == before
