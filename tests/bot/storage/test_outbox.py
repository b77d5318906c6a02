"""The outbox: what is next in each chat, marked and settled in batches."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage import lock
from bot.storage.database import open_database
from bot.storage.outbox import Content, NewRow, Outbox, Row, Settled, State
from bot.storage.posts import Posts
from bot.storage.subscription import Place
from bot.storage.tables import contents

CHANNEL = -(10**12) - 1


@pytest.fixture
async def engine(anywhere: str) -> AsyncIterator[AsyncEngine]:
    async with open_database(anywhere) as engine:
        async with engine.begin() as connection:
            await connection.execute(insert(contents).values(id="c", html="<b>x</b>", keyboard=None, facts="[]"))
        yield engine


async def added(engine: AsyncEngine, *rows: NewRow) -> Outbox:
    outbox = Outbox(engine)
    async with engine.begin() as connection:
        await outbox.add(connection, rows)
    return outbox


def row(key: str, chat_id: int, thread_id: int = 0, **more: int) -> NewRow:
    return NewRow(key, Place(chat_id, thread_id), "c", **more)  # type: ignore[arg-type]


def keys(rows: Sequence[Row]) -> list[str]:
    return [one.key for one in rows]


async def test_a_key_is_there_once(engine: AsyncEngine) -> None:
    outbox = await added(engine, row("1:0", 5))
    async with engine.begin() as connection:
        await outbox.add(connection, [row("1:0", 6), row("1:1", 5)])
    assert await outbox.counts() == {State.PENDING: 2}
    (head,) = await outbox.heads(0, 10)
    assert (head.key, head.chat_id) == ("1:0", 5)


async def test_a_chats_next_row_is_not_before_the_earlier_one_is_settled(engine: AsyncEngine) -> None:
    outbox = await added(engine, row("1:0", 5), row("1:1", 5, 9), row("2:0", 6))
    first, other = await outbox.heads(0, 10)
    assert keys([first, other]) == ["1:0", "2:0"]
    assert await outbox.mark({first.id: None}, 1, 0) == {first.id}
    assert keys(await outbox.heads(0, 10)) == ["2:0"]
    await outbox.settle([Settled(first.id, State.UNCERTAIN)], 1, 0)
    assert keys(await outbox.heads(0, 10)) == ["2:0"]
    await outbox.settle([Settled(first.id, State.PENDING, not_before=100)], 1, 0)
    assert keys(await outbox.heads(99, 10)) == ["2:0"]
    assert await outbox.next_time(99) == 100
    assert keys(await outbox.heads(100, 10)) == ["2:0", "1:0"]
    for state in (State.SENT, State.FAILED, State.ABANDONED):
        await outbox.settle([Settled(first.id, state)], 1, 0)
        assert set(keys(await outbox.heads(0, 10))) == {"1:1", "2:0"}
    await outbox.settle([Settled(first.id, State.UNCERTAIN, error="nobody knows")], 1, 0)
    assert set(keys(await outbox.heads(0, 10))) == {"1:1", "2:0"}
    assert await outbox.uncertain() == []


async def test_only_pending_rows_are_marked_and_what_was_known_is_kept(engine: AsyncEngine) -> None:
    outbox = await added(engine, row("1:0", CHANNEL), row("2:0", 6))
    first, second = await outbox.heads(0, 10)
    await outbox.settle([Settled(second.id, State.ABANDONED)], 0, 0)
    assert await outbox.mark({first.id: 77, second.id: None}, 3, 50) == {first.id}
    assert await outbox.mark({first.id: 78}, 3, 51) == frozenset()
    await outbox.recover(4, 60)
    (found,) = await outbox.uncertain()
    assert (found.id, found.known_id, found.attempts, found.changed) == (first.id, 77, 1, 60)


async def test_a_process_takes_up_what_another_left_and_not_its_own(engine: AsyncEngine) -> None:
    outbox = await added(engine, row("1:0", 5), row("2:0", 6))
    first, second = await outbox.heads(0, 10)
    await outbox.mark({first.id: None}, 1, 0)
    await outbox.mark({second.id: None}, 2, 0)
    await outbox.recover(2, 0)
    assert keys(await outbox.uncertain()) == ["1:0"]
    assert await outbox.counts() == {State.UNCERTAIN: 1, State.SENDING: 1}


async def test_who_was_replaced_marks_nothing_and_settles_nothing(anywhere: str, engine: AsyncEngine) -> None:
    outbox = await added(engine, row("1:0", 5), row("2:0", 6), row("3:0", 7))
    async with lock.active(anywhere, engine, asyncio.Event()) as first:
        assert first is not None
    one, two, three = await outbox.heads(0, 10)
    assert await outbox.mark({one.id: None, two.id: None}, first.generation, 0) == {one.id, two.id}
    async with lock.active(anywhere, engine, asyncio.Event()) as second:
        assert second is not None
        assert await outbox.mark({three.id: None}, first.generation, 0) == frozenset()
        await outbox.recover(second.generation, 0)
        await outbox.settle([Settled(one.id, State.PENDING), Settled(two.id, State.SENT, 9)], first.generation, 0)
        assert keys(await outbox.uncertain()) == ["1:0", "2:0"]
        await outbox.settle([Settled(one.id, State.SENT, 8)], second.generation, 0)
        assert await outbox.counts() == {State.SENT: 1, State.UNCERTAIN: 1, State.PENDING: 1}


async def test_rows_that_may_have_been_marked_are_put_back_unless_another_has_them(engine: AsyncEngine) -> None:
    outbox = await added(engine, row("1:0", 5), row("2:0", 6))
    first, second = await outbox.heads(0, 10)
    await outbox.mark({first.id: None}, 1, 0)
    await outbox.mark({second.id: None}, 2, 0)
    await outbox.unmark([first.id, second.id], 2)
    assert keys(await outbox.heads(0, 10)) == ["2:0"]


async def test_an_edit_knows_its_message_and_goes_out_again_after_a_crash(engine: AsyncEngine) -> None:
    outbox = await added(engine, row("1:0", 5))
    (first,) = await outbox.heads(0, 10)
    await outbox.mark({first.id: None}, 1, 0)
    await outbox.settle([Settled(first.id, State.SENT, 1234)], 1, 0)
    async with engine.begin() as connection:
        await outbox.add(connection, [row("fix:1", 5, edits=first.id)])
    (fix,) = await outbox.heads(0, 10)
    assert (fix.edits, fix.target) == (first.id, 1234)
    await outbox.mark({fix.id: None}, 1, 0)
    await outbox.recover(2, 0)
    assert keys(await outbox.heads(0, 10)) == ["fix:1"]
    assert await outbox.last_ids([5, 6]) == {5: 1234}
    assert await outbox.contents(["c", "d"]) == {"c": Content("<b>x</b>", None)}


async def test_a_place_is_given_up_and_a_chat_moves(engine: AsyncEngine) -> None:
    outbox = await added(engine, row("1:0", -5, 1), row("2:0", -5, 2), row("3:0", 6))
    assert await outbox.abandon(Place(-5, 1), "kicked", 0) == 1
    await outbox.move(-5, CHANNEL)
    heads = await outbox.heads(0, 10)
    assert [(head.key, head.place) for head in heads] == [("2:0", Place(CHANNEL)), ("3:0", Place(6))]
    assert await outbox.counts() == {State.ABANDONED: 1, State.PENDING: 2}


async def test_others_posts_are_kept_above_what_is_under_way_and_else_the_newest(engine: AsyncEngine) -> None:
    posts = Posts(engine)
    await posts.record([(CHANNEL, 10), (CHANNEL, 11), (5, 3)])
    assert posts.recorded(CHANNEL) == {11}
    assert (posts.last(CHANNEL), posts.last(5)) == (11, None)
    posts.hold(CHANNEL, 11)
    await posts.record([(CHANNEL, 12)])
    await posts.record([(CHANNEL, 14), (CHANNEL, 12)])
    again = Posts(engine)
    await again.load()
    assert again.recorded(CHANNEL) == {11, 12, 14}
    assert again.last(CHANNEL) == 14
    posts.release(CHANNEL)
    await posts.record([(CHANNEL, 15)])
    again = Posts(engine)
    await again.load()
    assert again.recorded(CHANNEL) == {15}
