"""What a reader is shown when he says what is wrong with a fact, and what admins are shown of it. Pure."""

import datetime as dtm
from collections.abc import Callable
from dataclasses import dataclass

from bot.desk.cards import moment
from bot.render.bidi import FSI, PDI, RLM
from bot.render.card import Button, Card, Group, Keyboard
from bot.render.facts import Notes, item
from bot.render.views import REPORT
from bot.storage.reports import ANSWER_LENGTH, LENGTH, Report
from bot.text.catalogue import Words
from knowledge.store import Store

ToReader = Callable[[Store, Words, Report], Card]
BEGIN, SEND, CANCEL = 0, 1, 2
"""Steps of the reader's dialogue."""
SHOW, ANSWER, DELIVER, CLOSE, BACK, FACT = range(6)
"""Steps of an admin's."""
OFFERED = 6
"""Facts of a message that are offered."""
_LABEL = 60
_LATIN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789", FSI + PDI + RLM)


def facts_in(store: Store, text: str) -> tuple[str, ...]:
    """The facts that a message of ours states, told by their sentences."""
    plain = text.translate(_LATIN)
    if not plain:
        return ()
    return tuple(id_ for id_, fact in store.facts.items() if fact.text.en in plain or fact.text.ar in plain)[:OFFERED]


# The reader


def ask(store: Store, words: Words, fact_id: str) -> Card:
    cancel = Button(words("button-report-cancel"), f"{REPORT}:{fact_id}:{CANCEL}:{words.language}")
    line = words("report-ask", limit=LENGTH)
    return Card(words("report-ask-title"), groups=_fact(store, words, fact_id), closing=(line,), keyboard=((cancel,),))


def preview(store: Store, words: Words, fact_id: str, text: str) -> Card:
    send = Button(words("button-report-send"), f"{REPORT}:{fact_id}:{SEND}:{words.language}")
    cancel = Button(words("button-report-cancel"), f"{REPORT}:{fact_id}:{CANCEL}:{words.language}")
    title = words("report-preview-title")
    return Card(title, groups=_fact(store, words, fact_id), quotes=(text,), keyboard=((send, cancel),))


def sent(store: Store, words: Words, held: Report) -> Card:
    line = words("report-sent", command="`/forget`")
    return _to_reader(store, words, held, words("report-sent-title"), line, held.text)


def limited(words: Words) -> Card:
    return Card(words("report-limit-title"), (words("report-limit"),))


def too_long(words: Words, length: int, limit: int) -> str:
    return words("report-long", count=length, limit=limit)


def which(words: Words, example: str) -> Card:
    line = words("report-which", command="`/report`", example=f"`/report {example}`")
    return Card(words("report-which-title"), (line,))


def choice(store: Store, words: Words, facts: tuple[str, ...], *, private: bool) -> Card:
    """Facts to report on, each a button; where others read along, the buttons lead to the private chat."""
    rows = []
    for id_ in facts:
        sentence = store.facts[id_].text[words.language]
        label = sentence if len(sentence) <= _LABEL else f"{sentence[: _LABEL - 1].rstrip()}…"
        link = Button(label, f"{REPORT}_{id_}", "open")
        rows.append((Button(label, f"{REPORT}:{id_}:{BEGIN}:{words.language}") if private else link,))
    if private:
        return Card(words("report-choice-title"), keyboard=tuple(rows))
    return Card(words("report-private-title"), (words("report-private"),), keyboard=tuple(rows))


def answered(store: Store, words: Words, held: Report) -> Card:
    return _to_reader(store, words, held, words("report-answered-title"), "", held.answer)


def closed(store: Store, words: Words, held: Report) -> Card:
    return _to_reader(store, words, held, words("report-closed-title"), words("report-closed"), held.text)


def _to_reader(store: Store, words: Words, held: Report, title: str, line: str, quote: str) -> Card:
    button = Button(words("button-report-fact"), f"fact:{held.fact}:0:{words.language}")
    keyboard: Keyboard = ((button,),) if held.fact in store.facts else ()
    lines = (line,) if line else ()
    return Card(title, groups=_fact(store, words, held.fact), quotes=(quote,), closing=lines, keyboard=keyboard)


# The admins


@dataclass(frozen=True, slots=True)
class Case:
    """A report before an admin: `who` is writing an answer to it, if it is somebody else."""

    held: Report
    store: Store
    words: Words
    who: str = ""

    def shown(self, lead: str = "") -> Card:
        """What was reported, how it stands, and what can be done."""
        lines = (*((lead,) if lead else ()), *self._standing())
        return self._card(lines, () if self.held.is_closed else ((ANSWER, CLOSE),), (self.held.text,))

    def asked(self, lead: str = "") -> Card:
        """Asks for the words of an answer."""
        ask_ = self.words("case-ask", limit=ANSWER_LENGTH, language=self.held.language)
        return self._card((*((lead,) if lead else ()), ask_), ((BACK,),), (self.held.text,))

    def preview(self, answer: str, lead: str = "") -> Card:
        lines = (lead or self.words("case-preview"),)
        return self._card(lines, ((DELIVER, BACK),), (self.held.text, answer))

    def _standing(self) -> tuple[str, ...]:
        held, words = self.held, self.words
        at = f"`{moment(held.sent or held.changed)}`"
        lines = [words("case-sent", moment=at)]
        lines += [words("case-answers", count=held.answers)] if held.answers else []
        lines += [words("case-taken", who=self.who, moment=f"`{moment(held.changed)}`")] if self.who else []
        return (*lines, words("case-closed")) if held.is_closed else tuple(lines)

    def _card(self, lines: tuple[str, ...], rows: tuple[tuple[int, ...], ...], quotes: tuple[str, ...]) -> Card:
        labels = {
            FACT: "button-case-fact",
            ANSWER: "button-case-answer",
            CLOSE: "button-case-close",
            DELIVER: "button-case-deliver",
            BACK: "button-case-back",
        }
        number, language = self.held.id, self.words.language
        first = ((FACT,),) if self.held.fact in self.store.facts else ()
        return Card(
            self.words("case-title", number=str(number)),
            lines,
            groups=_fact(self.store, self.words, self.held.fact),
            quotes=quotes,
            footer=f"`{self.held.fact}`",
            keyboard=tuple(
                tuple(Button(self.words(labels[step]), f"case:{number}:{step}:{language}") for step in row)
                for row in (*first, *rows)
            ),
        )


def gone(words: Words) -> Card:
    return Card(words("case-gone-title"), (words("case-gone"),))


def listed(held: Report, words: Words, now: dtm.datetime) -> Button:
    """A report in a list: its number, its age in days, its beginning."""
    days = (now - (held.sent or held.changed)).days
    begins = held.text if len(held.text) <= _LABEL else f"{held.text[: _LABEL - 1]}…"
    label = words("case-listed", number=str(held.id), count=days, text=begins)
    return Button(label, f"case:{held.id}:{SHOW}:{words.language}")


def _fact(store: Store, words: Words, fact_id: str) -> tuple[Group, ...]:
    held = store.facts.get(fact_id)
    return (Group("", (item(held, words, Notes()),)),) if held else ()
