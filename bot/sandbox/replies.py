"""Keyboards in the place of the letters: buttons that say their text, and buttons that open the picker of chats."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.sandbox.errors import bad_request, unmodelled
from bot.sandbox.objects import Json

_PICKS = {
    "request_id",
    "chat_is_channel",
    "chat_is_forum",
    "chat_has_username",
    "chat_is_created",
    "user_administrator_rights",
    "bot_administrator_rights",
    "bot_is_member",
    "request_title",
    "request_username",
}


@dataclass(frozen=True, slots=True)
class Picking:
    """What a button asks of the chat that is to be picked (`KeyboardButtonRequestChat`)."""

    request_id: int
    is_channel: bool
    user_rights: frozenset[str] = frozenset()
    bot_rights: frozenset[str] = frozenset()
    bot_is_member: bool = False
    wants_title: bool = False


@dataclass(frozen=True, slots=True)
class ReplyButton:
    text: str
    picking: Picking | None = None

    def to_json(self) -> Json:
        return {"text": self.text, "picks": self.picking and ("channel" if self.picking.is_channel else "group")}


@dataclass(frozen=True, slots=True)
class ReplyKeyboard:
    rows: tuple[tuple[ReplyButton, ...], ...] = ()
    """None: what is shown is to be taken away."""
    once: bool = False

    def button(self, text: str) -> ReplyButton:
        for row in self.rows:
            for button in row:
                if button.text == text:
                    return button
        raise LookupError(f"no button {text!r} in the place of the letters")


def parse_replies(markup: object) -> ReplyKeyboard | None:
    """A `reply_markup` as a keyboard in the place of the letters, if that is what it is."""
    if not isinstance(markup, Mapping):
        return None
    if markup.get("remove_keyboard") is True:
        return ReplyKeyboard()
    if "keyboard" not in markup:
        return None
    rows = markup["keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays')
    return ReplyKeyboard(
        tuple(tuple(_button(button) for button in row) for row in rows if row), markup.get("one_time_keyboard") is True
    )


def _button(form: object) -> ReplyButton:
    if isinstance(form, str):
        return ReplyButton(form)
    if not isinstance(form, Mapping) or not isinstance(form.get("text"), str):
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    if unknown := form.keys() - {"text", "request_chat"}:
        raise unmodelled(f"a keyboard button with {', '.join(sorted(unknown))}")
    request = form.get("request_chat")
    return ReplyButton(str(form["text"]), _picking(request) if isinstance(request, Mapping) else None)


def _picking(form: Mapping[str, object]) -> Picking:
    if unknown := {name for name, value in form.items() if value is not None} - _PICKS:
        raise unmodelled(f"a request for a chat with {', '.join(sorted(unknown))}")
    user, bot = _rights(form.get("user_administrator_rights")), _rights(form.get("bot_administrator_rights"))
    if not bot <= user:
        raise bad_request("USER_RIGHTS_MISSING")
    return Picking(
        int(str(form["request_id"])),
        form.get("chat_is_channel") is True,
        user,
        bot,
        form.get("bot_is_member") is True,
        form.get("request_title") is True,
    )


def _rights(form: object) -> frozenset[str]:
    granted = form.items() if isinstance(form, Mapping) else ()
    return frozenset(name for name, value in granted if value is True and name != "is_anonymous")
