"""A person in the sandbox, as tests talk through him: what is said and pressed, and what comes back."""

from dataclasses import dataclass

from bot.sandbox.objects import Chat, Message, Query
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox


@dataclass(frozen=True, slots=True)
class Talk:
    """One person's conversation with the bot."""

    sandbox: Sandbox
    person: Person

    async def says(self, text: str, chat: Chat | None = None) -> Message:
        """Says something, in private unless a chat is named, and gives the bot's answer."""
        where = chat or self.person.chat
        self.person.says(where, text)
        return await self.sandbox.reply_to(self.person, where)

    async def presses(self, message: Message, button: str) -> Message:
        """Presses a button and gives the message as the bot changed it, or its new one."""
        self.person.presses(message, button)
        return await self.sandbox.reply_to(self.person, message.chat)

    async def forges(self, message: Message, data: str) -> str:
        """Presses a button that the bot never made; gives the word that pops up."""
        world = self.sandbox.world
        query = Query(str(world.chance.getrandbits(62)), self.person.user, message, data, world.clock())
        world.queries[query.id] = query
        content: dict[str, object] = {
            "id": query.id,
            "from": self.person.user.to_json(),
            "message": message.to_json(),
            "data": data,
        }
        world.notify("callback_query", content | {"chat_instance": "1"})
        return (await self.sandbox.answer_to(query)).text

    async def toast(self, message: Message, button: str) -> str:
        """Presses a button and gives the word that pops up."""
        answer = await self.sandbox.answer_to(self.person.presses(message, button))
        return answer.text


def labels(message: Message) -> list[list[str]]:
    """The buttons under a message, row by row."""
    return [[button.text for button in row] for row in message.keyboard]


def outside_the_fold(message: Message) -> str:
    """What is seen of a message before its folded quotes are opened."""
    units = message.text.encode("utf-16-le")
    for entity in sorted(message.entities, key=lambda entity: -entity.offset):
        if entity.type == "expandable_blockquote":
            units = units[: 2 * entity.offset] + units[2 * (entity.offset + entity.length) :]
    return units.decode("utf-16-le")
