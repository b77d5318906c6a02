"""What a process that was killed left half done on the disk; the next one that is active removes it."""

import re
import shutil
from pathlib import Path

from knowledge import folder

ASIDE = "aside-"
"""What the names of folders begin with in which files are tried that lie nowhere yet."""
AGE = 3600.0
"""Seconds after which nobody compiles any more: processes that stand by compile into the same folder."""
_PART = re.compile(r"[\w-]+\.yaml(\.old)?\.[a-z0-9_]{8}\.part", re.ASCII)


def clear(directory: Path, cache: Path, now: float) -> list[str]:
    """Removes it and gives its names; what can't be removed stays."""
    facts = folder.real(directory) / folder.FACTS
    parts = [file for file in _within(facts) if _PART.fullmatch(file.name)]  # only who is active writes these
    old = [one for one in _within(cache) if _is_ours(one) and _age(one, now) > AGE]
    return sorted(one.name for one in (*parts, *old) if _removed(one))


def _within(place: Path) -> list[Path]:
    try:
        return list(place.iterdir())
    except OSError:
        return []


def _is_ours(one: Path) -> bool:
    return one.name.endswith(".part") or one.name.startswith(ASIDE)


def _age(one: Path, now: float) -> float:
    try:
        return now - one.stat().st_mtime
    except OSError:
        return 0.0


def _removed(one: Path) -> bool:
    try:
        if one.is_dir():
            shutil.rmtree(one)
        else:
            one.unlink()
    except OSError:
        return False
    return True
