"""Telegram's side of a webhook: updates are posted one after the other, and again until they are taken."""

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp

from bot.sandbox.clock import Clock
from bot.sandbox.updates import Hook, Update, UpdateQueue

_PAUSES = (0.05, 0.1, 0.3, 1.0)
_PATIENCE = aiohttp.ClientTimeout(total=60)


async def deliver(queue: UpdateQueue, clock: Clock, wait: Callable[[float], Awaitable[None]]) -> None:
    """Delivers for ever; `wait` returns when something new may be there, or at that time of the loop's clock."""
    failures = 0
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), timeout=_PATIENCE) as session:
        while True:
            hook, waiting = queue.hook, queue.pending(1, clock())
            if hook is None or not waiting:
                await wait(asyncio.get_running_loop().time() + 60)
            elif await _is_taken(session, hook, waiting[0]):
                failures = 0
                queue.confirm(waiting[0].id + 1)
            else:
                await asyncio.sleep(_PAUSES[min(failures, len(_PAUSES) - 1)])
                failures += 1


async def _is_taken(session: aiohttp.ClientSession, hook: Hook, update: Update) -> bool:
    headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
    try:
        async with session.post(hook.url, json=update.to_json(), headers=headers, allow_redirects=False) as response:
            return 200 <= response.status < 300
    except (aiohttp.ClientError, TimeoutError):
        return False
