"""How the bot presents itself: name, texts and commands in both languages, set only where they differ."""

from collections.abc import Sequence

import structlog
from telegram import Bot, BotCommand, User
from telegram.error import TelegramError

from bot.commands import COMMANDS, Audience
from bot.text.catalogue import Words, words
from knowledge.model import LANGUAGES

log = structlog.get_logger(__name__)

_DEFAULT = "en"
"""The language of people whose client speaks neither; Telegram keeps it under no code."""


async def present(bot: Bot) -> None:
    """Brings name, texts and menus up to date; what Telegram refuses is one line in the log and keeps nothing else back."""
    for language in LANGUAGES:
        code = None if language == _DEFAULT else language
        for part in (_menu, _name, _description, _about):
            try:
                await part(bot, words(language), code)
            except TelegramError as error:
                log.warning("profile not updated", part=part.__name__[1:], language=language, error=str(error))


def lacking(me: User) -> Sequence[str]:
    """What only BotFather can set, and isn't set as it should be."""
    lines = []
    if not me.supports_inline_queries:
        lines.append("inline mode is off: send /setinline to @BotFather to let people share facts in any chat")
    if me.can_read_all_group_messages:
        lines.append("group privacy is off: send /setprivacy to @BotFather; the bot needs commands and replies alone")
    return lines


async def _name(bot: Bot, words_: Words, code: str | None) -> None:
    if (await bot.get_my_name(language_code=code)).name != words_("bot-name"):
        await bot.set_my_name(words_("bot-name"), language_code=code)


async def _description(bot: Bot, words_: Words, code: str | None) -> None:
    if (await bot.get_my_description(language_code=code)).description != words_("bot-description"):
        await bot.set_my_description(words_("bot-description"), language_code=code)


async def _about(bot: Bot, words_: Words, code: str | None) -> None:
    if (await bot.get_my_short_description(language_code=code)).short_description != words_("bot-about"):
        await bot.set_my_short_description(words_("bot-about"), language_code=code)


async def _menu(bot: Bot, words_: Words, code: str | None) -> None:
    wanted = tuple(
        BotCommand(command.name, words_(command.help_key))
        for command in COMMANDS
        if command.audience is Audience.EVERYBODY
    )
    if tuple(await bot.get_my_commands(language_code=code)) != wanted:
        await bot.set_my_commands(wanted, language_code=code)
