"""What some tests need beside Python. Missing: they skip with a reason, or fail where everything must run."""

import os
import subprocess
from pathlib import Path
from shutil import which

import pytest

CHROMIUM_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def missing(reason: str) -> None:
    """Skip, or fail where SANAD_TEST_ALL=1 says that nothing may be left out."""
    if os.environ.get("SANAD_TEST_ALL") == "1":
        pytest.fail(f"SANAD_TEST_ALL=1, but {reason}")
    pytest.skip(reason)


def chromium() -> str:
    """The path of Debian's Chromium."""
    path = which("chromium") or ""
    if not path:
        missing("chromium is not installed (apt-get install chromium)")
    return path


def shared() -> Path:
    """The folder of articles, examples and the Bot API's description, beside the repository."""
    path = Path(__file__).resolve().parents[2] / "shared"
    if not path.is_dir():
        missing(f"{path} is not there")
    return path


def postgresql() -> str:
    """The address of a PostgreSQL server on which tests may make schemas."""
    address = os.environ.get("SANAD_TEST_POSTGRESQL", "")
    if not address:
        missing("SANAD_TEST_POSTGRESQL names no server (see .ci/run)")
    return address


def postgresql_programs() -> Path:
    """Where PostgreSQL's programs are, to run a server of a test's own."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        missing("postgresql is not installed (apt-get install postgresql)")
    return found[-1].parent


def another_disk(script: str, folder: Path) -> tuple[str, ...]:
    """What to put before a command so that it alone finds another file system at a folder: a shell script's `$0`."""
    if subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode != 0:
        missing("unshare may not make a mount namespace here")
    return ("unshare", "-rm", "sh", "-c", script, str(folder))
