"""A chat that has had so much that it must wait keeps nobody else's updates away."""

import asyncio
from itertools import count

import pytest
from telegram import Update

from bot.digests.turns import Turns
from bot.telegram import polling
from bot.telegram.dispatcher import Dispatcher, held_up
from bot.telegram.limiter import Limiter
from bot.telegram.pace import CHAT_BURST
from bot.telegram.polling import Poller
from tests.bot.telegram.conftest import StartClient, result
from tests.bot.telegram.script import Updates, said


async def note(_chat: int, _message: int) -> None: ...


def limiter(rate: float) -> Limiter:
    """At a clock that all but stands still."""
    times = count(100.0, 0.0001)
    return Limiter(rate, Turns(note, lambda _: False), clock=lambda: next(times))


async def test_the_next_updates_are_fetched_while_a_chat_must_wait(
    start_client: StartClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "BATCH_SECONDS", 3600.0)
    flood = [said(1, "waits", chat=1), said(2, "waits behind it", chat=1)]
    more = [said(3, "waits too", chat=1), said(4, "quick", chat=2)]
    updates = Updates([lambda: result(flood), lambda: result(more), lambda: result([said(5, "quick", chat=2)])])
    client = await start_client(updates)
    worked: list[int] = []
    all_quick, go = asyncio.Event(), asyncio.Event()

    async def work(update: Update) -> None:
        if update.effective_chat and update.effective_chat.id == 1:
            held_up()
            await go.wait()
        worked.append(update.update_id)
        if update.update_id == 5:
            all_quick.set()

    dispatcher = Dispatcher(work)
    running = asyncio.create_task(Poller(client, dispatcher).run())
    await asyncio.wait_for(all_quick.wait(), 5)
    assert worked == [4, 5]
    go.set()
    assert await dispatcher.drain(5) == 0
    assert worked == [4, 5, 1, 2, 3]
    running.cancel()


async def test_what_is_merely_slow_is_waited_for() -> None:
    go = asyncio.Event()

    async def work(_: Update) -> None:
        await go.wait()

    dispatcher = Dispatcher(work)
    task = await dispatcher.submit(Update(1))
    settling = asyncio.create_task(dispatcher.settle([task], 3600))
    for _ in range(20):
        await asyncio.sleep(0)
    assert not settling.done()
    go.set()
    await asyncio.wait_for(settling, 5)
    assert task.done()


async def test_the_limiter_says_when_a_chat_must_wait() -> None:
    """More answers than may follow each other at once."""
    limits = limiter(1_000_000)
    left: list[int] = []

    async def ask() -> bool:
        left.append(1)
        return True

    async def work(_: Update) -> None:
        for _number in range(CHAT_BURST + 2):
            await limits.process_request(ask, (), {}, "editMessageText", {"chat_id": 7}, None)

    dispatcher = Dispatcher(work)
    task = await dispatcher.submit(Update(1))
    await asyncio.wait_for(dispatcher.settle([task], 3600), 5)
    assert len(left) == CHAT_BURST
    assert not task.done()
    assert await dispatcher.drain(0.01) == 1
    await limits.shutdown()


async def test_a_slot_that_everybody_waits_for_is_not_the_chats_doing() -> None:
    """Else a burst would be confirmed before it is worked, and lost if the process died."""
    limits = limiter(1)

    async def ask() -> bool:
        return True

    async def work(taken: Update) -> None:
        await limits.process_request(ask, (), {}, "editMessageText", {"chat_id": taken.update_id}, None)

    dispatcher = Dispatcher(work)
    tasks = [await dispatcher.submit(Update(number)) for number in (1, 2)]
    settling = asyncio.create_task(dispatcher.settle(tasks, 3600))
    for _ in range(20):
        await asyncio.sleep(0)
    assert [task.done() for task in tasks] == [True, False]
    assert not settling.done()
    settling.cancel()
    assert await dispatcher.drain(0.01) == 1
    await limits.shutdown()
