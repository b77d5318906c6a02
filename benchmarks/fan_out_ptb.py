"""A peer: python-telegram-bot's own limiter and transport do the fan-out, and an echo meanwhile: ADDRESS TOKEN RATE CHATS.

Runs in an environment of its own, where the library's limiter has what it needs.
"""

import asyncio
import sys
from collections.abc import Iterator
from typing import Any

from telegram import Bot, Update
from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter, Application, CallbackContext, MessageHandler, filters

TEXT = "<b>x</b>" + "y" * 600
WORKERS = 100
RETRIES = 5


async def echo(update: Update, _context: CallbackContext[Any, Any, Any, Any]) -> None:
    assert update.message is not None
    await update.message.reply_text("echo")


async def post(bot: Bot, chats: Iterator[int]) -> None:
    for chat in chats:
        while True:
            try:
                await bot.send_message(-(10**12) - 1 - chat, TEXT, parse_mode="HTML")
                break
            except RetryAfter:  # its own patience ended
                continue


async def main(address: str, token: str, rate: float, chats: int) -> None:
    limiter = AIORateLimiter(overall_max_rate=rate, max_retries=RETRIES)
    application = Application.builder().token(token).base_url(f"{address}/bot").rate_limiter(limiter).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()
        await asyncio.to_thread(sys.stdin.readline)  # the idle bot is measured first
        numbers = iter(range(chats))
        await asyncio.gather(*(post(application.bot, numbers) for _ in range(WORKERS)))
        await application.updater.stop()
        await application.stop()


asyncio.run(main(sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])))
