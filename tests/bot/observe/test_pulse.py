"""What the tick tells of a process, and what the database tells at a scrape."""

import datetime as dtm
from collections.abc import AsyncIterator

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.observe.gauges import Gauges
from bot.observe.health import Health
from bot.observe.pulse import Pulse
from bot.storage.database import open_database
from bot.storage.outbox import NewRow, Outbox, Settled, State
from bot.storage.subscription import Place
from bot.storage.tables import contents

NOW = dtm.datetime(2026, 3, 1, 6, 0, tzinfo=dtm.UTC)


@pytest.fixture
async def engine(anywhere: str) -> AsyncIterator[AsyncEngine]:
    async with open_database(anywhere) as engine:
        yield engine


async def test_a_tick_that_stays_away_is_missed(engine: AsyncEngine) -> None:
    now, health = [100.0], Health()
    pulse = Pulse(engine, 20, lambda: now[0])
    pulse.watch(health)
    assert health.findings() == {"tick": "none yet", "schema": "fine"}
    await pulse.look()
    now[0] += 60
    assert health.is_ready
    now[0] += 2
    assert health.findings() == {"tick": "none for 62 s", "schema": "fine"}
    await pulse.look()
    assert health.is_ready


async def test_a_schema_of_another_release_is_named(engine: AsyncEngine) -> None:
    health = Health()
    pulse = Pulse(engine, 20, lambda: 0.0)
    pulse.watch(health)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await pulse.look()
    assert health.findings()["schema"].startswith("9999, this release knows 0")
    assert not health.is_ready


def value(name: str, state: str) -> float | None:
    return REGISTRY.get_sample_value(name, {"state": state})


async def posts(engine: AsyncEngine, *times: int) -> Outbox:
    outbox = Outbox(engine)
    async with engine.begin() as connection:
        await connection.execute(insert(contents).values(id="c", html="x", keyboard=None, facts="[]"))
        rows = [NewRow(f"{n}:0", Place(n + 1, 0), "c", not_before=at) for n, at in enumerate(times)]
        await outbox.add(connection, rows)
    return outbox


async def test_posts_are_counted_by_state_and_the_oldest_that_could_leave_has_its_age(engine: AsyncEngine) -> None:
    gauges, now = Gauges(engine, lambda: NOW), int(NOW.timestamp())
    await gauges.refresh()
    assert [value("sanad_outbox_oldest_seconds", state) for state in ("pending", "sending", "uncertain")] == [0, 0, 0]
    outbox = await posts(engine, now - 90, now - 5, now + 3600)
    await gauges.refresh()
    assert (value("sanad_outbox_posts", "pending"), value("sanad_outbox_posts", "sent")) == (3, 0)
    assert value("sanad_outbox_oldest_seconds", "pending") == 90
    first, second = await outbox.heads(now, 10)
    await outbox.mark({first.id: None, second.id: None}, 1, now - 10)
    await outbox.settle([Settled(second.id, State.UNCERTAIN, error="nobody knows")], 1, now - 5)
    await gauges.refresh()
    assert [value("sanad_outbox_posts", state) for state in ("pending", "sending", "uncertain")] == [1, 1, 1]
    assert [value("sanad_outbox_oldest_seconds", state) for state in ("pending", "sending", "uncertain")] == [0, 10, 0]


async def test_a_database_in_trouble_leaves_no_old_figures(engine: AsyncEngine) -> None:
    gauges = Gauges(engine, lambda: NOW)
    await gauges.refresh()
    assert value("sanad_subscriptions", "active") == 0
    async with engine.begin() as connection:
        await connection.execute(text("ALTER TABLE outbox RENAME TO elsewhere"))
    await gauges.refresh()
    assert value("sanad_subscriptions", "active") is None
    assert value("sanad_outbox_posts", "pending") is None
    async with engine.begin() as connection:
        await connection.execute(text("ALTER TABLE elsewhere RENAME TO outbox"))
    await gauges.refresh()
    assert value("sanad_outbox_posts", "pending") == 0
