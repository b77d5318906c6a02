"""Posts on the wire, and what each answer of the server means."""

from collections.abc import Awaitable, Callable

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.digests.outcomes import (
    Arrived,
    ChatClosed,
    Gone,
    Later,
    Letter,
    Lost,
    Moved,
    Outcome,
    Refused,
    Unprobed,
    Unsent,
)
from bot.digests.steering import MUTED
from bot.telegram.client import Client, Markup
from bot.telegram.limiter import Limiter, wait_of
from bot.telegram.pace import Priority
from bot.telegram.rights import Rights
from bot.telegram.transport import UNREACHED

_CLOSED = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "need administrator rights",
    "not enough rights",
    "have no rights",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_plain_forbidden",
    "group chat was deactivated",
    "channel_private",
    "message thread not found",
    "topic_closed",
    "topic_deleted",
)
"""What a 400 says when it is the chat that takes nothing, whatever the message."""
_UNCHANGED = "message is not modified"


class TelegramSender:
    """Sends one message at a time per call; the limiter in the client has them wait for their turn."""

    def __init__(
        self, client: Client, limiter: Limiter, catch_up: Callable[[], Awaitable[None]], rights: Rights | None = None
    ) -> None:
        self._client = client
        self._rights = rights
        self._limiter = limiter
        self._catch_up = catch_up

    async def send(self, letter: Letter) -> Outcome:
        if self._rights is None or letter.target is not None:
            return await self._send(letter)
        try:
            if await self._rights.may_send(letter.chat_id) is False:
                return Gone(MUTED)
        except TelegramError as error:  # whatever it is, nothing has left
            outcome = _outcome(error, letter)
            return outcome if isinstance(outcome, Later | Moved) else Unsent(error.message)
        outcome = await self._send(letter)
        if isinstance(outcome, Gone):
            self._rights.doubt(letter.chat_id)
        return outcome

    async def _send(self, letter: Letter) -> Outcome:
        markup = None if letter.keyboard is None else Markup(letter.keyboard)
        try:
            if letter.target is not None:
                await self._client.rewrite(letter.chat_id, letter.target, letter.html, markup, priority=Priority.POST)
                return Arrived(letter.target)
            message_id = await self._client.say(
                letter.chat_id,
                letter.html,
                markup,
                thread_id=letter.thread_id or None,
                silent=letter.silent,
                priority=Priority.POST,
            )
        except TelegramError as error:
            return _outcome(error, letter)
        return Arrived(message_id)

    async def probe(self, chat_id: int, message_id: int) -> str:
        try:
            return await self._client.probe(chat_id, message_id)
        except (Forbidden, BadRequest, ChatMigrated) as error:
            raise ChatClosed(error.message) from None
        except TelegramError as error:
            raise Unprobed(error.message) from None

    async def catch_up(self) -> None:
        try:
            await self._catch_up()
        except TelegramError as error:
            raise Unprobed(error.message) from None

    def delay(self, chat_id: int) -> float:
        return self._limiter.delay(chat_id)

    def queued(self) -> int:
        return self._limiter.queued()


def _outcome(error: TelegramError, letter: Letter) -> Outcome:
    reason = error.message
    match error:
        case RetryAfter():
            return Later(wait_of(error))
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case Forbidden():
            return Gone(reason)
        case BadRequest():
            if letter.target is not None and _UNCHANGED in reason.lower():
                return Arrived(letter.target)
            closed = any(words in reason.lower() for words in _CLOSED)
            return Gone(reason) if closed else Refused(reason)
        case InvalidToken():
            return Unsent(reason)
        case NetworkError() if isinstance(error, UNREACHED):
            return Unsent(reason)
    return Lost(reason)
