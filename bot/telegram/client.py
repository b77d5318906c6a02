"""The library's bot, on our transport, and able to fetch updates without decoding them."""

from collections.abc import Mapping, Sequence
from typing import Any

from telegram.ext import ExtBot

from bot.telegram.dispatcher import AT_ONCE
from bot.telegram.transport import AiohttpTransport

POLL_SECONDS = 25
"""As long the server may hold a poll open."""
_MARGIN_SECONDS = 10.0
ALLOWED_UPDATES = ("message", "callback_query")


class Client(ExtBot[None]):
    """A bot at `api_url`, the address before `/bot<token>/<method>`."""

    def __init__(self, token: str, api_url: str) -> None:
        super().__init__(
            token=token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=AiohttpTransport(connections=AT_ONCE),
            get_updates_request=AiohttpTransport(connections=2, read_seconds=POLL_SECONDS + _MARGIN_SECONDS),
        )

    async def raw_updates(self, offset: int | None, *, wait: bool = True) -> Sequence[Mapping[str, Any]]:
        """Updates as they came, from `offset` on, which confirms those before it. One that can't be decoded is among them."""
        parameters = {
            "offset": offset,
            "timeout": POLL_SECONDS if wait else 0,
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        given = {name: value for name, value in parameters.items() if value is not None}
        answer = await self._post("getUpdates", given, read_timeout=(POLL_SECONDS if wait else 0) + _MARGIN_SECONDS)
        return [update for update in answer if isinstance(update, dict)] if isinstance(answer, list) else []
