"""The things a chat is made of, as frozen values, and their Bot API form."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from bot.sandbox.entities import Entity

Json = dict[str, object]
ChatType = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "left", "kicked"]

RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics")


def _present(**fields: object) -> Json:
    return {name.rstrip("_"): value for name, value in fields.items() if value not in (None, "", (), [])}


@dataclass(frozen=True, slots=True)
class User:
    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def to_json(self) -> Json:
        optional = _present(last_name=self.last_name, username=self.username, language_code=self.language_code)
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name, **optional}


ANONYMOUS = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
"""Whom Telegram names as the writer where an administrator is anonymous."""


@dataclass(frozen=True, slots=True)
class Chat:
    id: int
    type: ChatType
    title: str = ""
    username: str = ""
    first_name: str = ""
    last_name: str = ""
    is_forum: bool = False
    topics: dict[int, str] = field(default_factory=dict, compare=False, repr=False)
    """The topics of a forum, by the message that opened each."""
    messages: "dict[int, Message]" = field(default_factory=dict, compare=False, repr=False)

    @property
    def history(self) -> "tuple[Message, ...]":
        """All messages as they stand now, oldest first."""
        return tuple(self.messages.values())

    @property
    def counts_alone(self) -> bool:
        """Whether message ids rise within this chat; other chats share the account's one sequence."""
        return self.type in ("supergroup", "channel")

    def to_json(self) -> Json:
        names = _present(title=self.title, username=self.username, first_name=self.first_name, last_name=self.last_name)
        return {"id": self.id, "type": self.type, **names, **({"is_forum": True} if self.is_forum else {})}


@dataclass(frozen=True, slots=True)
class Member:
    user: User
    status: Status = "member"
    rights: frozenset[str] = frozenset()
    is_anonymous: bool = False
    """Whether he writes under the group's name."""

    @property
    def is_admin(self) -> bool:
        return self.status in ("creator", "administrator")

    @property
    def is_present(self) -> bool:
        return self.status in ("creator", "administrator", "member")

    def can(self, right: str) -> bool:
        return self.status == "creator" or right in self.rights

    def to_json(self, chat: Chat) -> Json:
        form: Json = {"status": self.status, "user": self.user.to_json()}
        if self.status == "creator":
            form["is_anonymous"] = self.is_anonymous
        elif self.status == "administrator":
            names = RIGHTS + (CHANNEL_RIGHTS if chat.type == "channel" else GROUP_RIGHTS)
            form |= {"can_be_edited": False, "is_anonymous": self.is_anonymous}
            form |= {name: name in self.rights for name in names}
        elif self.status == "kicked":
            form["until_date"] = 0
        return form


@dataclass(frozen=True, slots=True)
class Attachment:
    kind: Literal["photo", "document"]
    file_id: str
    unique_id: str
    data: bytes
    name: str = ""
    mime: str = "application/octet-stream"
    width: int = 0
    height: int = 0

    def to_json(self) -> Json:
        form: Json = {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}
        if self.kind == "photo":
            return {"photo": [{**form, "width": self.width, "height": self.height}]}
        return {"document": {**form, **_present(file_name=self.name, mime_type=self.mime)}}


@dataclass(frozen=True, slots=True)
class Button:
    text: str
    action: str
    value: str
    style: str = ""

    def to_json(self) -> Json:
        value = {"text": self.value} if self.action == "copy_text" else self.value
        return {"text": self.text, self.action: value, **_present(style=self.style)}


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    id: int
    chat: Chat
    date: datetime
    sender: User | None
    text: str = ""
    entities: tuple[Entity, ...] = ()
    keyboard: Keyboard = ()
    attachment: Attachment | None = None
    reply_to: "Message | None" = None
    origin: "Message | None" = None
    edited: datetime | None = None
    thread: int = 0
    """The topic of a forum that it stands in; 0: none."""
    is_anonymous: bool = False
    """Whether it was written under the group's name."""
    event: tuple[tuple[str, object], ...] = ()
    """What a service message tells, as fields of its Bot API form."""
    via: User | None = None
    """The bot one of whose inline results this is."""

    @property
    def buttons(self) -> Iterator[Button]:
        return (button for row in self.keyboard for button in row)

    def button(self, name: str) -> Button:
        """The button with this text or this callback data."""
        for button in self.buttons:
            if name in (button.text, button.value):
                return button
        raise LookupError(f"no button {name!r}; there are {[button.text for button in self.buttons]}")

    def to_json(self) -> Json:
        kind = "caption" if self.attachment else "text"
        form: Json = {"message_id": self.id, "chat": self.chat.to_json(), "date": int(self.date.timestamp())}
        if self.chat.type == "channel":
            form["sender_chat"] = self.chat.to_json()
        elif self.is_anonymous:
            form |= {"from": ANONYMOUS.to_json(), "sender_chat": self.chat.to_json()}
        elif self.sender:
            form["from"] = self.sender.to_json()
        form |= dict(self.event)
        if self.thread:
            form |= {"message_thread_id": self.thread, "is_topic_message": True}
        if self.attachment:
            form |= self.attachment.to_json()
        form |= _present(
            forward_origin=self.origin and _origin(self.origin),
            reply_to_message=self.reply_to and replace(self.reply_to, reply_to=None).to_json(),
            edit_date=self.edited and int(self.edited.timestamp()),
            via_bot=self.via and self.via.to_json(),
            **{kind: self.text, f"{'caption_' if self.attachment else ''}entities": _forms(self.entities)},
        )
        if self.keyboard:
            form["reply_markup"] = {"inline_keyboard": [_forms(row) for row in self.keyboard]}
        return form


def _forms(things: tuple[Entity, ...] | tuple[Button, ...]) -> list[Json]:
    return [thing.to_json() for thing in things]


def _origin(message: Message) -> Json:
    date = int(message.date.timestamp())
    if message.chat.type == "channel":
        return {"type": "channel", "date": date, "chat": message.chat.to_json(), "message_id": message.id}
    if message.sender is None:
        return {"type": "chat", "date": date, "sender_chat": message.chat.to_json()}
    return {"type": "user", "date": date, "sender_user": message.sender.to_json()}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot had to say to a pressed button."""

    text: str = ""
    is_alert: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    id: str
    user: User
    message: Message
    data: str
    asked: datetime
    answer: Answer | None = None
