"""The library's bot, on our transport, and able to fetch updates without decoding them."""

import contextlib
import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache, partial
from typing import Any, NewType

from telegram.error import BadRequest, TelegramError
from telegram.ext import BaseRateLimiter, ExtBot

from bot.telegram.dispatcher import AT_ONCE
from bot.telegram.pace import Priority
from bot.telegram.transport import Transport

POLL_SECONDS = 25
"""As long the server may hold a poll open."""
_MARGIN_SECONDS = 10.0
_CONFIRM_SECONDS = 2.0
ALLOWED_UPDATES = ("message", "callback_query", "channel_post", "inline_query", "my_chat_member")


Markup = NewType("Markup", str)
"""An inline keyboard as the Bot API's JSON."""


class Probed(StrEnum):
    """What is under a message id."""

    MISSING = "missing"
    OTHERS = "others"
    EDITABLE = "editable"
    """Ours; or another admin's, where we may edit those."""


_PROBED = {
    "message to edit not found": Probed.MISSING,
    "message can't be edited": Probed.OTHERS,
    "no live location": Probed.EDITABLE,
}


class Client(ExtBot[Priority]):
    """A bot at `api_url`, the address before `/bot<token>/<method>`. Without a limiter nothing waits for its turn."""

    def __init__(self, token: str, api_url: str, limiter: BaseRateLimiter[Priority] | None = None) -> None:
        self._transport = Transport(connections=AT_ONCE)
        super().__init__(
            token=token,
            rate_limiter=limiter,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=self._transport,
            get_updates_request=Transport(connections=2, read_seconds=POLL_SECONDS + _MARGIN_SECONDS),
        )

    async def raw_updates(self, offset: int | None, *, wait: bool = True) -> Sequence[Mapping[str, Any]]:
        """Updates as they came, from `offset` on, which confirms those before it. One that can't be decoded is among them."""
        parameters = {
            "offset": offset,
            "timeout": POLL_SECONDS if wait else 0,
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        given = {name: value for name, value in parameters.items() if value is not None}
        patience = POLL_SECONDS + _MARGIN_SECONDS if wait else _CONFIRM_SECONDS
        answer = await self._post("getUpdates", given, read_timeout=patience)
        if not isinstance(answer, list):
            raise TelegramError("the server's answer is no list of updates")
        updates = [update for update in answer if isinstance(update, dict) and isinstance(update.get("update_id"), int)]
        if answer and not updates:  # nothing that could be confirmed: the same would come again at once
            raise TelegramError("the server's updates have no ids")
        return updates

    async def say(
        self,
        chat_id: int,
        html: str,
        markup: Markup | None,
        *,
        thread_id: int | None = None,
        reply_to: int | None = None,
        silent: bool = False,
        priority: Priority = Priority.ANSWER,
    ) -> int:
        """Sends a text and gives its message id; the library's own way builds objects that cost as much as all the rest."""
        message: dict[str, Any] = {"chat_id": chat_id}
        if thread_id is not None:
            message["message_thread_id"] = thread_id
        if reply_to is not None:
            message["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
        if silent:
            message["disable_notification"] = True
        sent = await self._ask("sendMessage", message, _text(html, markup), priority)
        if not isinstance(sent, dict):
            raise TelegramError("the server's answer is no message")
        return int(sent["message_id"])

    async def answer_inline(
        self, query_id: str, results: str, *, next_offset: str, button: tuple[str, str] | None, cache_seconds: int
    ) -> None:
        """Answers an inline query with results as the Bot API's JSON; `button` is a label and where it leads in private."""
        answer: dict[str, Any] = {
            "inline_query_id": query_id,
            "results": results,
            "cache_time": cache_seconds,
            "is_personal": True,
            "next_offset": next_offset,
        }
        if button is not None:
            answer["button"] = json.dumps({"text": button[0], "start_parameter": button[1]}, ensure_ascii=False)
        await self._post("answerInlineQuery", answer)

    async def rewrite(
        self,
        chat_id: int,
        message_id: int,
        html: str,
        markup: Markup | None,
        *,
        priority: Priority = Priority.ANSWER,
    ) -> None:
        """Puts a text and a keyboard in the place of a sent message's."""
        place = {"chat_id": chat_id, "message_id": message_id}
        await self._ask("editMessageText", place, _text(html, markup), priority)

    async def _ask(self, method: str, place: dict[str, Any], text: bytes, priority: Priority) -> object:
        """The library's `_post` for what is sent most: that one takes each value apart, and encodes the same texts again."""
        body = json.dumps(place).encode()[:-1] + b", " + text + b"}"
        ask = partial(self._transport.post_json, f"{self._base_url}/{method}", body)
        if self.rate_limiter is None:
            return await ask()
        return await self.rate_limiter.process_request(ask, (), {}, method, place, priority)

    def _turn(self, priority: Priority) -> dict[str, Any] | None:
        """The library's way to tell the limiter what goes first."""
        return self._merge_api_rl_kwargs(None, priority) if self.rate_limiter else None

    async def take_away(self, chat_id: int, message_id: int) -> None:
        """Deletes a message, if it can be."""
        with contextlib.suppress(BadRequest):
            await self._post("deleteMessage", {"chat_id": chat_id, "message_id": message_id})

    async def clear_keyboard(self, chat_id: int, html: str) -> None:
        """Takes away what stands in the place of the letters: that needs a message, which goes again at once."""
        sent = await self.say(chat_id, html, Markup('{"remove_keyboard": true}'))
        await self.take_away(chat_id, sent)

    async def fetch(self, file_id: str) -> bytes:
        """A file that somebody sent."""
        file = await self.get_file(file_id)
        return bytes(await file.download_as_bytearray())

    async def probe(self, chat_id: int, message_id: int) -> Probed:
        """Whose message an id is, asked by a request that changes nothing: we never send live locations."""
        try:
            await self._post(
                "stopMessageLiveLocation",
                {"chat_id": chat_id, "message_id": message_id},
                api_kwargs=self._turn(Priority.PROBE),
            )
        except BadRequest as error:
            reason = error.message.lower()
            for words, found in _PROBED.items():
                if words in reason:
                    return found
            raise
        raise TelegramError("the server stopped a live location that nobody sent")


@lru_cache(maxsize=128)
def _text(html: str, markup: Markup | None) -> bytes:
    """The parameters that go with a text, as the inner part of a JSON object; the same answers go out again and again."""
    text = {"text": html, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    encoded = json.dumps(text, ensure_ascii=False)[1:-1]
    return (encoded if markup is None else f'{encoded}, "reply_markup": {markup}').encode()
