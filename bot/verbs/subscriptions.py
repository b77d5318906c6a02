"""`subscriptions export` and `import`: JSON Lines, one subscription a line; all of an import or nothing."""

import asyncio
import datetime as dtm
import sys
from collections.abc import Awaitable, Callable, Iterable
from typing import BinaryIO, TypeVar

from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.digests.schedule import scheduled
from bot.settings import Settings
from bot.storage.database import NoDatabase, open_database
from bot.storage.subscription import Subscription
from bot.storage.subscriptions import Subscriptions
from bot.verbs.running import Exit, fail

_Result = TypeVar("_Result")


class BadLine(Exception):
    """A line that is no subscription; the message says which and why."""


def export(settings: Settings) -> Exit:
    """Writes all subscriptions to stdout."""

    async def read(engine: AsyncEngine) -> Iterable[Subscription]:
        return await Subscriptions(engine).all()

    try:
        for subscription in _on_database(settings, read):
            sys.stdout.buffer.write(written(subscription).encode() + b"\n")
        sys.stdout.flush()
    except NoDatabase as error:
        return fail(Exit.WRONG_USE, str(error))
    return Exit.FINE


def import_(settings: Settings, lines: BinaryIO) -> Exit:
    """Creates or replaces subscriptions by chat and thread."""
    now = dtm.datetime.now(dtm.UTC)
    try:
        held = [scheduled(subscription, now) for subscription in parse(lines)]
        _on_database(settings, lambda engine: Subscriptions(engine).put_all(held))
    except BadLine as error:
        return fail(Exit.BAD_DATA, str(error))
    except NoDatabase as error:
        return fail(Exit.WRONG_USE, str(error))
    return fail(Exit.FINE, f"{len(held)} subscriptions imported")


def written(subscription: Subscription) -> str:
    """A subscription as a line. `review` is left out unless it is on."""
    return subscription.model_dump_json(exclude=None if subscription.review else {"review"})


def parse(lines: Iterable[bytes]) -> list[Subscription]:
    """The subscriptions of a file; blank lines are none. Raises BadLine for the first that is wrong."""
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(Subscription.model_validate_json(line))
            except ValidationError as error:
                raise BadLine(f"line {number}: {_reasons(error)}") from None
    return found


def _reasons(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}" if detail["loc"] else detail["msg"]
        for detail in error.errors(include_url=False, include_input=False)
    )


def _on_database(settings: Settings, work: Callable[[AsyncEngine], Awaitable[_Result]]) -> _Result:
    async def main() -> _Result:
        async with open_database(settings.database_url) as engine:
            return await work(engine)

    try:
        return asyncio.run(main())
    except DBAPIError as error:
        raise NoDatabase(f"the database refuses: {str(error.orig).strip().partition(chr(10))[0]}") from None
