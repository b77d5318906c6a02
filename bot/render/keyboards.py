"""Inline keyboards in the Bot API's form."""

import json
from functools import lru_cache

from bot.render.card import Keyboard


@lru_cache(maxsize=512)
def to_json(keyboard: Keyboard) -> str | None:
    """The keyboard as the Bot API's JSON; None for one without buttons."""
    if not any(keyboard):
        return None
    rows = [[{"text": button.label, "callback_data": button.action} for button in row] for row in keyboard]
    return json.dumps({"inline_keyboard": rows}, ensure_ascii=False)
