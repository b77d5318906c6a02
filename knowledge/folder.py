"""The curated directory as it lies on disk: which files belong to it, their bytes, and the version that these make.

No YAML here: a start whose store is compiled already needs no more than this.
"""

import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from knowledge.problems import Problem

REQUIRED = ("sources.yaml", "partners.yaml", "actors.yaml")
OPTIONAL = ("countries.yaml", "lexicon.yaml")
FACTS = "facts"
QUESTIONS = "questions"
"""A folder that a curated directory may lack: the questions that facts answer."""
_VERSION_SALT = b"sanad store 1\n"
"""Changes when the same files compile to something else."""
MAX_BYTES = 64 * 1024 * 1024


def read_files(directory: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """The bytes of each curated file by its path inside the directory."""
    root = real(directory)
    if not root.is_dir():
        return {}, [Problem(directory.name, 1, "missing", "there is no such directory")]
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    names = _yaml_files(root, FACTS, problems)
    if (root / QUESTIONS).exists() or (root / QUESTIONS).is_symlink():
        names += _yaml_files(root, QUESTIONS, problems)
    for name in (*REQUIRED, *OPTIONAL, *names):
        file, path = root / name, f"{root.name}/{name}"
        if not file.exists() and not file.is_symlink():
            if name in OPTIONAL:
                continue
            problems.append(Problem(path, 1, "missing", "there is no such file"))
        elif not real(file).is_relative_to(root):
            problems.append(Problem(path, 1, "outside", "the link leads out of the curated directory"))
        elif isinstance(content := read(file, path), Problem):
            problems.append(content)
        else:
            files[name] = content
    return files, problems


def _yaml_files(root: Path, folder: str, problems: list[Problem]) -> list[str]:
    names = []
    try:
        for file in sorted((root / folder).iterdir()):
            if file.suffix == ".yaml":
                names.append(f"{folder}/{file.name}")
            elif file.suffix == ".yml":  # what it holds would be missing, and nobody would know
                problem = Problem(f"{root.name}/{folder}/{file.name}", 1, "suffix", "its name is to end in .yaml")
                problems.append(problem)
    except OSError as error:
        problems.append(Problem(f"{root.name}/{folder}", 1, "missing", error.strerror or type(error).__name__))
    return names


def real(path: Path) -> Path:
    """The path with its links followed. Path.resolve() raises where they lead in a circle."""
    return Path(os.path.realpath(path))


def version(files: Mapping[str, bytes]) -> str:
    """The content address of curated files: SHA-256, in hex, over their names and bytes."""
    whole = hashlib.sha256(_VERSION_SALT)
    for name, content in sorted(files.items()):
        whole.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode(errors="surrogateescape"))
    return whole.hexdigest()


def read(file: Path, path: str) -> bytes | Problem:
    """A file's bytes; `path` is how problems name it."""
    try:
        with open(file, "rb", opener=_open_without_waiting) as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                return Problem(path, 1, "not-a-file", "this is no ordinary file")
            content = b"" if status.st_size > MAX_BYTES else stream.read(status.st_size + 1)
            if len(content) > status.st_size:  # it is growing just now
                content += stream.read(MAX_BYTES + 1 - len(content))
    except IsADirectoryError:
        return Problem(path, 1, "not-a-file", "this is no ordinary file")
    except OSError as error:
        return Problem(path, 1, "unreadable", error.strerror or type(error).__name__)
    if (size := max(status.st_size, len(content))) > MAX_BYTES:
        megabytes = size // 1_000_000
        return Problem(path, 1, "too-large", f"{megabytes} MB; a curated file has at most {MAX_BYTES // 1_000_000}")
    return content


def _open_without_waiting(file: str, flags: int) -> int:
    """A FIFO would keep its reader waiting for somebody to write."""
    return os.open(file, flags | os.O_NONBLOCK)
