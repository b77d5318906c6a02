"""The curated files as they are written from the chat: which file is meant, whether it can be written, and how it is."""

import os
import re
import stat
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path

from bot.storage.atomic import replaced
from knowledge import folder

LARGEST = 1_000_000
"""Bytes of a file from the chat."""
OLD = ".old"
"""What is put behind the name of the file that was replaced; it lies beside the new one, one generation deep."""
_NAME = re.compile(r"(?P<stem>[\w-]{1,40})(?: ?\(\d{1,3}\))?\.yaml", re.ASCII | re.IGNORECASE)
"""A name as telephones keep it, such as “de (1).yaml”."""
_NEW_MODE = 0o644


def meant(name: str, files: Collection[str], partners: Collection[str]) -> str | None:
    """The facts file that a name stands for: one that is there, or a new one of a partner."""
    match = _NAME.fullmatch(name)
    file = f"{folder.FACTS}/{match['stem'].lower()}.yaml" if match else ""
    is_new = match is not None and match["stem"].upper() in partners
    return file if file in files or is_new else None


def obstacle(directory: Path, file: str) -> str:
    """Why the file can't be written; empty if it can. Asked by trying, as modes alone don't tell."""
    target = folder.real(directory) / file
    if target.is_symlink() or target.parent.is_symlink():
        return "a symbolic link stands in its place"
    try:
        descriptor, name = tempfile.mkstemp(prefix=f"{target.name}.", suffix=".part", dir=target.parent)
        os.close(descriptor)
        Path(name).unlink()
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""


def write(directory: Path, file: str, content: bytes) -> None:
    """Puts the file there, whole or not at all, and keeps the one it replaces. Raises OSError."""
    target = folder.real(directory) / file
    mode = _NEW_MODE
    if target.exists():
        mode = stat.S_IMODE(target.stat().st_mode)
        with replaced(target.with_name(target.name + OLD), mode) as old:
            old.write(target.read_bytes())
    with replaced(target, mode) as new:
        new.write(content)


def lay_out(files: Mapping[str, bytes], root: Path) -> None:
    """The same files in another place."""
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
