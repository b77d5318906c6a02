"""The Telegram application of Sanad."""

import os

from bot import spared

os.environ.setdefault("TYPER_USE_RICH", "0")
spared.keep_out()
