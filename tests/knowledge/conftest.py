"""Stores compiled once for all tests that only read them."""

from pathlib import Path

import pytest

from knowledge import compile as compiling
from tests.knowledge.curated import snapshot, store


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small valid store, compiled, named by its version."""
    return compiling.write(snapshot(store()), tmp_path_factory.mktemp("compiled"))
