"""Two processes of the bot on one database: one serves, the other neither polls nor sends until the first is gone."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from bot.sandbox.server import Sandbox
from tests.bot.talk import Talk


async def start(sandbox: Sandbox, curated: Path, url: str, folder: Path, admin: int | None = None) -> Process:
    environment = {
        **os.environ,
        "SANAD_TOKEN": sandbox.token,
        "SANAD_API_URL": sandbox.api_url,
        "SANAD_FACTS": str(curated),
        "SANAD_DATABASE_URL": url,
        "SANAD_ADMINS": str(admin or ""),
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=folder, env=environment, stdout=PIPE, stderr=PIPE
    )


async def line_with(process: Process, words: str) -> str:
    assert process.stderr is not None
    while words not in (line := (await asyncio.wait_for(process.stderr.readline(), 60)).decode()):
        assert line, f"ended without saying {words!r}"
    return line


async def killed(process: Process) -> None:
    process.kill()
    await process.communicate()


async def test_the_second_process_waits_and_takes_over_when_the_first_is_killed(
    sandbox: Sandbox, curated: Path, anywhere: str, tmp_path: Path
) -> None:
    talk = Talk(sandbox, sandbox.world.person("Reader", language_code="en"))
    first = await start(sandbox, curated, anywhere, tmp_path)
    try:
        await line_with(first, "ready")
        second = await start(sandbox, curated, anywhere, tmp_path)
        try:
            await line_with(second, "standing by")
            assert (await talk.says("/help")).text.startswith("What I can do")
            killed = time.monotonic()
            first.send_signal(signal.SIGKILL)
            await line_with(second, "ready")
            assert time.monotonic() - killed < 5
            assert (await talk.says("/help")).text.startswith("What I can do")
            second.send_signal(signal.SIGTERM)
            _, said = await asyncio.wait_for(second.communicate(), 10)
            assert second.returncode == 0
            assert b"Traceback" not in said
        finally:
            if second.returncode is None:
                second.kill()
                await second.communicate()
    finally:
        if first.returncode is None:
            first.kill()
        await first.communicate()
