"""`check`: settings, store, database, the server and what BotFather lacks, each said in a line."""

import asyncio
import sys

from telegram.error import InvalidToken, TelegramError

from bot.observe.logs import redact
from bot.settings import Settings
from bot.storage.database import NoDatabase, open_database
from bot.telegram import profile
from bot.telegram.client import Client
from bot.verbs.running import Exit
from knowledge import evidence, loader


def check(settings: Settings) -> Exit:
    return asyncio.run(_check(settings))


async def _check(settings: Settings) -> Exit:
    findings = [_store(settings), await _database(settings), await _server(settings)]
    return max(findings)


def _store(settings: Settings) -> Exit:
    snapshot, problems = loader.load(settings.curated_directory)
    if settings.articles is not None and not problems:
        problems = evidence.check(snapshot, settings.articles)
    for problem in problems:
        print(problem)  # noqa: T201 - problems are data
    _say("store", f"{len(problems)} problems" if problems else f"{snapshot.version[:7]}, {len(snapshot.facts)} facts")
    return Exit.BAD_DATA if problems else Exit.FINE


async def _database(settings: Settings) -> Exit:
    try:
        async with open_database(settings.database_url):
            _say("database", "good, schema up to date")
    except NoDatabase as error:
        _say("database", str(error))
        return Exit.WRONG_USE
    return Exit.FINE


async def _server(settings: Settings) -> Exit:
    if settings.token is None:
        _say("token", "SANAD_TOKEN is not set: only `try` will work")
        return Exit.FINE
    bot = Client(settings.token.get_secret_value(), settings.api_url)
    try:
        async with bot:
            _say("server", f"{settings.api_url} knows this bot as @{bot.username}")
            for line in profile.lacking(bot.bot):
                _say("BotFather", line)
    except InvalidToken:
        _say("token", "the server refuses SANAD_TOKEN")
        return Exit.WRONG_USE
    except TelegramError as error:
        _say("server", f"{settings.api_url} can't be reached: {error}")
        return Exit.WRONG_USE
    return Exit.FINE


def _say(what: str, words: str) -> None:
    print(redact(f"{what}: {words}"), file=sys.stderr)  # noqa: T201 - the command line's own voice
