"""Each thing that can go wrong between the outbox and a chat, caused for real over HTTP."""

import datetime as dtm
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.sandbox import fates
from bot.sandbox.faults import Fault, Kind
from bot.sandbox.objects import ChatType
from bot.sandbox.server import Sandbox
from bot.storage.database import open_database
from bot.storage.outbox import Outbox, State
from bot.storage.subscription import Place
from tests.bot.digests.scene import Scene, playing

SENT = (State.SENT, "")
PARTS = ((0, "one"), (1, "two"))


@pytest.fixture
async def scene(anywhere: str) -> AsyncIterator[Scene]:
    async with Sandbox(seed=7) as sandbox, open_database(anywhere) as engine, playing(sandbox, engine) as scene:
        yield scene


async def test_posts_arrive_once_in_order_and_silently_where_wanted(scene: Scene) -> None:
    channel, reader = scene.chat(), scene.chat("private")
    await scene.add(("1:0", channel.id, "<b>one</b>"), ("1:1", channel.id, "two"), ("2:0", reader.id, "three"))
    assert await scene.settled("1:0", "1:1", "2:0") == {"1:0": SENT, "1:1": SENT, "2:0": SENT}
    assert (scene.said(channel), scene.said(reader)) == (["one", "two"], ["three"])
    assert not any((scene.ears.suspended, scene.ears.moves, scene.ears.told))


async def test_posts_whose_answers_are_lost_are_there_once(scene: Scene) -> None:
    faults: tuple[tuple[ChatType, Kind], ...] = (
        ("supergroup", "reset"), ("channel", "reset"), ("channel", "cut"),
        ("channel", "page"), ("channel", "garbled"), ("channel", "silence"),
    )  # fmt: skip
    chats = [(scene.chat(kind), fault, takes_effect) for kind, fault in faults for takes_effect in (True, False)]
    for chat, fault, takes_effect in chats:
        scene.sandbox.faults.add("sendMessage", Fault(fault, takes_effect, seconds=2), chat.id)
    other = scene.chat("private")
    posts = [(f"{number}:{part}", chat.id, text) for number, (chat, *_) in enumerate(chats) for part, text in PARTS]
    await scene.add(*posts, ("other", other.id, "three"))
    await scene.settled("other", within=2)
    assert scene.said(other) == ["three"]
    for chat, *_ in chats:
        scene.person.says(chat, "/help and something of mine")
    rows = await scene.settled(*(key for key, *_ in posts))
    assert set(rows.values()) == {SENT}
    for chat, fault, takes_effect in chats:
        assert scene.said(chat) == ["one", "two"], (fault, takes_effect)
    assert len(scene.sandbox.faults) == 0


async def test_where_ids_prove_nothing_a_lost_post_is_sent_again(scene: Scene) -> None:
    chat = scene.chat("group")
    scene.sandbox.faults.add("sendMessage", Fault("reset", takes_effect=True), chat.id)
    with capture_logs() as lines:
        await scene.add(("1:0", chat.id, "one"))
        await scene.settled("1:0")
    assert scene.said(chat) == ["one", "one"]
    assert [line["row"] for line in lines if "sent again" in line["event"]] == ["1:0"]


async def test_a_flood_in_one_chat_has_that_chat_wait_alone(scene: Scene) -> None:
    slow, other = scene.chat(), scene.chat()
    scene.sandbox.faults.add("sendMessage", Fault("flood", takes_effect=False, seconds=3), slow.id)
    await scene.add(("1:0", slow.id, "one"), ("1:1", slow.id, "two"), ("2:0", other.id, "three"))
    assert (await scene.settled("2:0", within=2.5))["1:0"][0] is not State.SENT
    assert (scene.said(slow), scene.said(other)) == ([], ["three"])
    await scene.settled("1:0", "1:1")
    assert scene.said(slow) == ["one", "two"]


async def test_a_flood_overall_has_everybody_wait_and_loses_nothing(scene: Scene) -> None:
    chats = [scene.chat("private") for _ in range(12)]
    scene.sandbox.faults.add("sendMessage", Fault("flood", takes_effect=False, seconds=2), times=6)
    await scene.add(*((f"{chat.id}:0", chat.id, "x") for chat in chats))
    await scene.settled(*(f"{chat.id}:0" for chat in chats))
    assert [scene.said(chat) for chat in chats] == [["x"]] * 12


async def test_chats_that_take_nothing_are_suspended_after_a_second_refusal(scene: Scene) -> None:
    world = scene.sandbox.world
    kicked, muted, group, channel, other = (
        scene.chat(), scene.chat(), scene.chat("group"), scene.chat(), scene.chat(),
    )  # fmt: skip
    blocker, leaver = world.person("Blocker"), world.person("Leaver")
    for reader in (blocker, leaver):
        reader.starts()
    scene.person.removes_bot(kicked)
    scene.person.adds_bot(muted, ["can_edit_messages"])
    fates.delete_chat(world, group)
    fates.delete_chat(world, channel)
    blocker.blocks_bot()
    fates.close_account(world, leaver)
    chats = {"kicked": kicked, "rights": muted, "group": group, "channel": channel}
    chats |= {"blocked": blocker.chat, "account": leaver.chat}
    posts = [(f"{fate}:{part}", chat.id, text) for fate, chat in chats.items() for part, text in PARTS]
    await scene.add(*posts, ("other", other.id, "three"))
    await scene.settled("other")
    for fate in chats:
        await scene.refused(f"{fate}:0")
    assert scene.ears.suspended == []
    scene.clock.ahead += dtm.timedelta(seconds=10)
    rows = await scene.settled(*(key for key, *_ in posts))
    assert {rows[key][0] for key, *_ in posts} == {State.ABANDONED}
    assert {place for place, _ in scene.ears.suspended} == {Place(chat.id) for chat in chats.values()}
    assert len(scene.ears.suspended) == len(chats)
    for fate in chats:
        assert rows[f"{fate}:1"][1] == rows[f"{fate}:0"][1] != ""
    assert scene.said(other) == ["three"]


async def test_a_chat_that_takes_posts_again_is_not_suspended(scene: Scene) -> None:
    channel = scene.chat()
    scene.person.adds_bot(channel, ["can_edit_messages"])
    await scene.add(("1:0", channel.id, "one"))
    await scene.refused("1:0")
    scene.person.adds_bot(channel)
    scene.clock.ahead += dtm.timedelta(seconds=10)
    assert await scene.settled("1:0") == {"1:0": SENT}
    assert scene.ears.suspended == []


async def test_a_group_that_moved_gets_its_posts_where_it_went(scene: Scene) -> None:
    group = scene.chat("group")
    new = fates.migrate(scene.sandbox.world, group, scene.person)
    await scene.add(("1:0", group.id, "one"), ("1:1", group.id, "two"))
    assert await scene.settled("1:0", "1:1") == {"1:0": SENT, "1:1": SENT}
    assert (scene.said(group), scene.said(new)) == ([], ["one", "two"])
    assert set(scene.ears.moves) == {(group.id, new.id)}


async def test_a_message_that_is_our_fault_fails_alone_and_is_told(scene: Scene) -> None:
    channel = scene.chat()
    with capture_logs() as lines:
        await scene.add(("1:0", channel.id, "<b>one"), ("1:1", channel.id, "two"))
        rows = await scene.settled("1:0", "1:1")
    assert (rows["1:0"][0], rows["1:1"]) == (State.FAILED, SENT)
    assert "parse entities" in rows["1:0"][1]
    assert scene.ears.told == [("1:0", "refused")]
    assert len([line for line in lines if line["log_level"] in {"warning", "error"}]) == 1


async def test_two_messages_that_may_be_the_lost_one_are_left_to_people(scene: Scene) -> None:
    channel = scene.chat()
    scene.sandbox.faults.add("sendMessage", Fault("reset", takes_effect=True), channel.id)
    await scene.add(("1:0", channel.id, "one"), ("1:1", channel.id, "two"))
    await scene.sandbox.until(lambda: scene.said(channel))
    scene.sandbox.world.send(channel, "nobody knows of this one")
    rows = await scene.settled("1:0", "1:1")
    assert rows["1:0"][0] is State.UNCERTAIN
    assert rows["1:1"] == SENT
    assert scene.ears.told == [("1:0", "unclear")]
    assert scene.said(channel).count("one") == 1


async def test_a_server_that_is_not_there_costs_nothing_but_time(scene: Scene) -> None:
    channel = scene.chat()
    url, scene.client._base_url = scene.client._base_url, "http://127.0.0.1:9/bot"
    await scene.add(("1:0", channel.id, "one"))
    assert (await scene.rows())["1:0"][0] in {State.PENDING, State.SENDING}
    scene.client._base_url = url
    assert await scene.settled("1:0") == {"1:0": SENT}
    assert scene.said(channel) == ["one"]


async def test_a_locked_database_holds_posts_up_and_loses_none(tmp_path: Path) -> None:
    file = tmp_path / "sanad.db"
    async with (
        Sandbox(seed=7) as sandbox,
        open_database(f"sqlite+aiosqlite:///{file}") as engine,
        playing(sandbox, engine) as scene,
    ):
        channel = scene.chat()
        await scene.add(("1:0", channel.id, "one"), ("1:1", channel.id, "two"))
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await sandbox.changed(1.5)
            other.execute("COMMIT")
        assert await scene.settled("1:0", "1:1") == {"1:0": SENT, "1:1": SENT}
        assert scene.said(channel) == ["one", "two"]


async def test_edits_change_messages_and_say_when_they_can_not(scene: Scene) -> None:
    channel = scene.chat()
    await scene.add(("1:0", channel.id, "one"), ("1:1", channel.id, "two"))
    await scene.settled("1:0", "1:1")
    first, second = (head for head in (await _ids(scene)).values())
    scene.sandbox.faults.add("editMessageText", Fault("reset", takes_effect=True), channel.id)
    await scene.add(("fix:0", channel.id, "one, mended"), edits=first)
    scene.clock.ahead += dtm.timedelta(seconds=10)
    assert (await scene.settled("fix:0"))["fix:0"] == SENT
    assert scene.said(channel) == ["one, mended", "two"]
    ours = next(message for message in channel.history if message.text == "two")
    scene.sandbox.world.delete(ours)
    await scene.add(("fix:1", channel.id, "two, mended"), edits=second)
    state, reason = (await scene.settled("fix:1"))["fix:1"]
    assert (state, "not found" in reason.lower()) == (State.FAILED, True)
    assert scene.said(channel) == ["one, mended"]
    assert not any((scene.ears.suspended, scene.ears.told))


async def _ids(scene: Scene) -> dict[str, int]:
    async with scene.engine.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT key, id FROM outbox ORDER BY id")
        return {row.key: row.id for row in rows}


async def test_who_lost_the_lock_sends_nothing_more_and_writes_nothing(anywhere: str) -> None:
    async with Sandbox(seed=7) as sandbox, open_database(anywhere) as engine, playing(sandbox, engine) as scene:
        channel = scene.chat()
        scene.deliverer._is_active = lambda: False
        await scene.add(("1:0", channel.id, "one"))
        await sandbox.changed(0.5)
        assert (await scene.rows())["1:0"][0] is State.PENDING
        assert scene.said(channel) == []
        async with playing(sandbox, engine, generation=2) as other:
            assert await other.settled("1:0") == {"1:0": SENT}
        assert await Outbox(engine).counts() == {State.SENT: 1}
