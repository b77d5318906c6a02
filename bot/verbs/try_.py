"""`try`: the bot against a local Bot API, with a chat page to talk to it. Nothing leaves this computer."""

import asyncio
import os
import sys
import webbrowser

from pydantic import SecretStr

from bot import app
from bot.sandbox.pages import GUEST
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.verbs.running import Exit, fail, until_signalled

PORT = 8765
"""The chat page's usual port; another is taken where this one is."""
TICK = 0.1
"""Seconds between looks at what is due: whoever moves the clock wants to see it."""


def try_(settings: Settings, *, port: int | None, browser: bool) -> Exit:
    async def serve(stop: asyncio.Event) -> None:
        sandbox = await _sandbox(port)
        async with sandbox:
            admins = settings.admins or (GUEST,)  # whoever tries the bot is to see its desk too
            local = settings.model_copy(
                update={
                    "token": SecretStr(sandbox.token),
                    "api_url": sandbox.api_url,
                    "tick": TICK,
                    "admins": admins,
                }
            )
            ready = asyncio.Event()
            bot = asyncio.create_task(app.run(local, stop, ready, sandbox.world.clock))
            telling = asyncio.create_task(_tell(ready, sandbox.page_url, browser=browser))
            try:
                await bot
            finally:
                telling.cancel()

    try:
        return until_signalled(serve)
    except OSError as error:
        return fail(Exit.WRONG_USE, f"--port {port}: {error.strerror}")


async def _sandbox(port: int | None) -> Sandbox:
    """A sandbox on `port`; with none given on the usual one if it is free, else on any."""
    if port is not None:
        return Sandbox(port=port)
    try:
        server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", PORT)
    except OSError:
        return Sandbox(port=0)
    server.close()
    await server.wait_closed()
    return Sandbox(port=PORT)


async def _tell(ready: asyncio.Event, address: str, *, browser: bool) -> None:
    await ready.wait()
    print(f"\n  Sanad is ready to talk: {address}\n  Ctrl+C ends it.\n", file=sys.stderr)  # noqa: T201 - the command line's own voice
    if browser and (sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        await asyncio.to_thread(webbrowser.open, address)
