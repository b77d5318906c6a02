"""A fact that was posted turns out wrong: the posts that carried it are changed, once, and no others."""

import datetime as dtm
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.sandbox.clock import MovableClock
from bot.sandbox.objects import Chat, Message
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.storage.database import open_database
from bot.storage.subscription import Subscription
from bot.storage.subscriptions import Subscriptions
from tests.bot.conftest import BOT_API, serving, settings_for
from tests.bot.desk.conftest import PATIENCE, Bureau
from tests.bot.talk import labels
from tests.knowledge.curated import TRAINING, changed, fact, store, words

SATURDAY = dtm.datetime(2026, 11, 21, 12, tzinfo=dtm.UTC)
CHANNELS, CARRYING = 50, 20
MOVED = fact('date: "2019"')
RETIRED = fact("rank: deprecated", words("reason", "The plant was never agreed.", "لم يُتفق على المصنع قط."))
REWORDED = fact(words("text", "Rheinmetall and Qatar agreed on a plant.", "اتفقت قطر وراينميتال على مصنع."))
TOLD = "● 2018 — Rheinmetall agreed with Qatar to build an ammunition plant. [1 ¶2]"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """At a clock that stands still until it is moved."""
    clock = MovableClock(lambda: SATURDAY)
    async with Sandbox(schema=BOT_API if BOT_API.is_file() else None, seed=5, clock=clock) as sandbox:
        yield sandbox
    assert sandbox.world.violations == []


@pytest.fixture
def bureau(sandbox: Sandbox, directory: Path, tmp_path: Path) -> Bureau:
    admin = sandbox.world.person("Curator", language_code="en")
    settings = settings_for(sandbox, directory, tmp_path / "sanad.db", (admin.user.id,))
    return Bureau(sandbox, admin, settings.model_copy(update={"tick": 0.05, "rate": 1000}))


@asynccontextmanager
async def at_work(bureau: Bureau, settings: Settings | None = None) -> AsyncIterator[None]:
    async with serving(settings or bureau.settings, bureau.sandbox.world.clock):
        yield


async def posted(bureau: Bureau, number: int, carrying: int) -> list[Chat]:
    """Channels with one digest each; the first ones are about Germany, the others about Somalia."""
    world = bureau.sandbox.world
    chats = [bureau.admin.opens("channel", f"Desk {count}") for count in range(number)]
    async with open_database(bureau.settings.database_url) as engine:
        for count, chat in enumerate(chats):
            world.admit_bot(chat, bureau.admin.user)
            held = {"chat_id": chat.id, "type": chat.type, "language": "en", "schedule": "weekly", "time": "09:00"}
            partner = "DE" if count < carrying else "SO"
            more = {"timezone": "Asia/Qatar", "next_due": "2026-11-22T06:00:00Z", "partners": [partner]}
            await Subscriptions(engine).put(Subscription.model_validate(held | more))
    passes(bureau, hours=18, minutes=1)
    await bureau.sandbox.until(lambda: all(ours(bureau, chat) for chat in chats), 60)
    return chats


def passes(bureau: Bureau, **much: int) -> None:
    clock = bureau.sandbox.world.clock
    assert isinstance(clock, MovableClock)
    clock.move(dtm.timedelta(**much))


def ours(bureau: Bureau, chat: Chat) -> list[Message]:
    return [message for message in chat.history if message.sender == bureau.sandbox.world.bot]


def text(bureau: Bureau, chat: Chat) -> str:
    [post] = ours(bureau, chat)
    return post.text


def edits(bureau: Bureau, chats: list[Chat]) -> dict[int, int]:
    """How often a message of each of these chats was changed."""
    ids = {chat.id: 0 for chat in chats}
    for call in bureau.sandbox.world.calls:
        if call.succeeded and call.method == "editMessageText" and (chat_id := int(str(call.params["chat_id"]))) in ids:
            ids[chat_id] += 1
    return ids


async def test_exactly_the_posts_that_carried_the_fact_are_changed_once_also_over_a_restart(bureau: Bureau) -> None:
    slow = bureau.settings.model_copy(update={"rate": 10})
    async with at_work(bureau):
        chats = await posted(bureau, CHANNELS, CARRYING)
        before = [text(bureau, chat) for chat in chats]
        assert all(TOLD in post for post in before[:CARRYING])
    async with at_work(bureau, slow):
        bureau.writes(store(de=[MOVED]))
        answer = await bureau.gets("/reload")
        assert f"{CARRYING} posts carry what has changed" in answer.text
        assert labels(answer)[0] == ["Hold", "Correct now"]
        passes(bureau, seconds=58)
        assert sum(edits(bureau, chats).values()) == 0
        passes(bureau, seconds=3)
        await bureau.sandbox.until(lambda: sum(edits(bureau, chats).values()) >= 3)
    assert 3 <= sum(edits(bureau, chats).values()) < CARRYING
    async with at_work(bureau):
        await bureau.sandbox.until(lambda: sum(edits(bureau, chats).values()) >= CARRYING, 30)
    assert list(edits(bureau, chats).values()) == [1] * CARRYING + [0] * (CHANNELS - CARRYING)
    after = [text(bureau, chat) for chat in chats]
    assert after[CARRYING:] == before[CARRYING:]
    line = TOLD.replace("2018", "2019") + " Corrected on 22 November 2026."
    assert all(line in post and "2018" not in post for post in after[:CARRYING])


async def test_a_withdrawn_fact_is_struck_through_with_its_reason_and_comes_back_by_a_rollback(bureau: Bureau) -> None:
    async with at_work(bureau):
        chats = await posted(bureau, 2, 1)
        bureau.writes(store(de=[RETIRED]))
        assert "1 post carries" in (await bureau.gets("/reload")).text
        passes(bureau, seconds=61)
        await bureau.sandbox.until(lambda: "Withdrawn" in text(bureau, chats[0]), PATIENCE)
        [post] = ours(bureau, chats[0])
        assert f"{TOLD} Withdrawn on 22 November 2026: The plant was never agreed." in post.text
        assert "strikethrough" in {entity.type for entity in post.entities}
        await bureau.gets("/rollback")
        passes(bureau, seconds=61)
        await bureau.sandbox.until(lambda: "Withdrawn" not in text(bureau, chats[0]), PATIENCE)
        [post] = ours(bureau, chats[0])
        assert f"{TOLD} Corrected on 22 November 2026." in post.text
        assert "strikethrough" not in {entity.type for entity in post.entities}
    assert list(edits(bureau, chats).values()) == [2, 0]


async def test_a_removed_fact_is_struck_through_and_its_successor_stands_below_a_withdrawn_one(bureau: Bureau) -> None:
    heir = changed(MOVED, "id: de-factory", "supersedes: de-plant")
    async with at_work(bureau):
        [chat] = await posted(bureau, 1, 1)
        bureau.writes(store(de=[RETIRED, heir]))
        await bureau.gets("/reload")
        passes(bureau, seconds=61)
        await bureau.sandbox.until(lambda: "Stands in its place" in text(bureau, chat), PATIENCE)
        assert f"{TOLD} Withdrawn on" in text(bureau, chat)
        bureau.writes(store(de=[], so=[TRAINING]))
        await bureau.gets("/reload")
        passes(bureau, seconds=61)
        await bureau.sandbox.until(lambda: text(bureau, chat).count("Withdrawn on 22 November 2026.") == 2)
        assert "2019" in text(bureau, chat)


async def test_other_words_for_the_same_are_put_in_without_a_note(bureau: Bureau) -> None:
    async with at_work(bureau):
        chats = await posted(bureau, 2, 1)
        bureau.writes(store(de=[REWORDED]))
        await bureau.gets("/reload")
        passes(bureau, seconds=61)
        await bureau.sandbox.until(lambda: "agreed on a plant" in text(bureau, chats[0]), PATIENCE)
        assert "● 2018 — Rheinmetall and Qatar agreed on a plant. [1 ¶2]\n" in text(bureau, chats[0])
        assert "Corrected" not in text(bureau, chats[0])
    assert list(edits(bureau, chats).values()) == [1, 0]


async def test_corrections_are_held_and_made_by_the_buttons(bureau: Bureau) -> None:
    async with at_work(bureau):
        chats = await posted(bureau, 2, 1)
        bureau.writes(store(de=[MOVED]))
        held = await bureau.talk.presses(await bureau.gets("/reload"), "Hold")
        assert held.text.startswith("Corrections held\n1 post stays")
        passes(bureau, minutes=5)
        await bureau.talk.says("/partners")
        assert list(edits(bureau, chats).values()) == [0, 0]
        told = await bureau.talk.presses(held, "Correct now")
        assert told.text.startswith("Correcting now\n1 post")
        await bureau.sandbox.until(lambda: "2019" in text(bureau, chats[0]), PATIENCE)
    assert list(edits(bureau, chats).values()) == [1, 0]


async def test_the_next_edition_tells_only_those_whose_post_could_not_be_corrected(bureau: Bureau) -> None:
    async with at_work(bureau):
        mended, lost = await posted(bureau, 2, 2)
        bureau.admin.deletes(ours(bureau, lost)[0])
        bureau.writes(store(de=[MOVED]))
        assert "2 posts carry what has changed" in (await bureau.gets("/reload")).text
        passes(bureau, seconds=61)
        await bureau.sandbox.until(lambda: "Corrected on" in text(bureau, mended), PATIENCE)
        await bureau.sandbox.until(
            lambda: [call for call in bureau.sandbox.world.calls if "not found" in str(call.answer)]
        )
    async with at_work(bureau):  # whoever stops writes down what was done
        passes(bureau, days=7)
        [told] = await bureau.sandbox.until(lambda: ours(bureau, lost), PATIENCE)
        assert "Corrected — 🇩🇪 Germany\n● 2019" in told.text
        passes(bureau, days=7)
        assert await bureau.talk.says("/partners")
    assert len(ours(bureau, mended)) == len(ours(bureau, lost)) == 1
