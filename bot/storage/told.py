"""What places learn by corrections of their posts: it counts as had in its new form, and the next edition is silent on it."""

import json
from collections.abc import Collection, Mapping

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import histories
from bot.storage.histories import History
from bot.storage.subscription import Place
from bot.storage.tables import histories as named
from bot.storage.tables import outbox, subscriptions


async def note(connection: AsyncConnection, rows: Collection[int]) -> None:
    """In the transaction in which these rows are settled; those that were not sent, or correct nothing, count for nothing."""
    for place, learnt in (await _learnt(connection, rows)).items():
        at_place = (subscriptions.c.chat_id == place.chat_id) & (subscriptions.c.thread_id == place.thread_id)
        held = select(subscriptions.c.history).where(at_place).with_for_update()
        if (name := (await connection.execute(held)).scalar()) is None:
            continue
        had = (await histories.load(connection, [name]))[name]
        new = {**had, **learnt}
        await histories.save(connection, [new])
        values = update(subscriptions).where(at_place).values(history=histories.identify(new))
        await connection.execute(values)


async def _learnt(connection: AsyncConnection, rows: Collection[int]) -> Mapping[Place, History]:
    corrected = (
        select(outbox.c.chat_id, outbox.c.thread_id, named.c.facts)
        .join(named, named.c.id == outbox.c.told)
        .where(outbox.c.id.in_(rows), outbox.c.state == "sent", outbox.c.told.is_not(None))
        .order_by(outbox.c.id)
    )
    found: dict[Place, dict[str, str]] = {}
    for chat_id, thread_id, facts in await connection.execute(corrected):
        found.setdefault(Place(chat_id, thread_id), {}).update(json.loads(facts))
    return found
