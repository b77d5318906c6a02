"""What a process that reads curated files may take, so that bad input fails by itself and doesn't take the machine with it."""

import resource

MEMORY = 4 * 1024**3
"""Bytes of address space."""
TIME = 600
"""Seconds of CPU."""


def limit_this_process() -> None:
    for limit, value in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, TIME)):
        soft, hard = resource.getrlimit(limit)
        if soft == resource.RLIM_INFINITY or soft > value:  # else a lower limit is in force already
            resource.setrlimit(limit, (value, hard))
