"""What machines read of a bot at work: whether it is ready, and its figures."""

import asyncio
import contextlib
import json
import re
from pathlib import Path

import aiohttp

from bot import app
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.storage.database import open_database
from bot.storage.switches import HOLD, Switches
from bot.telegram.gate import utc_now
from tests.bot.balancer import free_port
from tests.bot.conftest import serving, settings_for
from tests.bot.running import gather, subscribe
from tests.bot.talk import Talk


def listening(sandbox: Sandbox, curated: Path, database: Path, admins: tuple[int, ...] = ()) -> Settings:
    address = ("127.0.0.1", free_port())
    return settings_for(sandbox, curated, database, admins).model_copy(update={"listen": address, "tick": 0.1})


async def read(settings: Settings, path: str) -> tuple[int, str]:
    assert settings.listen is not None
    async with (
        aiohttp.ClientSession() as session,
        session.get("http://{}:{}{}".format(*settings.listen, path)) as answer,
    ):
        return answer.status, await answer.text()


async def comes_to(settings: Settings, path: str, *words: str, within: float = 30) -> str:
    async with asyncio.timeout(within):
        while True:
            with contextlib.suppress(aiohttp.ClientConnectionError):  # it doesn't listen yet
                _, text = await read(settings, path)
                if all(word in text for word in words):
                    return text
            await asyncio.sleep(0)


async def test_the_second_process_is_not_ready_before_it_has_the_lock(
    sandbox: Sandbox, curated: Path, tmp_path: Path
) -> None:
    first, second = (listening(sandbox, curated, tmp_path / "sanad.db") for _ in range(2))
    stop = asyncio.Event()
    async with serving(first):
        await comes_to(first, "/readyz", '"tick": "fine"')
        status, text = await read(first, "/readyz")
        probes = json.loads(text)
        assert status == 200
        assert re.fullmatch(r"[0-9a-f]{7}", probes.pop("version"))
        assert probes == dict.fromkeys(("lock", "tick", "schema", "store", "updates"), "fine")
        other = asyncio.create_task(app.run(second, stop))
        await comes_to(second, "/readyz", "another process is active")
        assert (await read(second, "/readyz"))[0] == 503
        assert (await read(second, "/healthz"))[0] == 200
    await comes_to(second, "/readyz", '"lock": "fine"', '"tick": "fine"')
    assert (await read(second, "/readyz"))[0] == 200
    stop.set()
    await other


async def test_digests_are_seen_overdue_while_they_are_held_and_sent_after(
    sandbox: Sandbox, curated: Path, tmp_path: Path
) -> None:
    chats, editor = gather(sandbox, 3), sandbox.world.person("Admin", language_code="en")
    settings = listening(sandbox, curated, tmp_path / "sanad.db", (editor.user.id,))
    async with open_database(settings.database_url) as engine:
        await Switches(engine).turn_on(HOLD, utc_now(), None)
    await subscribe(settings.database_url, chats.channels)
    async with serving(settings):
        talk = Talk(sandbox, editor)
        text = await comes_to(settings, "/metrics", 'sanad_subscriptions{state="overdue"} 3.0')
        assert 'sanad_outbox_posts{state="sent"} 0.0' in text
        assert 'sanad_subscriptions{state="active"} 3.0' in text
        await talk.says("/resume")
        await chats.ends()
        text = await comes_to(settings, "/metrics", 'sanad_outbox_posts{state="sent"} 3.0')
        assert 'sanad_subscriptions{state="overdue"} 0.0' in text
        assert 'sanad_outbox_oldest_seconds{state="pending"} 0.0' in text
        await talk.says("/reload")
        await comes_to(settings, "/metrics", 'sanad_reloads_total{outcome="done"}')
        text = (await read(settings, "/metrics"))[1]
        assert "sanad_last_tick_timestamp_seconds 1" in text
        assert sandbox.token not in text
