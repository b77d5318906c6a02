"""What `run` and `try` share: signals, and errors that end a process with a sentence instead of a traceback."""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable
from enum import IntEnum

from telegram.error import InvalidToken

from bot.observe.health import CannotListen
from bot.observe.logs import redact
from bot.settings import WrongSettings
from bot.storage.database import NoDatabase
from bot.telegram.polling import AnotherPoller
from knowledge import garbage
from knowledge.live import CompilerDied, Refused
from knowledge.store import NotAStore

Serve = Callable[[asyncio.Event], Awaitable[None]]
_SWITCH_SECONDS = 0.0005
"""As long a thread keeps others waiting, a tenth of Python's own: an answer waits several times for what a reload compares."""


class Exit(IntEnum):
    """Exit codes."""

    FINE = 0
    BAD_DATA = 1
    WRONG_USE = 2
    ANOTHER_POLLER = 3


def until_signalled(serve: Serve) -> Exit:
    """Runs `serve` until SIGTERM or SIGINT, on which it is to finish what is under way."""

    async def main() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        loop.add_signal_handler(signal.SIGHUP, _nothing)
        await serve(stop)

    try:
        asyncio.run(main())
    except (WrongSettings, NoDatabase, CannotListen) as error:
        return fail(Exit.WRONG_USE, str(error))
    except InvalidToken:
        return fail(Exit.WRONG_USE, "SANAD_TOKEN: the server takes this token no longer")
    except (Refused, CompilerDied, NotAStore) as error:
        return fail(Exit.BAD_DATA, str(error))
    except AnotherPoller:
        return fail(Exit.ANOTHER_POLLER, "another process went on polling with this token; this one gives up")
    return Exit.FINE


def settle() -> None:
    """Once all is loaded that lasts: from here on answers come first."""
    garbage.set_apart()
    sys.setswitchinterval(_SWITCH_SECONDS)


def _nothing() -> None:
    """What SIGHUP does while there is nothing to reload: a process that stands by is not to end by it."""


def fail(code: Exit, words: str) -> Exit:
    print(redact(words), file=sys.stderr)  # noqa: T201 - the command line's own voice
    return code
