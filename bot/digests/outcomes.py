"""What the server made of a message, as far as delivery must tell apart."""

from dataclasses import dataclass
from typing import Protocol

from bot.storage.outbox import Row
from bot.storage.subscription import Place


@dataclass(frozen=True, slots=True)
class Letter:
    """One message as it leaves."""

    chat_id: int
    thread_id: int
    html: str
    keyboard: str | None
    silent: bool = False
    target: int | None = None
    """The message to change; None: a new one."""


@dataclass(frozen=True, slots=True)
class Arrived:
    message_id: int


@dataclass(frozen=True, slots=True)
class Later:
    """Too many messages: it didn't arrive, and may be tried after so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unsent:
    """It never reached the server."""

    reason: str


@dataclass(frozen=True, slots=True)
class Lost:
    """It may have arrived: the answer didn't."""

    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The chat takes nothing from us: kicked, blocked, deleted, no right to post."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group became another chat."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The message is at fault, or the message that it was to change."""

    reason: str


Outcome = Arrived | Later | Unsent | Lost | Gone | Moved | Refused


class Sender(Protocol):
    """What delivery needs of the wire; bot.telegram.sender has it, and tests have another."""

    async def send(self, letter: Letter) -> Outcome: ...

    async def probe(self, chat_id: int, message_id: int) -> str:
        """`missing`, `others` or `editable`; raises Unprobed."""
        ...

    async def catch_up(self) -> None:
        """Returns once all updates that waited at the server have been recorded; raises Unprobed."""
        ...

    def delay(self, chat_id: int) -> float:
        """The seconds until a post may leave for this chat; 0: now."""
        ...

    def queued(self) -> int:
        """Posts that were given to it and haven't left yet."""
        ...


class Listener(Protocol):
    """Who is told what became of places and of rows that people must look at."""

    async def suspend(self, place: Place, reason: str) -> None: ...
    async def moved(self, old_chat: int, new_chat: int) -> None: ...
    async def tell(self, row: Row, what: str, reason: str) -> None:
        """`what`: `refused` (our message is at fault) or `unclear` (it may or may not have arrived)."""
        ...


class Unprobed(Exception):
    """The server couldn't be asked; it is to be asked again later."""


class ChatClosed(Exception):
    """The chat can't be asked about its messages any more."""
