"""What curators do to the store in a month: a sentence is put better, a fact is withdrawn, another is new."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from random import Random

from knowledge import loader
from knowledge.model import Bilingual, Fact, Rank, Status

FILE = "facts/de.yaml"
PARTNER = "DE"


class What(StrEnum):
    REWORDED = "reworded"
    WITHDRAWN = "withdrawn"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Change:
    """One fact, changed on a day of the month; `before` is None where there was none."""

    what: What
    fact: str
    day: int
    before: Bilingual | None
    after: Bilingual


@dataclass
class Curating:
    """The curated files, and what was changed in them; no fact is changed twice."""

    seeds: Path
    chance: Random
    changes: list[Change] = field(default_factory=list)

    def facts(self) -> dict[str, Fact]:
        """As they stand now, with nothing wrong in them."""
        snapshot, problems = loader.load(self.seeds)
        assert problems == []
        return dict(snapshot.facts_by_id)

    def change(self, day: int) -> None:
        """One change of each sort, to facts that nothing else hangs on."""
        facts = self.facts()
        changed = {one.fact for one in self.changes} | {fact.supersedes for fact in facts.values()}
        free = [
            fact
            for fact in facts.values()
            if fact.partner == PARTNER and fact.rank is Rank.NORMAL and fact.id not in changed and not fact.supersedes
        ]
        reworded, withdrawn = self.chance.sample(free, 2)
        self._reword(reworded, day)
        self._withdraw(withdrawn, day)
        alike = [fact for fact in free if fact.status is Status.REPORTED and fact not in (reworded, withdrawn)]
        self._add(self.chance.choice(alike), day)
        self.facts()

    def _reword(self, fact: Fact, day: int) -> None:
        after = Bilingual(
            en=f"By now it is known: {fact.text.en}"[:400], ar=f"بات معروفًا أن الآتي صحيح: {fact.text.ar}"[:400]
        )
        file = self.seeds / FILE
        text = file.read_text(encoding="utf-8")
        block = _block(text, fact.id)
        anew = re.sub(
            r"  text:\n(?:    .*\n)+",
            f"  text:\n    en: {_quoted(after.en)}\n    ar: {_quoted(after.ar)}\n",
            block,
            count=1,
        )
        assert anew != block
        file.write_text(text.replace(block, anew), encoding="utf-8")
        self.changes.append(Change(What.REWORDED, fact.id, day, fact.text, after))

    def _withdraw(self, fact: Fact, day: int) -> None:
        file = self.seeds / FILE
        text = file.read_text(encoding="utf-8")
        block = _block(text, fact.id)
        reason = "  rank: deprecated\n  reason: {en: The paper took it back., ar: تراجعت الصحيفة عنه.}\n"
        head, rest = block.split("\n", 1)
        file.write_text(text.replace(block, f"{head}\n{reason}{rest}"), encoding="utf-8")
        self.changes.append(Change(What.WITHDRAWN, fact.id, day, fact.text, fact.text))

    def _add(self, like: Fact, day: int) -> None:
        """Another fact of the same sort, from the same paragraph."""
        file = self.seeds / FILE
        text = file.read_text(encoding="utf-8")
        name = f"de-soak-{day}"
        after = Bilingual(
            en=f"Something of that sort happened again on day {day}.", ar=f"وقع مثل ذلك مجددًا في اليوم {day}."
        )
        block = _block(text, like.id).replace(f"- id: {like.id}\n", f"- id: {name}\n")
        block = re.sub(
            r"  text:\n(?:    .*\n)+",
            f"  text:\n    en: {_quoted(after.en)}\n    ar: {_quoted(after.ar)}\n",
            block,
            count=1,
        )
        file.write_text(f"{text.rstrip()}\n{block.rstrip()}\n", encoding="utf-8")
        self.changes.append(Change(What.ADDED, name, day, None, after))

    def sentences(self, original: Sequence[Fact]) -> dict[str, tuple[Bilingual, ...]]:
        """Every sentence that each fact ever had."""
        held: dict[str, tuple[Bilingual, ...]] = {fact.id: (fact.text,) for fact in original}
        for one in self.changes:
            held[one.fact] = (*held.get(one.fact, ()), one.after)
        return held


def _block(text: str, fact: str) -> str:
    start = text.index(f"- id: {fact}\n")
    end = re.compile(r"^(?:- id: |#)", re.MULTILINE).search(text, start + 1)
    return text[start : end.start() if end else len(text)]


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
