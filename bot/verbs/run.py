"""`run`: the bot on Telegram, or on whatever serves the Bot API at SANAD_API_URL."""

from bot import app
from bot.settings import Settings
from bot.verbs.running import Exit, fail, until_signalled


def run(settings: Settings) -> Exit:
    if settings.token is None:
        return fail(
            Exit.WRONG_USE, "SANAD_TOKEN is not set: get one from @BotFather, or try the bot without: sanad try"
        )
    return until_signalled(lambda stop: app.run(settings, stop))
