"""Long polling when the server fails, slows the bot down, or serves somebody else."""

import asyncio

import pytest
from structlog.testing import capture_logs
from telegram.error import InvalidToken

from bot.telegram import client as clients
from bot.telegram.polling import CONFLICT_SECONDS, AnotherPoller
from tests.bot.telegram.conftest import TOKEN, StartClient, refusal, result
from tests.bot.telegram.script import FAULTS, SILENCE, Step, Updates, bench, conflict, said


@pytest.mark.parametrize("fault", FAULTS)
async def test_faults_are_waited_out_ever_longer_and_said_once(start_client: StartClient, fault: str) -> None:
    updates = Updates([*[FAULTS[fault]] * 9, lambda: result([said(1, "after")])])
    at = bench(await start_client(updates))
    with capture_logs() as lines:
        await at.until(updates)
    assert at.worker.texts == ["after"]
    assert at.time.slept == sorted(at.time.slept)
    assert len(at.time.slept) == 9
    assert max(at.time.slept) <= 10
    assert [line["event"] for line in lines] == ["no updates for now", "updates come again"]
    assert TOKEN not in str(lines)


async def test_a_flood_limit_is_kept_as_long_as_told(start_client: StartClient) -> None:
    updates = Updates([lambda: refusal(429, "Too Many Requests: retry after 37", retry_after=37)])
    at = bench(await start_client(updates))
    with capture_logs():
        await at.until(updates)
    assert at.time.slept == [37]


async def test_pauses_start_short_again_after_an_answer(start_client: StartClient) -> None:
    bad = FAULTS["bad gateway"]
    updates = Updates([bad, bad, bad, lambda: result([]), bad])
    at = bench(await start_client(updates))
    with capture_logs() as lines:
        await at.until(updates)
    assert at.time.slept[3] == at.time.slept[0] < at.time.slept[2]
    assert [line["event"] for line in lines] == ["no updates for now", "updates come again", "no updates for now"]


@pytest.mark.parametrize(
    ("script", "events"),
    [
        ([SILENCE], []),
        ([SILENCE, SILENCE, SILENCE], ["no updates for now", "updates come again"]),
        ([SILENCE, FAULTS["bad gateway"], SILENCE], ["no updates for now", "updates come again"]),
    ],
)
async def test_a_poll_that_times_out_is_nothing_to_speak_of_unless_it_goes_on(
    start_client: StartClient, monkeypatch: pytest.MonkeyPatch, script: list[Step], events: list[str]
) -> None:
    monkeypatch.setattr(clients, "POLL_SECONDS", 0)
    monkeypatch.setattr(clients, "_MARGIN_SECONDS", 0.05)
    updates = Updates([*script, lambda: result([said(1, "after")])])
    at = bench(await start_client(updates))
    with capture_logs() as lines:
        async with at.polling():
            await asyncio.wait_for(at.worker.worked.wait(), 5)
    assert [line["event"] for line in lines] == events


async def test_another_poller_is_waited_for_said_once_and_given_up_on_after_a_minute(start_client: StartClient) -> None:
    updates = Updates([conflict], forever=True)
    at = bench(await start_client(updates))
    begun = at.time.now
    with capture_logs() as lines, pytest.raises(AnotherPoller):
        await asyncio.wait_for(at.poller.run(), 10)
    assert CONFLICT_SECONDS < at.time.now - begun < CONFLICT_SECONDS + 5
    assert [line["log_level"] for line in lines] == ["warning"]
    assert at.worker.texts == []


async def test_another_poller_that_ends_in_time_is_forgotten(start_client: StartClient) -> None:
    """A second one later has its own minute."""
    minute = [conflict] * 55
    updates = Updates([*minute, lambda: result([said(1, "a")]), *minute, lambda: result([said(2, "b")])])
    at = bench(await start_client(updates))
    with capture_logs() as lines:
        await at.until(updates)
    assert at.worker.texts == ["a", "b"]
    assert [line["log_level"] for line in lines] == ["warning", "info", "warning", "info"]


async def test_a_token_that_is_refused_ends_polling_at_once(start_client: StartClient) -> None:
    updates = Updates([lambda: refusal(401, "Unauthorized")], forever=True)
    at = bench(await start_client(updates))
    with pytest.raises(InvalidToken):
        await asyncio.wait_for(at.poller.run(), 5)
    assert len(updates.asked) == 1
    assert at.time.slept == []
