"""The correction of a fact that was posted to fifty channels, by processes that are killed on its way: each post once.

`make crash` kills at every step of the way; without SANAD_CRASH it is one of each kind.
"""

import datetime as dtm
import os
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from bot.sandbox.objects import Chat, Message
from bot.sandbox.server import Sandbox
from bot.storage.database import open_database
from bot.storage.outbox import Outbox, State
from bot.storage.subscription import Subscription
from bot.storage.subscriptions import Subscriptions
from tests.bot.desk.conftest import REWORDED
from tests.bot.desk.lives import Lives, living
from tests.knowledge.curated import store

EVERY = bool(os.environ.get("SANAD_CRASH"))
GERMAN, ALL, OTHERS = 40, 10, 10
"""Channels about Germany, about everything, and about Somalia alone."""
CARRYING = GERMAN + ALL
WORD = ["commit:1", "commit:2"] if EVERY else ["commit:2"]
"""Where the process ends that the admin asks: before the version is kept, and before its corrections are queued."""
START = [f"commit:{number}" for number in range(1, 4 if EVERY else 2)]
"""Where those end that find them owed."""
EDITS = [f"{when}-editMessageText:{number}" for number in (1, 2, 4) for when in ("ask", "heard")]
WAY = (
    [*EDITS, *(f"commit:{number}" for number in range(1, 8))]
    if EVERY
    else ["commit:1", "ask-editMessageText:2", "heard-editMessageText:1"]
)
"""Where those end that make them: before they are marked, asked for, heard of, and written down."""
SOON, LATER = {"TICK": "0.2", "RATE": "30"}, {"TICK": "0.2", "RATE": "30", "ahead": "120"}

Figures = Callable[[str, object], None]


@dataclass
class Press:
    """Channels in which the bot posts, and others as well."""

    lives: Lives
    url: str
    channels: list[Chat] = field(default_factory=list)

    @property
    def sandbox(self) -> Sandbox:
        return self.lives.sandbox

    def ours(self, chat: Chat) -> list[Message]:
        return [message for message in chat.history if message.sender == self.sandbox.world.bot]

    def others(self) -> dict[tuple[int, int], Message]:
        return {
            (chat.id, message.id): message
            for chat in self.channels
            for message in chat.history
            if message.sender != self.sandbox.world.bot
        }

    def people_post(self) -> None:
        for chat in self.channels:
            self.lives.admin.says(chat, "A post of mine about a plant, 2018.")

    def edits(self) -> list[int]:
        """How often the post of each channel was changed."""
        world = self.sandbox.world
        changed = [call for call in world.calls if call.succeeded and call.method == "editMessageText"]
        return [sum(str(call.params["chat_id"]) == str(chat.id) for call in changed) for chat in self.channels]

    async def opens(self, german: int = GERMAN, all_: int = ALL, others: int = OTHERS) -> None:
        due = dtm.datetime.now(dtm.UTC).replace(microsecond=0) - dtm.timedelta(minutes=1)
        held = {"type": "channel", "language": "en", "schedule": "weekly", "time": "09:00", "timezone": "Asia/Qatar"}
        about = [["DE"]] * german + [[]] * all_ + [["SO"]] * others
        async with open_database(self.url) as engine:
            for number, partners in enumerate(about):
                chat = self.lives.admin.opens("channel", f"Desk {number}")
                self.sandbox.world.admit_bot(chat, self.lives.admin.user)
                self.channels.append(chat)
                more = {"chat_id": chat.id, "next_due": due, "partners": partners}
                await Subscriptions(engine).put(Subscription.model_validate(held | more))

    async def posts(self) -> None:
        """Each channel has one digest, with posts of others above and below."""
        await self.opens()
        self.people_post()
        await self.lives.begins(**SOON | {"RATE": "1000"})
        await self.sandbox.until(lambda: all(map(self.ours, self.channels)), 60)
        self.people_post()
        await self.lives.ends()

    async def dies(self, step: str, **options: str) -> bool:
        """Whether a process that finds corrections to make came to this step; else they are all made."""
        await self.lives.begins(die=step, armed="1", **options)
        with suppress(TimeoutError):
            await self.sandbox.until(lambda: not self.lives.alive or sum(self.edits()) == CARRYING or None, 3)
        by_itself = not self.lives.alive
        await self.lives.killed()
        return by_itself

    async def gets_to(self, counts: dict[State, int], **options: str) -> None:
        """A process that isn't killed, until the outbox holds so many of each state, and no others."""
        await self.lives.begins(**options)
        async with open_database(self.url) as engine:
            for _ in range(600):
                if await Outbox(engine).counts() == counts:
                    break
                await self.sandbox.changed(0.1)
            assert await Outbox(engine).counts() == counts
        await self.lives.ends()


@pytest.fixture
async def press(sandbox: Sandbox, directory: Path, anywhere: str) -> AsyncIterator[Press]:
    admin = sandbox.world.person("Curator", language_code="en")
    async with living(sandbox, admin, directory, anywhere) as lives:
        yield Press(lives, anywhere)
    assert sandbox.world.violations == []


@pytest.mark.parametrize("word", WORD)
async def test_fifty_posts_are_corrected_once_by_whoever_is_killed_on_the_way(
    press: Press, directory: Path, word: str, record_property: Figures
) -> None:
    lives, way = press.lives, Random(word).sample(WAY, len(WAY))
    await press.posts()
    before, others = [press.ours(chat) for chat in press.channels], press.others()
    assert sorted({post.text.count("● 2018") for [post] in before[:CARRYING]}) == [1]
    (directory / "facts/de.yaml").write_text(store(de=[REWORDED])["facts/de.yaml"])
    await lives.begins(die=word, **SOON)
    assert await lives.dies(await lives.talk.says("/reload"))
    lives.sandbox.world.updates.clear()
    at_start = [await press.dies(step, **SOON) for step in START]
    assert (at_start[0], sum(press.edits())) == (True, 0)
    await press.gets_to({State.SENT: len(before), State.PENDING: CARRYING}, **SOON)
    on_the_way = [await press.dies(step, **LATER) for step in way]
    assert sum(on_the_way) >= min(3, len(way))
    await press.gets_to({State.SENT: len(before) + CARRYING}, **LATER)
    assert press.edits() == [1] * CARRYING + [0] * OTHERS
    assert press.others() == others
    assert [press.ours(chat) for chat in press.channels[CARRYING:]] == before[CARRYING:]
    for chat, [old] in zip(press.channels[:CARRYING], before, strict=False):
        [post] = press.ours(chat)
        assert (post.id, post.text.count("Corrected on"), post.text.count("● 2019")) == (old.id, 1, 1)
        assert "2018" not in post.text
        assert [line for line in post.text.splitlines() if "training" in line] == [
            line for line in old.text.splitlines() if "training" in line
        ]
    starts = {(post.id // 100) for [post] in before}
    assert len(starts) > CARRYING / 2, "ids of channels that begin alike prove little"
    killed = [word, *(step for step, came in zip([*START, *way], at_start + on_the_way, strict=True) if came)]
    record_property(
        "figures", f"{press.url.partition(':')[0]}: {CARRYING} posts corrected, killed at {' '.join(killed)}"
    )


async def test_posts_on_their_way_when_the_store_changes_are_corrected_too(press: Press, directory: Path) -> None:
    lives = press.lives
    await press.opens(20, 0, 1)
    await lives.begins(**SOON | {"RATE": "5"})
    await press.sandbox.until(lambda: sum(map(len, map(press.ours, press.channels))) >= 2 or None, 60)
    (directory / "facts/de.yaml").write_text(store(de=[REWORDED])["facts/de.yaml"])
    working = await lives.talk.says("/reload")
    answer = await press.sandbox.until(lambda: _told(working), 60)
    assert len([chat for chat in press.channels if not press.ours(chat)]) > 1, "all had arrived before"
    assert "20 posts carry what has changed" in answer.text
    await press.sandbox.until(lambda: all(map(press.ours, press.channels)), 60)
    await lives.ends()
    await press.gets_to({State.SENT: 41}, **LATER)
    assert press.edits() == [1] * 20 + [0]
    for chat in press.channels[:20]:
        [post] = press.ours(chat)
        assert ("● 2019" in post.text, "2018" in post.text) == (True, False)


def _told(working: Message) -> Message | None:
    now = working.chat.messages[working.id]
    return None if now.text.startswith("Reading") else now
