"""Corrections in the outbox: which posts carry a fact, and rows that change them."""

import datetime as dtm
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.editions import Content, save_contents
from bot.storage.histories import History, identify, save
from bot.storage.outbox import NewRow, Outbox, State
from bot.storage.subscription import Place
from bot.storage.tables import OPEN, contents, outbox, switches
from bot.storage.times import seconds
from bot.storage.versions import UNCORRECTED

DELAY = 60
"""Seconds that admins have to hold corrections."""
_NAMED = 12
_CHUNK = 500
_HELD = "held by an admin"


@dataclass(frozen=True, slots=True)
class Post:
    """A message that was posted, or is on its way; `last`: the row that gave it, or is to give it, its present text."""

    id: int
    place: Place
    last: int
    content_id: str


async def carrying(engine: AsyncEngine, facts: frozenset[str]) -> tuple[list[Post], dict[str, Content]]:
    """The posts in whose present text any of these facts is, and these texts."""
    async with engine.connect() as connection:
        listed = await connection.execute(select(contents.c.id, contents.c.facts).where(contents.c.facts != "[]"))
        wanted = [id_ for id_, held in listed if not facts.isdisjoint(json.loads(held))]
        posts: list[Post] = []
        texts: dict[str, Content] = {}
        for start in range(0, len(wanted), _CHUNK):
            some = wanted[start : start + _CHUNK]
            found = await connection.execute(_POSTS.where(outbox.c.content_id.in_(some)))
            posts += [Post(one.post, Place(one.chat_id, one.thread_id), one.id, one.content_id) for one in found]
            rows = await connection.execute(select(contents).where(contents.c.id.in_(some)))
            texts |= {one.id: Content(one.html, one.keyboard, tuple(json.loads(one.facts))) for one in rows}
    return posts, texts


@dataclass(frozen=True, slots=True)
class Fix:
    """A post's new text, and what its place has had anew by it."""

    post: Post
    text: Content
    told: History


async def queue(engine: AsyncEngine, version: str, new: Sequence[Fix], now: dtm.datetime) -> int:
    """Puts the new texts of posts into the outbox, all at once, after which none is owed; gives their number."""
    later = seconds(now) + DELAY
    rows = [
        NewRow(
            f"fix:{fix.post.id}:{version[:_NAMED]}:{fix.post.last}",
            fix.post.place,
            fix.text.id,
            edits=fix.post.id,
            not_before=later,
            told=identify(fix.told),
        )
        for fix in new
    ]
    async with engine.begin() as connection:
        await save(connection, [fix.told for fix in new])
        await save_contents(connection, list({fix.text.id: fix.text for fix in new}.values()))
        await Outbox(engine).add(connection, rows, seconds(now))
        await connection.execute(delete(switches).where(switches.c.name == UNCORRECTED))
    return len(rows)


async def hold(engine: AsyncEngine, version: str, now: dtm.datetime) -> int:
    """Holds a version's corrections that wait; nothing else in their chats waits for them. Gives their number."""
    waiting = _of(version) & (outbox.c.state == State.PENDING)
    return await _put(engine, waiting, {"state": State.ABANDONED, "error": _HELD, "changed": seconds(now)})


async def release(engine: AsyncEngine, version: str, now: dtm.datetime) -> int:
    """Has a version's corrections, held or waiting, made now; gives their number."""
    held = (outbox.c.state == State.ABANDONED) & (outbox.c.error == _HELD)
    waiting = _of(version) & ((outbox.c.state == State.PENDING) | held)
    values = {"state": State.PENDING, "error": "", "not_before": seconds(now), "changed": seconds(now)}
    return await _put(engine, waiting, values)


async def _put(engine: AsyncEngine, which: ColumnElement[bool], values: Mapping[str, object]) -> int:
    async with engine.begin() as connection:
        return (await connection.execute(update(outbox).where(which).values(**values))).rowcount


def _of(version: str) -> ColumnElement[bool]:
    return outbox.c.key.like(f"fix:%:{version[:_NAMED]}:%")


_post = func.coalesce(outbox.c.edits, outbox.c.id)
_newest = outbox.alias("newest")
_posted = outbox.alias("posted")
_VALID = (State.SENT, *map(State, OPEN))
_ARRIVES = _posted.c.state.in_(OPEN) | ((_posted.c.state == State.SENT) & _posted.c.message_id.is_not(None))
"""What is still open is changed after it arrived, as a chat's rows leave in their order."""
_POSTS = (
    select(outbox.c.id, outbox.c.chat_id, outbox.c.thread_id, outbox.c.content_id, _posted.c.id.label("post"))
    .join(_posted, _posted.c.id == _post)
    .where(_ARRIVES, outbox.c.state.in_(_VALID))
    .where(
        ~select(_newest.c.id)
        .where(_newest.c.edits == _posted.c.id, _newest.c.id > outbox.c.id, _newest.c.state.in_(_VALID))
        .where(_newest.c.chat_id == outbox.c.chat_id)
        .exists()
    )
    .order_by(outbox.c.id)
)
"""Posts with the row of their present text; what edits a post is in its chat, which has an index."""
