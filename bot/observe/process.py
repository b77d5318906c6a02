"""This process: who it is, and what it takes."""

import os
import platform
import resource
import sys
from dataclasses import dataclass
from pathlib import Path

_STATM = Path("/proc/self/statm")
_KIB_ON_LINUX = 1024


@dataclass(frozen=True, slots=True)
class Process:
    pid: int
    host: str
    resident: int
    """Bytes in memory; where the system doesn't tell, the most there have been."""


def this() -> Process:
    return Process(os.getpid(), platform.node(), _resident())


def _resident() -> int:
    try:
        return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * _KIB_ON_LINUX
