"""The Bot API as data, and what in a call, a result or an update does not fit it. Pure; problems are values."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.sandbox.params import Params, Upload

_SIMPLE: dict[str, tuple[type, ...]] = {"Boolean": (bool,), "Integer": (int,), "Float": (int, float), "String": (str,)}


@dataclass(frozen=True, slots=True)
class Field:
    types: tuple[str, ...]
    is_required: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A type's fields and subtypes, or a method's parameters and results."""

    fields: Mapping[str, Field]
    alternatives: tuple[str, ...]


class Schema:
    def __init__(self, methods: Mapping[str, Form], types: Mapping[str, Form]) -> None:
        self._methods = methods
        self._types = types

    @classmethod
    def load(cls, path: Path) -> "Schema":
        api = json.loads(path.read_text("utf-8"))
        return cls(_forms(api["methods"], "returns"), _forms(api["types"], "subtypes"))

    def call_problems(self, method: str, params: Params) -> list[str]:
        """The caller's mistakes."""
        known = self._methods[method].fields
        problems = [f"{method} has no parameter {name}" for name in params if name not in known]
        for name, field in known.items():
            if name in params:
                problems += self._problems(field.types, _decoded(field.types, params[name]), name)
            elif field.is_required:
                problems.append(f"{method} needs {name}")
        return problems

    def result_problems(self, method: str, result: object) -> list[str]:
        """Our mistakes."""
        return self._problems(self._methods[method].alternatives, result, method)

    def _problems(self, types: tuple[str, ...], value: object, path: str) -> list[str]:
        """Nothing where the value fits one of the types, else what the nearest of them misses."""
        return min((self._misses(name, value, path) for name in types), key=len, default=[])

    def _misses(self, name: str, value: object, path: str) -> list[str]:
        if name.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{path} is no array"]
            inner = name.removeprefix("Array of ")
            return [miss for i, item in enumerate(value) for miss in self._misses(inner, item, f"{path}[{i}]")]
        if name in _SIMPLE:
            fits = isinstance(value, _SIMPLE[name]) and (name == "Boolean" or not isinstance(value, bool))
            return [] if fits else [f"{path} is no {name}: {value!r}"]
        if name == "InputFile" and isinstance(value, Upload):
            return []
        form = self._types[name]
        if form.alternatives:
            return self._problems(form.alternatives, value, path)
        return self._object_misses(name, form, value, path)

    def _object_misses(self, name: str, form: Form, value: object, path: str) -> list[str]:
        if not isinstance(value, Mapping):
            return [f"{path} is no {name}"]
        misses = [f"{path}.{key} is not in {name}" for key in value if key not in form.fields]
        for key, field in form.fields.items():
            if key in value:
                misses += self._problems(field.types, value[key], f"{path}.{key}")
            elif field.is_required:
                misses.append(f"{path}.{key} is missing")
        return misses


def _forms(described: Mapping[str, Any], alternatives: str) -> dict[str, Form]:
    return {
        name: Form(
            {field["name"]: Field(tuple(field["types"]), field["required"]) for field in form.get("fields") or ()},
            tuple(form.get(alternatives) or ()),
        )
        for name, form in described.items()
    }


def _decoded(types: tuple[str, ...], value: object) -> object:
    """Form fields are strings: those that stand for something else are read as JSON."""
    if not isinstance(value, str) or "String" in types:
        return value
    try:
        decoded: object = json.loads(value.lower() if "Boolean" in types else value)
    except ValueError:
        return value
    return bool(decoded) if "Boolean" in types and decoded in (0, 1) else decoded
