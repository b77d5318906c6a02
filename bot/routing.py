"""Which handler takes which update: the first one that matches."""

from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.commands import COMMANDS, Audience
from bot.context import Context, SanadApplication, Services
from bot.desk.desk import Desk
from bot.digests import press
from bot.handlers import (
    admitting,
    asking,
    buttons,
    drafting,
    editing,
    errors,
    fallback,
    inline,
    membership,
    reporting,
    reviewing,
    steering,
    subscribing,
)
from bot.handlers.answering import answering, commanded
from bot.render.views import DESK, REPORT
from bot.telegram.addressed import FOR_ANOTHER, FOR_US, REPLY_TO_US
from bot.telegram.admins import ByAdmin
from bot.telegram.client import Client


def build(client: Client, services: Services) -> SanadApplication:
    """The application with its handlers, on our transport; the first handler that matches an update takes it."""
    application = (
        Application.builder()
        .bot(client)
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=Context))
        .build()
    )
    application.bot_data["services"] = services
    services.rights.ask(client)
    posted = (filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST) & ~filters.VIA_BOT
    application.add_handler(_commands(Audience.EVERYBODY, posted))
    _open_desk(application, services.desk)  # after what everybody asks for, which is tried first
    application.add_handler(CallbackQueryHandler(steering.press, press.PATTERN))
    application.add_handler(CallbackQueryHandler(reviewing.press, press.REVIEW))
    application.add_handler(CallbackQueryHandler(reporting.press, pattern=rf"^{REPORT}:"))
    application.add_handler(CallbackQueryHandler(buttons.press))
    application.add_handler(InlineQueryHandler(inline.inline_query))
    application.add_handler(ChatMemberHandler(membership.ours, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, membership.migrated))
    application.add_handler(MessageHandler(filters.StatusUpdate.CHAT_SHARED, subscribing.picked))
    private = filters.ChatType.PRIVATE & ~filters.VIA_BOT  # a card that somebody shares with us is our own
    application.add_handler(MessageHandler(private & filters.Text(subscribing.here_labels()), subscribing.here))
    unknown = filters.COMMAND & ((private & ~FOR_ANOTHER) | FOR_US)
    application.add_handler(MessageHandler(unknown, answering(fallback.unknown_command)))
    words = (private & filters.TEXT & ~filters.COMMAND) | REPLY_TO_US
    plain = steering.or_else(editing.or_else(drafting.or_else(answering(asking.plain_words))))
    application.add_handler(MessageHandler(words, reporting.or_else(plain)))
    application.add_handler(
        MessageHandler(private & ~filters.StatusUpdate.ALL & ~FOR_ANOTHER, answering(fallback.no_words))
    )
    application.add_error_handler(errors.on_error)
    return application


def _open_desk(application: SanadApplication, desk: Desk) -> None:
    """What is for admins alone. An attempt of somebody else is noted, and then goes the way of all that is unknown."""
    by_admin = ByAdmin(desk.admins)
    allowed = filters.UpdateType.MESSAGE & by_admin
    commands = _commands(Audience.ADMINS, allowed)
    written = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
    application.add_handler(MessageHandler(allowed, admitting.greet), group=-2)
    application.add_handler(
        CommandHandler(commands.commands, admitting.note_attempt, filters=written & ~by_admin), group=-1
    )
    application.add_handler(commands)
    files = filters.UpdateType.MESSAGE & filters.Document.ALL & ByAdmin(desk.admins, forwarded=True)
    application.add_handler(MessageHandler(files, editing.file))
    application.add_handler(CallbackQueryHandler(admitting.press, pattern=rf"^(?:{'|'.join(sorted(DESK))}):"))


def _commands(audience: Audience, wanted: filters.BaseFilter) -> CommandHandler[Context, None]:
    """All commands for somebody, in one look."""
    handlers = {command.name: command.handler for command in COMMANDS if command.audience is audience}
    return CommandHandler(handlers.keys(), commanded(handlers), wanted)
