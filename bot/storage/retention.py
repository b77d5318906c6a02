"""What is kept how long, and the removal of the rest: a page of a table at a time, so that nobody waits for it."""

import datetime as dtm
import json
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, delete, insert, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage import audit as deeds
from bot.storage import updates as worked
from bot.storage.tables import (
    OPEN,
    audit,
    contents,
    editions,
    histories,
    outbox,
    reviews,
    subscriptions,
    switches,
    updates,
)
from bot.storage.times import seconds

POSTS = dtm.timedelta(days=731)
"""So long posts are known, and can be corrected."""
PAGE = 500
TIDIED = "tidied"


@dataclass(frozen=True, slots=True)
class Rule:
    """What of a table goes. `old`: true of the first rows alone, if its keys rise with time."""

    key: Column[Any]
    gone: ColumnElement[bool]
    old: ColumnElement[bool] | None = None
    spares: Callable[[AsyncConnection], Any] | None = None
    """Gives keys that stay although nothing in a column points to them."""


def rules(now: dtm.datetime) -> tuple[Rule, ...]:
    """Children before parents: what they point to is removed with the next."""
    newer, child = outbox.alias(), outbox.alias()
    ago = seconds(now - POSTS)
    settled = (outbox.c.changed < ago) & outbox.c.state.not_in(OPEN)
    edited = select(newer.c.id).where(newer.c.edits == outbox.c.id).exists()
    posted = select(child.c.id).where(child.c.edition_id == editions.c.id).exists()
    reviewed = select(reviews.c.edition_id).where(reviews.c.edition_id == editions.c.id).exists()
    sent = select(child.c.id).where(child.c.content_id == contents.c.id).exists()
    had = [
        select(column).where(column == histories.c.id).exists()
        for column in (subscriptions.c.history, editions.c.history_before, reviews.c.history, child.c.told)
    ]
    return (
        Rule(outbox.c.id, settled & outbox.c.edits.is_not(None), outbox.c.changed < ago),
        Rule(outbox.c.id, settled & ~edited, outbox.c.changed < ago),
        Rule(editions.c.id, (editions.c.planned < ago) & ~posted & ~reviewed, editions.c.planned < ago),
        Rule(contents.c.id, ~sent, spares=_under_review),
        Rule(histories.c.id, ~or_(*had)),
        Rule(updates.c.update_id, updates.c.worked < seconds(now - worked.KEPT)),
        Rule(audit.c.id, audit.c.at < seconds(now - deeds.KEPT), audit.c.at < seconds(now - deeds.KEPT)),
    )


async def removing(engine: AsyncEngine, now: dtm.datetime) -> AsyncIterator[int]:
    """Removes what is old or unneeded, a page a step and a transaction each; gives the number of rows of each step."""
    for rule in rules(now):
        after: object = None
        while True:
            async with engine.begin() as connection:
                last, more, count = await _page(connection, rule, after)
            yield count
            if not more:
                break
            after = last


async def last_day(engine: AsyncEngine) -> str | None:
    """The day on which it was all gone through last."""
    async with engine.connect() as connection:
        found = await connection.execute(select(switches.c.value).where(switches.c.name == TIDIED))
        return found.scalar()


async def done(engine: AsyncEngine, now: dtm.datetime) -> None:
    async with engine.begin() as connection:
        await connection.execute(delete(switches).where(switches.c.name == TIDIED))
        values = {"name": TIDIED, "value": now.date().isoformat(), "set_at": seconds(now)}
        await connection.execute(insert(switches).values(values))


async def _page(connection: AsyncConnection, rule: Rule, after: object) -> tuple[object, bool, int]:
    """The last key of the page, whether there may be more, and the number of rows removed."""
    beyond = true() if after is None else rule.key > after
    page = select(rule.key, true() if rule.old is None else rule.old).where(beyond).order_by(rule.key).limit(PAGE)
    rows = (await connection.execute(page)).all()
    if not rows:
        return after, False, 0
    last = rows[-1][0]
    spared: Collection[str] = await rule.spares(connection) if rule.spares else ()
    here = beyond & (rule.key <= last) & rule.gone & rule.key.not_in(spared)
    removed = await connection.execute(delete(rule.key.table).where(here))
    return last, len(rows) == PAGE and any(old for _, old in rows), removed.rowcount


async def _under_review(connection: AsyncConnection) -> Collection[str]:
    """The contents of editions that wait for their owners."""
    listed = await connection.execute(select(reviews.c.parts))
    return {name for parts in listed.scalars() for name in json.loads(parts)}
