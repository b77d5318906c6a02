"""Has the posts corrected that carry what a new version of the store says differently."""

import asyncio
import datetime as dtm
from collections.abc import Callable
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.digests.correct import Swap, corrected
from bot.storage import corrections
from bot.storage.corrections import Fix
from bot.storage.editions import Content
from bot.storage.trouble import TROUBLE, reason
from knowledge.diff import Diff
from knowledge.store import Store

log = structlog.get_logger(__name__)


class Corrections:
    """Told of each swap of versions. What can't be queued is told again at the next swap, or start."""

    def __init__(self, engine: AsyncEngine, clock: Callable[[], dtm.datetime], timezone: str) -> None:
        self._engine = engine
        self._clock = clock
        self._zone = ZoneInfo(timezone)

    async def queue(self, before: Store, after: Store, found: Diff) -> int:
        """Gives the number of posts that will change."""
        now = self._clock()
        swap = Swap.of(before, after, found, now.astimezone(self._zone).date())
        try:
            posts, texts = await corrections.carrying(self._engine, swap.touched) if swap.touched else ([], {})
            anew: dict[str, Content | None] = {}
            for id_, text in texts.items():
                anew[id_] = corrected(text, swap)
                await asyncio.sleep(0)
            told = {id_: swap.told(fresh.facts) for id_, fresh in anew.items() if fresh is not None}
            new = [
                Fix(post, fresh, told[post.content_id])
                for post in posts
                if (fresh := anew[post.content_id]) is not None
            ]
            return await corrections.queue(self._engine, after.version, new, now)
        except TROUBLE as error:
            log.warning("posts are not corrected", version=after.short_version, error=reason(error))
            return 0
