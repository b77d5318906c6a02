"""What every storage that keeps something of a person has to offer."""

from typing import Protocol


class Forgetter(Protocol):
    """`what` is the key of the message that says what was removed, with `count`."""

    what: str

    async def forget(self, user_id: int) -> int:
        """Removes all that is kept of a person, for good; gives the number of things that were removed."""
        ...
