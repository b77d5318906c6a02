"""What becomes of a posted message when facts in it change. Pure.

The lines of facts that are as they were stay as they were posted, with the notes of earlier corrections; the others are
rendered anew. The content's list of facts has the order of the message's lines.
"""

import datetime as dtm
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.render import html
from bot.render.card import MARKS
from bot.render.facts import NOT_DONE, Notes, item, partner_title, source_name, version_line
from bot.render.html import Html
from bot.storage.editions import Content
from bot.text.catalogue import Words, words
from bot.text.locale import Locale
from knowledge.diff import Diff
from knowledge.model import LANGUAGES, Fact, Rank
from knowledge.store import Store
from knowledge.substance import substance

UNITS = 4096
_SOURCE = re.compile(r"[^\w\[]{0,3}\[(\d+)\]\W{1,3}")
_REMARK = re.compile(r" <i>[^<]*</i>$")


@dataclass(frozen=True, slots=True)
class Swap:
    """One version of the store for another."""

    before: Store
    after: Store
    instead: Mapping[str, str | None]
    """Facts that were posted wrong, each with the one to show: itself, its successor, or none."""
    reworded: frozenset[str]
    day: dtm.date

    @classmethod
    def of(cls, before: Store, after: Store, found: Diff, day: dtm.date) -> "Swap":
        """A fact that is new but was posted is one that had been removed, and is back."""
        back = {one.fact.id: one.fact.id for one in found.added}
        return cls(before, after, back | found.corrected, frozenset(found.reworded), day)

    @property
    def touched(self) -> frozenset[str]:
        return self.reworded | self.instead.keys()

    def told(self, facts: Iterable[str]) -> Mapping[str, str]:
        """Of the facts of a corrected message those that it shows anew, each with its substance."""
        shown = self.instead.keys() | set(self.instead.values())
        held = {fact.supersedes: fact.id for fact in self.after.facts.values() if fact.supersedes}
        return {
            id_: substance(self.after.facts[id_], held.get(id_))
            for id_ in facts
            if id_ in shown and id_ in self.after.facts
        }


@dataclass(slots=True)
class _Line:
    """A line of a message: the fact in it, and the heading that it stands under."""

    heading: str
    fact: str
    html: str


@dataclass(frozen=True, slots=True)
class _Message:
    """A posted message, taken apart."""

    words: Words
    title: str
    lines: tuple[_Line, ...]
    sources: tuple[str, ...]

    @property
    def locale(self) -> Locale:
        return Locale(self.words.language)


def corrected(posted: Content, swap: Swap) -> Content | None:
    """The message as it is to be; None if it can stay, or if there is no room: then the next edition tells of it."""
    message = _parse(posted)
    if message is None:
        return None
    for with_successors in (True, False):
        writing = _Writing(message, swap, with_successors=with_successors)
        lines = [new for line in message.lines for new in writing.lines(line)]
        if [line.html for line in lines] == [line.html for line in message.lines]:
            return None
        shown = writing.whole(lines)
        if html.length(Html(shown[0])) <= UNITS:
            return Content(shown[0], posted.keyboard, shown[1])
    return None


def _parse(posted: Content) -> _Message | None:
    """None for what is no edition."""
    title, *blocks = posted.html.split("\n\n")
    language = next((one for one in LANGUAGES if title.startswith(_title(words(one)))), None)
    groups = [block.split("\n") for block in blocks if block.startswith("<b>")]
    shown = [(heading, line) for heading, *lines in groups for line in lines]
    if language is None or len(shown) != len(posted.facts):
        return None
    sources = next((tuple(block.split("\n")) for block in blocks if _SOURCE.match(block)), ())
    lines = tuple(_Line(heading, id_, line) for (heading, line), id_ in zip(shown, posted.facts, strict=True))
    return _Message(words(language), title, lines, sources)


def _title(words_: Words) -> str:
    return f"<b>{html.inline(words_('edition-title'), Locale(words_.language))}</b>"


class _Writing:
    """A message being written anew; its sources keep their numbers."""

    def __init__(self, message: _Message, swap: Swap, *, with_successors: bool) -> None:
        self._message, self._swap, self._with_successors = message, swap, with_successors
        self._words, self._locale = message.words, message.locale
        self._held = {line.fact for line in message.lines}
        self._notes = Notes()
        numbers = [int(match[1]) for line in message.sources if (match := _SOURCE.match(line))]
        self._sources = dict(zip(numbers, message.sources, strict=False))
        for store in (swap.before, swap.after):
            for id_ in store.sources:
                for number, line in self._sources.items():
                    if self._source(store, id_, number) == line:
                        self._notes.numbers[id_] = number
        for number in self._sources.keys() - set(self._notes.numbers.values()):  # its name is another by now
            self._notes.numbers[f"[{number}]"] = number

    def lines(self, line: _Line) -> list[_Line]:
        """What stands for a line now."""
        swap, words_ = self._swap, self._words
        if line.fact in swap.reworded:
            remark = _REMARK.search(line.html)
            shown = self._line(swap.after.facts[line.fact])
            return [replace(line, html=shown + (remark[0] if remark else ""))]
        if line.fact not in swap.instead:
            return [line]
        day = words_.day(swap.day)
        now = swap.after.facts.get(line.fact)
        if now is None:
            gone = self._line(swap.before.facts[line.fact], words_("correction-removed", day=day), struck=True)
            return [replace(line, html=gone)]
        if now.rank is not Rank.DEPRECATED:
            return [_Line(self._heading(line, now), now.id, self._line(now, words_("correction-changed", day=day)))]
        reason = now.reason[words_.language] if now.reason else ""
        struck = replace(line, html=self._line(now, words_("correction-withdrawn", day=day, reason=reason)))
        heir = swap.instead[line.fact]
        if heir is None or heir in self._held or not self._with_successors:
            return [struck]
        self._held.add(heir)
        fact = swap.after.facts[heir]
        return [
            struck,
            _Line(self._heading(line, fact), heir, self._line(fact, words_("correction-instead", day=day))),
        ]

    def whole(self, lines: list[_Line]) -> tuple[str, tuple[str, ...]]:
        """The message of these lines, and its facts."""
        groups: dict[str, list[_Line]] = {}
        for line in lines:
            groups.setdefault(line.heading, []).append(line)
        bodies = ["\n".join((heading, *(line.html for line in held))) for heading, held in groups.items()]
        marks = tuple(MARKS[status] for status in NOT_DONE)
        legend = [html.inline(self._words(key), self._locale) for key in ("legend-reported", "legend")]
        closing = "\n".join(legend) if any(line.html.startswith(marks) for line in lines) else ""
        facts = tuple(line.fact for held in groups.values() for line in held)
        store = self._swap.after
        known = [store.facts[id_] for id_ in facts if id_ in store.facts]
        footer = f"<i>{html.inline(version_line(store, self._words, known), self._locale)}</i>"
        blocks = (self._message.title, *bodies, closing, "\n".join(self._cited()), footer)
        return "\n\n".join(filter(None, blocks)), facts

    def _line(self, fact: Fact, remark: str = "", *, struck: bool = False) -> str:
        shown = item(fact, self._words, self._notes)
        for note in shown.footnotes:
            self._sources.setdefault(note.source, "")
        return html.line(replace(shown, remark=remark, struck=struck or shown.struck), self._locale)

    def _heading(self, line: _Line, fact: Fact) -> str:
        """The line's own, unless the fact is another partner's."""
        before = self._swap.before.facts.get(line.fact)
        if before is None or before.partner == fact.partner:
            return line.heading
        return f"<b>{html.inline(partner_title(self._swap.after, self._words, fact.partner), self._locale)}</b>"

    def _cited(self) -> list[str]:
        """The lines of the sources, those that are newly cited last."""
        by_number = {number: id_ for id_, number in self._notes.numbers.items()}
        return [line or self._named(by_number[number], number) for number, line in self._sources.items()]

    def _named(self, id_: str, number: int) -> str:
        store = self._swap.after if id_ in self._swap.after.sources else self._swap.before
        return self._source(store, id_, number)

    def _source(self, store: Store, id_: str, number: int) -> str:
        return html.inline(f"[{number}] {source_name(store, self._words, id_)}", self._locale)
