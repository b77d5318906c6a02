"""People who ask side by side, so that a bot is under load while something happens to it."""

import asyncio
import time
from collections import Counter

from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox

PER_SECOND = 50
SAID = ("/fact de-rheinmetall-ammunition-agreement", "/partners", "/help")
EACH = len(SAID)
ANSWERED = ("Rheinmetall", "Partners covered", "What I can do")


class Crowd:
    """People who ask at a steady rate, and what each of them was answered."""

    def __init__(self, sandbox: Sandbox, number: int) -> None:
        self.sandbox = sandbox
        self.people = [sandbox.world.person(f"Reader {number}", language_code="en") for number in range(number)]
        self.asked: dict[int, tuple[Person, int]] = {}
        """By update, who asked what."""

    async def asks(self) -> None:
        began = time.monotonic()
        for number in range(len(self.people) * EACH):
            which, who = divmod(number, len(self.people))
            self.people[who].says(self.people[who].chat, SAID[which])
            self.asked[self.sandbox.world.updates.newest] = (self.people[who], which)
            await asyncio.sleep(max(0.0, began + number / PER_SECOND - time.monotonic()))

    def answers(self, person: Person) -> list[int]:
        """Which of the things that he said were answered, in the order of the answers."""
        texts = [message.text for message in person.chat.history if message.sender == self.sandbox.world.bot]
        return [next(which for which, words in enumerate(ANSWERED) if words in text) for text in texts]

    def all_answered(self) -> bool:
        return all(set(self.answers(person)) == set(range(EACH)) for person in self.people)

    def twice(self) -> set[tuple[int, int]]:
        """Who was answered what more than once."""
        return {
            (person.user.id, which)
            for person in self.people
            for which, times in Counter(self.answers(person)).items()
            if times > 1
        }

    def of(self, updates: set[int]) -> set[tuple[int, int]]:
        """Who asked what in these."""
        return {(self.asked[one][0].user.id, self.asked[one][1]) for one in updates if one in self.asked}
