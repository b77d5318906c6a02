"""Editions under review in a database, with a clock and a store that tests set."""

import datetime as dtm
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.digests.deciding import Decided, decide
from bot.digests.plan import Planner
from bot.digests.press import Said
from bot.digests.review import token
from bot.digests.reviewer import Reviewer
from bot.storage import reviews
from bot.storage.reviews import Review
from bot.storage.subscription import Place, Subscription
from bot.storage.subscriptions import Subscriptions
from bot.storage.switches import Switches
from bot.storage.tables import contents, editions, outbox
from knowledge.store import Store
from tests.bot import stores

DUE = dtm.datetime(2026, 11, 25, 6, tzinfo=dtm.UTC)
HOUR, DAY, SECOND = dtm.timedelta(hours=1), dtm.timedelta(days=1), dtm.timedelta(seconds=1)
CHAT, OWNER = -1001, 77


class World:
    """A database, a clock and a store that tests set, and what the tick does on them."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.now = DUE - DAY
        self.store = stores.store(*(stores.fact(number) for number in range(1, 4)))
        self.subscriptions = Subscriptions(engine)
        self.switches = Switches(engine)
        self.restart()

    def restart(self) -> None:
        self.reviewer = Reviewer(self.engine, self.switches, self.served, lambda: self.now, lambda _: "en")
        self.planner = Planner(self.engine, self.switches, self.served, lambda: self.now)

    def served(self) -> Store:
        return self.store

    def serves(self, *facts: object, version: str) -> None:
        self.store = stores.store(*facts, version=version * 64)  # type: ignore[arg-type]

    async def subscribe(self, chat: int = CHAT, **fields: object) -> None:
        held = {"chat_id": chat, "type": "channel", "language": "en", "schedule": "daily", "time": "09:00"}
        held |= {"timezone": "Asia/Qatar", "next_due": DUE, "size": 2, "review": True, "owner": OWNER, "title": "Desk"}
        await self.subscriptions.put(Subscription.model_validate(held | fields))

    async def at(self, now: dtm.datetime) -> None:
        """The tick at a moment."""
        self.now = now
        await self.reviewer.look()
        await self.planner.plan()

    async def review(self, chat: int = CHAT) -> Review:
        async with self.engine.connect() as connection:
            found = await reviews.of_place(connection, Place(chat))
        assert found is not None
        return found

    async def says(self, step: str, value: str | None = None, chat: int = CHAT) -> Decided:
        review = await self.review(chat)
        if value is None and step == "post":
            value = token(review.draft)
        return await decide(self.engine, self.store, self.now, OWNER, Said("en", review.edition, step, value or ""))

    async def held(self, chat: int = CHAT) -> Subscription:
        found = await self.subscriptions.get(Place(chat))
        assert found is not None
        return found

    async def messages(self, chat: int) -> Sequence[str]:
        joined = select(contents.c.html).join(outbox, contents.c.id == outbox.c.content_id)
        async with self.engine.connect() as connection:
            found = await connection.execute(joined.where(outbox.c.chat_id == chat).order_by(outbox.c.id))
            return list(found.scalars())

    async def posts(self, chat: int = CHAT) -> Sequence[str]:
        return await self.messages(chat)

    async def told(self) -> str:
        """What the owner reads last."""
        return (await self.messages(OWNER))[-1]

    async def states(self, chat: int = CHAT) -> Sequence[str]:
        async with self.engine.connect() as connection:
            found = select(editions.c.state).where(editions.c.chat_id == chat).order_by(editions.c.id)
            return list((await connection.execute(found)).scalars())
