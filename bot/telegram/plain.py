"""The usual update, made without the library's search for the ninety things that may be in a message: a tenth of the cost."""

import datetime as dtm
from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from telegram import Bot, Chat, Message, MessageEntity, TelegramObject, Update, User

T = TypeVar("T", bound=TelegramObject)

_MESSAGE = frozenset({"message_id", "date", "chat", "from", "text", "entities"})
_CHAT = frozenset({"id", "type", "title", "username", "first_name", "last_name", "is_forum"})
_USER = frozenset({"id", "is_bot", "first_name", "last_name", "username", "language_code", "is_premium"})
_ENTITY = frozenset({"type", "offset", "length"})

_set = object.__setattr__


_OFTEN_ASKED = {"channel_post": None, "callback_query": None, "inline_query": None, "my_chat_member": None}
"""What every handler looks for in an update."""


class _Lean:
    """What was never set is as in an object that holds nothing: setting each of up to a hundred fields is most of the work."""

    __slots__ = ()
    bare: ClassVar[TelegramObject]

    def __getattr__(self, name: str) -> object:
        return getattr(self.bare, name)


class _User(_Lean, User):
    __slots__ = ()
    bare = User(0, "", is_bot=False)


class _Chat(_Lean, Chat):
    __slots__ = ()
    bare = Chat(0, Chat.PRIVATE)


class _Entity(_Lean, MessageEntity):
    __slots__ = ()
    bare = MessageEntity(MessageEntity.BOT_COMMAND, 0, 0)


class _Message(_Lean, Message):
    __slots__ = ()
    bare = Message(0, dtm.datetime.fromtimestamp(0, dtm.UTC), Chat(0, Chat.PRIVATE))


class _Update(_Lean, Update):
    __slots__ = ()
    bare = Update(0)


def plain(raw: Mapping[str, Any], bot: Bot) -> Update | None:
    """The update if it is a message of text and nothing else; None for any other, which is the library's business."""
    message = raw.get("message")
    if len(raw) != 2 or not isinstance(message, dict) or not message.keys() <= _MESSAGE:
        return None
    chat, sender, date, entities = (message.get(name) for name in ("chat", "from", "date", "entities"))
    if not isinstance(chat, dict) or not {"id", "type"} <= chat.keys() <= _CHAT or type(date) is not int or date <= 0:
        return None
    if not isinstance(sender, dict) or not {"id", "is_bot", "first_name"} <= sender.keys() <= _USER:
        return None
    if entities is not None and not (
        isinstance(entities, list) and all(isinstance(one, dict) and one.keys() == _ENTITY for one in entities)
    ):
        return None
    return _update(raw["update_id"], _message(message, bot), bot)


def _update(number: int, message: Message, bot: Bot) -> Update:
    held = {
        "_bot": bot,
        "update_id": number,
        "message": message,
        "_effective_message": message,
        "_effective_chat": message.chat,
        "_effective_user": message.from_user,
        **_OFTEN_ASKED,
    }
    return _filled(_Update, (number,), held)


def _message(raw: Mapping[str, Any], bot: Bot) -> Message:
    number, chat, sender, entities = raw["message_id"], raw["chat"], raw["from"], raw.get("entities") or ()
    where = _filled(_Chat, (chat["id"],), chat)
    held = {
        "_bot": bot,
        "message_id": number,
        "date": dtm.datetime.fromtimestamp(raw["date"], dtm.UTC),
        "chat": where,
        "from_user": _filled(_User, (sender["id"],), sender),
        "text": raw.get("text"),
        "entities": tuple(_entity(one) for one in entities),
    }
    return _filled(_Message, (number, where), held)


def _entity(raw: Mapping[str, Any]) -> MessageEntity:
    return _filled(_Entity, (raw["type"], raw["offset"], raw["length"]), raw)


def _filled(kind: type[T], identity: tuple[object, ...], fields: Mapping[str, Any]) -> T:
    made = kind.__new__(kind)
    _set(made, "_id_attrs", identity)
    for name, value in fields.items():
        _set(made, name, value)
    return made
