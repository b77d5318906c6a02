"""Every key that the code asks for is a message, and every message is asked for."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import bot
from bot.commands import COMMANDS
from bot.digests import pages
from bot.render.answer import OUTCOMES
from bot.render.facts import NOT_DONE
from bot.render.greeting import HELP
from bot.text.topics import TOPICS
from knowledge.model import ActorType, Area, Kind, Status
from tests.bot.text import ftl

CODE = [file for file in sorted(Path(bot.__file__).parent.rglob("*.py")) if "sandbox" not in file.parts]
MADE_UP: dict[str, set[str]] = {
    "actor-*": {f"actor-{kind}" for kind in ActorType},
    "ask-*-title": {f"ask-{outcome}-title" for outcome in OUTCOMES},
    "area-*": {f"area-{area}" for area in Area},
    "often-*": {f"often-{schedule}" for schedule in pages.SCHEDULES},
    "often-*-short": {f"often-{schedule}-short" for schedule in pages.SCHEDULES},
    "plan-empty-*": {"plan-empty-skip", "plan-empty-archive"},
    "reason-*": {f"reason-{reason}" for reason in pages.REASONS},
    "review-*": {f"review-{word}" for word in ("review", "approved", "declined")},
    "tongue-*": {f"tongue-{tongue}" for tongue in pages.TONGUES},
    "command-*": {f"command-{name}" for name in (*HELP, *(command.name for command in COMMANDS))},
    "kind-*": {f"kind-{kind}" for kind in Kind},
    "status-*": {f"status-{status}" for status in Status},
    "status-*-heading": {f"status-{status}-heading" for status in NOT_DONE},
    "status-*-meaning": {f"status-{status}-meaning" for status in Status},
    "topic-*": {f"topic-{topic}" for topic in TOPICS},
    "usage-*": {f"usage-{name}" for name in HELP},
}
"""Keys that the code makes of a vocabulary, by the pattern it makes them with."""
NOT_KEYS = re.compile(r"aiohttp\..*|.*=.*")
_KEY = re.compile(r"[a-z]+(?:-(?:[a-z]+|\*))+")


def strings(tree: ast.AST) -> Iterator[str]:
    """Every string of the code that could be a key; * stands for what is put into it."""
    for node in ast.walk(tree):
        text = ""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        elif isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
        if _KEY.fullmatch(text):
            yield text


def asked_directly(tree: ast.AST) -> Iterator[str]:
    """The keys in calls of the catalogue, such as words("page", …)."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called not in {"words", "words_"} and not (isinstance(node.func, ast.Call)):
            continue
        key = node.args[0]
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value


TREES = {file: ast.parse(file.read_text(encoding="utf-8")) for file in CODE}
SAID = {text for tree in TREES.values() for text in strings(tree)}
ASKED = {key for tree in TREES.values() for key in asked_directly(tree)} - {"ar", "en"}


def test_every_key_that_is_asked_for_is_a_message() -> None:
    assert len(ASKED) > 50
    assert {key for key in ASKED if key not in ftl.messages("en")} == set()


def test_keys_are_made_up_only_of_known_vocabularies() -> None:
    made_up = {text for text in SAID if "*" in text}
    assert made_up - {"http*"} == set(MADE_UP)
    missing = {key for keys in MADE_UP.values() for key in keys} - ftl.messages("en").keys()
    assert missing == set()


def test_every_message_is_asked_for() -> None:
    constants = {node.value for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    used = constants | {key for keys in MADE_UP.values() for key in keys}
    assert [key for key in ftl.messages("en") if key not in used] == []


def test_strings_that_look_like_keys_of_a_family_are_messages() -> None:
    """A key that goes through a variable, as in a table of buttons, is one too."""
    families = {key.partition("-")[0] for key in ftl.messages("en") if "-" in key}
    alike = {text for text in SAID if "*" not in text and text.partition("-")[0] in families}
    assert {text for text in alike if text not in ftl.messages("en")} == set()
