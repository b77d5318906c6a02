"""What is kept how long: nothing goes that a correction, a review or a history needs, and nothing stays that none does."""

import datetime as dtm
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import Table, func, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.digests import tidying
from bot.digests.tidying import Tidier
from bot.storage import audit as deeds
from bot.storage import corrections, histories, retention
from bot.storage.audit import Audit, Entry
from bot.storage.corrections import Fix
from bot.storage.database import open_database
from bot.storage.editions import Content, NewEdition, post, save_contents
from bot.storage.subscription import Place, Subscription
from bot.storage.subscriptions import Next, Subscriptions, set_next
from bot.storage.tables import audit, contents, editions, outbox, reviews, updates
from bot.storage.tables import histories as histories_table

NOW = dtm.datetime(2026, 11, 25, 6, tzinfo=dtm.UTC)
DAY = dtm.timedelta(days=1)
PLACE = Place(-1001)


class Archive:
    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.now = NOW
        self.tidier = Tidier(engine, lambda: self.now)

    async def posted(self, day: dtm.datetime, text: str, place: Place = PLACE, state: str = "sent") -> None:
        content = Content(text, None, (f"fact-{text}",))
        async with self.engine.begin() as connection:
            before = {"earlier": text}
            await histories.save(connection, [before])
            await save_contents(connection, [content])
            edition = NewEdition(place, day, histories.identify(before), (content.id,), silent=False)
            await post(connection, [edition], now=day, store="s")
            changed = outbox.update().where(outbox.c.content_id == content.id)
            await connection.execute(changed.values(state=state, message_id=7))

    async def corrected(self, text: str, now: dtm.datetime) -> None:
        posts, texts = await corrections.carrying(self.engine, frozenset({f"fact-{text}"}))
        new = [Fix(one, replace(texts[one.content_id], html=f"{text}, corrected"), {"told": "1"}) for one in posts]
        assert await corrections.queue(self.engine, "v" * 64, new, now) == 1
        async with self.engine.begin() as connection:
            await connection.execute(outbox.update().where(outbox.c.edits.is_not(None)).values(state="sent"))

    async def tidies(self, now: dtm.datetime) -> None:
        self.now = now
        for _ in range(200):
            await self.tidier.look()

    async def count(self, table: Table) -> int:
        async with self.engine.connect() as connection:
            return int(await connection.scalar(select(func.count()).select_from(table)) or 0)

    async def texts(self) -> set[str]:
        async with self.engine.connect() as connection:
            return set((await connection.execute(select(contents.c.html))).scalars())


@pytest.fixture
async def archive(anywhere: str) -> AsyncIterator[Archive]:
    async with open_database(anywhere) as engine:
        yield Archive(engine)


async def test_posts_are_kept_for_two_years_with_their_texts_and_what_was_had_before(archive: Archive) -> None:
    await archive.posted(NOW - retention.POSTS - DAY, "old")
    await archive.posted(NOW - retention.POSTS - DAY, "open", Place(-1002), state="pending")
    await archive.posted(NOW - retention.POSTS + DAY, "young")
    await archive.tidies(NOW)
    assert await archive.texts() == {"open", "young"}
    assert await archive.count(editions) == await archive.count(outbox) == await archive.count(histories_table) == 2
    posts, _ = await corrections.carrying(archive.engine, frozenset({"fact-young"}))
    assert len(posts) == 1


async def test_a_post_whose_correction_is_young_stays_with_it(archive: Archive) -> None:
    await archive.posted(NOW - retention.POSTS - DAY, "old")
    await archive.corrected("old", NOW - DAY)
    await archive.tidies(NOW)
    assert await archive.texts() == {"old", "old, corrected"}
    await archive.tidies(NOW + retention.POSTS + DAY)
    assert await archive.texts() == set()
    assert await archive.count(outbox) == await archive.count(editions) == 0


async def test_what_a_subscription_or_a_review_points_to_stays(archive: Archive) -> None:
    await Subscriptions(archive.engine).put(
        Subscription(
            chat_id=PLACE.chat_id,
            type="channel",
            language="en",
            schedule="daily",
            time="09:00",
            timezone="UTC",
        )
    )
    waiting = Content("waiting", None, ("x",))
    async with archive.engine.begin() as connection:
        await histories.save(connection, [{"had": "1"}, {"will": "1"}, {"nobody": "1"}])
        await set_next(connection, [Next(1, NOW, histories.identify({"had": "1"}), None)])
        await save_contents(connection, [waiting, Content("orphan", None, ())])
        await post(
            connection, [NewEdition(PLACE, NOW, None, (), silent=False)], now=NOW - 3 * retention.POSTS, store="s"
        )
        written = {"edition_id": 1, "owner": 7, "language": "en", "until": 0, "basis": "", "facts": "{}"}
        values = written | {"parts": json.dumps([waiting.id]), "history": histories.identify({"will": "1"})}
        await connection.execute(insert(reviews).values(values))
    await archive.tidies(NOW)
    assert await archive.texts() == {"waiting"}
    assert (await archive.count(histories_table), await archive.count(editions)) == (2, 1)


async def test_deeds_are_kept_for_a_year_and_worked_updates_for_two_days(archive: Archive) -> None:
    for age in (deeds.KEPT + DAY, deeds.KEPT - DAY):
        await Audit(archive.engine).add(Entry(NOW - age, 1, "/reload", "done"))
    async with archive.engine.begin() as connection:
        worked = [
            {"update_id": number, "worked": int((NOW - age).timestamp())} for number, age in ((1, 3 * DAY), (2, DAY))
        ]
        await connection.execute(insert(updates), worked)
    await archive.tidies(NOW)
    assert (await archive.count(audit), await archive.count(updates)) == (1, 1)


async def test_it_is_done_once_a_day_a_few_pages_a_tick_and_anew_after_a_restart(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "PAGE", 5)
    monkeypatch.setattr(tidying, "PAGES", 2)
    names = [Content(f"orphan {number}", None, ()) for number in range(40)]
    async with archive.engine.begin() as connection:
        await save_contents(connection, names)
    while await archive.count(contents) == 40:
        await archive.tidier.look()
    assert await archive.count(contents) >= 30  # not all at once
    archive.tidier = Tidier(archive.engine, lambda: archive.now)
    await archive.tidies(NOW)
    assert await archive.count(contents) == 0
    async with archive.engine.begin() as connection:
        await save_contents(connection, names)
    archive.tidier = Tidier(archive.engine, lambda: archive.now)
    await archive.tidies(NOW + DAY / 2)
    assert await archive.count(contents) == 40
    await archive.tidies(NOW + DAY)
    assert await archive.count(contents) == 0
