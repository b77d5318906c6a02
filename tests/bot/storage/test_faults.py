"""What befalls databases, caused for real under a running bot: a clear line, nothing half-written, nothing lost or twice."""

import asyncio
import os
import shutil
import sqlite3
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import text

from bot.sandbox.server import Sandbox
from bot.storage.database import open_database
from tests import needs
from tests.bot.databases import engine_on, new_database
from tests.bot.running import gather, running, subscribe

SMALL_DISK = 'mount -t tmpfs -o size=16m none "$0" && cp "$0.db" "$0/sanad.db" && exec "$@"'
FULL_DISK = 'mount -t tmpfs -o size=64k none "$0" && exec "$@"'
READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
"""Shell scripts that have a command see another file system than everybody else."""


def sqlite(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


async def made(file: Path, *statements: str) -> Path:
    """A database of this release, changed from outside."""
    async with open_database(sqlite(file)):
        pass
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    return file


def damage(file: Path) -> None:
    """Everything but the header becomes noise."""
    with file.open("r+b") as opened:
        opened.seek(100)
        opened.write(b"\xa5" * (file.stat().st_size - 100))


def fill(file: Path) -> None:
    """Until there is no room left."""
    with file.open("wb", buffering=0) as opened, suppress(OSError):
        while True:
            opened.write(bytes(4096))


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(seed=7) as sandbox:
        yield sandbox


async def test_a_database_that_can_not_be_used_is_refused_in_one_line(
    sandbox: Sandbox, curated: Path, tmp_path: Path
) -> None:
    async def refused(file: Path, words: str, before: Sequence[str] = ()) -> None:
        async with running(sandbox, curated, sqlite(file), before=before) as bot:
            try:
                assert await bot.ends(60) == 2
            except TimeoutError:
                pytest.fail(f"{file}: it goes on")
        assert len(bot.lines) == 1, bot.lines
        assert words in bot.lines[0]
        assert str(file) in bot.lines[0] or "schema" in words

    locked, damaged = await made(tmp_path / "locked.db"), await made(tmp_path / "damaged.db")
    newer = await made(tmp_path / "newer.db", "UPDATE alembic_version SET version_num = '9999'")
    damage(damaged)
    noise = tmp_path / "noise.db"
    noise.write_bytes(b"hello world" * 1000)
    before = {file: file.read_bytes() for file in (damaged, newer, noise)}
    kept, none, small = tmp_path / "kept", tmp_path / "none", tmp_path / "small"
    for folder in (kept, none, small):
        folder.mkdir()
    await made(kept / "sanad.db")
    with closing(sqlite3.connect(locked, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        await asyncio.gather(
            refused(locked, "database is locked"),
            refused(damaged, "damaged; restore a backup"),
            refused(noise, "no SQLite database"),
            refused(newer, "schema 9999"),
            refused(kept / "sanad.db", "unable to open", needs.another_disk(READ_ONLY, kept)),
            refused(none / "sanad.db", "unable to open", needs.another_disk(READ_ONLY, none)),
            refused(small / "sanad.db", "full", needs.another_disk(FULL_DISK, small)),
        )
        other.execute("ROLLBACK")
    assert {file: file.read_bytes() for file in before} == before
    assert list(none.iterdir()) == []
    async with open_database(sqlite(locked)):
        pass
    async with open_database(sqlite(kept / "sanad.db")):
        pass


async def test_a_database_locked_for_longer_than_anybody_waits_holds_a_fan_out_up(
    sandbox: Sandbox, curated: Path, tmp_path: Path
) -> None:
    file, chats = tmp_path / "sanad.db", gather(sandbox, 60)
    async with running(sandbox, curated, sqlite(file)) as bot:
        await bot.says("ready")
        await subscribe(sqlite(file), chats.channels)
        await chats.gets_to(20)
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await bot.says("database is locked")
            # Whoever waits for the one connection takes his turn, five seconds each; who comes when is chance.
            await bot.says("can't be used for now", within=60)
            other.execute("COMMIT")
        await chats.ends()
        assert await bot.stops() == 0
    assert len(bot.saying("locked")) <= 4


async def test_a_disk_that_fills_up_holds_a_fan_out_up(sandbox: Sandbox, curated: Path, tmp_path: Path) -> None:
    chats, disk = gather(sandbox, 60), tmp_path / "disk"
    disk.mkdir()
    await subscribe(sqlite(disk.with_suffix(".db")), chats.channels)
    before = needs.another_disk(SMALL_DISK, disk)
    async with running(sandbox, curated, sqlite(disk / "sanad.db"), before=before) as bot:
        await bot.says("ready")
        await chats.gets_to(20)
        filler = Path(f"/proc/{bot.process.pid}/root{disk}/filler")
        fill(filler)
        await bot.says("full")
        sent = chats.sent()
        with pytest.raises(TimeoutError):
            await chats.gets_to(sent + 20, 3)  # what was marked before may leave, and nothing else
        filler.unlink()
        await chats.ends()
        assert await bot.stops() == 0
    assert len(bot.saying("full")) <= 4


async def test_a_file_damaged_under_a_running_bot_stops_posts_and_repeats_none(
    sandbox: Sandbox, curated: Path, tmp_path: Path
) -> None:
    file, chats = tmp_path / "sanad.db", gather(sandbox, 300)  # ten seconds' worth: a busy machine gets there in time
    async with running(sandbox, curated, sqlite(file)) as bot:
        await bot.says("ready")
        await subscribe(sqlite(file), chats.channels)
        await chats.gets_to(20)
        with closing(sqlite3.connect(file, timeout=60, isolation_level=None)) as other:
            other.execute("INSERT INTO people VALUES (1, 'en')")
            damage(file)
            damage(file.with_name("sanad.db-wal"))
            with suppress(sqlite3.DatabaseError):
                other.execute("INSERT INTO people VALUES (2, 'en')")  # so that nobody trusts what he has read before
        await bot.says("restore a backup")
        with pytest.raises(TimeoutError):
            await chats.gets_to(300, 3)
        assert max(len(chats.said(channel)) for channel in chats.channels) == 1
        assert await bot.stops() == 0
    assert len(bot.saying("restore a backup")) <= 4


@asynccontextmanager
async def own_server(folder: Path) -> AsyncIterator[tuple[str, Callable[..., Awaitable[None]]]]:
    """A PostgreSQL server that a test may stop and start: its address, and what tells it to."""
    programs, as_nobody = needs.postgresql_programs(), ("runuser", "-u", "nobody", "--") if os.geteuid() == 0 else ()

    async def tell(program: str, *arguments: str) -> None:
        process = await asyncio.create_subprocess_exec(
            *as_nobody, programs / program, "-D", folder / "data", *arguments, cwd="/", stdout=DEVNULL, stderr=DEVNULL
        )
        assert await process.wait() == 0, (program, arguments)

    if as_nobody:
        shutil.chown(folder, "nobody")
    await tell("initdb", "-U", "sanad", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    options = ("-w", "-l", str(folder / "log"), "-o", f"-k {folder} -c listen_addresses= -c fsync=off")
    await tell("pg_ctl", *options, "start")
    try:
        yield f"postgresql+psycopg://sanad@/postgres?host={folder}", partial(tell, "pg_ctl", *options)
    finally:
        await tell("pg_ctl", "-m", "immediate", "stop")


async def test_a_server_stopped_and_started_again_holds_a_fan_out_up(sandbox: Sandbox, curated: Path) -> None:
    chats = gather(sandbox, 90)
    with TemporaryDirectory(prefix="pg") as folder:  # a socket's path must be short
        async with own_server(Path(folder)) as (url, tell):
            async with running(sandbox, curated, url, rate=90) as bot:
                await bot.says("ready")
                await subscribe(url, chats.channels)
                await chats.gets_to(20)
                for how in ("immediate", "fast"):
                    said, sent = len(bot.lines), chats.sent()
                    await tell("-m", how, "stop")
                    await bot.says("the lock with it", after=said)
                    assert chats.sent() < sent + 30
                    await bot.says("can't be reached; standing by", after=said)
                    await tell("start")
                    await bot.says("ready", after=said)
                    await chats.gets_to(min(sent + 10, 90))
                await chats.ends()
                assert await bot.stops() == 0
            async with running(sandbox, curated, f"{url}/gone") as bot:
                assert await bot.ends() == 2
                assert len(bot.lines) == 1


async def test_connections_that_the_server_ends_cost_a_fan_out_nothing(
    sandbox: Sandbox, curated: Path, tmp_path: Path
) -> None:
    its_connections = text(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = :name"
    )
    chats = gather(sandbox, 90)
    async with (
        new_database("postgresql", tmp_path) as url,
        engine_on(url) as server,
        running(sandbox, curated, f"{url}&application_name={tmp_path.name[-30:]}", rate=90) as bot,
        server.connect() as killer,
    ):
        await bot.says("ready")
        await subscribe(url, chats.channels)
        for sent in (15, 40, 65):
            await chats.gets_to(sent)
            assert (await killer.execute(its_connections, {"name": tmp_path.name[-30:]})).scalar()
        await chats.ends()
        assert await bot.stops() == 0
