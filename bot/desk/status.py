"""How the bot stands, for admins: tabs of one message. Pure: what is looked up is given."""

import datetime as dtm
from collections.abc import Sequence
from dataclasses import dataclass

from bot.desk import reports
from bot.desk.cards import moment
from bot.observe.process import Process
from bot.render.card import MARKS, Button, Card, quoted
from bot.render.facts import partner_title
from bot.storage.questions import Asked, Verdict
from bot.storage.reports import Report
from bot.storage.standing import MOST, Posting, Size
from bot.storage.switches import Switch
from bot.storage.versions import Kept
from bot.text.catalogue import Words
from knowledge.model import Fact, Rank
from knowledge.store import Store
from knowledge.text import is_arabic

TABS = {
    "store": "button-status-store",
    "posts": "button-status-posts",
    "process": "button-status-process",
    "questions": "button-status-questions",
}
LONG = dtm.timedelta(days=180)
"""A fact that wasn't checked for so long is due again."""
NAMED = 5
_REASONS = {
    "paused": "status-paused",
    "offered": "status-offered",
    "removed": "status-removed",
    "blocked": "status-blocked",
    "muted": "status-muted",
}
_STATES = {
    "pending": "status-pending",
    "sending": "status-sending",
    "uncertain": "status-uncertain",
    "sent": "status-sent",
    "failed": "status-failed",
    "abandoned": "status-abandoned",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What every tab has: the hold first, if there is one, and the way to the others."""

    words: Words
    now: dtm.datetime
    hold: Switch | None
    held_by: str

    def card(self, tab: str, lines: Sequence[str], closing: Sequence[str] = (), more: Sequence[Button] = ()) -> Card:
        words = self.words
        first: tuple[str, ...] = ()
        if self.hold is not None:
            at = f"`{moment(self.hold.since)}`"
            first = (words("status-held", moment=at, who=self.held_by, command="`/resume`"),)
        buttons = [Button(words(label), f"status:{name}:0:{words.language}") for name, label in TABS.items()]
        rows = (*((one,) for one in more), tuple(buttons[:2]), tuple(buttons[2:]))
        footer = words("status-footer", moment=f"`{moment(self.now)}`")
        return Card(words(TABS[tab]), (*first, *lines), closing=tuple(closing), footer=footer, keyboard=rows)


def store(frame: Frame, held: Store, served: Kept | None, by: str) -> Card:
    """Version and age, facts by partner and status, and what wants a curator's eye."""
    words, facts = frame.words, [fact for fact in held.facts.values() if fact.rank is not Rank.DEPRECATED]
    lines = [words("status-version", version=f"`{held.short_version}`", count=len(facts))]
    lines += [words("status-served", moment=f"`{moment(served.served)}`", who=by)] if served else []
    for code, own in held.by_partner.items():
        numbers = {status: sum(fact.status is status for fact in own) for status in MARKS}
        shown = " · ".join(f"{MARKS[status]} {number}" for status, number in numbers.items() if number)
        lines.append(f"{partner_title(held, words, code)}: {shown}")
    old = sorted((one for one in facts if frame.now.date() - one.checked > LONG), key=lambda fact: fact.checked)
    lacking = _untranslated(held)
    closing = [
        words("status-withdrawn", count=len(held.facts) - len(facts)),
        words("status-single", count=sum(len({one.source for one in fact.evidence}) == 1 for fact in facts)),
        words("status-unchecked", count=len(old), days=LONG.days),
        *(f"`{fact.id}` {words.day(fact.checked)}" for fact in old[:NAMED]),
        words("status-untranslated", count=len(lacking)),
        *(f"`{id_}`" for id_ in lacking[:NAMED]),
    ]
    return frame.card("store", lines, closing)


def _untranslated(held: Store) -> list[str]:
    """Facts and actors of which one language is written in the other's letters, or left as it is in the other."""

    def lacks(one: Fact) -> bool:
        return one.text.ar == one.text.en or not is_arabic(one.text.ar)

    actors = [actor.id for actor in held.actors.values() if not is_arabic(actor.name.ar)]
    return [fact.id for fact in held.facts.values() if lacks(fact)] + actors


def posts(frame: Frame, standing: Posting) -> Card:
    """Subscriptions by state, what is due, and how far posts got."""
    words = frame.words
    lines = [words("status-active", count=standing.active)]
    for reason, count in standing.stopped.items():
        named = words(_REASONS[reason]) if reason in _REASONS else f"`{quoted(reason, 80)}`"
        lines.append(words("status-stopped", reason=named, number=_number(count)))
    due = standing.next_due
    lines.append(words("status-due", moment=f"`{moment(due)}`") if due else words("status-due-none"))
    lines += [words("status-overdue", count=standing.overdue)] if standing.overdue else []
    closing = [f"{words(_STATES[state])}: {_number(count)}" for state, count in standing.outbox.items() if count] or [
        words("status-no-posts")
    ]
    closing += [f"`{quoted(f'{one.key} {one.chat_id} {one.error}', 180)}`" for one in standing.uncertain]
    return frame.card("posts", lines, closing)


def process(frame: Frame, own: Process, size: Size, started: dtm.datetime, errors: Sequence[str]) -> Card:
    """Which process is active, what it takes, and what the log last complained of."""
    words, up = frame.words, frame.now - started
    hours, minutes = divmod(up.seconds // 60, 60)
    lines = [
        words("status-process", pid=f"`{own.pid}`", host=f"`{quoted(own.host)}`", generation=f"`{size.generation}`"),
        words("status-uptime", time=f"`{up.days}d {hours:02}:{minutes:02}`", moment=f"`{moment(started)}`"),
        words("status-memory", size=f"`{_mib(own.resident)}`"),
        words("status-database", kind=f"`{size.kind}`", size=f"`{_mib(size.bytes)}`"),
    ]
    shown = [f"`{quoted(line, 180)}`" for line in errors[: 2 * NAMED]]
    return frame.card("process", lines, (words("status-errors" if shown else "status-no-errors"), *shown))


def questions(
    frame: Frame, asked: Sequence[Asked], totals: dict[Verdict, int], open_: Sequence[Report], counts: dict[str, int]
) -> Card:
    """What was asked and not answered, and what readers reported, in the last weeks."""
    words = frame.words
    lines = [
        words("status-silent", count=totals.get(Verdict.SILENT, 0)),
        words("status-verdicts", yes=totals.get(Verdict.YES, 0), no=totals.get(Verdict.NO, 0)),
    ]
    listed = [
        words("status-question", question=quoted(one.question, 90), silent=one.silent, no=one.no) for one in asked
    ]
    closing = [*listed, words("status-reports", open=counts.get("open", 0), closed=counts.get("closed", 0))]
    return frame.card("questions", lines, closing, [reports.listed(one, words, frame.now) for one in open_])


def _number(count: int) -> str:
    return f"> {MOST}" if count > MOST else str(count)


def _mib(size: int) -> str:
    return f"{size / 2**20:.1f} MiB"
