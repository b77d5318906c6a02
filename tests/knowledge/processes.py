"""`python -m knowledge` as people and the bot run it: a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Run:
    """What a process gave. Words and data are UTF-8 whatever the locale."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of its data, each ended by a line feed."""
        assert self.out == "" or self.out.endswith("\n")
        return self.out.split("\n")[:-1]


def environment(**changes: str | None) -> dict[str, str]:
    """This process's environment without the settings of a developer's own bot."""
    held: dict[str, str | None] = {name: value for name, value in os.environ.items() if not name.startswith("SANAD_")}
    path = [str(REPOSITORY), os.environ.get("PYTHONPATH")]
    held |= {"PYTHONPATH": os.pathsep.join(filter(None, path)), "PYTHONWARNINGS": "error"} | changes
    return {name: value for name, value in held.items() if value is not None}


def knowledge(
    *arguments: str | Path,
    cwd: Path,
    stdin: str | bytes = b"",
    limits: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
) -> Run:
    """Runs it to its end, under the shell's `ulimit` with each of the `limits`."""
    command = [sys.executable, "-m", "knowledge", *map(str, arguments)]
    if limits:
        narrowed = "; ".join(f"ulimit {limit}" for limit in limits)
        command = ["bash", "-c", f'{narrowed}; exec "$@"', "bash", *command]
    ended = subprocess.run(
        command,
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=cwd,
        env=environment() if env is None else dict(env),
        timeout=120,
        check=False,
    )
    return Run(ended.returncode, ended.stdout.decode(), ended.stderr.decode())
