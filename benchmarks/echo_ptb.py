"""The baseline: python-telegram-bot as it comes, answering each message with its own text."""

import asyncio
import os
import sys
from typing import Any

from aiohttp import web
from telegram import Update
from telegram.ext import Application, CallbackContext, MessageHandler, filters

from benchmarks.server import TOKEN


async def echo(update: Update, _context: CallbackContext[Any, Any, Any, Any]) -> None:
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


async def hooked(application: Application[Any, Any, Any, Any, Any, Any], port: int) -> None:
    """Behind a webhook of one's own, as the library's wiki has it."""

    async def take(request: web.Request) -> web.Response:
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return web.Response()

    served = web.Application()
    served.router.add_post("/updates", take)
    async with application:
        await application.start()
        runner = web.AppRunner(served, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await asyncio.Event().wait()


def main() -> None:
    builder = Application.builder().token(TOKEN).base_url(f"{sys.argv[1]}/bot")
    port = os.environ.get("BENCH_PORT")
    application = builder.updater(None).build() if port else builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    if port:
        asyncio.run(hooked(application, int(port)))
    else:
        application.run_polling()


main()
