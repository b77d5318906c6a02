"""What people do in the world: write, press, forward, edit, join, block. Tests and the chat page act through this."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.sandbox.entities import clean, finish
from bot.sandbox.objects import Attachment, Chat, ChatType, Json, Member, Message, Query, User

if TYPE_CHECKING:
    from bot.sandbox.world import World


class Person:
    def __init__(self, world: "World", user: User, chat: Chat) -> None:
        self.world = world
        self.user = user
        self.chat = chat
        self.seen = 0
        """The last event that this person knew of; `Sandbox.reply_to` looks behind it."""

    def says(self, chat: Chat, text: str, reply_to: Message | None = None) -> Message:
        text, entities = finish(clean(text))
        return self._post(Message(0, chat, self.world.clock(), self.user, text, entities, reply_to=reply_to))

    def starts(self, payload: str = "") -> Message:
        return self.says(self.chat, f"/start {payload}".strip())

    def sends_photo(
        self, chat: Chat, data: bytes, size: tuple[int, int], caption: str = "", mime: str = "image/jpeg"
    ) -> Message:
        photo = Attachment("photo", *self._file_ids(), data, "", mime, *size)
        return self._attach(chat, photo, caption)

    def sends_file(
        self, chat: Chat, name: str, data: bytes, mime: str = "application/octet-stream", caption: str = ""
    ) -> Message:
        return self._attach(chat, Attachment("document", *self._file_ids(), data, name, mime), caption)

    def forwards(self, message: Message, chat: Chat) -> Message:
        """Keyboards stay behind; of a message forwarded twice, the first origin is told."""
        origin = message.origin or message
        now = self.world.clock()
        return self._post(replace(message, chat=chat, date=now, sender=self.user, keyboard=(), origin=origin))

    def edits(self, message: Message, text: str) -> Message:
        text, entities = finish(clean(text))
        edited = replace(message, text=text, entities=entities, edited=self.world.clock())
        self.world.keep(edited)
        self._tell("edited_", edited)
        return edited

    def deletes(self, message: Message) -> None:
        self.seen = self.world.last_event
        self.world.delete(message)

    def presses(self, message: Message, name: str) -> Query:
        """Press a button, named by its text or its callback data, on the message as it stands now."""
        world = self.world
        message = message.chat.messages[message.id]
        button = message.button(name)
        if button.action != "callback_data":
            raise ValueError(f"the button {name!r} carries {button.action}, which tells the bot nothing")
        self.seen = world.last_event
        query = Query(str(world.chance.getrandbits(62)), self.user, message, button.value, world.clock())
        world.queries[query.id] = query
        content: Json = {"id": query.id, "from": self.user.to_json(), "message": message.to_json(), "data": query.data}
        world.notify("callback_query", content | {"chat_instance": str(message.chat.id * 7919)})
        return query

    def speaks(self, language_code: str) -> None:
        """Change the language that the person's client tells the bot."""
        self.user = replace(self.user, language_code=language_code)
        self.world.announce("change")

    def opens(self, kind: ChatType, title: str, username: str = "") -> Chat:
        return self.world.add_chat(kind, title, self.user, username)

    def joins(self, chat: Chat) -> None:
        self.world.set_member(chat, Member(self.user), self.user)

    def leaves(self, chat: Chat) -> None:
        self.world.set_member(chat, Member(self.user, "left"), self.user)

    def adds_bot(self, chat: Chat, rights: Iterable[str] | None = None) -> None:
        self.world.admit_bot(chat, self.user, rights)

    def removes_bot(self, chat: Chat) -> None:
        self.world.set_member(chat, Member(self.world.bot, "kicked"), self.user)

    def blocks_bot(self) -> None:
        self.world.set_member(self.chat, Member(self.world.bot, "kicked"), self.user)

    def unblocks_bot(self) -> None:
        self.world.set_member(self.chat, Member(self.world.bot), self.user)

    def _file_ids(self) -> tuple[str, str]:
        chance = self.world.chance
        return f"sandbox-{chance.getrandbits(96):024x}", f"{chance.getrandbits(48):012x}"

    def _attach(self, chat: Chat, attachment: Attachment, caption: str) -> Message:
        text, entities = finish(clean(caption))
        return self._post(Message(0, chat, self.world.clock(), self.user, text, entities, attachment=attachment))

    def _post(self, draft: Message) -> Message:
        world, chat = self.world, draft.chat
        member = world.member(chat, self.user)
        if not member.is_present or (chat.type == "channel" and not member.can("can_post_messages")):
            raise ValueError(f"{self.user.name} may not write in {chat.title or 'this chat'}")
        if chat.type == "private":
            match world.member(chat, world.bot).status:
                case "kicked":
                    raise ValueError(f"{self.user.name} has blocked the bot")
                case "left":
                    self.unblocks_bot()
        self.seen = world.last_event
        message = world.keep(replace(draft, id=world.next_message_id(chat)))
        self._tell("", message)
        return message

    def _tell(self, prefix: str, message: Message) -> None:
        if self.world.hears(message):
            kind = "channel_post" if message.chat.type == "channel" else "message"
            self.world.notify(prefix + kind, message.to_json())
