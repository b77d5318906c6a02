"""A process that stood by serves what the active one served last, after a reload as after a rollback."""

import shutil
from contextlib import AsyncExitStack
from pathlib import Path

from bot.sandbox.server import Sandbox
from tests.bot.desk.conftest import REWORDED
from tests.bot.running import Running, running
from tests.bot.talk import Talk
from tests.knowledge.curated import store, write


async def test_who_takes_over_serves_what_was_served_last_and_not_what_it_began_with(
    sandbox: Sandbox, anywhere: str, compiled: Path, tmp_path: Path
) -> None:
    admin = sandbox.world.person("Curator", language_code="en")
    talk = Talk(sandbox, admin)
    for machine in ("one", "other"):
        shutil.copytree(compiled, tmp_path / machine / "var/stores")
    curated, elsewhere = write(store(), tmp_path / "one"), write(store(), tmp_path / "other")

    async def joins(files: Path, until: str) -> Running:
        process = await processes.enter_async_context(running(sandbox, files, anywhere, admin=admin.user.id))
        await process.says(until)
        return process

    async def serves(command: str) -> str:
        """Gives a command of the desk and waits until it is done: the version that is served then."""
        told = await talk.says(command)
        done = await sandbox.until(lambda: told.chat.messages[told.id].text.partition("→ ")[2], 60)
        admin.seen = sandbox.world.last_event
        return done[:7]

    async with AsyncExitStack() as processes:
        first = await joins(curated, "ready")
        second = await joins(elsewhere, "standing by")
        shutil.rmtree(tmp_path / "other/var/stores")  # what comes next is in the database alone
        for name, text in store(de=[REWORDED]).items():
            (curated / name).write_text(text)
        assert "2018" in (await talk.says("/fact de-plant")).text
        reloaded = await serves("/reload")
        await first.killed()
        await second.says("ready")
        shown = (await talk.says("/fact de-plant")).text
        assert ("2019" in shown, "2018" in shown, reloaded in shown) == (True, False, True)

        third = await joins(curated, "standing by")  # it begins with the files of 2019
        earlier = await serves("/rollback")
        await second.killed()
        await third.says("ready")
        shown = (await talk.says("/fact de-plant")).text
        assert ("2018" in shown, "2019" in shown, earlier in shown) == (True, False, True)
