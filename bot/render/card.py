"""The neutral form of an answer: what is said, with no markup and no length limit.

Strings may hold `code` between backticks (commands, ids, hashes); what people typed goes through `quoted` first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.model import Status

MARKS = {Status.REPORTED: "●", Status.EXPECTED: "○", Status.PROPOSED: "◇", Status.ASSESSED: "◌"}


@dataclass(frozen=True, slots=True)
class Footnote:
    """Where a statement stands: the source's number on this card, and its paragraph."""

    source: int
    paragraph: int

    def __str__(self) -> str:
        return f"[{self.source} ¶{self.paragraph}]"


@dataclass(frozen=True, slots=True)
class Item:
    """A statement: its status, its date in words, its sentence, where it stands, and what else is to be said of it."""

    status: Status
    when: str
    text: str
    footnotes: tuple[Footnote, ...]
    dated: bool = True
    struck: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """A labelled tap. `action` goes back to the bot as callback data (see bot.render.views); of a button that shares it is
    what the bot is asked inline in the chat that people choose, of one that
    copies or opens a link to the bot the end of that link."""

    label: str
    action: str
    does: Literal["call", "share", "copy", "open"] = "call"

    @property
    def is_link(self) -> bool:
        return self.does in {"copy", "open"}


Keyboard = tuple[tuple[Button, ...], ...]


_BESIDE = 17
"""Characters of labels of which two fit beside each other on a telephone."""


def packed(buttons: Iterable[tuple[int, Button]]) -> Keyboard:
    """Buttons, each with the length that counts of its label, in rows: short ones two by two, the others alone."""
    rows: list[tuple[Button, ...]] = []
    waiting: int | None = None
    for length, button in buttons:
        if length <= _BESIDE and waiting is not None:
            rows[waiting] = (*rows[waiting], button)
            waiting = None
        else:
            waiting = len(rows) if length <= _BESIDE else waiting
            rows.append((button,))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Card:
    """An answer: a title, lines, groups of statements, folded ones, quotes, numbered sources, a small line, buttons."""

    title: str
    lines: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    folded: tuple[Group, ...] = ()
    sources: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    """What people wrote, each in a block and in the direction of its own; gone through `quoted`, too."""
    closing: tuple[str, ...] = ()
    footer: str = ""
    asks: str = ""
    """What is asked back, right above the buttons that answer it."""
    keyboard: Keyboard = ()

    def __hash__(self) -> int:
        """Of what tells cards apart: to hash every word of a card would cost more than to look it up."""
        return hash((self.title, self.lines, self.footer))

    def with_lead(self, line: str) -> "Card":
        """The same card with a line above all others, such as how a typed name was understood."""
        return replace(self, lines=(line, *self.lines))


QUOTED_LENGTH = 40


def quoted(text: str, longest: int = QUOTED_LENGTH) -> str:
    """What a person typed, fit to stand in a sentence: short, on one line, with nothing that marks up, hides or turns text."""
    visible = "".join(character if character.isprintable() else " " for character in text.replace("`", "'"))
    line = " ".join(visible.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
