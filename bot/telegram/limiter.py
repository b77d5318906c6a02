"""python-telegram-bot's limiter, of our own: answers go before posts, and one chat that must wait holds up no other."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any, TypeAlias

from telegram.error import BadRequest, Forbidden, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.digests.turns import Turns
from bot.telegram.dispatcher import held_up, step_aside
from bot.telegram.line import Line
from bot.telegram.pace import Pace, Priority
from bot.telegram.transport import UNREACHED

_PACED = ("send", "edit", "copy", "forward", "stop")
_NO_MESSAGE = ("sendChatAction", "stopMessageLiveLocation")
"""They leave nothing in a chat, so that its own limit isn't touched."""
LONGEST_WAIT = 30.0
"""An answer that the server wants later than that is given up."""

Result: TypeAlias = bool | dict[str, Any] | list[dict[str, Any]]
Ask = Callable[[], Awaitable[Result]]


class Limiter(BaseRateLimiter[Priority]):
    """Every request passes here; those that leave a message wait for their slot."""

    def __init__(self, rate: float, turns: Turns, clock: Callable[[], float] | None = None) -> None:
        self.pace = Pace(rate)
        self._turns = turns
        self._clock = clock or time.monotonic
        self._line = Line[asyncio.Future[None]](self.pace)
        self._timer: asyncio.TimerHandle | None = None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None:
        if self._timer:
            self._timer.cancel()

    def delay(self, chat_id: int) -> float:
        """The seconds until a post may leave for a chat, as far as that chat is concerned."""
        return max(0.0, self.pace.ready(chat_id, Priority.POST) - self._clock())

    def queued(self) -> int:
        """Posts that wait for a slot."""
        return self._line.waiting(Priority.POST)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,  # noqa: ANN401 - the library's own signature
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Priority | None,
    ) -> Result:
        """The library's hook: waits for the slot, makes the request, learns from a refusal."""
        chat_id = data.get("chat_id")
        if not isinstance(chat_id, int) or not endpoint.startswith(_PACED):
            return await callback(*args, **kwargs)
        ask = partial(callback, *args, **kwargs)
        if rate_limit_args in (Priority.POST, Priority.PROBE):  # what becomes of it is the business of who sent it
            return await self._request(ask, endpoint, chat_id, rate_limit_args)
        step_aside()
        if not endpoint.startswith("send"):
            return await self._patiently(ask, endpoint, chat_id)
        if not self._turns.matters(chat_id):
            return await self._answer(ask, endpoint, chat_id)
        async with self._turns.answering(chat_id):
            return await self._answer(ask, endpoint, chat_id)

    async def _answer(self, ask: Ask, endpoint: str, chat_id: int) -> Result:
        """A new message to people; its id must be known, or else be known to be unknown."""
        try:
            result = await self._patiently(ask, endpoint, chat_id)
        except (RetryAfter, BadRequest, Forbidden, *UNREACHED):
            raise
        except BaseException:
            self._turns.doubt(chat_id)
            raise
        if isinstance(result, dict) and "message_id" in result:
            await self._turns.answered(chat_id, result["message_id"])
        return result

    async def _patiently(self, ask: Ask, endpoint: str, chat_id: int) -> Result:
        """An answer refused with 429 is tried once more, unless that would be too late for anybody to care."""
        try:
            return await self._request(ask, endpoint, chat_id, Priority.ANSWER)
        except RetryAfter as error:
            if wait_of(error) > LONGEST_WAIT:
                raise
            return await self._request(ask, endpoint, chat_id, Priority.ANSWER)

    async def _request(self, ask: Ask, endpoint: str, chat_id: int, priority: Priority) -> Result:
        leaves_message = endpoint not in _NO_MESSAGE
        await self._slot(chat_id if leaves_message else 0, priority)
        asked_at = self._clock()
        try:
            result = await ask()
        except RetryAfter as error:
            self.pace.refused(chat_id, wait_of(error), self._clock())
            raise
        self.pace.accepted(asked_at)
        return result

    async def _slot(self, chat_id: int, priority: Priority) -> None:
        """Returns when it is this message's turn."""
        if self._timer is None and self._line.passes(chat_id, priority, now := self._clock()):
            self.pace.left(now)
            return
        free: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        is_looked_after = self._timer is not None and self._line.is_queueing()
        self._line.join(chat_id, priority, free, self._clock())
        if not is_looked_after:
            self._pump()
        if not free.done() and chat_id and self.pace.ready(chat_id, priority) > self._clock():
            held_up()
        try:
            await free
        finally:
            if free.done() and not free.cancelled():
                self.pace.left(self._clock())
                if self._timer is None:
                    self._pump()

    def _pump(self) -> None:
        """Gives slots to those whose turn it is, and comes again when the next may be."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        now = self._clock()
        while (free := self._line.leave(now)) is not None:
            free.set_result(None)
        if (moment := self._line.next_look()) is not None:
            self._timer = asyncio.get_running_loop().call_later(max(0.0, moment - now), self._pump)


def wait_of(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait if isinstance(wait, int) else wait.total_seconds()
