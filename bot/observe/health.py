"""Whether this process is alive, and whether it may be sent work: a list of probes, each of which names what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass, field

Probe = Callable[[], str | None]
"""What is wrong, or None."""


class CannotListen(Exception):
    """The address of SANAD_LISTEN can't be had; the message says why."""


@dataclass(slots=True)
class Health:
    """Probes by name. A process without any stands at its beginning, and isn't ready."""

    _probes: dict[str, Probe] = field(default_factory=dict)
    version: Callable[[], str | None] = lambda: None
    """Of the store that is served, once there is one."""

    def add(self, name: str, probe: Probe) -> None:
        self._probes[name] = probe

    def findings(self) -> dict[str, str]:
        """What each probe finds; `fine` where nothing is wrong."""
        return {name: probe() or "fine" for name, probe in self._probes.items()} or {"start": "not done yet"}

    @property
    def is_ready(self) -> bool:
        return all(finding == "fine" for finding in self.findings().values())
