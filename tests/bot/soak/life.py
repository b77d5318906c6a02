"""The bot as `sanad run` has it, but for its clock: `python -m tests.bot.soak.life CLOCK [blind]`.

With `blind` it doesn't look for posts of which it never heard whether they arrived, but takes them for lost.
"""

import gc
import os
import sys
from pathlib import Path

os.environ.setdefault("PTB_TIMEDELTA", "1")

from bot import settings
from bot.digests.reconcile import Absent, Reconciler, Verdict
from bot.observe import logs
from bot.storage.outbox import Row
from bot.verbs.run import run
from tests.bot.soak.clock import FileClock


async def _blind(self: Reconciler, row: Row) -> Verdict:
    return Absent()


def main(clock: str, *options: str) -> int:
    if "blind" in options:
        Reconciler.verdict = _blind  # type: ignore[method-assign]
    read = settings.read()
    logs.set_up(read.log_format)
    gc.freeze()
    return run(read, FileClock(Path(clock)))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
