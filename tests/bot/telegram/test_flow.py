"""How much one person and one chat may ask for, and how old a question may be."""

import datetime as dtm

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import CallbackQuery, Chat, InlineQuery, Message, Update, User

from bot.telegram.flow import CHAT, KEPT, PERSON, Buckets, Flow, Rate, Verdict

NOW = dtm.datetime(2026, 11, 25, 12, tzinfo=dtm.UTC)
HOUR = dtm.timedelta(hours=1)


def said(
    text: str = "/help", *, user: int = 5, chat: int = 5, kind: str = "private", age: dtm.timedelta = dtm.timedelta(0)
) -> Update:
    message = Message(1, NOW - age, Chat(chat, kind), from_user=User(user, "x", is_bot=False), text=text)
    return Update(1, message=message)


def pressed(user: int = 5, age: dtm.timedelta = dtm.timedelta(0)) -> Update:
    message = Message(1, NOW - age, Chat(user, "private"), text="x")
    return Update(1, callback_query=CallbackQuery("1", User(user, "x", is_bot=False), "1", message=message, data="x"))


def asked_inline(user: int = 5) -> Update:
    return Update(1, inline_query=InlineQuery("1", User(user, "x", is_bot=False), "germany", ""))


def verdicts(flow: Flow, update: Update, *times: float) -> list[Verdict]:
    return [flow.judge(update, time, NOW) for time in times]


def test_a_person_may_ask_sixty_times_at_once_and_then_twice_a_second() -> None:
    flow = Flow()
    burst = verdicts(flow, said(), *[0.0] * 70)
    assert burst == [Verdict.WORK] * 60 + [Verdict.TELL_SLOW_DOWN] + [Verdict.DROP] * 9
    steady = verdicts(flow, said(), *(10 + n / 2 for n in range(19)))
    assert set(steady) == {Verdict.WORK}


def test_one_word_is_said_until_the_person_was_quiet_for_long() -> None:
    flow = Flow()
    flood = verdicts(flow, said(), *(n / 20 for n in range(1000)))
    assert flood.count(Verdict.TELL_SLOW_DOWN) == 1
    later = 50 + PERSON.burst / PERSON.per_second + CHAT.burst / CHAT.per_second
    assert verdicts(flow, said(), *[later] * 61)[-1] is Verdict.TELL_SLOW_DOWN


@pytest.mark.parametrize("update", [said(), pressed(), asked_inline()])
def test_whatever_wants_an_answer_counts(update: Update) -> None:
    flow = Flow()
    assert verdicts(flow, update, *[0.0] * 61)[-1] is Verdict.TELL_SLOW_DOWN
    assert flow.judge(said(), 0.0, NOW) is Verdict.DROP
    assert flow.judge(said(user=6, chat=6), 0.0, NOW) is Verdict.WORK


def test_what_a_group_says_to_itself_counts_for_nobody() -> None:
    flow = Flow()
    talk = said("good morning", chat=-100, kind="supergroup")
    assert set(verdicts(flow, talk, *[0.0] * 500)) == {Verdict.WORK}
    assert flow.judge(said(chat=-100, kind="supergroup"), 0.0, NOW) is Verdict.WORK


def test_many_people_together_do_not_flood_a_group() -> None:
    flow = Flow()
    found = [flow.judge(said(user=user, chat=-100, kind="supergroup"), 0.0, NOW) for user in range(1, 201)]
    assert found.count(Verdict.WORK) == CHAT.burst
    assert found.count(Verdict.TELL_SLOW_DOWN) == 1
    assert flow.judge(said(user=201, chat=-101, kind="supergroup"), 0.0, NOW) is Verdict.WORK


@pytest.mark.parametrize(
    ("age", "verdict"), [(HOUR, Verdict.WORK), (HOUR + dtm.timedelta(seconds=1), Verdict.TELL_ASK_AGAIN)]
)
def test_a_message_is_fresh_for_an_hour(age: dtm.timedelta, verdict: Verdict) -> None:
    assert Flow().judge(said(age=age), 0.0, NOW) is verdict


def test_a_chat_is_told_once_to_ask_again() -> None:
    flow = Flow()
    old = [flow.judge(said(age=2 * HOUR), 0.0, NOW) for _ in range(3)]
    assert old == [Verdict.TELL_ASK_AGAIN, Verdict.DROP, Verdict.DROP]
    assert flow.judge(said(user=6, chat=6, age=2 * HOUR), 0.0, NOW) is Verdict.TELL_ASK_AGAIN
    assert flow.judge(said(), 0.0, NOW) is Verdict.WORK


@pytest.mark.parametrize("update", [pressed(age=dtm.timedelta(days=300)), asked_inline()])
def test_presses_and_inline_queries_have_no_age(update: Update) -> None:
    assert Flow().judge(update, 0.0, NOW) is Verdict.WORK


@given(st.lists(st.floats(0, 5), max_size=200), st.integers(1, 20), st.floats(0.1, 10))
def test_no_more_pass_than_the_burst_and_what_time_gives(gaps: list[float], burst: int, rate: float) -> None:
    buckets, now, passed = Buckets(Rate(burst, rate)), 0.0, 0
    for gap in gaps:
        now += gap
        passed += buckets.take(1, now) is Verdict.WORK
    assert passed <= burst + now * rate + 1e-6
    assert passed >= min(burst, len(gaps))


def test_a_clock_that_goes_back_gives_nothing_away() -> None:
    buckets = Buckets(Rate(2, 1.0))
    assert [buckets.take(1, at) for at in (10.0, 10.0, 0.0)] == [Verdict.WORK, Verdict.WORK, Verdict.TELL_SLOW_DOWN]


def test_no_number_of_people_fills_the_memory() -> None:
    buckets = Buckets(PERSON)
    for person in range(KEPT + 500):
        buckets.take(person, 0.0)
    assert len(buckets) == KEPT
