"""Problems in curated data are values: all of them are collected and reported, none is raised first."""

from collections.abc import Iterable
from dataclasses import dataclass

MAX_SHOWN = 60
"""Characters of a file that a message repeats."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, with its place. `path` is relative to the parent of the curated directory."""

    path: str
    line: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code} {' '.join(self.message.split())}"


def shown(text: str) -> str:
    """What a message repeats of a file, which may be of any length."""
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


_UNREAD = frozenset(
    {"syntax", "encoding", "empty", "missing", "not-a-file", "outside", "suffix", "too-large", "too-many", "unreadable"}
)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Files that can't be read first, then the rest as it was."""
    return tuple(sorted(problems, key=lambda problem: problem.code not in _UNREAD))
