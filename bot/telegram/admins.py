"""Who is an admin: a person of SANAD_ADMINS, speaking himself, in private."""

from collections.abc import Set as AbstractSet

from telegram import CallbackQuery, Message
from telegram.ext import filters


class ByAdmin(filters.MessageFilter):
    """Messages that an admin wrote to the bot himself: forwarded ones, and those of groups and channels, are anybody's."""

    def __init__(self, admins: AbstractSet[int], *, forwarded: bool = False) -> None:
        super().__init__()
        self._admins = admins
        self._forwarded = forwarded

    def filter(self, message: Message) -> bool:
        return is_by_admin(message, self._admins, forwarded=self._forwarded)


def is_by_admin(message: Message, admins: AbstractSet[int], *, forwarded: bool = False) -> bool:
    """Whether an admin wrote it to the bot himself; or `forwarded` it, which gives somebody else's words no power."""
    by_himself = message.sender_chat is None and message.via_bot is None
    sender = message.from_user.id if message.from_user else None
    in_private = message.chat.type == "private" and message.chat.id == sender
    return by_himself and in_private and sender in admins and (forwarded or message.forward_origin is None)


def is_admins(query: CallbackQuery, admins: AbstractSet[int]) -> bool:
    """Whether an admin pressed a button in his own private chat."""
    chat = query.message.chat if query.message else None
    return chat is not None and chat.type == "private" and chat.id == query.from_user.id and chat.id in admins
