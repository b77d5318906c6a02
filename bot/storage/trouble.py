"""What befalls a database that is there: it is locked, full, broken, or gone for a moment. Expected, a line each."""

import sqlite3

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as TooBusy

log = structlog.get_logger(__name__)

TROUBLE = (DBAPIError, TooBusy)
"""What the database says, and what the pool says when everybody before had to wait as well."""


class Complaint:
    """Trouble that lasts is told of once, and once more when it is over."""

    def __init__(self, trouble: str, over: str) -> None:
        self._words, self._over = trouble, over
        self._is_on = False

    def about(self, error: BaseException) -> None:
        if not self._is_on:
            log.warning(self._words, error=reason(error))
        self._is_on = True

    def over(self) -> None:
        if self._is_on:
            log.info(self._over)
        self._is_on = False


def reason(error: BaseException) -> str:
    """One line that says what it is, with no statement and no values in it."""
    if isinstance(error, TooBusy):
        return "the database is busy"
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror
    if isinstance(cause, sqlite3.DatabaseError) and "not a database" in str(cause):
        return "the file is no SQLite database; restore a backup or move it away"
    if isinstance(cause, sqlite3.DatabaseError) and "malformed" in str(cause):
        return "the file is damaged; restore a backup"
    return (str(cause).strip() or type(cause).__name__).split("\n")[0][:200]
