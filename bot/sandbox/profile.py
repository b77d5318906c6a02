"""How the bot presents itself: name, texts and command menus, each by language."""

import re
from dataclasses import dataclass, field

from bot.sandbox.entities import utf16_length
from bot.sandbox.errors import bad_request
from bot.sandbox.objects import Chat, Member

MOST_COMMANDS = 100
LONGEST = {"name": 64, "description": 512, "short_description": 120}
# Telegram's server words these as constants of its own; the names below are the nearest published ones.
_TOO_LONG = {"name": "BOT_TITLE_INVALID", "description": "DESCRIPTION_TOO_LONG", "short_description": "ABOUT_TOO_LONG"}

Command = tuple[str, str]
Scope = tuple[str, ...]


def check_language(code: str) -> str:
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


@dataclass(slots=True)
class Profile:
    default_name: str
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menus: dict[tuple[Scope, str], tuple[Command, ...]] = field(default_factory=dict)

    def set_text(self, kind: str, text: str, language: str) -> None:
        """An empty text takes the language's own one away."""
        if utf16_length(text) > LONGEST[kind]:
            raise bad_request(_TOO_LONG[kind])
        self.texts[kind, check_language(language)] = text.strip()

    def text(self, kind: str, language: str) -> str:
        fallback = self.default_name if kind == "name" else ""
        return self.texts.get((kind, check_language(language))) or self.texts.get((kind, "")) or fallback

    def set_commands(self, commands: list[Command], scope: Scope, language: str) -> None:
        if len(commands) > MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self.menus[scope, check_language(language)] = tuple(_checked(*command) for command in commands)

    def commands(self, scope: Scope, language: str) -> tuple[Command, ...]:
        return self.menus.get((scope, check_language(language)), ())

    def menu(self, chat: Chat, member: Member, language: str) -> tuple[Command, ...]:
        """What this person sees in this chat: the narrowest scope wins, and in it the person's language."""
        chat_id, user_id = str(chat.id), str(member.user.id)
        scopes: list[Scope] = [("chat", chat_id), ("all_private_chats",), ("default",)]
        if chat.type != "private":
            admin = member.status in ("creator", "administrator")
            scopes = [("chat_member", chat_id, user_id)]
            scopes += [("chat_administrators", chat_id)] * admin + [("chat", chat_id)]
            scopes += [("all_chat_administrators",)] * admin + [("all_group_chats",), ("default",)]
        for scope in scopes:
            for code in (language[:2], ""):
                if menu := self.menus.get((scope, code)):
                    return menu
        return ()


def _checked(name: str, description: str) -> Command:
    name, description = name.strip().removeprefix("/"), description.strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > 32:
        raise bad_request("command length must not exceed 32")
    if not re.fullmatch("[a-z0-9_]+", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if utf16_length(description) > 256:
        raise bad_request("command description length must not exceed 256")
    return name, description
