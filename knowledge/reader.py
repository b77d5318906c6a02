"""YAML to plain data that remembers its lines.

Stricter than YAML 1.1: duplicate keys, aliases, tags and the scalars that surprise people (`no`, `012`, `12:30`, `1e3`) are
problems, not values. What is left is str, int, bool, date, None, list and dict.
"""

import datetime as dtm
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from knowledge.problems import Problem, shown

Value: TypeAlias = "str | int | bool | dtm.date | list[Value] | dict[str, Value] | None"
Location: TypeAlias = "Sequence[str | int]"

MAX_DEPTH = 24
MAX_VALUES = 2_000_000
"""Values of a file, each of which takes some 400 bytes of memory."""
MAX_PROBLEMS = 1_000
"""Problems of a file that are told one by one."""

_INTEGER = re.compile(r"0|-?[1-9]\d{0,17}", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WORDS: dict[str, bool | None] = {"": None, "null": None, "~": None, "true": True, "false": False}
_SURPRISES = re.compile(
    r"(?i:y|n|yes|no|on|off|null|true|false)"  # booleans and nulls of YAML 1.1
    r"|[-+]?\.?\d[\d_.:eE+-]*|[-+]?\.(?i:inf|nan)|[-+]?0[xXoObB][\da-fA-F_]+"  # numbers
    r"|\d{4}-\d{1,2}-\d{1,2}[Tt \t].*|=|<<",  # times
    re.ASCII,
)
_LINE_BREAKS = re.compile("[\x85\u2028\u2029]")
"""What YAML takes for the end of a line and nobody's editor does."""
_BEGUN = re.compile(r"quoted scalar|flow|simple key")
"""What a syntax error is told at the beginning of: where it was noticed is often far below."""
_COLON = "mapping values are not allowed"
"""What libyaml says of a colon with a blank behind it in a plain text."""
_STRING_TAG = "tag:yaml.org,2002:str"


@dataclass(frozen=True, slots=True)
class Document:
    """A file's data, and the line of any part of it."""

    path: str
    data: Value
    root: yaml.Node

    def line(self, location: Location) -> int:
        """The line of the value at `location` (keys and indices from the root); the nearest parent's for a missing one."""
        return self.node(location).start_mark.line + 1

    def node(self, location: Location) -> yaml.Node:
        """What stands at `location`, or the nearest parent of it."""
        node = self.root
        for step in location:
            child = _child(node, step)
            if child is None:
                break
            node = child
        return node


def _child(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child: yaml.Node = node.value[step]
        return child
    return None


class _TooMuch(Exception):
    """Nested more than MAX_DEPTH levels, or more than MAX_VALUES values."""

    def __init__(self, line: int, code: str, message: str) -> None:
        self.line, self.code, self.message = line, code, message


class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc] # libyaml where PyYAML has it
    """Resolves no scalar by itself, and goes no deeper than MAX_DEPTH: libyaml's binding would overflow the stack."""

    depth = 0
    values = 0

    def descend_resolver(self, parent: yaml.Node | None, _index: object) -> None:
        self.depth += 1
        self.values += 1
        if parent is not None and self.depth > MAX_DEPTH + 1:
            raise _TooMuch(parent.start_mark.line + 1, "too-deep", f"nested more than {MAX_DEPTH} levels")
        if self.values > MAX_VALUES:
            raise _TooMuch(1, "too-large", f"a curated file holds at most {MAX_VALUES:,} values")

    def ascend_resolver(self) -> None:
        self.depth -= 1


def load(content: bytes | str, path: str) -> Document | list[Problem]:
    """A document out of a file's content."""
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return [Problem(path, line, "encoding", f"byte {error.start} is not UTF-8")]
    if found := _LINE_BREAKS.search(text):
        return [_forbidden(path, text, found[0])]
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        return [_syntax_problem(path, error)]
    except yaml.reader.ReaderError as error:
        return [_forbidden(path, text, chr(error.character))]
    except _TooMuch as error:
        return [Problem(path, error.line, error.code, error.message)]
    if root is None:
        return [Problem(path, 1, "empty", "the file holds nothing")]
    problems: list[Problem] = []
    data = _Builder(path, problems).value(root)
    return problems or Document(path, data, root)


def _forbidden(path: str, text: str, character: str) -> Problem:
    line = text.partition(character)[0].count("\n") + 1  # libyaml's position is one in bytes
    return Problem(path, line, "syntax", f"character U+{ord(character):04X} may not stand in YAML")


def _syntax_problem(path: str, error: yaml.MarkedYAMLError) -> Problem:
    noticed = error.problem_mark or error.context_mark
    begun = error.context_mark if error.context_mark and _BEGUN.search(error.context or "") else noticed
    words = " ".join(filter(None, (error.context, error.problem)))
    if noticed and begun and noticed.line != begun.line:
        words += f" (line {noticed.line + 1})"
    if _COLON in words:
        words += "; a text that holds “: ” stands in quotes"
    return Problem(path, begun.line + 1 if begun else 1, "syntax", words)


class _Builder:
    """Turns nodes into values and collects what is wrong with them."""

    def __init__(self, path: str, problems: list[Problem]) -> None:
        self._path = path
        self._problems = problems
        self._seen: set[int] = set()

    def value(self, node: yaml.Node) -> Value:
        if id(node) in self._seen:
            return self._refuse(node, "alias", "anchors and aliases are not used here; write the value out")
        self._seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if node.tag not in {"tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}:
            return self._refuse(node, "tag", f"tags are not used here: {shown(node.tag)}")
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child) for child in node.value]
        return dict(self._pairs(node))

    def _pairs(self, node: yaml.Node) -> Iterator[tuple[str, Value]]:
        keys: set[str] = set()
        for key_node, value_node in node.value:
            told = len(self._problems)
            key = self.value(key_node) if isinstance(key_node, yaml.ScalarNode) else None
            if not isinstance(key, str):
                if len(self._problems) == told:
                    self._refuse(key_node, "key", "a key is a plain word")
            elif key in keys:
                self._refuse(key_node, "duplicate-key", f"“{shown(key)}” stands here a second time")
            else:
                keys.add(key)
                yield key, self.value(value_node)

    def _scalar(self, node: yaml.ScalarNode) -> Value:
        text: str = node.value
        if node.tag != _STRING_TAG:
            return self._refuse(node, "tag", f"tags are not used here: {shown(node.tag)}")
        if node.style:  # quoted or a block: always a string
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DATE.fullmatch(text):
            try:
                return dtm.date.fromisoformat(text)
            except ValueError as error:
                return self._refuse(node, "date", f"{text}: {error}")
        if _SURPRISES.fullmatch(text):
            return self._refuse(
                node, "surprise", f"“{text[:40]}” means different things to different YAML readers; quote it"
            )
        return text

    def _refuse(self, node: yaml.Node, code: str, message: str) -> Value:
        line = node.start_mark.line + 1
        if len(self._problems) < MAX_PROBLEMS:
            self._problems.append(Problem(self._path, line, code, message))
        elif len(self._problems) == MAX_PROBLEMS:
            self._problems.append(
                Problem(self._path, line, "too-many", f"{MAX_PROBLEMS} problems of this file are told")
            )
        return None
