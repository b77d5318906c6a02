"""What becomes of chats: a group grows into a supergroup, a chat is deleted, an account is closed."""

from bot.sandbox.errors import ApiError, forbidden
from bot.sandbox.objects import Chat, Message
from bot.sandbox.person import Person
from bot.sandbox.world import World


def migrate(world: World, group: Chat, by: Person) -> Chat:
    """The supergroup that a group becomes: its members move along, its ids begin anew, the old chat refuses and says where to."""
    new = world.add_chat("supergroup", group.title, by.user)
    for (chat_id, user_id), member in list(world.members.items()):
        if chat_id == group.id:
            world.members[new.id, user_id] = member
    _tell(world, group, by, {"migrate_to_chat_id": new.id})
    _tell(world, new, by, {"migrate_from_chat_id": group.id})
    reason = "Bad Request: group chat was upgraded to a supergroup chat"
    world.closed[group.id] = ApiError(400, reason, {"migrate_to_chat_id": new.id})
    return new


def delete_chat(world: World, chat: Chat) -> None:
    """A deleted channel or supergroup is unknown from then on; a basic group stays and refuses."""
    if chat.counts_alone:
        del world.chats[chat.id]
    else:
        world.closed[chat.id] = forbidden("the group chat was deleted")
    world.announce("change")


def close_account(world: World, person: Person) -> None:
    world.closed[person.chat.id] = forbidden("user is deactivated")
    world.announce("change")


def _tell(world: World, chat: Chat, by: Person, event: dict[str, object]) -> None:
    """A service message: it takes an id like any other."""
    message = Message(world.next_message_id(chat), chat, world.clock(), by.user)
    world.keep(message)
    if world.member(chat, world.bot).is_present:
        world.notify("message", message.to_json() | event)
