"""Whatever happens in the middle of a reload or a rollback: one whole version is served, before and after a restart."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from bot.desk import starting
from bot.storage.audit import Audit
from bot.storage.database import open_database
from bot.storage.versions import Versions
from knowledge.store import Store
from tests.bot.desk.conftest import REWORDED, Bureau
from tests.bot.talk import Talk
from tests.knowledge.curated import fact, store
from tests.knowledge.processes import environment

SCRIPT = """
import asyncio, datetime, os, signal, sys
from pathlib import Path
from bot.desk import reloader, starting
from bot.storage.audit import Audit
from bot.storage.database import open_database
from bot.storage.versions import Versions
from knowledge import live

deed, owner, step, moment = sys.argv[1:]
NOW = datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC)

def die(): os.kill(os.getpid(), signal.SIGKILL)

def deadly(function):
    async def dying(*args):
        if moment == "before": die()
        result = await function(*args)
        die()
    return dying

async def main():
    async with open_database("sqlite+aiosqlite:///sanad.db") as engine:
        audit = Audit(engine)
        versions = Versions(engine, audit)
        store = await starting.first(Path("seeds"), Path("var/stores"), versions)
        times = iter(NOW + datetime.timedelta(minutes=minute) for minute in range(9))
        async with live.serving(store) as serving:
            desk = reloader.Reloader(serving, versions, audit, Path("seeds"), Path("var/stores"), lambda: next(times), print)
            await desk.remember()
            Path("seeds/facts/de.yaml").write_text(sys.stdin.read())
            if deed == "rollback":
                await desk.reload(7)
            target = {"Versions": Versions, "Live": live.Live}[owner]
            setattr(target, step, deadly(getattr(target, step)))
            await getattr(desk, deed)(*([7] if deed == "reload" else ["", 7]))
asyncio.run(main())
"""
RELOADED = store(de=[REWORDED])["facts/de.yaml"]


@pytest.mark.parametrize(
    ("deed", "owner", "step", "moment", "date"),
    [
        ("reload", "Versions", "keep", "before", "2019"),  # the files are as they are
        ("reload", "Versions", "keep", "after", "2019"),
        ("reload", "Live", "swap", "before", "2019"),
        ("reload", "Live", "swap", "after", "2019"),
        ("rollback", "Versions", "pin", "before", "2019"),
        ("rollback", "Versions", "pin", "after", "2018"),
        ("rollback", "Live", "swap", "before", "2018"),
        ("rollback", "Live", "swap", "after", "2018"),
    ],
)
async def test_a_process_killed_at_any_step_leaves_one_whole_version(
    directory: Path, deed: str, owner: str, step: str, moment: str, date: str
) -> None:
    arguments = [sys.executable, "-c", SCRIPT, deed, owner, step, moment]
    process = await asyncio.create_subprocess_exec(
        *arguments,
        cwd=directory.parent,
        env=environment(),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    await process.communicate(RELOADED.encode())
    assert process.returncode == -signal.SIGKILL
    served = await started(directory)
    assert (served.facts["de-plant"].date, list(served.facts)) == (date, ["de-plant", "so-training"])


async def started(directory: Path) -> Store:
    """What the next process begins with."""
    async with open_database("sqlite+aiosqlite:///sanad.db") as engine:
        return await starting.first(directory, Path("var/stores"), Versions(engine, Audit(engine)))


async def test_answers_during_reloads_are_each_of_one_version(desk: Bureau) -> None:
    """The date is of one version, the footer names one: they always go together."""
    seen: set[tuple[str, str]] = set()
    reloading = True

    async def asks(name: str) -> None:
        while reloading:  # each time somebody else, as one person may not ask that much
            talk = Talk(desk.sandbox, desk.sandbox.world.person(name, language_code="en"))
            answer = await talk.says("/fact de-plant")
            (version,) = (line.rpartition("store ")[2] for line in answer.text.splitlines() if "store " in line)
            seen.add(("2018" if "2018" in answer.text else "2019", version))

    readers = [asyncio.create_task(asks(f"Reader {number}")) for number in range(4)]
    for number in range(6):
        desk.writes(store(de=[fact() if number % 2 else REWORDED]))
        assert (await desk.gets("/reload")).text.startswith("Now served")
    reloading = False
    await asyncio.gather(*readers)
    assert sorted(date for date, _ in seen) == ["2018", "2019"]
    assert len({version for _, version in seen}) == 2
