"""What admins are told about versions of the store: what came of a reload, what is kept, who did what."""

import datetime as dtm
from collections.abc import Sequence

from bot.desk.reloader import Broken, Busy, Done, Failed, NoSuch, Outcome, Stale
from bot.render import changes
from bot.render.card import Button, Card, Keyboard, quoted
from bot.storage.audit import Entry
from bot.storage.versions import Kept
from bot.text.catalogue import Words
from knowledge.store import SHORT

PROBLEMS = 10
"""Problems in the message; the file beside it has all."""
OFFERED = 6
"""Earlier versions under the answer to a rollback."""
ENTRIES = 15
"""Entries of the audit on a page."""
NAMED = 12
"""Characters of a version in a button."""


def working(words: Words, *, dry: bool = False) -> Card:
    return Card(words("reload-working-dry" if dry else "reload-working"))


def still_working(words: Words, seconds: int, title: str = "") -> Card:
    return Card(title or words("reload-working"), (words("reload-seconds", count=seconds),))


def outcome(told: Outcome, served: str, words: Words, kept: Sequence[Kept] = ()) -> Card:
    """What came of a reload or a rollback; `served` is the short hash of what is served now."""
    still = words("reload-still", version=f"`{served}`")
    match told:
        case Busy():
            return Card(words("reload-busy-title"), (words("reload-busy"),))
        case Broken(problems):
            lines = tuple(f"`{quoted(str(problem), 220)}`" for problem in problems[:PROBLEMS])
            more = len(problems) - len(lines)
            rest = (words("reload-more", count=more),) if more else ()
            return Card(words("reload-broken-title", count=len(problems)), (still,), closing=(*lines, *rest))
        case Failed(reason):
            return Card(words("reload-failed-title"), (still,), closing=(f"`{quoted(reason, 400)}`",))
        case NoSuch():
            return Card(words("rollback-unknown-title"), (still,), keyboard=versions(kept, served, words))
        case Stale():
            return Card(words("edit-stale-title"), (still, words("edit-stale")))
        case Done():
            return _done(told, words, () if told.dry else versions(kept, told.after.short_version, words))


def _done(done: Done, words: Words, keyboard: Keyboard) -> Card:
    version = f"`{done.after.short_version}`"
    if done.before.version == done.after.version:
        return Card(words("reload-same-title"), (words("reload-same", version=version),), keyboard=keyboard)
    title = words("reload-dry-title" if done.dry else "reload-done-title")
    lines = [
        words("reload-versions", old=f"`{done.before.short_version}`", new=version),
        changes.counted(done.found, words),
    ]
    lines += [words("reload-posts", count=done.posts)] if done.posts else []
    if done.posts:
        keyboard = (tuple(_correct(what, done.after.version, words) for what in ("hold", "now")), *keyboard)
    listed, whole = changes.lines(done.found, words)
    rest = () if whole else (words("diff-more"),)
    return Card(title, tuple(lines), closing=(*listed, *rest), keyboard=keyboard)


def _correct(what: str, version: str, words: Words) -> Button:
    label = words("button-corrections-hold" if what == "hold" else "button-corrections-now")
    return Button(label, f"correct:{what}-{version[:NAMED]}:0:{words.language}")


def corrections(what: str, version: str, count: int, words: Words) -> Card:
    """What came of holding a version's corrections, or of having them made now."""
    if not count:
        return Card(words("corrections-none-title"), (words("corrections-none"),))
    if what == "hold":
        line = words("corrections-held", count=count)
        return Card(words("corrections-held-title"), (line,), keyboard=((_correct("now", version, words),),))
    return Card(words("corrections-now-title"), (words("corrections-now", count=count),))


def versions(kept: Sequence[Kept], served: str, words: Words) -> Keyboard:
    """The versions that one can go back to, each a button."""
    others = [one for one in kept if one.id[:SHORT] != served][:OFFERED]
    return tuple(
        (
            Button(
                words("button-version", version=one.id[:SHORT], time=moment(one.served), count=one.facts),
                f"rollback:{one.id[:NAMED]}:0:{words.language}",
            ),
        )
        for one in others
    )


def audit(entries: Sequence[Entry], number: int, pages: int, words: Words) -> Card:
    """A page of the audit, newest first."""
    lines = tuple(
        f"`{moment(entry.at)} {entry.who or '–'} {quoted(entry.what, 60)}: {quoted(entry.outcome, 80)}`"
        for entry in entries
    )
    turns = [(number - 1, "button-previous")] if number else []
    turns += [(number + 1, "button-next")] if number + 1 < pages else []
    row = tuple(Button(words(key, page=page + 1), f"audit::{page}:{words.language}") for page, key in turns)
    export = Button(words("button-audit-file"), f"audit:file:{number}:{words.language}")
    page = words("page", page=number + 1, pages=pages)
    return Card(words("audit-title"), (page,), closing=lines, keyboard=(row, (export,)) if row else ((export,),))


def moment(time: dtm.datetime) -> str:
    """A time as logs and audits show it, in UTC."""
    return time.astimezone(dtm.UTC).strftime("%Y-%m-%d %H:%M")
