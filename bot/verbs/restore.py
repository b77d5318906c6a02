"""`restore`: a backup put into a database, all of it or nothing."""

import asyncio
from pathlib import Path

from bot.settings import Settings
from bot.storage import backup as backups
from bot.storage.database import NoDatabase
from bot.verbs.running import Exit, fail


def restore(settings: Settings, file: Path, *, force: bool) -> Exit:
    try:
        contents = asyncio.run(backups.restore(settings.database_url, file, force=force))
    except backups.BadBackup as error:
        return fail(Exit.BAD_DATA, str(error))
    except NoDatabase as error:
        return fail(Exit.WRONG_USE, str(error))
    except OSError as error:
        return fail(Exit.WRONG_USE, f"{error.filename or file}: {error.strerror or error}")
    return fail(Exit.FINE, f"{contents.rows} rows restored")
