"""Subscriptions as they are kept: by place, all or none, found when they are due."""

import datetime as dtm
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage import editions, histories
from bot.storage.database import open_database
from bot.storage.editions import NewEdition
from bot.storage.subscription import Place, Subscription
from bot.storage.subscriptions import Due, Next, Subscriptions, due, set_next

NOW = dtm.datetime(2026, 11, 25, 9, tzinfo=dtm.UTC)
MINUTE = dtm.timedelta(minutes=1)
CHAT, TOPIC = Place(-1001), Place(-1001, 5)


def subscription(place: Place = CHAT, **fields: object) -> Subscription:
    least = {"type": "supergroup", "language": "ar", "schedule": "daily", "time": "09:00", "timezone": "Asia/Qatar"}
    return Subscription.model_validate(
        {"chat_id": place.chat_id, "thread_id": place.thread_id or None} | least | fields
    )


FULL = subscription(
    TOPIC,
    title="عنوان 📰",
    owner=5_000_000_000,
    language="both",
    partners=["FR", "DE"],
    areas=["maritime", "cyber"],
    size=3,
    quiet=True,
    when_empty="archive",
    review=True,
    active=False,
    reason="kicked",
    next_due=NOW,
)


@pytest.fixture
async def engine(anywhere: str) -> AsyncIterator[AsyncEngine]:
    async with open_database(anywhere) as engine:
        yield engine


@pytest.fixture
def kept(engine: AsyncEngine) -> Subscriptions:
    return Subscriptions(engine)


async def due_at(engine: AsyncEngine, now: dtm.datetime, limit: int = 99) -> list[Due]:
    async with engine.begin() as connection:
        return list(await due(connection, now, limit))


@pytest.mark.parametrize("held", [subscription(), FULL], ids=["least", "full"])
async def test_what_was_put_is_what_is_got(kept: Subscriptions, held: Subscription) -> None:
    await kept.put(held)
    assert await kept.get(held.place) == held
    assert await kept.all() == (held,)


async def test_a_chat_and_its_topics_are_places_of_their_own(kept: Subscriptions) -> None:
    await kept.put_all([FULL, subscription(), subscription(Place(-1002))])
    assert await kept.get(CHAT) == subscription()
    assert [held.place for held in await kept.of_chat(-1001)] == [CHAT, TOPIC]
    assert await kept.of_owner(5_000_000_000) == (FULL,)
    assert await kept.remove(TOPIC)
    assert not await kept.remove(TOPIC)
    assert await kept.get(TOPIC) is None
    assert await kept.get(CHAT) is not None
    assert await kept.counts() == {True: 2}


async def test_replacing_changes_all_settings_but_not_what_the_place_has_had(
    kept: Subscriptions, engine: AsyncEngine
) -> None:
    await kept.put(subscription(next_due=NOW))
    had = {"de-1": "ab12"}
    async with engine.begin() as connection:
        [found] = await due(connection, NOW, 9)
        await histories.save(connection, [had])
        await set_next(connection, [Next(found.id, NOW + MINUTE, histories.identify(had), NOW)])
    changed = subscription(size=2, language="en", next_due=NOW + 2 * MINUTE)
    await kept.put(changed)
    assert await kept.all() == (changed,)
    [found] = await due_at(engine, NOW + 2 * MINUTE)
    assert (found.history, found.missed) == (histories.identify(had), NOW)


async def test_all_of_an_import_or_nothing(kept: Subscriptions) -> None:
    await kept.put(subscription())
    broken = subscription(Place(-1003)).model_copy(update={"time": None})
    with pytest.raises(DBAPIError):
        await kept.put_all([subscription(size=1), subscription(Place(-1002)), broken])
    assert await kept.all() == (subscription(),)


async def test_due_are_the_active_whose_time_has_come_the_longest_due_first(
    kept: Subscriptions, engine: AsyncEngine
) -> None:
    times = {1: NOW, 2: NOW - MINUTE, 3: NOW + dtm.timedelta(seconds=1), 4: NOW - 2 * MINUTE, 5: None}
    await kept.put_all([subscription(Place(chat), next_due=time, active=chat != 4) for chat, time in times.items()])
    assert [found.subscription.chat_id for found in await due_at(engine, NOW)] == [2, 1]
    assert [found.subscription.chat_id for found in await due_at(engine, NOW, limit=1)] == [2]
    assert await due_at(engine, NOW - 2 * MINUTE) == []


async def test_suspended_once_with_its_reason_and_active_again_from_a_given_time(
    kept: Subscriptions, engine: AsyncEngine
) -> None:
    await kept.put(subscription(next_due=NOW))
    assert await kept.suspend(CHAT, "kicked")
    assert not await kept.suspend(CHAT, "deleted")
    held = await kept.get(CHAT)
    assert held is not None
    assert (held.active, held.reason) == (False, "kicked")
    assert await due_at(engine, NOW) == []
    assert await kept.activate(CHAT, NOW + MINUTE)
    assert not await kept.activate(CHAT, NOW)
    assert await kept.get(CHAT) == subscription(next_due=NOW + MINUTE)
    assert not await kept.suspend(Place(404), "gone")


async def test_a_group_that_became_a_supergroup_keeps_its_subscription(kept: Subscriptions) -> None:
    await kept.put_all([subscription(Place(-7), type="group"), subscription(Place(-8), type="group")])
    await kept.move(-7, -1007)
    assert [(held.chat_id, held.type.value) for held in await kept.all()] == [(-1007, "supergroup"), (-8, "group")]


async def test_moving_onto_a_subscription_leaves_the_one_that_is_there(kept: Subscriptions) -> None:
    there = subscription(Place(-1007), size=1)
    await kept.put_all([subscription(Place(-7), type="group"), there])
    await kept.move(-7, -1007)
    assert await kept.all() == (there,)


async def test_editions_move_with_their_subscription_but_for_those_that_are_there(
    engine: AsyncEngine, kept: Subscriptions
) -> None:
    async def planned(chat: int, due_at: dtm.datetime) -> None:
        async with engine.begin() as connection:
            await editions.post(
                connection, [NewEdition(Place(chat), due_at, None, (), silent=False)], now=NOW, store="s"
            )

    await planned(-5, NOW)
    await planned(-5, NOW + MINUTE)
    await planned(-1005, NOW + MINUTE)
    await kept.move(-5, -1005)
    async with engine.connect() as connection:
        found = await connection.execute(text("SELECT chat_id, due FROM editions ORDER BY chat_id DESC, due"))
        at = int(NOW.timestamp())
        assert [tuple(row) for row in found] == [(-5, at + 60), (-1005, at), (-1005, at + 60)]


async def test_an_offer_never_takes_the_place_of_an_order(kept: Subscriptions) -> None:
    offered = subscription(active=False, reason="offered")
    assert await kept.offer(offered)
    assert not await kept.offer(offered)
    await kept.put(subscription())
    assert not await kept.offer(offered)
    assert await kept.get(CHAT) == subscription()


async def test_equal_histories_are_one_and_keep_their_order(engine: AsyncEngine) -> None:
    one, same, other = {"b": "1", "a": "2"}, {"b": "1", "a": "2"}, {"a": "2", "b": "1"}
    async with engine.begin() as connection:
        await histories.save(connection, [one, same, other, {}])
        await histories.save(connection, [one])
        found = await histories.load(connection, [histories.identify(one), histories.identify(other), None])
    assert histories.identify(one) == histories.identify(same) != histories.identify(other)
    assert found == {None: {}, histories.identify(one): one, histories.identify(other): other}
    assert list(found[histories.identify(one)]) == ["b", "a"]


async def test_who_is_forgotten_gets_nothing_in_private_and_owns_nothing_elsewhere(kept: Subscriptions) -> None:
    person, other = 5_000_000_000, 7
    own, others = subscription(Place(person), type="private", owner=person), subscription(Place(other), owner=other)
    await kept.put_all([own, others, FULL])
    assert await kept.forget(person) == 2
    assert await kept.all() == (FULL.model_copy(update={"owner": None}), others)
    assert await kept.forget(person) == 0
