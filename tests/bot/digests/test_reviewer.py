"""Editions under review: what is said of them holds, whatever the clock, the store, a hold or a crash do meanwhile."""

from collections.abc import AsyncIterator

import pytest

from bot.digests.review import token
from bot.digests.reviewer import GRACE
from bot.storage.database import open_database
from bot.storage.subscription import Place
from bot.storage.switches import HOLD
from tests.bot import stores
from tests.bot.digests.reviewed import CHAT, DAY, DUE, HOUR, OWNER, SECOND, World


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
