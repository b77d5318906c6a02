"""Planning: each due edition once, fresh or told of, whatever the clock does; nothing while digests are held."""

import datetime as dtm
from collections.abc import AsyncIterator, Sequence

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.digests.plan import CHUNK, Planner
from bot.storage.database import open_database
from bot.storage.subscription import Place, Subscription
from bot.storage.subscriptions import Subscriptions
from bot.storage.switches import HOLD, Switches
from bot.storage.tables import contents, editions, outbox
from knowledge.store import Store
from tests.bot import stores

DUE = dtm.datetime(2026, 11, 25, 6, tzinfo=dtm.UTC)
HOUR, DAY = dtm.timedelta(hours=1), dtm.timedelta(days=1)


class World:
    """A database, a clock and a store that tests set, and a planner on them."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.now = DUE
        self.store: Store = stores.store(*(stores.fact(number) for number in range(1, 4)))
        self.subscriptions = Subscriptions(engine)
        self.switches = Switches(engine)
        self.planner = self.restarted()

    def restarted(self) -> Planner:
        self.planner = Planner(self.engine, self.switches, lambda: self.store, lambda: self.now)
        return self.planner

    async def subscribe(self, chat: int = -1001, **fields: object) -> None:
        held = {
            "chat_id": chat,
            "type": "channel",
            "language": "en",
            "schedule": "daily",
            "time": "09:00",
            "timezone": "Asia/Qatar",
            "next_due": DUE,
            "size": 1,
        }
        await self.subscriptions.put(Subscription.model_validate(held | fields))

    async def plans(self, now: dtm.datetime) -> int:
        self.now = now
        return await self.planner.plan()

    async def next_due(self, chat: int = -1001) -> dtm.datetime | None:
        held = await self.subscriptions.get(Place(chat))
        assert held is not None
        return held.next_due

    async def posts(self) -> Sequence[tuple[int, str]]:
        """The chats and texts in the outbox, in its order."""
        joined = select(outbox.c.chat_id, contents.c.html).join(contents, contents.c.id == outbox.c.content_id)
        async with self.engine.connect() as connection:
            return [(chat, html) for chat, html in await connection.execute(joined.order_by(outbox.c.id))]


@pytest.fixture
async def world(anywhere: str) -> AsyncIterator[World]:
    async with open_database(anywhere) as engine:
        yield World(engine)


async def test_what_is_due_is_posted_once_and_due_again_by_its_schedule(world: World) -> None:
    await world.subscribe()
    assert await world.plans(DUE - dtm.timedelta(seconds=1)) == 0
    assert await world.posts() == []
    assert await world.plans(DUE) == 1
    assert await world.plans(DUE) == 0
    assert await world.plans(DUE + HOUR) == 0
    [(chat, html)] = await world.posts()
    assert chat == -1001
    assert "Sentence" in html
    assert await world.next_due() == DUE + DAY


async def test_no_fact_twice_in_a_place_and_silence_when_none_is_left(world: World) -> None:
    await world.subscribe()
    for day in range(5):
        await world.plans(DUE + day * DAY)
    posts = [html for _, html in await world.posts()]
    assert len(posts) == 3
    for number in (1, 2, 3):
        assert sum(f"Sentence &lt;{number}&gt;" in html for html in posts) == 1
    assert await world.next_due() == DUE + 5 * DAY


async def test_equal_places_share_their_texts_and_others_have_theirs(world: World) -> None:
    for chat in range(-5, 0):
        await world.subscribe(chat, title=f"Chat {chat}", owner=chat + 100)
    await world.subscribe(-9, language="ar")
    assert await world.plans(DUE) == 6
    posts = await world.posts()
    assert len({html for chat, html in posts if chat != -9}) == 1
    assert len({html for _, html in posts}) == 2
    assert not any("Chat" in html for _, html in posts)
    async with world.engine.connect() as connection:
        assert len((await connection.execute(select(contents.c.id))).all()) == 2


async def test_more_than_one_transaction_holds(world: World) -> None:
    held = [
        Subscription.model_validate(
            {"chat_id": chat, "type": "channel", "language": "en", "schedule": "weekly", "time": "09:00",
             "timezone": "Asia/Qatar", "next_due": DUE, "size": 1}
        )
        for chat in range(-2 * CHUNK - 1, 0)
    ]  # fmt: skip
    await world.subscriptions.put_all(held)
    assert await world.plans(DUE) == 2 * CHUNK + 1
    assert len({chat for chat, _ in await world.posts()}) == 2 * CHUNK + 1


async def test_a_subscription_without_a_time_gets_one_and_is_not_due_before(world: World) -> None:
    await world.subscribe(next_due=None)
    assert await world.plans(DUE + HOUR) == 0
    assert await world.next_due() == DUE + DAY


@pytest.mark.parametrize(
    ("schedule", "late", "posted"),
    [
        ("daily", 12 * HOUR, True),
        ("daily", 12 * HOUR + dtm.timedelta(seconds=1), False),
        ("weekly", 12 * HOUR, True),
        ("weekly", 13 * HOUR, False),
        ("wed,thu", 12 * HOUR, True),
    ],
)
async def test_after_downtime_an_edition_is_posted_while_it_is_fresh_and_else_told_as_missed(
    world: World, schedule: str, late: dtm.timedelta, *, posted: bool
) -> None:
    await world.subscribe(schedule=schedule)
    assert await world.plans(DUE + late) == (1 if posted else 0)
    assert await world.subscriptions.missed(Place(-1001)) == (None if posted else DUE)
    upcoming = await world.next_due()
    assert upcoming is not None
    assert upcoming > DUE + late
    assert await world.plans(upcoming) == 1
    assert await world.subscriptions.missed(Place(-1001)) is None
    told = ["25" in html.partition("Sentence")[0] for _, html in await world.posts()]
    assert told[-1] is not posted


async def test_a_week_of_downtime_is_one_edition_that_tells_of_the_first_it_missed(world: World) -> None:
    await world.subscribe()
    assert await world.plans(DUE + 7 * DAY + HOUR) == 1
    assert await world.next_due() == DUE + 8 * DAY
    async with world.engine.connect() as connection:
        [due] = (await connection.execute(select(editions.c.due))).scalars()
    assert due == (DUE + 7 * DAY).timestamp()
    assert await world.subscriptions.missed(Place(-1001)) is None


async def test_a_hold_stops_planning_and_is_lifted(world: World) -> None:
    await world.subscribe()
    await world.switches.turn_on(HOLD, DUE, by=7)
    assert await world.plans(DUE) == 0
    assert await world.next_due() == DUE
    await world.switches.turn_off(HOLD)
    assert await world.plans(DUE + HOUR) == 1


async def test_suspended_places_get_nothing(world: World) -> None:
    await world.subscribe(active=False, reason="kicked")
    assert await world.plans(DUE) == 0


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_clock_that_jumps_forward_and_back_loses_and_doubles_nothing(world: World, *, restarted: bool) -> None:
    await world.subscribe()
    assert await world.plans(DUE) == 1
    assert await world.plans(DUE + 300 * DAY) == 1
    if restarted:
        world.restarted()
    assert await world.plans(DUE + HOUR) == 0
    assert await world.next_due() == DUE + DAY
    assert await world.plans(DUE + DAY) == 1
    assert await world.plans(DUE + DAY) == 0


async def test_an_edition_that_was_posted_while_the_clock_was_ahead_is_not_posted_again(world: World) -> None:
    await world.subscribe()
    assert await world.plans(DUE + DAY) == 1
    assert await world.plans(DUE + 2 * HOUR) == 0
    assert await world.plans(DUE + DAY) == 0
    assert await world.plans(DUE + 2 * DAY) == 1


async def test_a_database_that_refuses_leaves_nothing_half_done(world: World) -> None:
    await world.subscribe()
    async with world.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE outbox RENAME TO elsewhere"))
    with pytest.raises(DBAPIError):
        await world.plans(DUE)
    assert await world.next_due() == DUE
    async with world.engine.begin() as connection:
        assert (await connection.execute(select(editions.c.id))).all() == []
        assert (await connection.execute(select(contents.c.id))).all() == []
        await connection.execute(text("ALTER TABLE elsewhere RENAME TO outbox"))
    assert await world.plans(DUE) == 1


@pytest.mark.parametrize(("time", "silent"), [("23:00", True), ("06:59", True), ("07:00", False), ("21:59", False)])
async def test_quiet_places_hear_nothing_at_night(world: World, time: str, *, silent: bool) -> None:
    await world.subscribe(time=time, next_due=None, quiet=True)
    await world.plans(DUE)
    upcoming = await world.next_due()
    assert upcoming is not None
    assert await world.plans(upcoming) == 1
    async with world.engine.connect() as connection:
        assert (await connection.execute(select(outbox.c.silent))).scalars().all() == [silent]
