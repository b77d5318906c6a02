"""The real store, read once."""

from pathlib import Path

import pytest

from knowledge.store import Store
from tests.bot import stores


@pytest.fixture(scope="session")
def curated_store(curated: Path) -> Store:
    return stores.real(curated)
