"""Who may do what in a chat: known from what Telegram tells of us, else asked."""

from collections import OrderedDict

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberRestricted
from telegram.error import BadRequest, Forbidden

from bot.storage.subscription import Place
from bot.telegram.client import Client

_REMEMBERED = 100_000
_ADMINS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)
_PRESENT = (*_ADMINS, ChatMember.MEMBER, ChatMember.RESTRICTED)


class Rights:
    """Our own standing is remembered by chat, and brought up to date by `my_chat_member`; that of people is asked each time."""

    def __init__(self) -> None:
        self._client: Client | None = None
        self._may_post: OrderedDict[int, bool] = OrderedDict()

    def ask(self, client: Client) -> None:
        """Whom to ask from now on."""
        self._client = client

    def heard(self, chat_id: int, ours: ChatMember) -> bool:
        """Takes note of our new standing; says whether we may post now."""
        may = _may_post(ours)
        self._may_post[chat_id] = may
        if len(self._may_post) > _REMEMBERED:
            self._may_post.popitem(last=False)
        return may

    async def may_post(self, place: Place) -> bool:
        """Whether what we send to a place will be taken; raises what keeps us from knowing (a fault of the network)."""
        known = self._may_post.get(place.chat_id)
        if known is not None:
            return known
        if place.chat_id > 0:  # a private chat: he who blocked us has been heard of, or is found out by sending
            return True
        ours = await self._member(place.chat_id, None)
        return ours is not None and self.heard(place.chat_id, ours)

    async def may_send(self, chat_id: int) -> bool | None:
        """The same at the moment of sending: a yes is known, a no is asked for anew. None where we aren't: sending tells why."""
        if chat_id > 0 or self._may_post.get(chat_id):
            return True
        ours = await self._member(chat_id, None)
        return None if ours is None or ours.status not in _PRESENT else self.heard(chat_id, ours)

    def doubt(self, chat_id: int) -> None:
        """What was known of a chat has turned out wrong."""
        self._may_post.pop(chat_id, None)

    async def is_admin(self, chat_id: int, user_id: int) -> bool | None:
        """Whether somebody administers a chat; None where we can't see it."""
        member = await self._member(chat_id, user_id)
        return None if member is None else member.status in _ADMINS

    async def _member(self, chat_id: int, user_id: int | None) -> ChatMember | None:
        """Somebody's standing in a chat, ours if nobody is named; None where we can't see it."""
        client = self._client
        if client is None:
            return None
        try:
            return await client.get_chat_member(chat_id, client.id if user_id is None else user_id)
        except (BadRequest, Forbidden):
            return None


def _may_post(ours: ChatMember) -> bool:
    if isinstance(ours, ChatMemberAdministrator):
        return ours.can_post_messages is not False  # None in groups, where every member may
    if isinstance(ours, ChatMemberRestricted):
        return ours.is_member and ours.can_send_messages
    return ours.status in _PRESENT
