"""A peer: aiogram 3 as it comes, answering each message with its own text. Runs in an environment of its own."""

import asyncio
import os
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    await message.answer(message.text or "")


async def main(token: str, address: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))
    bot, port = Bot(token, session=session), os.environ.get("BENCH_PORT")
    if port is None:
        await dispatcher.start_polling(bot, polling_timeout=10)
        return
    served = web.Application()
    SimpleRequestHandler(dispatcher, bot).register(served, path="/updates")
    setup_application(served, dispatcher, bot=bot)
    runner = web.AppRunner(served, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(port)).start()
    await asyncio.Event().wait()


asyncio.run(main(sys.argv[1], sys.argv[2]))
