"""Another sentence for a fact, put into the curated file as it lies there: nothing beside the sentence changes."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path

import yaml

from knowledge import folder, reader
from knowledge.model import Language


def found(directory: Path, fact_id: str) -> tuple[str, bytes] | None:
    """The curated file that holds a fact, and its bytes."""
    files, _ = folder.read_files(directory)
    for name, content in files.items():
        if name.startswith(f"{folder.FACTS}/") and fact_id.encode() in content and _index(content, fact_id) is not None:
            return name, content
    return None


def reworded(content: bytes, fact_id: str, language: Language, text: str) -> bytes | None:
    """The file with the fact's sentence in that language replaced; None where that can't be done in place."""
    document, index = reader.load(content, ""), _index(content, fact_id)
    if not isinstance(document, reader.Document) or index is None:
        return None
    wanted: reader.Value = copy.deepcopy(document.data)
    place = ("facts", index, "text", language)
    if not _put(wanted, place, text):
        return None
    for whole in _candidates(content.decode(), document.node(place), text):
        now = reader.load(whole, "")
        if isinstance(now, reader.Document) and now.data == wanted:
            return whole.encode()
    return None


def _candidates(whole: str, node: yaml.Node, text: str) -> Iterator[str]:
    """The file with the text as a plain scalar, and as a quoted one; whoever asks sees whether it is read as it is meant."""
    lines = whole.split("\n")
    start, end = (
        sum(len(line) + 1 for line in lines[: mark.line]) + mark.column for mark in (node.start_mark, node.end_mark)
    )
    rest = "\n" if node.end_mark.line > node.start_mark.line and node.end_mark.column == 0 else ""  # of a block
    for scalar in (text, json.dumps(text, ensure_ascii=False)):
        yield f"{whole[:start]}{scalar}{rest}{whole[end:]}"


def _index(content: bytes, fact_id: str) -> int | None:
    document = reader.load(content, "")
    data = document.data if isinstance(document, reader.Document) else None
    facts = data.get("facts") if isinstance(data, dict) else None
    ids = [one.get("id") if isinstance(one, dict) else None for one in facts] if isinstance(facts, list) else []
    return ids.index(fact_id) if fact_id in ids else None


def _put(data: reader.Value, place: tuple[str | int, ...], text: str) -> bool:
    """Puts a text in the place of another."""
    *steps, last = place
    held: object = data
    for step in steps:
        held = held[step]  # type: ignore[index] # an index in a list or a key that the fact has
    if not isinstance(held, dict) or not isinstance(held.get(str(last)), str):
        return False
    held[str(last)] = text
    return True
