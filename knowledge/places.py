"""Where curated files and compiled stores are looked for."""

import os
import tempfile
from pathlib import Path

SEEDS = "seeds"


def curated_directory() -> Path:
    """`./seeds` where it is, else the one shipped with the package."""
    here = Path(SEEDS)
    package = Path(__file__).parent
    candidates = (here, package / SEEDS, package.parent / SEEDS)
    return next((candidate for candidate in candidates if candidate.is_dir()), here)


def compiled_stores() -> Path:
    """`./var/stores`, made if need be; where nothing can be written, a directory of this user's among temporary files."""
    for directory in (Path("var/stores"), Path(tempfile.gettempdir()) / f"sanad-{os.getuid()}"):
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            continue
        status = directory.stat()
        if os.access(directory, os.W_OK) and status.st_uid == os.getuid():
            return directory
    raise PermissionError("neither ./var nor the temporary directory can be written")
