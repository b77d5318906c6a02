"""What an owner says on an edition that he has before him, and what he sees then."""

import datetime as dtm
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.digests import drafts
from bot.digests.press import Said
from bot.digests.review import Fate, fate, toggled, token
from bot.digests.review_pages import ReviewPages
from bot.digests.schedule import is_fresh
from bot.storage import reviews, subscriptions
from bot.storage.editions import Content
from bot.storage.reviews import Review, Word
from bot.storage.subscriptions import Due
from bot.text.catalogue import words
from knowledge.store import Store


@dataclass(frozen=True, slots=True)
class Decided:
    """The key of a word that pops up, and what the message becomes."""

    word: str = ""
    shown: Content | None = None


_OVER = {Word.POSTED: "review-over-posted", Word.SKIPPED: "review-over-skipped"}


async def decide(engine: AsyncEngine, store: Store, now: dtm.datetime, user: int, said: Said) -> Decided:
    """In one transaction. Only the owner decides; a yes is one to the text that he saw."""
    async with engine.begin() as connection:
        review = await reviews.get(connection, said.edition)
        if review is None:
            how = await reviews.outcome(connection, said.edition, user)
            return Decided(_OVER.get(how, "stale-button") if how else "stale-button")
        if review.owner != user:
            return Decided("review-not-yours")
        held = await subscriptions.at(connection, review.place)
        what = fate(review, held, store, now)
        if held is None or what is Fate.GIVE_UP or not is_fresh(held.subscription, review.due, now):
            return Decided("review-over")
        if what is Fate.RENEW:
            new = await drafts.renew(connection, review, held, store)
            if new is None:
                return Decided("review-over")
            review = new
        return await _said(connection, review, held, store, said)


async def _said(connection: AsyncConnection, review: Review, held: Due, store: Store, said: Said) -> Decided:
    match said.step:
        case "post" if said.value != token(review.draft):
            return await _shown(connection, review, held, said, "review-changed")
        case "post" | "skip":
            word = Word.APPROVED if said.step == "post" else Word.DECLINED
            await reviews.put(connection, review.edition, word, review.draft, store=store.version)
            return await _shown(connection, replace(review, word=word), held, said)
        case "leave":
            return Decided(shown=_pages(review, held, said).facts(store))
        case "fact":
            choice = toggled(review.draft, said.value)
            chosen = choice and await drafts.choose(connection, review, held, store, choice)
            if not chosen:
                return Decided("review-last-fact")
            return Decided(shown=_pages(chosen, held, said).facts(store))
        case "show" | "page":
            return await _shown(connection, review, held, said)
    return Decided("stale-button")


async def _shown(connection: AsyncConnection, review: Review, held: Due, said: Said, word: str = "") -> Decided:
    contents: Sequence[Content] = await reviews.texts(connection, review.draft.parts)
    page = int(said.value) if said.step == "page" and said.value.isdecimal() else 0
    return Decided(word, _pages(review, held, said).edition(contents, page))


def _pages(review: Review, held: Due, said: Said) -> ReviewPages:
    return ReviewPages(words(said.language), held.subscription, review)
