"""Whom a message is for, where others talk as well."""

from telegram import Message, MessageEntity
from telegram.ext import filters


class _Command(filters.MessageFilter):
    """A command that names a bot: this one, or another."""

    def __init__(self, *, is_ours: bool) -> None:
        super().__init__(name=f"command for {'us' if is_ours else 'another'}")
        self._is_ours = is_ours

    def filter(self, message: Message) -> bool:
        command = _command(message)
        if "@" not in command:
            return False
        return (command.partition("@")[2].lower() == message.get_bot().username.lower()) is self._is_ours


class _Reply(filters.MessageFilter):
    """A reply to a message of this bot."""

    def filter(self, message: Message) -> bool:
        replied = message.reply_to_message
        return bool(replied and replied.from_user and replied.from_user.id == message.get_bot().id)


def _command(message: Message) -> str:
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset or not message.text:
        return ""
    return message.text[: first.length]


FOR_US = _Command(is_ours=True)
FOR_ANOTHER = _Command(is_ours=False)
REPLY_TO_US = filters.ChatType.GROUPS & filters.TEXT & ~filters.COMMAND & _Reply()
