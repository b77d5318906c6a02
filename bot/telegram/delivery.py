"""Delivery put together: outbox, limiter, sender, probe. Runs while the context lasts."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.digests.deliver import Deliverer, Step
from bot.digests.outcomes import Listener, Sender
from bot.digests.reconcile import Reconciler, Verdict
from bot.digests.recover import Recovery
from bot.digests.turns import Turns
from bot.storage.outbox import Outbox, Row
from bot.storage.posts import Posts, counts_alone
from bot.telegram.client import Client
from bot.telegram.limiter import Limiter
from bot.telegram.rights import Rights
from bot.telegram.sender import TelegramSender

STOP_SECONDS = 4.0
"""As long posts that are under way at the end are waited for."""


@dataclass(frozen=True, slots=True)
class Wire:
    """What sends and what delivers share."""

    posts: Posts
    turns: Turns
    limiter: Limiter

    @classmethod
    def of(cls, engine: AsyncEngine, rate: float) -> "Wire":
        posts = Posts(engine)
        turns = Turns(posts.answered, counts_alone)
        return cls(posts, turns, Limiter(rate, turns))


@asynccontextmanager
async def delivering(
    engine: AsyncEngine,
    wire: Wire,
    client: Client,
    catch_up: Callable[[], Awaitable[None]],
    listener: Listener,
    *,
    clock: Callable[[], datetime],
    generation: int,
    rate: float,
    lost: asyncio.Event | None = None,
    is_held: Callable[[], bool] = lambda: False,
    step: Step = lambda _: None,
    rights: Rights | None = None,
    look_into: Callable[[Sender], Callable[[Row], Awaitable[Verdict]]] | None = None,
) -> AsyncIterator[Deliverer]:
    """To be entered before updates are polled: what an earlier process left must be known before they are confirmed.

    Once `lost` is set, another process may be delivering: all that is under way here ends at once, wherever it is.
    """
    outbox, lost = Outbox(engine), lost or asyncio.Event()
    sender = TelegramSender(client, wire.limiter, catch_up, rights)
    deliverer = Deliverer(
        outbox, wire.posts, wire.turns, sender, listener,
        clock=clock, generation=generation, rate=rate, is_active=lambda: not lost.is_set(), is_held=is_held, step=step,
    )  # fmt: skip
    look = look_into(sender) if look_into else Reconciler(sender, wire.posts, wire.turns).verdict
    recovery = Recovery(outbox, wire.posts, wire.turns, deliverer, look, clock=clock, generation=generation, step=step)
    await recovery.start()
    running = [asyncio.create_task(deliverer.run()), asyncio.create_task(recovery.run())]
    ending = asyncio.create_task(_end_when(lost, running))
    try:
        yield deliverer
    finally:
        if not lost.is_set():
            await deliverer.stop(STOP_SECONDS)
        for task in (ending, *running):
            task.cancel()
        await asyncio.gather(ending, *running, return_exceptions=True)


async def _end_when(lost: asyncio.Event, running: Sequence[asyncio.Task[None]]) -> None:
    await lost.wait()
    for task in running:
        task.cancel()
