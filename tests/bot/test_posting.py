"""The running bot posts what is due, and what becomes of places follows from it."""

import datetime as dtm
from pathlib import Path

from bot.sandbox.objects import Chat
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from bot.storage.database import open_database
from bot.storage.subscription import Place, Subscription
from bot.storage.subscriptions import Subscriptions
from tests.bot.conftest import serving, settings_for

DUE = dtm.timedelta(minutes=1)


def subscribed(chat: Chat) -> Subscription:
    return Subscription.model_validate(
        {
            "chat_id": chat.id,
            "type": chat.type,
            "language": "en",
            "schedule": "daily",
            "time": "09:00",
            "timezone": "Asia/Qatar",
            "next_due": dtm.datetime.now(dtm.UTC) - DUE,
        }
    )


def channel(person: Person) -> Chat:
    chat = person.opens("channel", "News")
    person.adds_bot(chat)
    person.says(chat, "hello")
    return chat


async def test_what_is_due_is_posted_and_a_place_that_takes_nothing_is_suspended(
    sandbox: Sandbox, curated: Path, tmp_path: Path
) -> None:
    person = sandbox.world.person("Editor", language_code="en")
    person.starts()
    good, bad = channel(person), channel(person)
    person.removes_bot(bad)
    settings = settings_for(sandbox, curated, tmp_path / "sanad.db").model_copy(update={"tick": 0.2})
    async with open_database(settings.database_url) as engine:
        subscriptions = Subscriptions(engine)
        await subscriptions.put_all([subscribed(good), subscribed(bad)])
        async with serving(settings):
            posted = await sandbox.until(lambda: [m for m in good.history if m.sender == sandbox.world.bot], within=10)
            for _ in range(150):
                found = await subscriptions.get(Place(bad.id))
                if found and not found.active:
                    break
                await sandbox.changed(0.1)
        assert "security partnerships" in posted[0].text
        assert found is not None
        assert not found.active
        assert await subscriptions.history(Place(good.id)) is not None
        other = await subscriptions.get(Place(good.id))
        assert other is not None
        assert other.active
    assert sandbox.world.violations == []
