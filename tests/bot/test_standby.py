"""Two processes of the bot on one database: one serves, the other neither polls nor sends until the first is gone."""

import asyncio
import signal
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.sandbox.server import Sandbox
from bot.storage import lock
from tests.bot.databases import engine_on, new_database
from tests.bot.running import gather, running, subscribe
from tests.bot.talk import Talk

LOCK = f"{lock._LOCK_KEY}, hashtext(coalesce(current_schema(), ''))"
END_HOLDER = text(
    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    f" AND classid::bigint = {lock._LOCK_KEY}"
    " AND objid::bigint = hashtext(coalesce(current_schema(), ''))::bigint & 4294967295"
)


async def test_the_second_process_waits_and_takes_over_when_the_first_is_killed(
    sandbox: Sandbox, curated: Path, anywhere: str
) -> None:
    talk = Talk(sandbox, sandbox.world.person("Reader", language_code="en"))
    async with running(sandbox, curated, anywhere) as first:
        await first.says("ready")
        async with running(sandbox, curated, anywhere) as second:
            await second.says("standing by")
            second.process.send_signal(signal.SIGHUP)  # there is nothing to reload: it lives on
            assert (await talk.says("/help")).text.startswith("What I can do")
            killed = time.monotonic()
            await first.killed()
            await second.says("ready")
            assert time.monotonic() - killed < 5
            assert (await talk.says("/help")).text.startswith("What I can do")
            assert await second.stops() == 0


async def test_what_a_killed_process_left_of_a_fan_out_another_delivers(
    sandbox: Sandbox, curated: Path, anywhere: str
) -> None:
    chats = gather(sandbox, 90)
    async with running(sandbox, curated, anywhere, rate=40) as first:
        await first.says("ready")
        async with running(sandbox, curated, anywhere, rate=40) as second:
            await second.says("standing by")
            await subscribe(anywhere, chats.channels)
            await chats.dies_at(30, first)
            killed = time.monotonic()
            await chats.gets_to(chats.sent() + 1)
            assert time.monotonic() - killed < 5
            await chats.ends()
            assert second.saying("looked for a lost post")
            assert await second.stops() == 0


async def test_who_loses_the_locks_connection_stops_at_once_and_whoever_has_it_next_goes_on(
    sandbox: Sandbox, curated: Path, tmp_path: Path
) -> None:
    async with new_database("postgresql", tmp_path) as url:
        chats = gather(sandbox, 90)
        async with (
            engine_on(url) as server,
            running(sandbox, curated, url) as bot,
            server.connect() as next_holder,
            server.connect() as killer,
        ):
            await bot.says("ready")
            await subscribe(url, chats.channels)
            await chats.gets_to(20)
            waiting = asyncio.create_task(next_holder.execute(text(f"SELECT pg_advisory_lock({LOCK})")))
            await asyncio.wait([waiting], timeout=0.2)
            assert not waiting.done()
            assert (await killer.execute(END_HOLDER)).scalar()
            await waiting
            await sandbox.changed(0.1)  # as long as it takes to read that the connection ended
            sent = chats.sent()
            with pytest.raises(TimeoutError):
                await chats.gets_to(sent + 1, 2)
            assert sent < 80
            assert len(bot.saying("the lock with it")) == 1
            assert await bot.says("standing by")
            await next_holder.execute(text(f"SELECT pg_advisory_unlock({LOCK})"))
            await chats.ends()
            assert await bot.stops() == 0
