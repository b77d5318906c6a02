"""Updates that nobody wrote: any object of the Bot API's definition, right and wrong, with texts of many scripts."""

import json
import string
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

DEEPEST = 4
WORDS = (
    "/partner", "/partner@sanad", "/ask", "/fact", "/start partner_DE", "/language", "/latest", "/who", "/compare", "/reload",
    "germany", "ألمانيا", "who met the minister?", "من التقى الوزير؟", "🇩🇪", "德国", "Германия", "जर्मनी", "เยอรมนี", "גרמניה",
    "<b>x</b>", "&lt;", "`code`", "\u202e\u2066", "\u0000", "\ud83c", "a\u0301" * 30, "ﷺ" * 50, "x" * 5000, "\n" * 40, "  ", "",
)  # fmt: skip
DATA = (
    "partner:DE:0:en",
    "all:US:1:ar",
    "sources::0:en",
    "language::1:ar",
    "found:a:0:en",
    "x",
    "",
    "partner:ZZ:999:en",
    "a" * 64,
)
_SIMPLE = {"Integer", "String", "Boolean", "Float", "True"}


class Maker:
    """Makes updates out of chance alone: the same chance, the same update."""

    def __init__(self, definition: Path) -> None:
        self._types: dict[str, Any] = json.loads(definition.read_text(encoding="utf-8"))["types"]
        self._kinds = [field for field in self._types["Update"]["fields"] if field["name"] != "update_id"]

    def update(self, chance: Random) -> dict[str, Any]:
        """One update, of the kinds that are worked more often than of others; every third is broken somewhere."""
        wanted = chance.choice(("message", "callback_query", "channel_post", *[one["name"] for one in self._kinds][:2]))
        likely = next(one for one in self._kinds if one["name"] == wanted)
        kind = likely if chance.random() < 0.6 else chance.choice(self._kinds)
        made = {"update_id": chance.randrange(2**31), kind["name"]: self._value(kind["types"], kind["name"], chance, 0)}
        if chance.random() < 0.34:
            _spoil(made, chance)
        return made

    def _value(self, types: Sequence[str], name: str, chance: Random, depth: int) -> Any:  # noqa: ANN401 - any JSON
        kind: str = chance.choice(types)
        if kind.startswith("Array of "):
            inner = [kind.removeprefix("Array of ")]
            return [self._value(inner, name, chance, depth + 1) for _ in range(chance.randrange(4))]
        if kind in _SIMPLE:
            return _simple(kind, name, chance)
        form = self._types[kind]
        if subtypes := form.get("subtypes"):
            return self._value([chance.choice(subtypes)], name, chance, depth)
        return {
            field["name"]: self._value(field["types"], field["name"], chance, depth + 1)
            for field in form.get("fields") or ()
            if field["required"] or chance.random() < _likelihood(field["name"], depth)
        }


def _likelihood(name: str, depth: int) -> float:
    if depth >= DEEPEST:
        return 0.0
    return 0.8 if name in {"text", "from", "data", "message", "language_code"} else 0.08


def _simple(kind: str, name: str, chance: Random) -> Any:  # noqa: ANN401 - any JSON
    if kind == "Integer":
        return (
            chance.choice((0, 1, -1, 5, 2**31, 2**52, -(10**12) - 7, chance.randrange(2**40)))
            if name != "date"
            else 1_790_000_000
        )
    if kind == "Float":
        return chance.uniform(-1000, 1000)
    if kind in {"Boolean", "True"}:
        return kind == "True" or chance.random() < 0.5
    if name == "type":
        return chance.choice(("private", "group", "supergroup", "channel", "bot_command", "bold", "?"))
    return chance.choice(DATA) if name == "data" else text(chance)


def text(chance: Random) -> str:
    if chance.random() < 0.2:
        return "".join(
            chr(chance.choice((chance.randrange(32, 0x3000), chance.randrange(0x110000))))
            for _ in range(chance.randrange(60))
        )
    return " ".join(chance.choice((*WORDS, chance.choice(string.ascii_letters))) for _ in range(chance.randrange(1, 5)))


def _spoil(made: dict[str, Any], chance: Random) -> None:
    """Somewhere in it something is missing, of another type, or far too much."""
    where: Any = made
    for _ in range(chance.randrange(1, 6)):
        inner = [
            value
            for value in (where.values() if isinstance(where, dict) else where)
            if isinstance(value, dict | list) and value
        ]
        if not inner:
            break
        where = chance.choice(inner)
    key = chance.choice(list(where) if isinstance(where, dict) else list(range(len(where))))
    if chance.random() < 0.3 and isinstance(where, dict):
        del where[key]
    else:
        where[key] = chance.choice((None, "", "x", -1, 2**80, 1e300, True, [], {}, [[]], {"id": None}, "٣"))
