"""The table of commands: it drives handlers, Telegram's menus and the README."""

from dataclasses import dataclass
from enum import Enum

from bot.handlers import (
    asking,
    comparing,
    desk,
    digesting,
    drafting,
    facts,
    greeting,
    holding,
    partners,
    people,
    personal,
    reporting,
    status,
    subscribing,
    timelines,
    topics,
)
from bot.handlers.answering import Handler


class Audience(Enum):
    """Who sees a command in menus."""

    EVERYBODY = "everybody"
    ADMINS = "admins"


@dataclass(frozen=True, slots=True)
class Command:
    """`name` is what is typed; the message `command-NAME` says what it does."""

    name: str
    handler: Handler
    audience: Audience = Audience.EVERYBODY

    @property
    def help_key(self) -> str:
        return f"command-{self.name}"


COMMANDS: tuple[Command, ...] = (
    Command("start", greeting.start),
    Command("ask", asking.ask),
    Command("partner", partners.partner),
    Command("partners", partners.partners),
    Command("topic", topics.topic),
    Command("who", people.who),
    Command("timeline", timelines.timeline),
    Command("compare", comparing.compare),
    Command("fact", facts.fact),
    Command("latest", facts.latest),
    Command("sources", facts.sources),
    Command("report", reporting.report),
    Command("subscribe", subscribing.subscribe),
    Command("digest", digesting.digest),
    Command("unsubscribe", digesting.unsubscribe),
    Command("language", greeting.language),
    Command("privacy", personal.privacy),
    Command("forget", personal.forget),
    Command("help", greeting.help_),
    Command("hold", holding.hold, Audience.ADMINS),
    Command("resume", holding.resume, Audience.ADMINS),
    Command("reload", desk.reload, Audience.ADMINS),
    Command("rollback", desk.rollback, Audience.ADMINS),
    Command("status", status.status, Audience.ADMINS),
    Command("audit", desk.audit, Audience.ADMINS),
    Command("draft", drafting.draft, Audience.ADMINS),
)
