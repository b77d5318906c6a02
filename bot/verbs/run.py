"""`run`: the bot on Telegram, or on whatever serves the Bot API at SANAD_API_URL."""

import asyncio

from bot import app
from bot.digests.plan import Clock
from bot.observe import sd_notify, sentry
from bot.settings import Settings
from bot.telegram.gate import utc_now
from bot.verbs.running import Exit, fail, settle, until_signalled


def run(settings: Settings, clock: Clock = utc_now) -> Exit:
    if settings.token is None:
        return fail(
            Exit.WRONG_USE, "SANAD_TOKEN is not set: get one from @BotFather, or try the bot without: sanad try"
        )
    if settings.sentry_dsn is not None:
        sentry.set_up(settings.sentry_dsn.get_secret_value())

    async def serve(stop: asyncio.Event) -> None:
        ready = asyncio.Event()
        beside = [asyncio.create_task(task) for task in (_started(ready), _stopping(stop), sd_notify.keep_alive())]
        try:
            await app.run(settings, stop, ready, clock)
        finally:
            for task in beside:
                task.cancel()

    return until_signalled(serve)


async def _started(ready: asyncio.Event) -> None:
    await ready.wait()
    sd_notify.notify("READY=1")
    settle()


async def _stopping(stop: asyncio.Event) -> None:
    await stop.wait()
    sd_notify.notify("STOPPING=1")
