"""What of updates must not be forgotten: which message ids are other people's, so that none of them is taken for a lost post."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.storage.posts import Posts
from bot.storage.trouble import TROUBLE, reason
from bot.telegram.polling import Record, Unrecorded


def recording(posts: Posts) -> Record:
    """Writes down what stands in channels and supergroups; other chats' ids prove nothing."""

    async def record(batch: Sequence[Mapping[str, Any]]) -> None:
        try:
            await posts.record([*_ids(batch, "channel_post"), *_ids(batch, "message")])
        except TROUBLE as error:
            raise Unrecorded(f"posts can't be written down: {reason(error)}") from None

    return record


def _ids(batch: Sequence[Mapping[str, Any]], kind: str) -> list[tuple[int, int]]:
    """Chat and message of each update of a kind; one that isn't as the Bot API says has none."""
    found = []
    for update in batch:
        message = update.get(kind)
        if not isinstance(message, dict):
            continue
        chat, number = message.get("chat"), message.get("message_id")
        if isinstance(chat, dict) and isinstance(chat.get("id"), int) and isinstance(number, int):
            found.append((chat["id"], number))
    return found
