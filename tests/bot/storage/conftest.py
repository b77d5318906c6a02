"""A database file of its own for each test, and a look into it that goes round the code under test."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

Look = Callable[..., list[tuple[object, ...]]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sanad.db"


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture
def look(file: Path) -> Look:
    """Runs one statement on the file and gives its rows."""

    def run(statement: str, *values: object) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(file)) as connection, connection:
            return connection.execute(statement, values).fetchall()

    return run
