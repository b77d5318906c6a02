"""The usual update, made without the library's search for the ninety things that may be in a message: a third of the cost."""

import datetime as dtm
from collections.abc import Mapping
from typing import Any

from telegram import Bot, Chat, Message, MessageEntity, Update, User

_MESSAGE = frozenset({"message_id", "date", "chat", "from", "text", "entities"})
_CHAT = frozenset({"id", "type", "title", "username", "first_name", "last_name", "is_forum"})
_USER = frozenset({"id", "is_bot", "first_name", "last_name", "username", "language_code", "is_premium"})
_ENTITY = frozenset({"type", "offset", "length"})


def plain(raw: Mapping[str, Any], bot: Bot) -> Update | None:
    """The update if it is a message of text and nothing else; None for any other, which is the library's business."""
    message = raw.get("message")
    if len(raw) != 2 or not isinstance(message, dict) or not message.keys() <= _MESSAGE:
        return None
    chat, sender, date, entities = (message.get(name) for name in ("chat", "from", "date", "entities"))
    if not isinstance(chat, dict) or not chat.keys() <= _CHAT or not isinstance(date, int) or date <= 0:
        return None
    if not isinstance(sender, dict) or not sender.keys() <= _USER:
        return None
    if entities is not None and not (
        isinstance(entities, list) and all(isinstance(one, dict) and one.keys() == _ENTITY for one in entities)
    ):
        return None
    made = Message(
        message["message_id"],
        dtm.datetime.fromtimestamp(date, dtm.UTC),
        Chat(**chat),
        from_user=User(**sender),
        text=message.get("text"),
        entities=[MessageEntity(**one) for one in entities] if entities else None,
    )
    made.set_bot(bot)
    update = Update(raw["update_id"], message=made)
    update.set_bot(bot)
    return update
