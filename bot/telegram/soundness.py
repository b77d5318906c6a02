"""The library takes whatever stands in a field. What handlers rely on is checked here, so that no wrong type gets further."""

from collections.abc import Iterator
from typing import Any

from telegram import Chat, ChatMember, ChatShared, Message, Update, User

_NUMBER = 2**63
_CHATS = frozenset({"private", "group", "supergroup", "channel"})


class Unsound(Exception):
    """A field isn't as the Bot API says; the message is its name."""


def check(update: Update) -> None:
    """Raises Unsound for an update whose parts that we use are of wrong types."""
    for name, fits in _parts(update):
        if not fits:
            raise Unsound(name)


def _parts(update: Update) -> Iterator[tuple[str, bool]]:
    yield "update_id", _is_number(update.update_id)
    if (query := update.callback_query) is not None:
        yield "callback_query.id", isinstance(query.id, str)
        yield "callback_query.data", _is_text(query.data)
        yield from _user(query.from_user)
        if isinstance(query.message, Message):
            yield from _message(query.message)
        elif query.message is not None:
            yield "message_id", _is_number(query.message.message_id)
            yield from _chat(query.message.chat)
    if (inline := update.inline_query) is not None:
        yield "inline_query.id", isinstance(inline.id, str)
        yield "inline_query.query", isinstance(inline.query, str)
        yield "inline_query.offset", isinstance(inline.offset, str)
    if (standing := update.my_chat_member) is not None:
        yield "my_chat_member", isinstance(standing.new_chat_member, ChatMember)
        yield "my_chat_member.chat", isinstance(standing.chat, Chat)
        yield "my_chat_member.from", isinstance(standing.from_user, User)
    message, user, chat = update.effective_message, update.effective_user, update.effective_chat
    if message is not None:
        yield from _message(message)
    if user is not None and (message is None or user is not message.from_user):
        yield from _user(user)
    if chat is not None and (message is None or chat is not message.chat):
        yield from _chat(chat)


def _message(message: Message) -> Iterator[tuple[str, bool]]:
    yield "message_id", _is_number(message.message_id)
    yield "text", _is_text(message.text)
    yield "caption", _is_text(message.caption)
    yield "message_thread_id", message.message_thread_id is None or _is_number(message.message_thread_id)
    yield "migrate_to_chat_id", message.migrate_to_chat_id is None or _is_number(message.migrate_to_chat_id)
    if (shared := message.chat_shared) is not None:
        yield from _shared(shared)
    yield from _chat(message.chat)
    if message.from_user is not None:
        yield from _user(message.from_user)
    for entity in (*message.entities, *message.caption_entities):
        yield "entities", _is_number(entity.offset) and _is_number(entity.length) and isinstance(entity.type, str)
    if message.reply_to_message is not None and message.reply_to_message.from_user is not None:
        yield from _user(message.reply_to_message.from_user)


def _shared(shared: ChatShared) -> Iterator[tuple[str, bool]]:
    yield "chat_shared.chat_id", _is_number(shared.chat_id)
    yield "chat_shared.request_id", _is_number(shared.request_id)
    yield "chat_shared.title", _is_text(shared.title)


def _user(user: User) -> Iterator[tuple[str, bool]]:
    yield "user.id", _is_number(user.id)
    yield "user.language_code", _is_text(user.language_code)
    yield "user.username", _is_text(user.username)
    yield "user.first_name", isinstance(user.first_name, str)


def _chat(chat: Chat) -> Iterator[tuple[str, bool]]:
    yield "chat.id", _is_number(chat.id)
    yield "chat.type", isinstance(chat.type, str) and chat.type in _CHATS
    yield "chat.title", _is_text(chat.title)


def _is_number(value: Any) -> bool:  # noqa: ANN401 - that it is one is the question
    return type(value) is int and -_NUMBER <= value < _NUMBER


def _is_text(value: Any) -> bool:  # noqa: ANN401 - that it is one is the question
    return value is None or isinstance(value, str)
