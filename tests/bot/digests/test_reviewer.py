"""Editions under review: what is said of them holds, whatever the clock, the store, a hold or a crash do meanwhile."""

import datetime as dtm
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager, suppress

import pytest
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.digests.deciding import Decided, decide
from bot.digests.plan import Planner
from bot.digests.press import Said
from bot.digests.review import token
from bot.digests.reviewer import GRACE, Reviewer
from bot.storage import reviews
from bot.storage.database import open_database
from bot.storage.reviews import Review
from bot.storage.subscription import Place, Subscription
from bot.storage.subscriptions import Subscriptions
from bot.storage.switches import HOLD, Switches
from bot.storage.tables import contents, editions, outbox
from knowledge.store import Store
from tests.bot import stores

DUE = dtm.datetime(2026, 11, 25, 6, tzinfo=dtm.UTC)
HOUR, DAY, SECOND = dtm.timedelta(hours=1), dtm.timedelta(days=1), dtm.timedelta(seconds=1)
CHAT, OWNER = -1001, 77
EACH = 1 if "SANAD_CRASHES" in os.environ else 5
"""The test of kills ends the process before so many statements, one at a time."""


class World:
    """A database, a clock and a store that tests set, and what the tick does on them."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.now = DUE - DAY
        self.store = stores.store(*(stores.fact(number) for number in range(1, 4)))
        self.subscriptions = Subscriptions(engine)
        self.switches = Switches(engine)
        self.restart()

    def restart(self) -> None:
        self.reviewer = Reviewer(self.engine, self.switches, self.served, lambda: self.now, lambda _: "en")
        self.planner = Planner(self.engine, self.switches, self.served, lambda: self.now)

    def served(self) -> Store:
        return self.store

    def serves(self, *facts: object, version: str) -> None:
        self.store = stores.store(*facts, version=version * 64)  # type: ignore[arg-type]

    async def subscribe(self, chat: int = CHAT, **fields: object) -> None:
        held = {"chat_id": chat, "type": "channel", "language": "en", "schedule": "daily", "time": "09:00"}
        held |= {"timezone": "Asia/Qatar", "next_due": DUE, "size": 2, "review": True, "owner": OWNER, "title": "Desk"}
        await self.subscriptions.put(Subscription.model_validate(held | fields))

    async def at(self, now: dtm.datetime) -> None:
        """The tick at a moment."""
        self.now = now
        await self.reviewer.look()
        await self.planner.plan()

    async def review(self, chat: int = CHAT) -> Review:
        async with self.engine.connect() as connection:
            found = await reviews.of_place(connection, Place(chat))
        assert found is not None
        return found

    async def says(self, step: str, value: str | None = None, chat: int = CHAT) -> Decided:
        review = await self.review(chat)
        if value is None and step == "post":
            value = token(review.draft)
        return await decide(self.engine, self.store, self.now, OWNER, Said("en", review.edition, step, value or ""))

    async def held(self, chat: int = CHAT) -> Subscription:
        found = await self.subscriptions.get(Place(chat))
        assert found is not None
        return found

    async def messages(self, chat: int) -> Sequence[str]:
        joined = select(contents.c.html).join(outbox, contents.c.id == outbox.c.content_id)
        async with self.engine.connect() as connection:
            found = await connection.execute(joined.where(outbox.c.chat_id == chat).order_by(outbox.c.id))
            return list(found.scalars())

    async def posts(self, chat: int = CHAT) -> Sequence[str]:
        return await self.messages(chat)

    async def told(self) -> str:
        """What the owner reads last."""
        return (await self.messages(OWNER))[-1]

    async def states(self, chat: int = CHAT) -> Sequence[str]:
        async with self.engine.connect() as connection:
            found = select(editions.c.state).where(editions.c.chat_id == chat).order_by(editions.c.id)
            return list((await connection.execute(found)).scalars())


@pytest.fixture
async def world(anywhere: str) -> AsyncIterator[World]:
    async with open_database(anywhere) as engine:
        yield World(engine)


async def test_an_approved_edition_waits_for_its_time_and_counts_as_had_from_then_on(world: World) -> None:
    await world.subscribe()
    await world.at(DUE - HOUR - SECOND)
    assert await world.states() == []
    await world.at(DUE - HOUR)
    assert await world.states() == ["review"]
    assert await world.subscriptions.history(Place(CHAT)) is None
    await world.says("post")
    await world.at(DUE - SECOND)
    assert (await world.states(), await world.posts()) == (["approved"], [])
    await world.at(DUE)
    await world.at(DUE + SECOND)
    assert await world.states() == ["posted"]
    [post] = await world.posts()
    assert post in (await world.messages(OWNER))[0]
    assert await world.subscriptions.history(Place(CHAT)) is not None
    held = await world.held()
    assert held.next_due == DUE + DAY
    await world.at(DUE + DAY - HOUR)
    assert "Sentence &lt;3&gt;" in await world.told()
    assert "Sentence &lt;1&gt;" not in await world.told()


async def test_a_restart_gives_a_late_word_half_a_minute(world: World) -> None:
    await world.subscribe()
    await world.at(DUE - HOUR)
    world.restart()
    await world.at(DUE + SECOND)
    assert await world.states() == ["review"]
    await world.says("post")
    await world.at(DUE + 2 * SECOND)
    assert await world.states() == ["posted"]
    await world.at(DUE + DAY - HOUR)
    world.restart()
    await world.at(DUE + DAY)
    await world.at(DUE + DAY + GRACE)
    assert await world.states() == ["posted", "skipped"]
    assert await world.subscriptions.missed(Place(CHAT)) == DUE + DAY
    assert len(await world.posts()) == 1


async def test_a_fact_withdrawn_after_its_approval_is_not_posted_and_the_others_are(world: World) -> None:
    await world.subscribe()
    await world.at(DUE - HOUR)
    await world.says("post")
    moved, new = stores.fact(2, date="2019"), stores.fact(9, importance=3)
    world.serves(stores.withdrawn(1), stores.fact(2), new, version="b")
    await world.at(DUE)
    [post] = await world.posts()
    assert "Sentence &lt;2&gt;" in post
    assert "Sentence &lt;1&gt;" not in post
    assert "Sentence &lt;9&gt;" not in post  # nobody has approved it
    await world.at(DUE + DAY - HOUR)
    await world.says("post")
    world.serves(stores.withdrawn(1), moved, new, version="c")
    await world.at(DUE + DAY)
    assert len(await world.posts()) == 2
    assert "Sentence &lt;9&gt;" in (await world.posts())[1]


async def test_an_unseen_text_cant_be_approved_and_what_is_seen_follows_the_store(world: World) -> None:
    await world.subscribe()
    await world.at(DUE - HOUR)
    seen = token((await world.review()).draft)
    world.serves(stores.fact(1, date="2031"), stores.fact(2), version="b")
    decided = await world.says("post", seen)
    assert decided.word == "review-changed"
    assert decided.shown is not None
    assert "2031" in decided.shown.html
    assert (await world.review()).word == "review"
    world.serves(stores.withdrawn(1), stores.fact(2), version="c")
    await world.at(DUE - HOUR / 2)
    assert "Sentence &lt;1&gt;" not in await world.told()
    world.serves(stores.withdrawn(1), stores.withdrawn(2), version="d")
    await world.at(DUE - HOUR / 4)
    assert "nothing is left" in await world.told()
    assert await world.states() == ["skipped"]
    assert await world.posts() == []


async def test_a_hold_keeps_the_word_and_posts_it_while_it_is_fresh(world: World) -> None:
    await world.subscribe()
    await world.at(DUE - HOUR)
    await world.says("post")
    await world.switches.turn_on(HOLD, world.now, None)
    await world.at(DUE + HOUR)
    assert await world.posts() == []
    await world.switches.turn_off(HOLD)
    await world.at(DUE + 2 * HOUR)
    assert len(await world.posts()) == 1


async def test_an_owner_who_was_asked_too_late_has_an_hour_and_a_stale_edition_is_told_of(world: World) -> None:
    await world.subscribe()
    await world.at(DUE + HOUR)  # down until then
    await world.at(DUE + 2 * HOUR - SECOND)
    assert await world.states() == ["review"]
    await world.says("post")
    await world.at(DUE + 2 * HOUR)
    assert await world.states() == ["posted"]
    await world.at(DUE + DAY - HOUR)
    await world.says("post")
    await world.at(DUE + 3 * DAY + 13 * HOUR)
    assert await world.states() == ["posted", "skipped"]
    assert len(await world.posts()) == 1
    assert (await world.held()).next_due == DUE + 4 * DAY
    await world.at(DUE + 4 * DAY - HOUR)
    assert "was skipped" in await world.told()


async def test_the_clock_may_go_forth_and_back(world: World) -> None:
    await world.subscribe()
    await world.at(DUE - HOUR)
    await world.says("post")
    await world.at(DUE - 3 * HOUR)
    await world.at(DUE - HOUR)
    assert (await world.review()).word == "approved"
    await world.at(DUE)
    await world.at(DUE - HOUR)
    await world.at(DUE)
    assert len(await world.posts()) == 1
    assert (await world.held()).next_due == DUE + DAY


async def test_nobody_to_ask_is_noted_until_somebody_approves(world: World) -> None:
    await world.subscribe(owner=None)
    await world.at(DUE - HOUR)
    assert ((await world.held()).reason, await world.states()) == ("unheard", [])
    held = (await world.held()).model_copy(update={"owner": OWNER})
    await world.subscriptions.put(held)
    await world.at(DUE + DAY - HOUR)
    await world.says("post")
    await world.at(DUE + DAY)
    assert (await world.held()).reason == ""
    assert len(await world.posts()) == 1


async def test_off_and_on_again_asks_again_and_off_alone_posts_as_usual(world: World) -> None:
    await world.subscribe()
    await world.at(DUE - HOUR)
    await world.says("post")
    held = await world.held()
    await world.subscriptions.put(held.model_copy(update={"review": False}))
    await world.at(DUE - HOUR / 2)
    assert await world.states() == ["off"]
    await world.subscriptions.put(held)
    await world.at(DUE - HOUR / 3)
    assert (await world.review()).word == "review"  # the word was for the other one
    assert "Shall this be posted" in await world.told()
    await world.subscriptions.put(held.model_copy(update={"review": False}))
    await world.at(DUE)
    assert await world.states() == ["posted"]
    assert len(await world.posts()) == 1
    assert await world.subscriptions.history(Place(CHAT)) is not None


class Killed(Exception):
    pass


@contextmanager
def killed_at(engine: AsyncEngine, number: int) -> Iterator[list[str]]:
    """Everything ends before the statement of this number is run."""
    seen: list[str] = []

    def look(*arguments: object) -> None:
        seen.append(str(arguments[2]))
        if len(seen) == number:
            raise Killed

    event.listen(engine.sync_engine, "before_cursor_execute", look)
    try:
        yield seen
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", look)


async def test_a_kill_before_any_statement_loses_and_doubles_nothing(world: World) -> None:
    async def life(chat: int) -> None:
        await world.at(DUE - HOUR)
        if (await world.states(chat)) == ["review"]:
            await world.says("post", chat=chat)
        await world.at(DUE)

    for number in range(1, 200, EACH):
        chat = CHAT - number
        await world.subscribe(chat)
        with killed_at(world.engine, number) as seen, suppress(Killed):
            await life(chat)
        world.restart()
        await life(chat)
        assert await world.states(chat) == ["posted"]
        assert len(await world.posts(chat)) == 1
        assert (await world.held(chat)).next_due == DUE + DAY
        await world.subscriptions.remove(Place(chat))
        if len(seen) < number:
            break
    else:
        raise AssertionError(number)
    assert number > 30
    lives = (number + EACH - 1) // EACH
    first = select(outbox.c.key).where(outbox.c.chat_id == OWNER, outbox.c.edits.is_(None))
    async with world.engine.connect() as connection:
        assert len((await connection.execute(first)).all()) == lives
