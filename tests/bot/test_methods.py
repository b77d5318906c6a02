"""The sandbox speaks exactly the methods that the bot uses."""

import ast
from collections.abc import Iterator
from pathlib import Path

from telegram import Bot

from bot.sandbox.methods import METHODS

BOT = Path(__file__).resolve().parents[2] / "bot"


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


API = {camel(name) for name in dir(Bot) if "_" in name and not name.startswith("_") and hasattr(Bot, camel(name))}


def used(tree: ast.AST) -> Iterator[str]:
    """Calls of the library's methods, and of its `_post` or our `_ask` by a method's own name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in ("_post", "_ask") and node.args and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)
            elif camel(node.func.attr) in API:
                yield camel(node.func.attr)


def test_the_sandbox_speaks_exactly_the_methods_that_the_bot_uses() -> None:
    files = [file for file in BOT.rglob("*.py") if "sandbox" not in file.parts]
    called = {method for file in files for method in used(ast.parse(file.read_text(encoding="utf-8")))}
    called.add("getMe")  # the library asks it when it starts
    assert called == set(METHODS)
    assert len(called) > 10
