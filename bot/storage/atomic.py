"""A file that is replaced as a whole or not at all."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def replaced(file: Path, mode: int = 0o600) -> Iterator[IO[bytes]]:
    """What is written takes the place of `file` at the end, on disk for good; after an error `file` is as it was.

    Without another `mode` its owner alone may read it. Raises OSError.
    """
    if file.exists() and not file.is_file():
        raise FileExistsError(errno.EEXIST, "not an ordinary file", str(file))
    descriptor, name = tempfile.mkstemp(prefix=f"{file.name}.", suffix=".part", dir=file.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            os.fchmod(descriptor, mode)
            yield opened
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
