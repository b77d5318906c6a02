"""Editions under review in the database: put before their owner, composed anew. Inside the caller's transaction."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.digests.review import Drafted, drafted, renewed
from bot.storage import editions, histories, reviews
from bot.storage.reviews import Choice, Review, Word
from bot.storage.subscriptions import Due
from knowledge.model import Language
from knowledge.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """Who has an edition before him, and the language in which he is asked."""

    owner: int
    language: Language


async def begin(
    connection: AsyncConnection, held: Due, asked: Asked, until: datetime, *, store: Store, now: datetime
) -> Review | None:
    """A new edition for its owner; None if there is nothing to post, or was one for that time."""
    history = (await histories.load(connection, [held.history]))[held.history]
    new = drafted(store, held, history)
    if new is None:
        return None
    await _save(connection, new)
    place = held.subscription.place
    review = Review(0, place, held.due, asked.owner, asked.language, until, Word.REVIEW, held.history, new.draft)
    edition = await reviews.begin(connection, review, store=store.version, now=now)
    return None if edition is None else replace(review, edition=edition)


async def renew(connection: AsyncConnection, review: Review, held: Due, store: Store) -> Review | None:
    """The edition as the store and the settings have it now; None if nothing is left of it."""
    had = await histories.load(connection, [held.history, review.draft.history])
    new = renewed(store, held, had[held.history], review, had[review.draft.history])
    return None if new is None else await put(connection, review, review.word, new, store)


async def choose(connection: AsyncConnection, review: Review, held: Due, store: Store, choice: Choice) -> Review | None:
    """The edition with other facts in it, which its owner is to approve anew."""
    history = (await histories.load(connection, [held.history]))[held.history]
    new = drafted(store, held, history, choice)
    return None if new is None else await put(connection, review, Word.REVIEW, new, store)


async def put(connection: AsyncConnection, review: Review, word: Word, new: Drafted, store: Store) -> Review:
    await _save(connection, new)
    await reviews.put(connection, review.edition, word, new.draft, store=store.version)
    return replace(review, word=word, draft=new.draft)


async def _save(connection: AsyncConnection, new: Drafted) -> None:
    await histories.save(connection, [new.history])
    await editions.save_contents(connection, new.contents)
