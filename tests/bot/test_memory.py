"""What is left in memory of versions that are served no longer."""

import asyncio
import gc
import threading
from pathlib import Path
from weakref import WeakSet

from bot.render import answer, views
from bot.render.views import View
from knowledge import live, places
from knowledge.store import Store, open_store


async def test_versions_served_no_longer_leave_memory(curated: Path) -> None:
    threads = set(threading.enumerate())
    newest = await live.open_directory(curated, places.compiled_stores())
    question = "who met the German minister"
    opened = WeakSet[Store]()
    async with live.serving(newest) as serving:
        for _ in range(8):
            store = await open_store(newest.file)
            opened.add(store)
            with serving.lease():
                await serving.swap(store)
                found = await serving.current.search.find(question)
                assert found.facts
                assert views.card(serving.current.store, View("partner", "en", "DE"), "latn") is not None
                assert views.card(store, View("found", "en", answer.argument(found, store)), "latn") is not None
            await asyncio.gather(*serving._closing)
        del store
        gc.collect()
        assert len(opened) <= 2  # the newest, and the one before it while its thread ends
    for thread in set(threading.enumerate()) - threads:
        if not thread.name.startswith("asyncio_"):  # the loop's own pool stays as long as the loop
            thread.join(5)
            assert not thread.is_alive(), thread
