"""Long polling: no update is lost or worked twice, and no poison makes the bot deaf."""

import asyncio

import pytest
from structlog.testing import capture_logs
from telegram import Update

from bot.telegram import polling
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.polling import Poller
from tests.bot.telegram.conftest import StartClient, result
from tests.bot.telegram.script import FAULTS, SILENCE, Updates, bench, said


async def test_updates_are_worked_in_order_and_confirmed_by_the_next_poll(start_client: StartClient) -> None:
    updates = Updates(
        [lambda: result([said(7, "a"), said(8, "b")]), lambda: result([]), lambda: result([said(20, "c")])]
    )
    at = bench(await start_client(updates))
    await at.until(updates)
    assert at.worker.texts == ["a", "b", "c"]
    assert updates.offsets == [None, 9, 9, 21]
    assert at.time.slept == []
    kinds = "['message', 'callback_query', 'channel_post', 'inline_query', 'my_chat_member']"
    assert {str(call["allowed_updates"]) for call in updates.asked} == {kinds}


async def test_ids_that_start_anew_are_followed(start_client: StartClient) -> None:
    """As Telegram's do after a week without updates."""
    updates = Updates([lambda: result([said(900_000, "a")]), lambda: result([said(3, "b")])])
    at = bench(await start_client(updates))
    await at.until(updates)
    assert at.worker.texts == ["a", "b"]
    assert updates.offsets == [None, 900_001, 4]


@pytest.mark.parametrize(
    "poison",
    [
        {"message": "words"},
        {"message": ["list"]},
        {"message": {"message_id": 1}},
        {"message": {"message_id": 1, "date": "noon", "chat": {"id": 5, "type": "private"}}},
        {"message": {"message_id": 1, "date": 10**18, "chat": {"id": 5, "type": "private"}}},
        {"message": {"message_id": 1, "date": 0, "chat": 5}},
        {"message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}, "entities": 3}},
        {"callback_query": {"id": "1"}},
        {"callback_query": 1},
    ],
    ids=str,
)
async def test_a_poisoned_update_is_skipped_alone_and_said_once(
    start_client: StartClient, poison: dict[str, object]
) -> None:
    updates = Updates([lambda: result([said(1, "before"), {"update_id": 2, **poison}, said(3, "after")])])
    at = bench(await start_client(updates))
    with capture_logs() as lines:
        await at.until(updates)
    assert at.worker.texts == ["before", "after"]
    assert updates.offsets == [None, 4]
    assert [(line["log_level"], line["update_id"]) for line in lines] == [("warning", 2)]
    assert "exc_info" not in lines[0]


async def test_a_poison_that_comes_alone_is_confirmed_too(start_client: StartClient) -> None:
    updates = Updates([lambda: result([{"update_id": 2, "message": 0}])])
    at = bench(await start_client(updates))
    with capture_logs():
        await at.until(updates)
    assert updates.offsets == [None, 3]


async def test_an_update_of_an_unknown_kind_is_no_error(start_client: StartClient) -> None:
    updates = Updates([lambda: result([{"update_id": 2, "brand_new": {"a": 1}}, said(3, "after")])])
    at = bench(await start_client(updates))
    with capture_logs() as lines:
        await at.until(updates)
    assert at.worker.texts == ["", "after"]
    assert lines == []


@pytest.mark.parametrize("nonsense", [True, {}, "x", 5, [1], [{"no": "id"}], [{"update_id": "7"}]])
async def test_nonsense_instead_of_updates_is_not_asked_for_in_a_hurry(
    start_client: StartClient, nonsense: object
) -> None:
    updates = Updates([lambda: result(nonsense), lambda: result(nonsense), lambda: result([said(1, "after")])])
    at = bench(await start_client(updates))
    with capture_logs() as lines:
        await at.until(updates)
    assert at.worker.texts == ["after"]
    assert len(at.time.slept) == 2
    assert [line["event"] for line in lines] == ["no updates for now", "updates come again"]


async def test_what_has_an_id_is_worked_even_beside_what_has_none(start_client: StartClient) -> None:
    updates = Updates([lambda: result([{"no": "id"}, 5, said(3, "after")])])
    at = bench(await start_client(updates))
    await at.until(updates)
    assert at.worker.texts == ["after"]
    assert updates.offsets == [None, 4]


async def test_the_last_updates_are_confirmed_at_the_end_without_waiting(start_client: StartClient) -> None:
    updates = Updates([lambda: result([said(7, "a")])])
    at = bench(await start_client(updates))
    await at.until(updates)
    updates.ending = True
    await at.poller.confirm()
    assert updates.offsets == [None, 8, 8]
    assert updates.asked[-1]["timeout"] == 0


async def test_nothing_is_confirmed_where_nothing_came(start_client: StartClient) -> None:
    updates = Updates([])
    at = bench(await start_client(updates))
    await at.until(updates)
    updates.ending = True
    await at.poller.confirm()
    assert updates.offsets == [None]


async def test_a_confirmation_that_fails_is_a_line_and_no_crash(start_client: StartClient) -> None:
    updates = Updates([lambda: result([said(7, "a")]), SILENCE, FAULTS["bad gateway"]])
    at = bench(await start_client(updates))
    await at.until(updates)
    with capture_logs() as lines:
        await at.poller.confirm()
    assert updates.offsets == [None, 8, 8]
    assert [line["event"] for line in lines] == ["updates not confirmed"]


async def test_what_was_not_taken_when_polling_ends_is_not_confirmed(start_client: StartClient) -> None:
    """The bound is reached, so that the second update is never taken: it is to come again to the next process."""
    updates = Updates([lambda: result([said(1, "a", chat=1), said(2, "b", chat=2)])])
    client = await start_client(updates)
    taken, go = asyncio.Event(), asyncio.Event()

    async def slow(_: Update) -> None:
        taken.set()
        await go.wait()

    dispatcher = Dispatcher(slow, at_once=1, taken=1)
    poller = Poller(client, dispatcher)
    running = asyncio.create_task(poller.run())
    await asyncio.wait_for(taken.wait(), 5)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    go.set()
    assert await dispatcher.drain(5) == 0
    updates.ending = True
    await poller.confirm()
    assert updates.offsets == [None, 2]


async def test_one_slow_chat_does_not_keep_the_next_updates_away(
    start_client: StartClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "BATCH_SECONDS", 0.01)
    updates = Updates([lambda: result([said(1, "slow", chat=1)]), lambda: result([said(2, "quick", chat=2)])])
    client = await start_client(updates)
    quick, go = asyncio.Event(), asyncio.Event()

    async def work(update: Update) -> None:
        if update.update_id == 1:
            await go.wait()
        else:
            quick.set()

    dispatcher = Dispatcher(work)
    running = asyncio.create_task(Poller(client, dispatcher).run())
    await asyncio.wait_for(quick.wait(), 5)
    assert not go.is_set()
    go.set()
    running.cancel()
    assert await dispatcher.drain(5) == 0
