"""A backup that was taken in the middle of answers and of a fan-out: the bot that starts from it goes on exactly there."""

import asyncio
import os
import sys
from collections import Counter
from pathlib import Path

from bot.sandbox.server import Sandbox
from tests.bot.crowd import Crowd
from tests.bot.databases import new_database
from tests.bot.running import gather, running, subscribe
from tests.bot.talk import Talk


async def test_what_was_sent_by_then_is_not_sent_again_and_the_rest_is(
    sandbox: Sandbox, curated: Path, anywhere: str, tmp_path: Path
) -> None:
    crowd, chats, file = Crowd(sandbox, 20), gather(sandbox, 200), tmp_path / "sanad.backup"
    reader = Talk(sandbox, sandbox.world.person("Reader", language_code="en"))
    async with running(sandbox, curated, anywhere, rate=30) as bot:
        await bot.says("ready")
        await reader.presses(await reader.says("/language"), "العربية")
        await subscribe(anywhere, chats.channels)
        asking = asyncio.create_task(crowd.asks())
        await chats.gets_to(20)
        before = {channel.id for channel in chats.channels if chats.said(channel)}
        await sanad(anywhere, "backup", str(file))
        after = {channel.id for channel in chats.channels if chats.said(channel)}
        await bot.killed()
        await asking
    assert len(after) < len(chats.channels)  # or it was no load
    async with new_database("sqlite", tmp_path) as url:
        await sanad(url, "restore", str(file))
        async with running(sandbox, curated, url, rate=100) as bot:
            await bot.says("ready")
            await sandbox.until(lambda: all(map(chats.said, chats.channels)) or None, 60)
            await sandbox.until(lambda: crowd.all_answered() or None, 60)
            await sandbox.changed(0.5)  # what is too much would come now
            assert (await reader.says("/help")).text.startswith("ما أستطيع")
            assert await bot.stops() == 0
    times = {channel.id: len(chats.said(channel)) for channel in chats.channels}
    assert {times[one] for one in before} == {1}
    assert {times[one] for one in times.keys() - after} <= {1, 2}
    assert {one for one, number in times.items() if number > 1} <= times.keys() - before
    print(f"{Counter(times.values())}: {len(before)} posts before the backup, {len(after)} by its end")  # noqa: T201


async def sanad(url: str, *arguments: str) -> None:
    environment = {**os.environ, "SANAD_DATABASE_URL": url}
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", *arguments, env=environment)
    assert await process.wait() == 0
