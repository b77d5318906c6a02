"""When messages may leave, on a clock that tests wind."""

import asyncio
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import RetryAfter

from bot.digests.turns import Turns
from bot.sandbox.limits import Limits
from bot.storage.posts import counts_alone
from bot.telegram.limiter import Limiter
from bot.telegram.line import Line
from bot.telegram.pace import CHAT_SECONDS, GROUP_SECONDS, JITTER_SECONDS, Pace, Priority
from tests.bot.sandbox.test_faults import Seconds


def run(pace: Pace, wanted: Iterable[tuple[int, Priority]]) -> list[tuple[float, int]]:
    """Lets messages leave one after the other, each as soon as it may."""
    left, now = [], 0.0
    for chat_id, priority in wanted:
        now = max(now, pace.next_slot(), pace.ready(chat_id, priority))
        pace.take(now)
        pace.left(now)
        pace.sent(chat_id, now)
        left.append((now, chat_id))
    return left


def most_within(moments: Iterable[float], seconds: float) -> int:
    """The most that left in any such time, its end not included."""
    lately: deque[float] = deque()
    most = 0
    for moment in sorted(moments):
        lately.append(moment)
        while lately[0] <= moment - seconds:
            lately.popleft()
        most = max(most, len(lately))
    return most


@pytest.mark.parametrize("rate", [30, 1000])
def test_many_chats_get_a_message_each_in_nearly_the_ideal_time_at_an_even_pace(rate: int) -> None:
    moments = [moment for moment, _ in run(Pace(rate), ((chat, Priority.POST) for chat in range(1, 3 * rate + 1)))]
    assert 3.0 <= moments[-1] + 1 / rate <= 3.0 * 1.025
    assert most_within(moments, 1.0) <= rate
    assert most_within(moments, 0.1) <= max(rate * 0.1 + 5, 4)


stalls = st.lists(st.one_of(st.just(0.0), st.floats(0, 0.02), st.floats(0, 3)), min_size=1, max_size=30)


@given(st.sampled_from([1, 7, 30, 100]), stalls, st.integers(1, 400))
def test_whatever_the_machine_does_there_are_never_more_than_the_limit_in_a_second(
    rate: int, late: list[float], number: int
) -> None:
    """Not even where the way to the server takes a little longer for some than for others."""
    pace, now, moments = Pace(rate), 100.0, []
    for index in range(number):
        now = max(now, pace.next_slot()) + late[index % len(late)]
        pace.take(now, now if index % 5 == 4 else 0.0)
        pace.left(now)
        moments.append(now)
    assert most_within(moments, 1.0 + JITTER_SECONDS - 1e-6) <= rate
    delayed = (moment + JITTER_SECONDS * 0.99 * (index % 3 == 0) for index, moment in enumerate(moments))
    assert most_within(delayed, 1.0) <= rate


@dataclass
class Ticket:
    number: int
    chat_id: int
    priority: Priority

    def done(self) -> bool:
        return False


@given(st.lists(st.tuples(st.floats(0, 3), st.sampled_from([-5, 5, 6, -7]), st.sampled_from(Priority)), max_size=60))
def test_all_leave_in_time_and_no_answer_that_could_leave_is_passed_over(
    arrivals: list[tuple[float, int, Priority]],
) -> None:
    pace = Pace(10)
    line = Line[Ticket](pace)
    coming = deque(sorted(arrivals, key=lambda one: one[0]))
    inside: list[Ticket] = []
    now = 0.0
    while coming or inside:
        while coming and coming[0][0] <= now:
            ticket = Ticket(len(coming), *coming.popleft()[1:])
            line.join(ticket.chat_id, ticket.priority, ticket, now)
            inside.append(ticket)
        ready = {chat_id for chat_id in (-5, 5, 6, -7) if pace.ready(chat_id, Priority.ANSWER) <= now}
        gone = line.leave(now)
        if gone is not None:
            alike = [one for one in inside if (one.chat_id, one.priority) == (gone.chat_id, gone.priority)]
            assert gone is alike[0], "a chat's order is kept"
            answers = {one.chat_id for one in inside if one.priority is Priority.ANSWER}
            assert gone.priority is Priority.ANSWER or not answers & ready
            inside.remove(gone)
            pace.left(now)
            continue
        moments = [line.next_look(), coming[0][0] if coming else None]
        now = min(moment for moment in moments if moment is not None)
    assert now < 3 + GROUP_SECONDS * (1 + len(arrivals) // 20)


@given(st.lists(st.tuples(st.sampled_from([-5, 5, 6, -7]), st.sampled_from(Priority)), max_size=120))
def test_the_strict_server_never_refuses_posts(wanted: list[tuple[int, Priority]]) -> None:
    clock = Seconds()
    limits = Limits(clock)
    for moment, chat_id in run(Pace(30), ((chat_id, Priority.POST) for chat_id, _ in wanted)):
        clock.now = moment
        limits.check("sendMessage", chat_id)


def test_answers_in_one_chat_may_burst_before_one_a_second() -> None:
    left = run(Pace(1000), [(5, Priority.ANSWER)] * 23)
    moments = [moment for moment, _ in left]
    assert moments[19] < 0.1
    assert moments[22] - moments[21] == pytest.approx(CHAT_SECONDS, rel=0.02)


@pytest.mark.parametrize("since", [0.0, 5.0])
def test_neither_a_stall_nor_idleness_is_made_up_for_in_a_burst(since: float) -> None:
    pace = Pace(30)
    pace.take(0.0)
    pace.left(0.0)
    late = 5.0
    count = 0
    while pace.next_slot() <= late:
        pace.take(late, since)
        pace.left(late)
        count += 1
    assert count == 1


def test_after_idleness_the_pace_is_even_from_the_start() -> None:
    pace, now, left = Pace(30), 100.0, []
    for _ in range(60):
        now = max(now, pace.next_slot())
        pace.take(now, now)
        pace.left(now)
        left.append(now)
    assert {round(later - one, 4) for one, later in pairwise(left)} == {round(1.016 / 30, 4)}


def test_slots_missed_by_little_are_made_up_for_without_haste() -> None:
    pace, now, left = Pace(30), 0.0, []
    for number in range(300):
        now = max(now, pace.next_slot())
        if number == 49:
            now += 0.2  # the machine was busy
        pace.take(now, 0.0)
        pace.left(now)
        left.append(now)
    undisturbed = [moment for moment, _ in run(Pace(30), ((chat, Priority.POST) for chat in range(1, 301)))]
    assert left[49] == pytest.approx(undisturbed[49] + 0.2)
    assert left[299] < undisturbed[299] + 0.15
    assert min(later - one for one, later in pairwise(left)) > 0.6 / 30
    assert most_within(left, 1.0) <= 30


def test_a_refused_chat_waits_alone_and_everybody_if_several_are_refused() -> None:
    pace = Pace(30)
    assert not pace.refused(5, 7, now=10.0)
    assert pace.ready(5, Priority.ANSWER) == 17.0
    assert pace.ready(6, Priority.POST) == 0.0
    assert pace.next_slot() <= 10.0
    assert not pace.refused(6, 7, now=10.1)
    assert pace.refused(7, 7, now=10.2)
    assert pace.next_slot() == pytest.approx(17.2)


def test_refusals_between_which_others_are_taken_are_not_everybodys() -> None:
    pace = Pace(30)
    pace.refused(5, 7, now=10.0)
    pace.refused(6, 7, now=10.1)
    pace.accepted(asked_at=10.2)
    assert not pace.refused(7, 7, now=10.3)
    assert pace.next_slot() <= 10.3


class Server:
    """Takes requests and remembers in which order."""

    def __init__(self) -> None:
        self.taken: list[int] = []
        self.refusals = 0

    async def take(self, chat_id: int) -> dict[str, object]:
        if self.refusals:
            self.refusals -= 1
            raise RetryAfter(0)
        self.taken.append(chat_id)
        return {"message_id": len(self.taken), "chat": {}}


async def unnoted(_chat: int, _id: int) -> None: ...


def limiter(rate: float) -> Limiter:
    return Limiter(rate, Turns(unnoted, counts_alone))


async def ask(limiter: Limiter, server: Server, chat_id: int, priority: Priority | None) -> None:
    await limiter.process_request(server.take, (chat_id,), {}, "sendMessage", {"chat_id": chat_id}, priority)


async def test_answers_go_before_posts_that_came_earlier() -> None:
    server, limits = Server(), limiter(10)
    posts = [asyncio.create_task(ask(limits, server, chat, Priority.POST)) for chat in range(1, 9)]
    await asyncio.sleep(0)
    answers = [asyncio.create_task(ask(limits, server, chat, Priority.ANSWER)) for chat in (101, 102)]
    await asyncio.gather(*posts, *answers)
    assert server.taken == [1, 101, 102, *range(2, 9)]


async def test_posts_and_probes_take_turns_however_many_of_one_came_first() -> None:
    server, limits = Server(), limiter(100)
    probes = [asyncio.create_task(ask(limits, server, chat, Priority.PROBE)) for chat in range(1, 31)]
    await asyncio.sleep(0)
    assert limits.queued() == 0
    posts = [asyncio.create_task(ask(limits, server, chat, Priority.POST)) for chat in range(101, 105)]
    await asyncio.gather(*posts)
    assert server.taken == [1, 101, 2, 102, 3, 103, 4, 104]
    await asyncio.gather(*probes)


async def test_a_flood_in_one_chat_holds_up_no_other() -> None:
    server, limits = Server(), limiter(1000)
    flood = [asyncio.create_task(ask(limits, server, 5, Priority.ANSWER)) for _ in range(60)]
    await asyncio.sleep(0)
    await asyncio.wait_for(ask(limits, server, 6, None), 0.5)
    assert server.taken.count(5) <= 20
    for task in flood:
        task.cancel()
    await asyncio.gather(*flood, return_exceptions=True)
    await limits.shutdown()


async def test_an_answer_that_is_refused_is_tried_once_more_and_a_post_is_not() -> None:
    server, limits = Server(), limiter(1000)
    server.refusals = 1
    await ask(limits, server, 5, None)
    assert server.taken == [5]
    server.refusals = 1
    with pytest.raises(RetryAfter):
        await ask(limits, server, 6, Priority.POST)
    assert server.taken == [5]


async def test_an_answer_waits_for_the_post_that_is_under_way_in_its_channel() -> None:
    noted: list[tuple[int, int]] = []

    async def note(chat_id: int, number: int) -> None:
        noted.append((chat_id, number))

    turns = Turns(note, counts_alone)
    server, limits = Server(), Limiter(1000, turns)
    channel = -(10**12) - 5
    turns.begin(channel)
    waiting = asyncio.create_task(ask(limits, server, channel, None))
    await ask(limits, server, 6, None)
    assert server.taken == [6]
    assert not turns.is_answering(channel)
    turns.end(channel, arrived=True)
    await waiting
    assert server.taken == [6, channel]
    assert noted == [(channel, 2)]


@given(st.lists(st.tuples(st.floats(0, 0.3), st.booleans()), min_size=1, max_size=150), st.sampled_from([1, 5, 30]))
def test_who_is_kept_from_leaving_after_he_took_his_slot_counts_from_when_he_leaves(
    steps: list[tuple[float, bool]], rate: int
) -> None:
    pace, now, taken, moments = Pace(rate), 100.0, 0, []
    for passed, leaves in [*steps, *[(0.0, True)] * len(steps)]:
        now += passed
        if taken and leaves:
            pace.left(now)
            moments.append(now)
            taken -= 1
        if pace.next_slot() <= now:
            pace.take(now, 0.0)
            taken += 1
    assert most_within(moments, 1.0 + JITTER_SECONDS - 1e-6) <= rate
