"""What admins work with, in one place."""

import asyncio
import contextlib
import datetime as dtm
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.desk.editor import Editor
from bot.desk.reloader import Reloader
from bot.desk.tasks import Tasks
from bot.render.card import quoted
from bot.storage.audit import Audit, Entry
from bot.storage.versions import Versions


@dataclass(frozen=True, slots=True)
class Desk:
    admins: frozenset[int]
    reloader: Reloader
    editor: Editor
    versions: Versions
    audit: Audit
    clock: Callable[[], dtm.datetime]
    started: dtm.datetime
    tasks: Tasks = field(default_factory=Tasks)
    greeted: dict[int, str] = field(default_factory=dict)
    """Admins whose menu is set, and their names; never kept."""
    delivering: set[int] = field(default_factory=set)
    """Reports to which an answer is on its way."""

    def name(self, admin: int) -> str:
        """What other admins call him; his number, where he hasn't written since the start."""
        return quoted(self.greeted[admin]) if admin in self.greeted else f"`{admin}`"

    async def note(self, who: int | None, what: str, outcome: str) -> None:
        """Writes a deed, or the attempt at one, into the audit."""
        await self.audit.add(Entry(self.clock(), who, what, outcome))

    @contextlib.contextmanager
    def at_work(self) -> Iterator[None]:
        """Puts right what ended in its middle, and reloads on SIGHUP; what came of that is in the log and in the audit."""

        async def reload() -> None:
            await self.reloader.reload(None)

        self.tasks.start(self.reloader.catch_up())
        self.tasks.start(self.editor.clear())
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGHUP, lambda: self.tasks.start(reload()))
        try:
            yield
        finally:
            loop.add_signal_handler(signal.SIGHUP, _nothing)


def _nothing() -> None:
    """Without a handler of its own a process ends by SIGHUP."""
