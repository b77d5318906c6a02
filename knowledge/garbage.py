"""Python's search for garbage, kept away from what is read once and lasts."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_is_apart = False


def set_apart() -> None:
    """What was made so far stays for good: looking for garbage among it would cost each answer a tenth."""
    global _is_apart  # noqa: PLW0603 - as Python's search is the process's, so is this
    gc.collect()
    gc.freeze()
    _is_apart = True


@contextmanager
def spared() -> Iterator[None]:
    """Nothing is searched while a store is read: it holds no garbage, and with 20,000 facts each search would hold up
    everybody's answers. Where what the start made is set apart, so is this; it is freed with its last user all the same."""
    searches = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if _is_apart:
            gc.freeze()
        if searches:
            gc.enable()
