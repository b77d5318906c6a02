"""What people do in the world: write, press, forward, edit, join, block. Tests and the chat page act through this."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.sandbox.entities import clean, finish
from bot.sandbox.inline import LONGEST_QUERY, InlineQuery
from bot.sandbox.objects import (
    CHANNEL_RIGHTS,
    GROUP_RIGHTS,
    RIGHTS,
    Attachment,
    Chat,
    ChatType,
    Json,
    Member,
    Message,
    Query,
    Status,
    User,
)
from bot.sandbox.replies import Picking, ReplyKeyboard

if TYPE_CHECKING:
    from bot.sandbox.world import World


class Person:
    def __init__(self, world: "World", user: User, chat: Chat) -> None:
        self.world = world
        self.user = user
        self.chat = chat
        self.seen = 0
        """The last event that this person knew of; `Sandbox.reply_to` looks behind it."""

    def says(self, chat: Chat, text: str, reply_to: Message | None = None, thread: int = 0) -> Message:
        text, entities = finish(clean(text))
        now, thread = self.world.clock(), reply_to.thread if reply_to else thread
        return self._post(Message(0, chat, now, self.user, text, entities, reply_to=reply_to, thread=thread))

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

    def asks_inline(self, chat: Chat, text: str, offset: str = "") -> InlineQuery:
        """Type something behind the bot's name in a chat, without sending it."""
        world = self.world
        number = str(world.chance.getrandbits(62))
        query = InlineQuery(number, self.user, chat, text[:LONGEST_QUERY], offset, world.clock())
        world.inline[query.id] = query
        world.notify("inline_query", query.to_json())
        return query

    def chooses(self, query: InlineQuery, result_id: str) -> Message:
        """Post one of the results that came, named by its id or its title."""
        result = self.world.inline[query.id].result(result_id)
        now, via = self.world.clock(), self.world.bot
        draft = Message(0, query.chat, now, self.user, result.text, result.entities, result.keyboard, via=via)
        return self._post(draft)

    def speaks(self, language_code: str) -> None:
        """Change the language that the person's client tells the bot."""
        self.user = replace(self.user, language_code=language_code)
        self.world.announce("change")

    def opens(self, kind: ChatType, title: str, username: str = "", *, is_forum: bool = False) -> Chat:
        return self.world.add_chat(kind, title, self.user, username, is_forum=is_forum)

    def opens_topic(self, forum: Chat, title: str) -> int:
        """A new topic of a forum; gives its thread."""
        event = (("forum_topic_created", {"name": title, "icon_color": 7322096}),)
        opening = self._post(Message(0, forum, self.world.clock(), self.user, event=event))
        forum.topics[opening.id] = title
        return opening.id

    def promotes(self, other: "Person", chat: Chat, rights: Iterable[str] = (), *, anonymous: bool = False) -> None:
        member = Member(other.user, "administrator", frozenset({"can_manage_chat", *rights}), anonymous)
        self.world.set_member(chat, member, self.user)

    def hides(self, chat: Chat) -> None:
        """Write under the group's name from now on."""
        self.world.set_member(chat, replace(self.world.member(chat, self.user), is_anonymous=True), self.user)

    def demotes(self, other: "Person", chat: Chat) -> None:
        self.world.set_member(chat, Member(other.user), self.user)

    def demotes_bot(self, chat: Chat) -> None:
        """In a channel the bot is an administrator or nothing."""
        status: Status = "left" if chat.type == "channel" else "member"
        self.world.set_member(chat, Member(self.world.bot, status), self.user)

    def taps(self, text: str) -> Message:
        """Tap a button in the place of the letters, which says its text in the private chat."""
        keyboard = self.world.replies[self.chat.id]
        if keyboard.button(text).picking:
            raise ValueError(f"{text!r} opens the picker of chats")
        if keyboard.once:
            self.world.offer(self.chat, ReplyKeyboard())
        return self.says(self.chat, text)

    def picks(self, text: str, chat: Chat) -> Message:
        """Tap a button that opens the picker of chats, and pick one; the bot gets the rights that were asked for."""
        keyboard = self.world.replies[self.chat.id]
        picking = keyboard.button(text).picking
        if picking is None or chat not in self.may_pick(picking):
            raise ValueError(f"{chat.title} can't be picked")
        bot = self.world.member(chat, self.world.bot)
        if picking.bot_rights - bot.rights or not bot.is_present:
            wanted = picking.bot_rights | bot.rights if picking.bot_rights else None
            if wanted or picking.bot_is_member:
                self.adds_bot(chat, wanted)
        if keyboard.once:
            self.world.offer(self.chat, ReplyKeyboard())
        shared: Json = {"request_id": picking.request_id, "chat_id": chat.id}
        event = (("chat_shared", shared | ({"title": chat.title} if picking.wants_title else {})),)
        return self._post(Message(0, self.chat, self.world.clock(), self.user, event=event))

    def may_pick(self, picking: Picking) -> list[Chat]:
        """Where the person has the rights that are asked of him, and may grant those asked for the bot."""
        return [chat for chat in self.world.chats.values() if self._fits(chat, picking)]

    def _fits(self, chat: Chat, picking: Picking) -> bool:
        member = self.world.member(chat, self.user)
        if chat.type == "private" or (chat.type == "channel") is not picking.is_channel or not member.is_present:
            return False
        known = {*RIGHTS, *(CHANNEL_RIGHTS if picking.is_channel else GROUP_RIGHTS)}
        return all(member.can(right) for right in picking.user_rights & known)

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
        anonymous = member.is_anonymous and chat.type in ("group", "supergroup")
        message = world.keep(replace(draft, id=world.next_message_id(chat), is_anonymous=anonymous))
        self._tell("", message)
        return message

    def _tell(self, prefix: str, message: Message) -> None:
        if self.world.hears(message):
            kind = "channel_post" if message.chat.type == "channel" else "message"
            self.world.notify(prefix + kind, message.to_json())
