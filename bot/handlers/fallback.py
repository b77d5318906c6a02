"""What no other handler takes: unknown commands, and messages without words."""

from bot.context import Request
from bot.handlers.answering import Answer
from bot.render.card import Card, quoted
from bot.render.facts import partner_buttons


async def unknown_command(request: Request) -> Answer:
    """One sentence, the same for everybody and every command that isn't theirs."""
    words = request.words
    command = f"`/{quoted(request.command)}`"
    return Answer(Card(words("unknown-command-title"), (words("unknown-command", command=command, help="`/help`"),)))


async def no_words(request: Request) -> Answer:
    """Pictures, stickers, voice: a way on."""
    words = request.words
    line = words("words-only", help="`/help`")
    return Answer(Card(words("words-only-title"), (line,), keyboard=partner_buttons(request.store, words)))
