"""Changes to a curated file that admins asked for and have yet to confirm. In memory: they don't outlive the process."""

import datetime as dtm
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from knowledge.model import Language

LIFE = dtm.timedelta(hours=1)
MOST = 16
"""Proposals that are held; of more the oldest goes."""


@dataclass(frozen=True, slots=True)
class Admin:
    """Who proposes: his id, and the name that he goes by."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Wording:
    """New sentences of one fact, by their languages."""

    fact: str
    texts: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A file as it is to be: `base` and `version` are those of all curated files, as they were and as they would be."""

    token: str
    by: Admin
    file: str
    content: bytes
    base: str
    version: str
    made: dtm.datetime
    is_new: bool = False
    """Whether there is no such file yet."""
    wording: Wording | None = None


class Proposals:
    def __init__(self, clock: Callable[[], dtm.datetime]) -> None:
        self._clock = clock
        self._open: dict[str, Proposal] = {}

    def add(self, proposal: Proposal) -> None:
        self._open[proposal.token] = proposal
        while len(self._open) > MOST:
            del self._open[next(iter(self._open))]

    def get(self, token: str) -> Proposal | None:
        self._forget_old()
        return self._open.get(token)

    def take(self, token: str) -> Proposal | None:
        """A proposal that nobody can take again."""
        self._forget_old()
        return self._open.pop(token, None)

    def of_others(self, admin: int) -> tuple[Proposal, ...]:
        self._forget_old()
        return tuple(one for one in self._open.values() if one.by.id != admin)

    def _forget_old(self) -> None:
        old = self._clock() - LIFE
        self._open = {token: one for token, one in self._open.items() if one.made > old}


def new_token() -> str:
    return secrets.token_hex(6)
