"""Inline keyboards in the Bot API's form."""

import json
from functools import lru_cache

from bot.render.card import Button, Keyboard


@lru_cache(maxsize=512)
def to_json(keyboard: Keyboard, bot_name: str = "") -> str | None:
    """The keyboard as the Bot API's JSON; None for one without buttons. Links to the bot need its name."""
    rows = [[_button(button, bot_name) for button in row if bot_name or not button.is_link] for row in keyboard]
    if not any(rows):
        return None
    return json.dumps({"inline_keyboard": [row for row in rows if row]}, ensure_ascii=False)


def deep_link(bot_name: str, payload: str) -> str:
    """Opens the private chat with the bot at a place; of a payload Telegram takes 64 of A-Z, a-z, 0-9, _ and -."""
    return f"https://t.me/{bot_name}?start={payload}"


def _button(button: Button, bot_name: str) -> dict[str, object]:
    match button.does:
        case "share":
            tap: dict[str, object] = {"switch_inline_query": button.action}
        case "copy":
            tap = {"copy_text": {"text": deep_link(bot_name, button.action)}}
        case "open":
            tap = {"url": deep_link(bot_name, button.action)}
        case "call":
            tap = {"callback_data": button.action}
    return {"text": button.label, **tap}
