"""Clocks that jump and zones that change their time, through the whole application: tick, plan, post."""

import asyncio
import datetime as dtm
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from bot.sandbox.clock import MovableClock
from bot.sandbox.objects import Chat
from bot.sandbox.server import Sandbox
from bot.storage.database import open_database
from bot.storage.subscription import Place, Subscription
from bot.storage.subscriptions import Subscriptions
from tests.bot.conftest import serving, settings_for

MINUTE, DAY, WEEK = dtm.timedelta(minutes=1), dtm.timedelta(days=1), dtm.timedelta(days=7)
BEGIN = dtm.datetime(2026, 10, 23, 12, tzinfo=dtm.UTC)
CHANGES = (
    ("Europe/Berlin", "02:30", "2026-10-25T00:30Z", "2026-10-26T01:30Z"),  # 02:30 comes twice: the first
    ("Africa/Cairo", "23:30", "2026-10-29T20:30Z", "2026-10-30T21:30Z"),
    ("America/New_York", "01:30", "2026-11-01T05:30Z", "2026-11-02T06:30Z"),
    ("America/New_York", "02:30", "2027-03-14T07:00Z", "2027-03-15T06:30Z"),  # 02:30 is left out: when it would be over
    ("Europe/Berlin", "02:30", "2027-03-28T01:00Z", "2027-03-29T00:30Z"),
    ("Africa/Cairo", "00:30", "2027-04-29T22:00Z", "2027-04-30T21:30Z"),
)
"""Zone, wall-clock time, when it is on the day of the change, and on the next day."""


@dataclass
class Desk:
    """Channels with subscriptions, and the clock that everybody goes by."""

    sandbox: Sandbox
    subscriptions: Subscriptions

    def now(self) -> dtm.datetime:
        return self.sandbox.world.clock()

    async def moves_to(self, moment: dtm.datetime) -> None:
        """The clock shows that moment, and a tick that began then is over; the first that ends may have begun before."""
        clock = self.sandbox.world.clock
        assert isinstance(clock, MovableClock)
        clock.move(moment - clock())
        async with asyncio.timeout(30):
            for _ in range(2):
                last = last_tick()
                while last_tick() == last:  # noqa: ASYNC110
                    await asyncio.sleep(0.005)  # a tick's end gives no sign

    async def subscribes(self, **order: object) -> Chat:
        editor = self.sandbox.world.person("Editor")
        channel = editor.opens("channel", "News")
        self.sandbox.world.admit_bot(channel, editor.user, before=True)
        held = {"chat_id": channel.id, "type": "channel", "language": "en", "schedule": "daily", "time": "00:00"}
        await self.subscriptions.put(Subscription.model_validate(held | {"timezone": "UTC"} | order))
        return channel

    async def has(self, channel: Chat, number: int) -> None:
        await self.sandbox.until(lambda: len(self.said(channel)) >= number, within=30)
        assert len(self.said(channel)) == number

    async def is_looked_at(self, moment: dtm.datetime) -> None:
        """The clock shows that moment, and whatever is due then was planned: a channel of its own has its digest."""
        await self.moves_to(moment)
        witness = await self.subscribes(next_due=moment - MINUTE / 2)
        await self.has(witness, 1)
        await self.subscriptions.remove(Place(witness.id))

    async def next_due(self, channel: Chat) -> dtm.datetime | None:
        held = await self.subscriptions.get(Place(channel.id))
        assert held is not None
        return held.next_due

    def said(self, channel: Chat) -> list[str]:
        return [message.text for message in channel.history if message.sender == self.sandbox.world.bot]


def last_tick() -> float | None:
    return REGISTRY.get_sample_value("sanad_last_tick_timestamp_seconds")


@asynccontextmanager
async def at_work(curated: Path, url: str) -> AsyncIterator[Desk]:
    async with Sandbox(seed=5, clock=MovableClock(lambda: BEGIN)) as sandbox:
        changes = {"tick": 0.05, "rate": 1000, "database_url": url}
        settings = settings_for(sandbox, curated, Path("unused")).model_copy(update=changes)
        async with serving(settings, sandbox.world.clock), open_database(url) as engine:
            yield Desk(sandbox, Subscriptions(engine))


@pytest.fixture
async def desk(curated: Path, anywhere: str) -> AsyncIterator[Desk]:
    async with at_work(curated, anywhere) as desk:
        yield desk


async def test_where_the_clocks_change_a_digest_comes_once_that_day_at_the_right_moment(desk: Desk) -> None:
    for zone, time, then, day_after in CHANGES:
        moment, following = dtm.datetime.fromisoformat(then), dtm.datetime.fromisoformat(day_after)
        await desk.moves_to(moment - DAY / 2)
        channel = await desk.subscribes(timezone=zone, time=time)
        await desk.is_looked_at(moment - MINUTE)
        assert (await desk.next_due(channel), desk.said(channel)) == (moment, []), zone
        await desk.moves_to(moment + MINUTE)
        await desk.has(channel, 1)
        for hours in (1, 2):
            await desk.is_looked_at(moment + hours * dtm.timedelta(hours=1) + MINUTE)
            assert (await desk.next_due(channel), len(desk.said(channel))) == (following, 1), zone
        await desk.moves_to(following + MINUTE)
        await desk.has(channel, 2)
        await desk.subscriptions.remove(Place(channel.id))


async def test_a_clock_that_goes_back_and_forth_brings_no_digest_twice_and_costs_none(desk: Desk) -> None:
    sunday = dtm.datetime(2026, 10, 25, 6, tzinfo=dtm.UTC)
    channel = await desk.subscribes(schedule="weekly", time="09:00", timezone="Asia/Qatar")
    await desk.is_looked_at(BEGIN + MINUTE)
    assert await desk.next_due(channel) == sunday
    await desk.moves_to(sunday + MINUTE)
    await desk.has(channel, 1)
    with capture_logs() as lines:
        await desk.is_looked_at(sunday - DAY)
        assert [line["event"] for line in lines if "clock" in line["event"]] != []
        await desk.is_looked_at(sunday + 2 * MINUTE)  # that moment comes again
        assert len(desk.said(channel)) == 1
        await desk.is_looked_at(sunday + 3 * WEEK + 3 * DAY)  # too late for any edition of these weeks
        assert len(desk.said(channel)) == 1
        await desk.is_looked_at(sunday + 3 * DAY)
        assert await desk.next_due(channel) == sunday + WEEK
    for week in (1, 2):
        await desk.moves_to(sunday + week * WEEK + MINUTE)
        await desk.has(channel, week + 1)
    facts = [line for text in desk.said(channel) for line in text.split("\n") if line.startswith("● ")]
    assert len(facts) == len(set(facts)) > 0
    assert [line["event"] for line in lines if line["log_level"] == "error"] == []
