"""Who orders digests in tests, with an eye on what the bot has stored."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.sandbox.objects import Chat, Message
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from bot.storage.database import open_database
from bot.storage.subscription import Place, Subscription
from bot.storage.subscriptions import Subscriptions
from tests.bot.conftest import serving, settings_for
from tests.bot.talk import Talk


class Desk(Talk):
    """A person with an eye on what the bot has stored, at a clock that he moves."""

    __slots__ = ("subscriptions",)
    subscriptions: Subscriptions

    async def stored(self, chat: Chat, thread: int = 0) -> Subscription | None:
        return await self.subscriptions.get(Place(chat.id, thread))

    async def held(self, chat: Chat, thread: int = 0) -> Subscription:
        found = await self.stored(chat, thread)
        assert found is not None
        return found

    async def heard(self) -> None:
        """Returns once the bot has worked all updates so far."""
        await self.sandbox.until(lambda: not self.sandbox.world.updates)

    def other(self, name: str, language: str = "en") -> "Desk":
        return desk(self.sandbox, self.sandbox.world.person(name, language_code=language), self.subscriptions)

    async def picks(self, button: str, chat: Chat) -> Message:
        self.person.picks(button, chat)
        return await said(self.sandbox, self.person)


def desk(sandbox: Sandbox, person: Person, subscriptions: Subscriptions) -> Desk:
    found = Desk(sandbox, person)
    object.__setattr__(found, "subscriptions", subscriptions)
    return found


async def said(sandbox: Sandbox, person: Person) -> Message:
    """The bot's next words, but for the message that takes a keyboard away."""
    for _ in range(3):
        message = await sandbox.reply_to(person)
        if message.text != "✓":
            return message
    raise AssertionError


@asynccontextmanager
async def reading(sandbox: Sandbox, curated: Path, tmp_path: Path) -> AsyncIterator[Desk]:
    database = tmp_path / "sanad.db"
    person = sandbox.world.person("Reader", language_code="en")
    settings = settings_for(sandbox, curated, database, admins=(person.user.id,))
    async with serving(settings, sandbox.world.clock), open_database(f"sqlite+aiosqlite:///{database}") as engine:
        yield desk(sandbox, person, Subscriptions(engine))
    assert sandbox.world.violations == []
