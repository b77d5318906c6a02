"""Telegram's side of a webhook: updates of different chats are posted side by side, each again until it is taken."""

import asyncio
from collections.abc import Awaitable, Callable, Collection

import aiohttp

from bot.sandbox.clock import Clock
from bot.sandbox.updates import Hook, Update, UpdateQueue

_PAUSES = (0.05, 0.1, 0.3, 1.0)
_PATIENCE = aiohttp.ClientTimeout(total=60)


async def deliver(queue: UpdateQueue, clock: Clock, wait: Callable[[float], Awaitable[None]]) -> None:
    """Delivers for ever; `wait` returns when something new may be there, or at that time of the loop's clock."""
    sending: dict[asyncio.Task[None], int] = {}
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), timeout=_PATIENCE) as session:
        try:
            while True:
                news = asyncio.ensure_future(wait(asyncio.get_running_loop().time() + 60))
                await asyncio.sleep(0)  # what comes from now on is heard
                for update in _due(queue, clock, sending.values()):
                    sending[asyncio.create_task(_send(session, queue, update))] = update.place
                await asyncio.wait({news, *sending}, return_when=asyncio.FIRST_COMPLETED)
                news.cancel()
                sending = {task: place for task, place in sending.items() if not task.done()}
        finally:
            for task in sending:
                task.cancel()


def _due(queue: UpdateQueue, clock: Clock, busy: Collection[int]) -> list[Update]:
    """The first update of each chat to which none is on its way, as many as there are connections free."""
    if queue.hook is None:
        return []
    first: dict[int, Update] = {}
    for update in queue.pending(len(queue), clock()):
        if update.place not in busy:
            first.setdefault(update.place, update)
    return list(first.values())[: queue.hook.connections - len(busy)]


async def _send(session: aiohttp.ClientSession, queue: UpdateQueue, update: Update) -> None:
    failures = 0
    while (hook := queue.hook) is not None and update in queue:
        if await _is_taken(session, hook, update):
            queue.take(update)
            return
        await asyncio.sleep(_PAUSES[min(failures, len(_PAUSES) - 1)])
        failures += 1


async def _is_taken(session: aiohttp.ClientSession, hook: Hook, update: Update) -> bool:
    headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
    try:
        async with session.post(hook.url, json=update.to_json(), headers=headers, allow_redirects=False) as response:
            return 200 <= response.status < 300
    except (aiohttp.ClientError, TimeoutError):
        return False
