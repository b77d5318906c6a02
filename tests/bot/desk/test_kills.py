"""A process killed at any step of what an admin does to the store: the next one serves one whole version, and says which.

`make crash` tries every step that a first run comes to; without SANAD_CRASH it is a few of them.
"""

import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from bot.desk.reloader import open_kept
from bot.sandbox.objects import Message
from bot.sandbox.server import Sandbox
from bot.storage.audit import Audit
from bot.storage.database import open_database
from bot.storage.versions import Versions
from tests.bot.desk.conftest import REWORDED
from tests.bot.desk.lives import Lives, git, living
from tests.knowledge.curated import store

EVERY = bool(os.environ.get("SANAD_CRASH"))
SOME = {"reload": 1, "rollback": 1, "apply": 2}
TEXTS = {"2018": store()["facts/de.yaml"].encode(), "2019": store(de=[REWORDED])["facts/de.yaml"].encode()}
"""The two files that lie there by turns, named by the date that one reads in the fact."""

Figures = Callable[[str, object], None]


@dataclass
class Scene:
    """A work tree with the curated files, and what is known of its versions."""

    lives: Lives
    curated: Path
    hashes: dict[str, str] = field(default_factory=dict)
    """Short hashes by dates."""

    @property
    def file(self) -> Path:
        return self.curated / "facts/de.yaml"

    @property
    def commits(self) -> int:
        return int(git(self.curated, "rev-list", "--count", "HEAD"))

    @property
    def date(self) -> str:
        """Of the file as it lies there; there is no other, and none between."""
        content = self.file.read_bytes()
        return next(date for date, text in TEXTS.items() if text == content)

    async def whole(self, said: str) -> str:
        """The date of the version that is served: log, /status and facts tell of the same one."""
        lives = self.lives
        shown, status = await self.answer("/fact de-plant", "[1 ¶"), await self.answer("/status", "As of ")
        (date,) = (date for date in TEXTS if date in shown.text)
        assert said
        assert (lives.served()[-1] in status.text, lives.served()[-1] in shown.text) == (True, True)
        assert self.hashes.setdefault(date, lives.served()[-1]) == lives.served()[-1]
        assert {file.name for file in self.file.parent.iterdir()} <= {"de.yaml", "so.yaml", "de.yaml.old"}
        old = self.file.with_name("de.yaml.old")
        assert not old.exists() or old.read_bytes() in TEXTS.values()
        committed = git(self.curated, "show", "HEAD:./facts/de.yaml").encode()
        assert committed in {text.strip() for text in TEXTS.values()}
        return date

    async def answer(self, command: str, words: str) -> Message:
        """The answer in which these words are: one to what a killed process left unanswered may come before."""
        admin = self.lives.admin
        asked = admin.says(admin.chat, command)

        def answered() -> Message | None:
            later = (one for one in asked.chat.history if one.id > asked.id)
            return next((one for one in later if one.sender != admin.user and words in one.text), None)

        return await self.lives.sandbox.until(answered, 60)

    def forget(self, date: str) -> None:
        """Has a version compiled, or fetched from the database, anew; that takes seconds."""
        for compiled in (self.curated.parent / "var/stores").glob(f"{self.hashes.get(date, 'none')}*.sqlite"):
            compiled.unlink()

    async def reload(self, now: str) -> Message:
        if EVERY:
            self.forget(other(now))
        self.file.write_bytes(TEXTS[other(now)])
        return await self.lives.talk.says("/reload")

    async def rollback(self, now: str) -> Message:
        self.forget(other(now))
        return await self.lives.talk.says(f"/rollback {self.hashes[other(now)]}")

    async def apply(self, now: str) -> Message:
        admin, sandbox = self.lives.admin, self.lives.sandbox
        admin.sends_file(admin.chat, "de.yaml", TEXTS[other(now)])
        asked = await sandbox.reply_to(admin)
        await sandbox.until(lambda: asked.chat.messages[asked.id].keyboard, 60)
        admin.presses(asked, "✓ Apply")
        return await sandbox.until(lambda: _working(asked), 60)


def _working(asked: Message) -> Message | None:
    now = asked.chat.messages[asked.id]
    return None if now.keyboard else now


def other(date: str) -> str:
    return "2019" if date == "2018" else "2018"


@pytest.fixture
async def scene(sandbox: Sandbox, directory: Path, anywhere: str) -> AsyncIterator[Scene]:
    git(directory, "init", "--quiet", "--initial-branch=main")
    git(directory, "config", "user.name", "Newsroom")
    git(directory, "config", "user.email", "newsroom@example.org")
    git(directory, "add", ".")
    git(directory, "commit", "--quiet", "-m", "Begin.")
    admin = sandbox.world.person("Curator", language_code="en")
    async with living(sandbox, admin, directory, anywhere) as lives:
        yield Scene(lives, directory)
    assert sandbox.world.violations == []


@pytest.mark.parametrize("deed", ["reload", "rollback", "apply"])
async def test_a_kill_at_any_step_leaves_one_whole_version(
    scene: Scene, deed: str, anywhere: str, tmp_path: Path, record_property: Figures
) -> None:
    lives, act = scene.lives, {"reload": scene.reload, "rollback": scene.rollback, "apply": scene.apply}[deed]
    now = await scene.whole(await lives.begins())
    await settled(scene, await scene.reload(now))
    now = await scene.whole("so far")
    for _ in range(2):  # the second time, as each time below, both versions are known already
        await settled(scene, await act(now))
        steps = [step for step in lives.steps() if "getUpdates" not in step]  # the next words have steps of their own
        await scene.whole("so far")
        await lives.ends()
        now = await scene.whole(await lives.begins())
    await lives.ends()
    chosen = steps if EVERY else Random(deed).sample(steps, SOME[deed])
    chosen += [f"{step} alone" for step in chosen if step.startswith("started")]
    by_itself = 0
    for turn, step in enumerate(chosen):
        name, _, alone = step.partition(" ")
        now = await scene.whole(await lives.begins(die=name, **({"alone": "1"} if alone else {})))
        commits = scene.commits
        by_itself += await lives.dies(await act(now))
        assert scene.date in TEXTS, step
        assert scene.commits - commits in ((0, 1) if deed == "apply" else (0,)), step
        (scene.curated / ".git/index.lock").unlink(missing_ok=True)  # of a git that was killed, as git itself advises
        await begins_whole(scene, again=bool(turn % 2))
    assert by_itself >= len(chosen) / 2, "steps that nobody comes to prove nothing"
    await ends_tidy(scene, anywhere, tmp_path)
    record_property("figures", f"{deed}, {anywhere.partition(':')[0]}: killed at {by_itself} of {len(steps)} steps")


async def begins_whole(scene: Scene, *, again: bool) -> None:
    """The next process says which version it serves; `again`: the admin's word is told to it once more."""
    lives = scene.lives
    if not again:
        lives.sandbox.world.updates.clear()
        await scene.whole(await lives.begins())
    else:
        assert await lives.begins() in scene.hashes.values()
    assert not any("broken" in line or "can't be served" in line for line in lives.lines)
    await lives.ends()


async def settled(scene: Scene, working: Message) -> None:
    await scene.lives.sandbox.until(
        lambda: not working.chat.messages[working.id].text.startswith("Reading") or None, 60
    )
    scene.lives.admin.seen = scene.lives.sandbox.world.last_event


async def ends_tidy(scene: Scene, url: str, folder: Path) -> None:
    """Nothing half done is left an hour later; git and every version that is kept are whole."""
    stores = scene.curated.parent / "var/stores"
    for one in stores.iterdir():
        os.utime(one, (0, 0))
    await scene.whole(await scene.lives.begins())
    assert [one.name for one in stores.iterdir() if one.suffix != ".sqlite"] == []
    git(scene.curated, "fsck", "--strict")
    async with open_database(url) as engine:
        versions = Versions(engine, Audit(engine))
        kept = await versions.all()
        assert {one.id[:7] for one in kept} >= set(scene.hashes.values())
        for version in kept:
            assert (await open_kept(versions, version, folder / "anew")).version == version.id


@pytest.mark.parametrize("anywhere", ["sqlite"], indirect=True)
async def test_a_file_written_where_it_lies_would_be_found_half_written(scene: Scene) -> None:
    lives = scene.lives
    now = await scene.whole(await lives.begins(die="half:2", plainly="1"))
    assert await lives.dies(await scene.apply(now))
    with pytest.raises(StopIteration):
        assert scene.date
