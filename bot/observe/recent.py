"""The last warnings and errors of the log, for admins far from the machine: few, short, redacted, in memory alone."""

import logging
from collections import deque

KEPT = 20
LONGEST = 200
"""Characters of a line."""


class Recent(logging.Handler):
    """Keeps the first line of whatever is a warning or worse; tracebacks are for the log itself."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: deque[str] = deque(maxlen=KEPT)

    @property
    def lines(self) -> tuple[str, ...]:
        """The newest first."""
        return tuple(reversed(self._lines))

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = " ".join(self.format(record).split("\n", 1)[0].split())
        except Exception:  # noqa: BLE001 - what can't be formatted is told by the log's own handler
            return
        self._lines.append(line[:LONGEST])


RECENT = Recent()
"""That of this process, filled once the log is set up."""
