"""Versions that are kept, and the audit that goes with them, one transaction each."""

import datetime as dtm

from bot.storage import corrections, retention
from bot.storage.audit import KEPT as AUDIT_KEPT
from bot.storage.audit import Audit, Entry
from bot.storage.database import open_database
from bot.storage.versions import KEPT, Compiled, Kept, Versions
from tests.bot.storage.conftest import Look

NOW = dtm.datetime(2026, 11, 25, 9, tzinfo=dtm.UTC)


def at(minutes: int, who: int | None = 7) -> Entry:
    return Entry(NOW + dtm.timedelta(minutes=minutes), who, "reload", "served")


async def test_a_version_comes_back_byte_for_byte_and_the_oldest_ones_go(url: str, look: Look) -> None:
    async with open_database(url) as engine:
        versions = Versions(engine, Audit(engine))
        for number in range(KEPT + 2):
            await versions.keep(Compiled(f"v{number}", number, b"abc" * number), at(number))
            await corrections.queue(engine, f"v{number}", [], at(number).at)
        kept = await versions.all()
        assert [one.id for one in kept] == [f"v{number}" for number in range(KEPT + 1, 1, -1)]
        assert kept[0] == Kept(f"v{KEPT + 1}", at(KEPT + 1).at, 7, KEPT + 1)
        assert (await versions.content("v5"), await versions.content("v1")) == (b"abc" * 5, None)
    assert look("SELECT count(*) FROM audit") == [(KEPT + 2,)]


async def test_the_version_that_posts_are_in_line_with_is_kept_until_their_corrections_are_queued(url: str) -> None:
    async with open_database(url) as engine:
        versions = Versions(engine, Audit(engine))
        await versions.keep(Compiled("v0", 1, b"0"), at(0))
        assert await versions.uncorrected() is None
        for number in range(1, KEPT + 3):
            await versions.keep(Compiled(f"v{number}", 1, b"1"), at(number))
        assert await versions.uncorrected() == Kept("v0", at(0).at, 7, 1)
        await corrections.queue(engine, "v9", [], at(99).at)
        assert await versions.uncorrected() is None
        await versions.pin("v9", at(100))
        await versions.pin(f"v{KEPT + 2}", at(101))
        assert await versions.uncorrected() is None


async def test_a_pinned_version_is_served_until_another_is_kept(url: str) -> None:
    async with open_database(url) as engine:
        versions = Versions(engine, Audit(engine))
        await versions.keep(Compiled("old", 1, b"1"), at(0))
        await versions.keep(Compiled("new", 1, b"2"), at(1))
        assert await versions.pinned() is None
        await versions.pin("old", at(2))
    async with open_database(url) as engine:
        versions = Versions(engine, Audit(engine))
        assert await versions.pinned() == "old"
        assert [one.id for one in await versions.all()] == ["old", "new"]
        await versions.keep(Compiled("next", 1, b"3"), at(3))
        assert await versions.pinned() is None


async def test_the_audit_is_read_newest_first_and_forgets_after_a_year(url: str) -> None:
    async with open_database(url) as engine:
        audit = Audit(engine)
        for number in range(5):
            await audit.add(Entry(NOW + dtm.timedelta(days=number), number, f"deed {number}", "done " * 99))
        assert [entry.what for entry in await audit.page(1, 2)] == ["deed 2", "deed 1"]
        assert [len(entry.outcome) for entry in await audit.page(2, 2)] == [200]
        async for _ in retention.removing(engine, NOW + AUDIT_KEPT + dtm.timedelta(days=2)):
            pass
        assert [entry.what async for entry in audit.all()] == ["deed 2", "deed 3", "deed 4"]
