"""`migrate`: the database created, or brought to this release's schema."""

import asyncio

from bot.settings import Settings
from bot.storage.database import NoDatabase, open_database
from bot.verbs.running import Exit, fail


def migrate(settings: Settings) -> Exit:
    async def main() -> None:
        async with open_database(settings.database_url):
            pass

    try:
        asyncio.run(main())
    except NoDatabase as error:
        return fail(Exit.WRONG_USE, str(error))
    return Exit.FINE
