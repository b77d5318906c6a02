"""A fact's sentence is replaced where it stands, however it is written there, and nothing beside it."""

import json
from pathlib import Path

import pytest

from knowledge import reader, reword
from tests.knowledge.curated import store, write
from tests.knowledge.processes import knowledge

FILE = b"""\
format: 1
facts:
# first
- id: a
  text: {en: One, ar: "x"}  # kept
- id: b
  text:
    en: >-
      Some
      text
    ar: more
      lines here
  importance: 1
- {id: c, text: {en: "q", ar: 'r'}}
"""


@pytest.mark.parametrize("fact", ["a", "b", "c"])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "text", ["Hello", "A, b: c # d", 'It\'s "q" \\ {x}', "no", "2018", "قد يشمل، وقد لا يشمل", "- x", "@y"]
)
def test_one_sentence_changes_and_nothing_else(fact: str, language: str, text: str) -> None:
    before, after = reader.load(FILE, ""), reword.reworded(FILE, fact, "ar" if language == "ar" else "en", text)
    assert after is not None
    now = reader.load(after, "")
    assert isinstance(before, reader.Document)
    assert isinstance(now, reader.Document)
    wanted = json.loads(json.dumps(before.data))
    wanted["facts"]["abc".index(fact)]["text"][language] = text
    assert now.data == wanted
    assert (b"# first" in after, b"# kept" in after) == (True, True)


def test_what_isnt_there_is_not_put_in() -> None:
    assert reword.reworded(FILE, "nobody", "en", "x") is None
    assert reword.reworded(b"format: 1\nfacts:\n- id: a\n  text: {en: x}\n", "a", "ar", "x") is None
    assert reword.reworded(b"format: 1\nfacts: [", "a", "ar", "x") is None


def test_the_command_line_writes_the_file_or_says_why_not(tmp_path: Path) -> None:
    seeds = write(store(), tmp_path)
    run = knowledge("reword", "so-training", "en", seeds, cwd=tmp_path, stdin="Joint training\n could follow.\n")
    assert (run.code, run.err) == (0, "facts/so.yaml: so-training in en\n")
    old = (seeds / "facts/so.yaml").read_text()
    assert run.out == old.replace("The agreement could cover joint training.", "Joint training could follow.")
    assert (seeds / "facts/so.yaml").read_text() == old
    run = knowledge("reword", "so-other", "en", seeds, cwd=tmp_path, stdin="x")
    assert (run.code, run.out, run.err) == (1, "", "so-other: no curated file holds such a fact\n")
