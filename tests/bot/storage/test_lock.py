"""One process is active, the next takes over in seconds however the first one ends. Real processes, real signals."""

import asyncio
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from structlog.testing import capture_logs

from bot.storage import lock
from bot.storage.database import open_database
from tests.bot.databases import new_database

HOLDER = """
import asyncio, sys
from bot.observe import logs
from bot.storage import lock
from bot.storage.database import open_database

async def main():
    async with open_database(sys.argv[1]) as engine:
        async with lock.active(sys.argv[1], engine, asyncio.Event()) as active:
            print(active.generation, flush=True)
            await active.lost.wait()
            print("lost", flush=True)

logs.set_up("text")
asyncio.run(main())
"""


@asynccontextmanager
async def holder(url: str) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", HOLDER, url, stdout=PIPE, stderr=PIPE)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def says(process: Process) -> str:
    assert process.stdout is not None
    return (await asyncio.wait_for(process.stdout.readline(), 30)).decode().strip()


async def test_another_takes_over_within_seconds_of_a_kill_and_the_generation_rises(anywhere: str) -> None:
    async with holder(anywhere) as first:
        assert await says(first) == "1"
        async with holder(anywhere) as second:
            assert second.stdout is not None
            waiting = asyncio.create_task(second.stdout.readline())
            done, _ = await asyncio.wait([waiting], timeout=1.5)
            assert not done, "two are active"
            killed = time.monotonic()
            first.send_signal(signal.SIGKILL)
            assert (await asyncio.wait_for(waiting, 10)).strip() == b"2"
            assert time.monotonic() - killed < 5  # and not only once a lease has run out


async def test_standing_by_is_said_once_and_ends_when_told_to(anywhere: str) -> None:
    stop = asyncio.Event()
    async with open_database(anywhere) as engine, lock.active(anywhere, engine, asyncio.Event()) as first:
        assert first is not None
        with capture_logs() as lines:
            asyncio.get_running_loop().call_later(4 * lock.STANDBY_SECONDS, stop.set)
            async with lock.active(anywhere, engine, stop) as second:
                assert second is None
        assert [line["event"] for line in lines] == ["another process is active on this database; standing by"]
    async with open_database(anywhere) as engine, lock.active(anywhere, engine, asyncio.Event()) as third:
        assert third is not None
        assert third.generation == first.generation + 1


async def test_bots_in_schemas_of_their_own_do_not_wait_for_each_other(tmp_path: Path) -> None:
    told_to_stop = asyncio.Event()
    told_to_stop.set()
    async with (
        new_database("postgresql", tmp_path) as one,
        new_database("postgresql", tmp_path) as other,
        open_database(one) as first_engine,
        open_database(other) as second_engine,
        lock.active(one, first_engine, asyncio.Event()) as first,
        lock.active(other, second_engine, told_to_stop) as second,
    ):
        assert first is not None
        assert second is not None


async def test_a_lost_connection_is_noticed_at_once(tmp_path: Path) -> None:
    async with new_database("postgresql", tmp_path) as url:
        async with open_database(url) as engine, lock.active(url, engine, asyncio.Event()) as active:
            assert active is not None
            killer = create_async_engine(url, isolation_level="AUTOCOMMIT")
            async with killer.connect() as connection:
                await connection.execute(
                    text(
                        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                        " AND objid::bigint = hashtext(current_schema())::bigint & 4294967295"
                    )
                )
            await asyncio.wait_for(active.lost.wait(), 0.5)
            await killer.dispose()
        async with open_database(url) as engine, lock.active(url, engine, asyncio.Event()) as again:
            assert again is not None
            assert again.generation == active.generation + 1
