"""`backup`: the database in one file."""

import asyncio
from pathlib import Path

from bot.settings import Settings
from bot.storage import backup as backups
from bot.storage.database import NoDatabase, sqlite_file
from bot.verbs.running import Exit, fail


def backup(settings: Settings, file: Path) -> Exit:
    held = sqlite_file(settings.database_url)
    if held is not None and held.resolve() == file.resolve():
        return fail(Exit.WRONG_USE, f"{file}: that is the database itself")
    try:
        contents = asyncio.run(backups.backup(settings.database_url, file))
    except NoDatabase as error:
        return fail(Exit.WRONG_USE, str(error))
    except OSError as error:
        return fail(Exit.WRONG_USE, f"{file}: {error.strerror or error}")
    return fail(Exit.FINE, f"{file}: {contents.rows} rows, schema {contents.revision}")
