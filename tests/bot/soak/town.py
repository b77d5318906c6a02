"""Chats of every sort, each with a digest every day, and the moments at which the digests of a day are due."""

import datetime as dtm
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.sandbox.objects import Chat
from bot.storage import tables
from bot.storage.outbox import Outbox, State
from bot.storage.subscription import Subscription
from bot.storage.subscriptions import Subscriptions
from tests.bot.digests.lives import Crowd

BEGIN = dtm.datetime(2026, 12, 1, tzinfo=dtm.UTC)
DAY = dtm.timedelta(days=1)
TIMES = (("Asia/Qatar", "09:00"), ("Europe/Berlin", "13:00"), ("America/New_York", "13:00"), ("Asia/Kuwait", "22:30"))
PARTNERS: tuple[tuple[str, ...], ...] = ((), ("DE",), ("SO", "KW"), ("US", "FR"))
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Town:
    """Its chats, with the subscription of each."""

    crowd: Crowd
    orders: dict[int, Subscription]

    @classmethod
    def of(cls, crowd: Crowd) -> "Town":
        return cls(crowd, {chat.id: _order(number, chat) for number, chat in enumerate(crowd.chats)})

    def chats(self) -> Iterator[tuple[Chat, Subscription]]:
        return ((chat, self.orders[chat.id]) for chat in self.crowd.chats)

    async def subscribe(self, engine: AsyncEngine) -> None:
        orders, store = list(self.orders.values()), Subscriptions(engine)
        for start in range(0, len(orders), _AT_ONCE):
            await store.put_all(orders[start : start + _AT_ONCE])


def due(order: Subscription, day: int) -> dtm.datetime:
    """When the digest of a day of the month, from 0, is due."""
    date = (BEGIN + day * DAY).date()
    return dtm.datetime.combine(date, dtm.time.fromisoformat(order.time), ZoneInfo(order.timezone)).astimezone(dtm.UTC)


def moments(town: Town, day: int) -> list[dtm.datetime]:
    return sorted({due(order, day) for order in town.orders.values()})


def _order(number: int, chat: Chat) -> Subscription:
    zone, time = TIMES[number // 8 % len(TIMES)]
    return Subscription.model_validate(
        {
            "chat_id": chat.id,
            "type": chat.type,
            "language": ("en", "ar")[number // 2 % 2],
            "schedule": "daily",
            "time": time,
            "timezone": zone,
            "partners": PARTNERS[number % len(PARTNERS)],
            "when_empty": "archive",
        }
    )


async def is_quiet(engine: AsyncEngine, now: dtm.datetime) -> bool:
    """Whether all that is due was planned, and all that was planned has left."""
    async with engine.connect() as connection:
        subscriptions = tables.subscriptions.c
        late = select(func.count()).where(
            (subscriptions.next_due <= int(now.timestamp())) | subscriptions.next_due.is_(None)
        )
        if await connection.scalar(late):
            return False
    return not (await Outbox(engine).counts()).keys() & {State.PENDING, State.SENDING, State.UNCERTAIN}
