"""Has owners look at editions an hour before their time, and does at that time what they said; without a word it is skipped."""

import datetime as dtm
from collections.abc import Callable

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.digests import drafts, review_pages
from bot.digests.drafts import Asked
from bot.digests.plan import CHUNK, Clock, is_night
from bot.digests.review import AHEAD, Fate, fate, reviewer
from bot.digests.review_pages import ReviewPages
from bot.digests.schedule import is_fresh, latest_due, next_due
from bot.digests.steering import UNHEARD
from bot.storage import editions, reviews, subscriptions
from bot.storage.editions import NewEdition
from bot.storage.reviews import Review, Word
from bot.storage.subscription import Subscription
from bot.storage.subscriptions import Due, Next
from bot.storage.switches import Switches
from bot.text.catalogue import words
from knowledge.model import Language
from knowledge.store import Store

log = structlog.get_logger(__name__)

GRACE = dtm.timedelta(seconds=30)
"""So long after a start nothing is skipped: a word that was given while nobody was here has yet to be heard."""

Speaks = Callable[[int], Language | None]
"""The language that a person chose."""


class Reviewer:
    """Each step is a transaction of its own: what was begun before a crash is gone on with after it."""

    def __init__(
        self, engine: AsyncEngine, switches: Switches, store: Callable[[], Store], clock: Clock, speaks: Speaks
    ) -> None:
        self._engine, self._switches = engine, switches
        self._store, self._clock, self._speaks = store, clock, speaks
        self._since: dtm.datetime | None = None

    async def look(self) -> None:
        """Does what is due now, unless digests are held."""
        if self._switches.hold is not None:
            return
        now, store = self._clock(), self._store()
        self._since = min(self._since or now, now)
        async with self._engine.connect() as connection:
            open_ = await reviews.all_(connection)
            held = await subscriptions.reviewed(connection)
        for one in open_:
            if fate(one, held.get(one.place), store, now) is not Fate.WAIT:
                await self._step(one.edition, store, now)
        while await self._begin(store, now):
            pass

    async def _step(self, edition: int, store: Store, now: dtm.datetime) -> None:
        """What is to be done with one edition, as it is by then."""
        async with self._engine.begin() as connection:
            review = await reviews.get(connection, edition)
            if review is None:
                return
            held = await subscriptions.at(connection, review.place)
            what = fate(review, held, store, now)
            if held is not None and what is Fate.RENEW:
                review = await self._renewed(connection, review, held, store, now)
                what = fate(review, held, store, now) if review else Fate.WAIT
            if review is None:
                return
            if what is Fate.GIVE_UP or held is None:
                await reviews.end(connection, edition, Word.OFF)
                shown = review_pages.given_up(words(review.language))
                await reviews.tell(connection, edition, review.owner, shown, now)
            elif what is Fate.POST:
                await self._post(connection, review, held, now)
            elif what is Fate.SKIP and self._since is not None and now - self._since >= GRACE:
                await self._skip(connection, review, held, now)

    async def _begin(self, store: Store, now: dtm.datetime) -> bool:
        """Puts editions that are due within the hour before their owners; whether there may be more."""
        async with self._engine.begin() as connection:
            found = await subscriptions.to_review(connection, now + AHEAD, CHUNK)
            for one in found:
                await self._ask(connection, one, store, now)
        return len(found) == CHUNK

    async def _ask(self, connection: AsyncConnection, one: Due, store: Store, now: dtm.datetime) -> None:
        latest = latest_due(one.subscription, one.due, now)
        late = one.missed if latest == one.due else one.missed or one.due
        held = Due(one.id, one.subscription, latest, one.history, late)
        owner = reviewer(held.subscription)
        if owner is None or not is_fresh(held.subscription, latest, now):
            return await self._pass_over(connection, held, now, unheard=owner is None)
        until = latest if now < latest else now + AHEAD
        language = self._speaks(owner) or ("en" if held.subscription.language == "en" else "ar")
        review = await drafts.begin(connection, held, Asked(owner, language), until, store=store, now=now)
        if review is None:
            return await _next(connection, held, now, held.history, late)
        await subscriptions.set_next(connection, [Next(held.id, latest, held.history, late)])
        return await self._show(connection, review, held, now)

    async def _renewed(
        self, connection: AsyncConnection, review: Review, held: Due, store: Store, now: dtm.datetime
    ) -> Review | None:
        new = await drafts.renew(connection, review, held, store)
        if new is None:
            await self._end(connection, review, held, now, "review-empty")
        elif new.draft.parts != review.draft.parts:
            await self._show(connection, new, held, now)
        return new

    async def _post(self, connection: AsyncConnection, review: Review, held: Due, now: dtm.datetime) -> None:
        one = held.subscription
        silent = one.quiet and is_night(now, one.timezone)
        whole = NewEdition(review.place, review.due, review.history_before, review.draft.parts, silent)
        await editions.release(connection, review.edition, whole, now=now)
        await reviews.end(connection, review.edition, Word.POSTED)
        await _next(connection, held, now, review.draft.history, None)
        await subscriptions.note(connection, held.id, "")
        shown = _pages(review, one).ended("review-posted")
        await reviews.tell(connection, review.edition, review.owner, shown, now)
        log.info("an approved digest goes out", chat=review.place.chat_id)

    async def _skip(self, connection: AsyncConnection, review: Review, held: Due, now: dtm.datetime) -> None:
        if review.word is Word.DECLINED:
            return await self._end(connection, review, held, now, "review-skipped")
        reached = await reviews.was_told(connection, review.edition, review.owner)
        await subscriptions.note(connection, held.id, "" if reached else UNHEARD)
        return await self._end(connection, review, held, now, "review-unanswered")

    async def _end(self, connection: AsyncConnection, review: Review, held: Due, now: dtm.datetime, how: str) -> None:
        """Without a post; what its owner didn't decide is told of in the next edition."""
        missed = held.missed if review.word is Word.DECLINED else held.missed or review.due
        await reviews.end(connection, review.edition, Word.SKIPPED)
        await _next(connection, held, now, held.history, missed)
        shown = _pages(review, held.subscription).ended(how)
        await reviews.tell(connection, review.edition, review.owner, shown, now)
        log.info("a digest is skipped", chat=review.place.chat_id, why=how)

    async def _pass_over(self, connection: AsyncConnection, held: Due, now: dtm.datetime, *, unheard: bool) -> None:
        if unheard:
            await subscriptions.note(connection, held.id, UNHEARD)
        await _next(connection, held, now, held.history, held.missed or held.due)

    async def _show(self, connection: AsyncConnection, review: Review, held: Due, now: dtm.datetime) -> None:
        contents = await reviews.texts(connection, review.draft.parts)
        shown = _pages(review, held.subscription).edition(contents)
        await reviews.tell(connection, review.edition, review.owner, shown, now)


def _pages(review: Review, one: Subscription) -> ReviewPages:
    return ReviewPages(words(review.language), one, review)


async def _next(
    connection: AsyncConnection, held: Due, now: dtm.datetime, history: str | None, missed: dtm.datetime | None
) -> None:
    upcoming = next_due(held.subscription, max(now, held.due))
    await subscriptions.set_next(connection, [Next(held.id, upcoming, history, missed)])
