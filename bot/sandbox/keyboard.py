"""Inline keyboards: what Telegram takes and what it refuses."""

import re
from collections.abc import Mapping

from bot.sandbox.entities import checked_link
from bot.sandbox.errors import bad_request, unmodelled
from bot.sandbox.objects import Button, Keyboard

MOST_BUTTONS = 100
MOST_DATA_BYTES = 64
_STYLES = ("", "danger", "success", "primary")
_MODELLED = ("callback_data", "url", "switch_inline_query", "switch_inline_query_current_chat", "copy_text")
_UNMODELLED = ("web_app", "login_url", "switch_inline_query_chosen_chat", "callback_game", "pay")


def parse_keyboard(markup: object) -> Keyboard:
    """A `reply_markup` as a keyboard; nothing means none."""
    if markup is None:
        return ()
    if not isinstance(markup, Mapping):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        if markup:
            raise unmodelled(f"a reply markup with {', '.join(markup)}")
        return ()
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    keyboard = tuple(tuple(_button(button) for button in row) for row in rows if row)
    if sum(map(len, keyboard)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return keyboard


def _button(form: object) -> Button:
    where = "can't parse inline keyboard button: "
    if not isinstance(form, Mapping):
        raise bad_request(where + "InlineKeyboardButton must be an Object")
    text, style = form.get("text"), form.get("style", "")
    if text is None:
        raise bad_request(where + 'Can\'t find field "text"')
    if not isinstance(text, str):
        raise bad_request(where + 'Field "text" must be of type String')
    if not text.strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if style not in _STYLES:
        raise bad_request(where + "invalid button style specified")
    for action in _MODELLED:
        if action in form:
            return Button(text, action, _value(action, form[action]), str(style))
    for action in _UNMODELLED:
        if action in form:
            raise unmodelled(f"a button with {action}")
    raise bad_request(where + "Text buttons are unallowed in the inline keyboard")


def _value(action: str, value: object) -> str:
    if action == "copy_text" and isinstance(value, Mapping):
        value = value.get("text")
    if not isinstance(value, str):
        raise bad_request(f'can\'t parse inline keyboard button: Field "{action}" must be of type String')
    if action == "callback_data" and not 0 < len(value.encode()) <= MOST_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url":
        return _link(value)
    return value


def _link(url: str) -> str:
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", url)
    if scheme and scheme[1].lower() not in ("http", "https", "tg", "ton", "tonsite"):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    link = checked_link(url)
    if not link:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return link
