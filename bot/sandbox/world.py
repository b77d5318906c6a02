"""One small Telegram: people, chats, messages, buttons and the bot. No I/O; time and chance are given to it.

Here is what the bot may do and what everybody can see. What people do is in `person`.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Literal

from bot.sandbox.clock import Clock, utc_now
from bot.sandbox.entities import Entity, utf16_length
from bot.sandbox.errors import ApiError, bad_request, forbidden
from bot.sandbox.inline import InlineQuery
from bot.sandbox.objects import (
    CHANNEL_RIGHTS,
    GROUP_RIGHTS,
    RIGHTS,
    Answer,
    Attachment,
    Chat,
    ChatType,
    Json,
    Keyboard,
    Member,
    Message,
    Query,
    User,
)
from bot.sandbox.params import Call
from bot.sandbox.person import Person
from bot.sandbox.profile import Profile
from bot.sandbox.replies import ReplyKeyboard
from bot.sandbox.updates import UpdateQueue

EventKind = Literal["message", "edit", "delete", "answer", "update", "change"]

LONGEST_TEXT = 4096
LONGEST_ANSWER = 200
QUERY_LIFE = timedelta(seconds=30)
REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, for whoever watches: the page, a waiting test, a waiting getUpdates."""

    number: int
    kind: EventKind
    message: Message | None = None
    query: Query | None = None


class World:
    def __init__(self, clock: Clock = utc_now, chance: Random | None = None) -> None:
        self.clock = clock
        self.chance = chance or Random()  # noqa: S311 - no secret depends on it
        self.bot = User(1234567890, "Sanad", username="sanad_sandbox_bot", is_bot=True)
        self.profile = Profile(self.bot.first_name)
        self.reads_all_groups = False
        self.updates = UpdateQueue(self.chance)
        self.chats: dict[int, Chat] = {}
        self.members: dict[tuple[int, int], Member] = {}
        self.queries: dict[str, Query] = {}
        self.inline: dict[str, InlineQuery] = {}
        self.events: deque[Event] = deque(maxlen=REMEMBERED)
        self.calls: deque[Call] = deque(maxlen=REMEMBERED)
        self.refusals: dict[str, deque[ApiError]] = {}
        self.closed: dict[int, ApiError] = {}
        """Chats that take nothing any more, and what they answer."""
        self.replies: dict[int, ReplyKeyboard] = {}
        """What stands in the place of the letters, by chat."""
        self.violations: list[str] = []
        self.listeners: list[Callable[[Event], None]] = []
        self._event_number = 0
        self._last_id: dict[int, int] = {}

    # Making the world

    def person(
        self, first_name: str, last_name: str = "", username: str = "", language_code: str = "", id_: int = 0
    ) -> Person:
        """Somebody new, with a private chat in which nothing has been said yet."""
        user = User(id_ or self.chance.randrange(10**8, 10**10), first_name, last_name, username, language_code)
        chat = Chat(user.id, "private", "", username, first_name, last_name)
        return Person(self, user, self._add_chat(chat, user))

    def add_chat(
        self, kind: ChatType, title: str, creator: User, username: str = "", *, is_forum: bool = False
    ) -> Chat:
        number = self.chance.randrange(10**9, 2 * 10**9)
        chat_id = -number if kind == "group" else -(10**12) - number
        return self._add_chat(Chat(chat_id, kind, title, username, is_forum=is_forum), creator)

    def _add_chat(self, chat: Chat, creator: User) -> Chat:
        self.chats[chat.id] = chat
        self.members[chat.id, creator.id] = Member(creator, "creator")
        self.announce("change")
        return chat

    def member(self, chat: Chat, user: User) -> Member:
        return self.members.get((chat.id, user.id), Member(user, "left"))

    def set_member(self, chat: Chat, member: Member, by: User) -> None:
        """Change somebody's standing in a chat; the bot hears of its own."""
        old = self.member(chat, member.user)
        if chat.type == "private" and member.user == self.bot and old.status == "left":
            self.members[chat.id, member.user.id] = member  # the first contact is no change that Telegram reports
            return
        self.members[chat.id, member.user.id] = member
        is_bot = member.user == self.bot
        if old != member and (is_bot or self.member(chat, self.bot).status == "administrator"):
            content = {"chat": chat.to_json(), "from": by.to_json(), "date": int(self.clock().timestamp())}
            content |= {"old_chat_member": old.to_json(chat), "new_chat_member": member.to_json(chat)}
            self.notify("my_chat_member" if is_bot else "chat_member", content)
        self.announce("change")

    def admit_bot(self, chat: Chat, by: User, rights: Iterable[str] | None = None, *, before: bool = False) -> None:
        """Make the bot a member of a group, an administrator of a channel or with `rights`; `before`: it hears nothing of it."""
        if rights is None and chat.type == "channel":
            rights = RIGHTS + CHANNEL_RIGHTS
        unknown = set(rights or ()) - {*RIGHTS, *CHANNEL_RIGHTS, *GROUP_RIGHTS}
        if unknown:
            raise ValueError(f"no such rights: {sorted(unknown)}")
        member = Member(self.bot) if rights is None else Member(self.bot, "administrator", frozenset(rights))
        if before:
            self.members[chat.id, self.bot.id] = member
        else:
            self.set_member(chat, member, by)

    def refuse(self, method: str, error: ApiError, times: int = 1) -> None:
        """Have the next calls of a method answered with this error."""
        self.refusals.setdefault(method, deque()).extend([error] * times)

    # Telling

    def announce(self, kind: EventKind, message: Message | None = None, query: Query | None = None) -> None:
        self._event_number += 1
        event = Event(self._event_number, kind, message, query)
        self.events.append(event)
        for listener in list(self.listeners):
            listener(event)

    @property
    def last_event(self) -> int:
        return self._event_number

    def notify(self, kind: str, content: Json) -> None:
        if self.updates.push(kind, content, self.clock()):
            self.announce("update")

    def hears(self, message: Message) -> bool:
        """Whether the bot gets this message of a person: all in private and channels, little in groups."""
        member = self.member(message.chat, self.bot)
        if not member.is_present:
            return False
        if message.chat.type in ("private", "channel") or member.status == "administrator" or self.reads_all_groups:
            return True
        if message.reply_to and message.reply_to.sender == self.bot:
            return True
        text = message.text.encode("utf-16-le")
        for entity in message.entities:
            if entity.type == "bot_command":
                command = text[2 * entity.offset : 2 * entity.end].decode("utf-16-le").lower()
                if "@" not in command or command.endswith(f"@{self.bot.username.lower()}"):
                    return True
        return False

    # Messages

    def next_message_id(self, chat: Chat) -> int:
        sequence = chat.id if chat.counts_alone else 0
        self._last_id[sequence] = self._last_id.get(sequence, self.chance.randrange(10, 100_000)) + 1
        return self._last_id[sequence]

    def keep(self, message: Message) -> Message:
        """Store a new message or a new version of one, and tell everybody."""
        history = message.chat.messages
        kind: EventKind = "edit" if message.id in history else "message"
        history[message.id] = message
        if len(history) > REMEMBERED:
            del history[next(iter(history))]
        self.announce(kind, message)
        return message

    def delete(self, message: Message) -> None:
        del message.chat.messages[message.id]
        self.announce("delete", message)

    def forget_history(self) -> None:
        """Empty all chats; ids go on rising, so that no id comes twice."""
        for chat in self.chats.values():
            chat.messages.clear()
        self.queries.clear()
        self.announce("change")

    # What the bot does

    def chat(self, chat_id: int | str) -> Chat:
        if isinstance(chat_id, str):
            name = chat_id.removeprefix("@").lower()
            known = (c for c in self.chats.values() if c.username.lower() == name and c.type != "private")
            chat = next(known, None)
        else:
            chat = self.chats.get(chat_id)
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def _writable(self, chat: Chat) -> Chat:
        if chat.id in self.closed:
            raise self.closed[chat.id]
        member = self.member(chat, self.bot)
        if chat.type == "private":
            if member.status == "kicked":
                raise forbidden("bot was blocked by the user")
            if not member.is_present:
                raise forbidden("bot can't initiate conversation with a user")
        elif member.status == "kicked":
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        elif not member.is_present:
            raise forbidden(f"bot is not a member of the {chat.type} chat")
        elif chat.type == "channel" and not member.can("can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")
        return chat

    def send(
        self,
        chat: Chat,
        text: str,
        entities: tuple[Entity, ...] = (),
        keyboard: Keyboard = (),
        reply_to: Message | None = None,
        thread: int = 0,
        replies: ReplyKeyboard | None = None,
    ) -> Message:
        self._writable(chat)
        _check_text(text)
        if thread and thread not in chat.topics:
            raise bad_request("message thread not found")
        number = self.next_message_id(chat)
        message = Message(number, chat, self.clock(), self.bot, text, entities, keyboard, None, reply_to, thread=thread)
        if replies is not None:
            self.offer(chat, replies)
        return self.keep(message)

    def send_file(self, chat: Chat, file: Attachment) -> Message:
        self._writable(chat)
        number = self.next_message_id(chat)
        return self.keep(Message(number, chat, self.clock(), self.bot, attachment=file))

    def offer(self, chat: Chat, replies: ReplyKeyboard) -> None:
        """Put a keyboard in the place of the letters; an empty one takes what stands there away."""
        self.replies[chat.id] = replies
        self.announce("change")

    def editable(self, chat: Chat, message_id: int) -> Message:
        self._writable(chat)
        message = chat.messages.get(message_id)
        if message is None:
            raise bad_request("message to edit not found")
        by_right = chat.type == "channel" and self.member(chat, self.bot).can("can_edit_messages")
        if message.sender != self.bot and not by_right:
            raise bad_request("message can't be edited")
        return message

    def edit(self, old: Message, text: str, entities: tuple[Entity, ...], keyboard: Keyboard) -> Message:
        if old.attachment and (text, entities) != (old.text, old.entities):
            raise bad_request("there is no text in the message to edit")
        _check_text(text)
        if (text, entities, keyboard) == (old.text, old.entities, old.keyboard):
            raise bad_request(
                "message is not modified: specified new message content and reply markup are exactly the same "
                "as a current content and reply markup of the message"
            )
        return self.keep(replace(old, text=text, entities=entities, keyboard=keyboard, edited=self.clock()))

    def answer(self, query_id: str, answer: Answer) -> None:
        """Only the first answer is shown; later ones are taken and have no effect."""
        query = self.queries.get(query_id)
        if query is None or self.clock() - query.asked > QUERY_LIFE:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if utf16_length(answer.text) > LONGEST_ANSWER:
            raise bad_request("MESSAGE_TOO_LONG")
        if answer.url and not answer.url.startswith(f"https://t.me/{self.bot.username}?start="):
            raise bad_request("URL_INVALID")
        if query.answer is None:
            self.queries[query_id] = query = replace(query, answer=answer)
            self.announce("answer", query=query)


def _check_text(text: str) -> None:
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
