"""What became of the facts between two versions, for admins: counted, then fact by fact for as long as there is room."""

from collections.abc import Iterator

from bot.render.bidi import whole
from bot.render.card import quoted
from bot.text.catalogue import Words
from knowledge.diff import Change, Diff, Field, Json
from knowledge.held import Held
from knowledge.model import Language

ROOM = 2800
"""Characters of the list in a message; all of it goes into a file."""


def counted(found: Diff, words: Words) -> str:
    """“2 added · 1 changed · 1 withdrawn”; what there is none of is left out."""
    substantial = sum(change.is_substantial for change in found.changed)
    numbers = {
        "diff-added": len(found.added),
        "diff-changed": substantial,
        "diff-reworded": len(found.changed) - substantial,
        "diff-deprecated": len(found.deprecated),
        "diff-removed": len(found.removed),
    }
    shown = [words(key, count=number) for key, number in numbers.items() if number]
    return " · ".join(shown) if shown else words("diff-none")


def lines(found: Diff, words: Words) -> tuple[tuple[str, ...], bool]:
    """The changes, and whether these are all."""
    held: list[str] = []
    room = ROOM
    for block in _blocks(found, words):
        room -= sum(len(line) + 1 for line in block)
        if room < 0:
            return tuple(held), False
        held += block
    return tuple(held), True


def _blocks(found: Diff, words: Words) -> Iterator[list[str]]:
    for change in found.deprecated:
        reason = change.new.fact.reason
        yield [
            words("diff-fact-deprecated", id=f"`{change.id}`", reason=reason[words.language] if reason else ""),
            *(_field(field, words) for field in change.fields if field.name not in {"rank", "reason.ar", "reason.en"}),
        ]
    for one in found.removed:
        yield [words("diff-fact-removed", id=f"`{one.fact.id}`", text=_sentence(one, words))]
    for change in sorted(found.changed, key=lambda one: not one.is_substantial):
        yield [_changed(change, words), *(_field(field, words) for field in change.fields)]
    for one in found.added:
        yield [words("diff-fact-added", id=f"`{one.fact.id}`", text=_sentence(one, words))]


def _changed(change: Change, words: Words) -> str:
    id_ = f"`{change.id}`"
    return words("diff-fact-changed", id=id_) if change.is_substantial else words("diff-fact-reworded", id=id_)


def _sentence(one: Held, words: Words) -> str:
    return quoted(one.fact.text[words.language], 160)


def _field(field: Field, words: Words) -> str:
    return words(
        "diff-field", field=f"`{field.name}`", old=_value(field, field.old, words), new=_value(field, field.new, words)
    )


def _value(field: Field, value: Json, words: Words) -> str:
    if value is None or value == []:
        return words("diff-nothing")
    if field.name == "status":
        return words(f"status-{value}")
    if field.name == "date":
        return words.date(str(value))
    if isinstance(value, list):
        return quoted(words.list([_part(item) for item in value]), 120)
    shown = quoted(str(value), 120)
    other: Language = "en" if words.language == "ar" else "ar"
    return whole(shown, other) if field.name.endswith(f".{other}") else shown


def _part(item: Json) -> str:
    """An item of a list: an actor by his id, a citation by its place."""
    if not isinstance(item, dict):
        return str(item)
    if "paragraph" in item:
        return f"{item.get('source')} ¶{item['paragraph']}"
    return str(item.get("id"))
