"""Work that takes longer than people like to wait without a word."""

import asyncio
import contextlib
from collections.abc import Awaitable
from typing import TypeVar

from telegram.error import TelegramError

from bot.desk import cards
from bot.handlers.answering import Sent

SOON = 3.0
"""Seconds between one look at work under way and the next."""
T = TypeVar("T")


async def patiently(work: Awaitable[T], sent: Sent, title: str = "") -> T:
    """Keeps the message up to date until the work is done, and gives what came of it."""
    doing = asyncio.ensure_future(work)
    seconds = 0
    try:
        while not (await asyncio.wait([doing], timeout=SOON))[0]:
            seconds += int(SOON)
            with contextlib.suppress(TelegramError):  # a sign of life that doesn't arrive is no loss
                await sent.becomes(cards.still_working(sent.request.words, seconds, title))
    finally:
        doing.cancel()  # where nobody waits for it any more
    return doing.result()
