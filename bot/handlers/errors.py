"""When a handler fails: the log first, with an id; then a human word to the person, with the same id."""

import secrets

import structlog
from telegram import Update
from telegram.error import BadRequest, TelegramError

from bot import context
from bot.context import Context
from bot.handlers.answering import Answer, send
from bot.observe import metrics
from bot.render.card import Card
from bot.storage.trouble import TROUBLE, reason

log = structlog.get_logger(__name__)
_LATE_PRESS = "query is too old"


async def on_error(update: object, context_: Context) -> None:
    """Refusals by Telegram, faults of the network and of the database are expected: a line each. The rest is a bug of ours."""
    error = context_.error
    update_id = update.update_id if isinstance(update, Update) else None
    if isinstance(error, TelegramError):
        if not (isinstance(error, BadRequest) and _LATE_PRESS in error.message.lower()):
            log.warning("not answered", update_id=update_id, error=f"{type(error).__name__}: {error}")
        return
    error_id = secrets.token_hex(4)
    metrics.FAILURES.inc()
    if isinstance(error, TROUBLE):
        log.warning("the database failed an answer", id=error_id, update_id=update_id, error=reason(error))
    else:
        log.error("handler failed", id=error_id, update_id=update_id, exc_info=error)
    if not isinstance(update, Update) or update.effective_message is None:
        return
    request = context.request(update, context_.services)
    words = request.words
    card = Card(words("failed-title"), (words("failed", id=f"`{error_id}`"),))
    try:
        await send(context_.bot, update.effective_message, request, Answer(card))
    except TelegramError as refusal:
        log.warning("error not told", id=error_id, error=str(refusal))
