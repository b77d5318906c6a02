"""Updates are worked side by side, those of one chat in their order, never too many, and none takes others with it."""

import asyncio

import pytest
from structlog.testing import capture_logs
from telegram import Update

from bot.telegram.dispatcher import Dispatcher


def update(number: int, chat: int | None = 1, user: int = 1) -> Update:
    sender = {"id": user, "is_bot": False, "first_name": "x"}
    if chat is None:
        query = {"id": "1", "from": sender, "inline_message_id": "x", "chat_instance": "x", "data": "x"}
        return Update.de_json({"update_id": number, "callback_query": query}, None)
    message = {"message_id": number, "date": 0, "chat": {"id": chat, "type": "group"}, "from": sender, "text": "x"}
    return Update.de_json({"update_id": number, "message": message}, None)


class Gates:
    """Work that begins and waits until the test lets it end."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.ended: list[int] = []
        self.most = 0
        self._open: dict[int, asyncio.Event] = {}
        self._begin = asyncio.Condition()

    def let(self, *numbers: int) -> None:
        for number in numbers:
            self._gate(number).set()

    def _gate(self, number: int) -> asyncio.Event:
        return self._open.setdefault(number, asyncio.Event())

    async def until_begun(self, *numbers: int) -> None:
        async with self._begin:
            await asyncio.wait_for(self._begin.wait_for(lambda: set(numbers) <= set(self.begun)), 5)

    async def __call__(self, taken: Update) -> None:
        async with self._begin:
            self.begun.append(taken.update_id)
            self.most = max(self.most, len(self.begun) - len(self.ended))
            self._begin.notify_all()
        try:
            await self._gate(taken.update_id).wait()
        finally:
            self.ended.append(taken.update_id)


async def settled() -> None:
    """Lets everything run that can."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_updates_of_a_chat_are_worked_one_after_the_other_in_their_order() -> None:
    gates = Gates()
    dispatcher = Dispatcher(gates)
    tasks = [await dispatcher.submit(update(number)) for number in (1, 2, 3)]
    gates.let(3, 2)
    await gates.until_begun(1)
    await settled()
    assert gates.begun == [1]
    gates.let(1)
    await asyncio.gather(*tasks)
    assert gates.begun == gates.ended == [1, 2, 3]
    assert gates.most == 1


async def test_other_chats_do_not_wait() -> None:
    gates = Gates()
    dispatcher = Dispatcher(gates)
    stuck = await dispatcher.submit(update(1, chat=1))
    others = [await dispatcher.submit(update(number, chat=number)) for number in (2, 3)]
    gates.let(2, 3)
    await asyncio.gather(*others)
    assert not stuck.done()
    assert gates.ended == [2, 3]
    gates.let(1)
    await stuck


async def test_presses_without_a_chat_are_ordered_by_who_pressed() -> None:
    gates = Gates()
    dispatcher = Dispatcher(gates)
    for number, user in ((1, 7), (2, 7), (3, 8)):
        await dispatcher.submit(update(number, chat=None, user=user))
    await gates.until_begun(1, 3)
    await settled()
    assert gates.begun == [1, 3]
    gates.let(1, 2, 3)
    assert await dispatcher.drain(5) == 0


async def test_a_flood_in_one_chat_holds_up_no_other() -> None:
    gates = Gates()
    dispatcher = Dispatcher(gates, at_once=2)
    for number in range(1, 51):
        await dispatcher.submit(update(number, chat=1))
    await dispatcher.submit(update(51, chat=2))
    await gates.until_begun(51)
    assert gates.begun == [1, 51]
    gates.let(*range(1, 52))
    assert await dispatcher.drain(5) == 0
    assert [number for number in gates.ended if number <= 50] == list(range(1, 51))


async def test_no_more_than_the_bound_are_in_work() -> None:
    gates = Gates()
    dispatcher = Dispatcher(gates, at_once=2)
    for number in (1, 2, 3):
        await dispatcher.submit(update(number, chat=number))
    await settled()
    assert gates.begun == [1, 2]
    gates.let(1, 2, 3)
    assert await dispatcher.drain(5) == 0
    assert gates.most == 2


async def test_no_more_than_the_bound_are_taken_and_the_next_waits_to_be() -> None:
    gates = Gates()
    dispatcher = Dispatcher(gates, at_once=2, taken=2)
    await dispatcher.submit(update(1, chat=1))
    await dispatcher.submit(update(2, chat=2))
    third = asyncio.create_task(dispatcher.submit(update(3, chat=3)))
    await settled()
    assert not third.done()
    assert gates.begun == [1, 2]
    gates.let(1)
    await gates.until_begun(3)
    gates.let(2, 3)
    assert await dispatcher.drain(5) == 0
    assert gates.most == 2


async def test_one_that_fails_is_logged_and_the_next_of_its_chat_is_worked() -> None:
    worked: list[int] = []

    async def process(taken: Update) -> None:
        if taken.update_id == 1:
            raise LookupError("a bug")
        worked.append(taken.update_id)

    dispatcher = Dispatcher(process, at_once=1)
    with capture_logs() as lines:
        for number in (1, 2, 3):
            await dispatcher.submit(update(number))
        assert await dispatcher.drain(5) == 0
    assert worked == [2, 3]
    [line] = lines
    assert line["log_level"] == "error"
    assert isinstance(line["exc_info"], LookupError)


async def test_one_that_is_cancelled_sets_its_chat_free_and_is_no_error() -> None:
    gates = Gates()
    dispatcher = Dispatcher(gates)
    first = await dispatcher.submit(update(1))
    second = await dispatcher.submit(update(2))
    await gates.until_begun(1)
    gates.let(2)
    with capture_logs() as lines:
        first.cancel()
        await second
    assert gates.ended == [1, 2]
    assert lines == []


async def test_draining_waits_for_what_is_in_work() -> None:
    gates = Gates()
    dispatcher = Dispatcher(gates)
    assert await dispatcher.drain(5) == 0
    for number in (1, 2):
        await dispatcher.submit(update(number))
    draining = asyncio.create_task(dispatcher.drain(5))
    await settled()
    assert not draining.done()
    gates.let(1, 2)
    assert await draining == 0
    assert gates.ended == [1, 2]


async def test_draining_cancels_what_does_not_end_in_time_and_counts_it() -> None:
    gates = Gates()
    dispatcher = Dispatcher(gates)
    tasks = [await dispatcher.submit(update(number, chat)) for number, chat in ((1, 1), (2, 1), (3, 2))]
    gates.let(3)
    await gates.until_begun(1, 3)
    assert await dispatcher.drain(0.01) == 2
    assert [task.cancelled() for task in tasks] == [True, True, False]
    assert gates.begun == [1, 3]


@pytest.mark.parametrize("fails", [False, True])
async def test_nothing_is_kept_of_what_was_worked(*, fails: bool) -> None:
    async def process(_: Update) -> None:
        if fails:
            raise LookupError

    dispatcher = Dispatcher(process)
    with capture_logs():
        for number in range(100):
            await dispatcher.submit(update(number, chat=number % 7))
        await dispatcher.drain(5)
        await settled()
    assert (dispatcher._last, dispatcher._running) == ({}, {})
    assert dispatcher._free._value == 256
