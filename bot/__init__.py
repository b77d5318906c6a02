"""The Telegram application of Sanad."""

import os
import sys

# httpx, structlog and typer would load command lines and colours that a service has no use for: 9 MB, 0.15 s at every start.
os.environ.setdefault("TYPER_USE_RICH", "0")
for unused in ("httpx._main", "rich"):
    sys.modules.setdefault(unused, None)  # type: ignore[arg-type]
