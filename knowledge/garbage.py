"""Python's search for garbage, kept away from what is read once and lasts."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def spared() -> Iterator[None]:
    """Nothing is searched while a store is read: it holds no garbage, and with 20,000 facts each search would hold up
    everybody's answers. Where what the start made is set apart, so is this; it is freed with its last user all the same."""
    searches = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_freeze_count():
            gc.freeze()
        if searches:
            gc.enable()
