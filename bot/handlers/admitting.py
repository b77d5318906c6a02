"""Keeps the desk for admins: others' attempts are noted and otherwise treated like anything that the bot doesn't know."""

import structlog
from telegram import BotCommand, BotCommandScopeChat, Update
from telegram.error import TelegramError

from bot import context
from bot.commands import COMMANDS, Audience, Command
from bot.context import Context
from bot.handlers import buttons, desk
from bot.handlers.answering import edit
from bot.render.views import View
from bot.telegram.admins import is_admins
from bot.text.catalogue import words
from knowledge.model import LANGUAGES

log = structlog.get_logger(__name__)


async def note_attempt(update: Update, context_: Context) -> None:
    """Somebody who is no admin, or not in private, gave an admin's command; whatever answers it is decided elsewhere."""
    request = context.request(update, context_.services)
    chat = update.effective_chat
    log.warning("not an admin", user_id=request.user_id, chat_id=chat.id if chat else None, command=request.command)
    await request.services.desk.note(request.user_id, f"/{request.command}", "refused: not an admin")


async def press(update: Update, context_: Context) -> None:
    """A press of a button of the desk; a forged one is answered like any button that isn't ours."""
    query = update.callback_query
    view = View.decode((query.data if query else None) or "")
    request = context.request(update, context_.services)
    if query is None or view is None:
        return await buttons.press(update, context_)
    if not is_admins(query, request.services.desk.admins):
        log.warning("not an admin", user_id=request.user_id, button=view.name)
        await request.services.desk.note(request.user_id, f"button {view.name}", "refused: not an admin")
        return await buttons.press(update, context_)
    await edit(context_.bot, query, request, await desk.pressed(request, view))
    await context_.bot.answer_callback_query(query.id)
    return None


async def greet(update: Update, context_: Context) -> None:
    """Puts the admins' commands into the menu of an admin who writes for the first time since the start."""
    user, held = update.effective_user, context_.services.desk
    if user is None or user.id in held.greeted:
        return
    held.greeted[user.id] = user.full_name
    for language in LANGUAGES:
        known = words(language)
        menu = [BotCommand(command.name, known(command.help_key)) for command in _menu()]
        code = None if language == "en" else language
        try:
            await context_.bot.set_my_commands(menu, scope=BotCommandScopeChat(user.id), language_code=code)
        except TelegramError as error:
            log.warning("no menu for an admin", user_id=user.id, language=language, error=str(error))


def _menu() -> list[Command]:
    return sorted(COMMANDS, key=lambda command: command.audience is not Audience.ADMINS)
