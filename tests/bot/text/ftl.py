"""The Fluent files as their syntax trees: what each message holds, without rendering it."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from fluent.syntax import FluentParser, ast, visitor

from knowledge.model import Language

PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
"""CLDR's plural categories; Arabic uses all of them."""


@cache
def entries(language: Language) -> tuple[ast.EntryType, ...]:
    folder = resources.files("bot.text").joinpath("locales", language)
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return tuple(entry for file in files for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body)


@cache
def messages(language: Language) -> Mapping[str, ast.Message]:
    return {entry.id.name: entry for entry in entries(language) if isinstance(entry, ast.Message)}


class _Collector(visitor.Visitor):
    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.selections: list[tuple[str, frozenset[str]]] = []

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the library's name
        self.variables.add(node.id.name)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802 - the library's name
        keys = {key.name if isinstance(key := variant.key, ast.Identifier) else key.value for variant in node.variants}
        assert isinstance(node.selector, ast.VariableReference)
        self.selections.append((node.selector.id.name, frozenset(keys)))
        self.generic_visit(node)


def _collected(message: ast.Message) -> _Collector:
    collector = _Collector()
    collector.visit(message)
    return collector


def variables(message: ast.Message) -> frozenset[str]:
    """The names of a message's arguments."""
    return frozenset(_collected(message).variables)


def plurals(message: ast.Message) -> dict[str, frozenset[str]]:
    """The plural forms that a message has for each argument it counts by."""
    return {name: keys for name, keys in _collected(message).selections if keys <= PLURALS and keys != {"other"}}


def texts(message: ast.Message) -> Iterator[str]:
    """Each way a message can read, with … for its arguments."""

    def of(pattern: ast.Pattern) -> list[str]:
        ways = [""]
        for element in pattern.elements:
            if isinstance(element, ast.TextElement):
                ways = [way + element.value for way in ways]
            elif isinstance(element.expression, ast.SelectExpression):
                ways = [
                    way + more for way in ways for variant in element.expression.variants for more in of(variant.value)
                ]
            else:
                ways = [f"{way}…" for way in ways]
        return ways

    assert message.value is not None
    yield from of(message.value)
