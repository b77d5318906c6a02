"""The baseline: python-telegram-bot as it comes, answering each message with its own text."""

import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackContext, MessageHandler, filters

from benchmarks.server import TOKEN


async def echo(update: Update, _context: CallbackContext[Any, Any, Any, Any]) -> None:
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


def main() -> None:
    application = Application.builder().token(TOKEN).base_url(f"{sys.argv[1]}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


main()
