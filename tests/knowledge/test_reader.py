"""YAML to plain data with lines; what surprises people is refused."""

import datetime as dtm
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge import folder, reader
from knowledge.problems import Problem


def value(text: str) -> reader.Value:
    document = reader.load(text, "f.yaml")
    assert isinstance(document, reader.Document), document
    return document.data


def refused(content: bytes | str) -> list[tuple[int, str]]:
    problems = reader.load(content, "f.yaml")
    assert isinstance(problems, list), f"this was read: {problems.data}"
    assert {problem.path for problem in problems} == {"f.yaml"}
    return [(problem.line, problem.code) for problem in problems]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("word", "word"),
        ("two words", "two words"),
        ("قطر", "قطر"),
        ("2026-01~", "2026-01~"),
        ("2025?-12-09", "2025?-12-09"),
        ("Norway", "Norway"),
        ("nothing", "nothing"),
        ("a-b", "a-b"),
        ("https://example.org/", "https://example.org/"),
        ('"no"', "no"),
        ("'012'", "012"),
        ('"2018"', "2018"),
        ('""', ""),
        ("|\n  no\n", "no\n"),
        (">-\n  one\n  two\n", "one two"),
        ("0", 0),
        ("7", 7),
        ("-12", -12),
        ("999999999999999999", 999_999_999_999_999_999),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("2026-11-21", dtm.date(2026, 11, 21)),
        ("[]", []),
        ("{}", {}),
        ("[1, a]", [1, "a"]),
    ],
)
def test_a_value_is_what_it_looks_like(written: str, meant: reader.Value) -> None:
    read = value(f"key: {written}")
    assert read == {"key": meant}
    assert isinstance(read, dict)
    assert type(read["key"]) is type(meant)


@pytest.mark.parametrize(
    "written",
    [
        *("no", "No", "NO", "yes", "y", "N", "on", "OFF", "True", "TRUE", "False", "Null", "NULL"),
        *("012", "0o17", "0x1F", "-0x1F", "0b11", "+5", "-0", "1_000", "1234567890123456789"),
        *("1.5", ".5", "-.5", "1.", "1e3", "1E+3", "6.02e-23", ".inf", "-.INF", ".NaN"),
        *("12:30", "12:30:00", "-190:20:30", "2018-12", "2018-1-5", "1-2"),
        *("2018-12-09T10:00:00Z", "2018-12-09 10:00:00", "2018-12-09\t10:00:00", "=", "<<"),
    ],
)
def test_a_scalar_that_readers_of_yaml_disagree_on_is_to_be_quoted(written: str) -> None:
    assert refused(f"good: word\nkey: {written}\n") == [(2, "surprise")]
    assert value(f'key: "{written}"') == {"key": written}


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        pytest.param("", [(1, "empty")], id="nothing"),
        pytest.param("# a comment\n", [(1, "empty")], id="comments-alone"),
        pytest.param("a: 1\nb: 2\na: 3\n", [(3, "duplicate-key")], id="a-key-twice"),
        pytest.param("a: {b: 1, b: 2}\n", [(1, "duplicate-key")], id="a-key-twice-in-braces"),
        pytest.param('a: 1\n"a": 2\n', [(2, "duplicate-key")], id="a-key-twice-once-quoted"),
        pytest.param("a: 1\na: 2\na: 3\n", [(2, "duplicate-key"), (3, "duplicate-key")], id="a-key-thrice"),
        pytest.param("a: &x 1\nb: *x\n", [(1, "alias")], id="an-alias"),
        pytest.param("a: &x word\n*x : 1\n", [(1, "alias")], id="an-alias-for-a-key"),
        pytest.param("&x [*x]\n", [(1, "alias")], id="a-loop"),
        pytest.param("a: *x\n", [(1, "syntax")], id="an-alias-of-nothing"),
        pytest.param("a: !!python/name:os.system x\n", [(1, "tag")], id="a-tag-on-a-scalar"),
        pytest.param("b: 1\na: !thing\n  c: 1\n", [(2, "tag")], id="a-tag-on-a-mapping"),
        pytest.param("a: !thing [1]\n", [(1, "tag")], id="a-tag-on-a-list"),
        pytest.param("a:\n  <<: {b: 1}\n", [(2, "surprise")], id="a-merge-key"),
        pytest.param("a: 1\nno: 2\n", [(2, "surprise")], id="norway-as-a-key"),
        pytest.param("1: a\n", [(1, "key")], id="a-number-as-a-key"),
        pytest.param("true: a\n", [(1, "key")], id="a-boolean-as-a-key"),
        pytest.param("2026-11-21: a\n", [(1, "key")], id="a-date-as-a-key"),
        pytest.param("? \n: a\n", [(1, "key")], id="no-key"),
        pytest.param("? [a, b]\n: c\n", [(1, "key")], id="a-list-as-a-key"),
        pytest.param("a: 2026-02-30\n", [(1, "date")], id="no-such-day"),
        pytest.param("a: 1\n--- \nb: 2\n", [(2, "syntax")], id="two-documents"),
        pytest.param("a: b: c\n", [(1, "syntax")], id="two-colons"),
        pytest.param("a: 1\n\tb: 2\n", [(2, "syntax")], id="a-tab"),
        pytest.param('a: "\\ud800"\n', [(1, "syntax")], id="half-a-character"),
        pytest.param("a: 1\nb: \x07\n", [(2, "syntax")], id="a-control-character"),
        pytest.param("قطر: ألمانيا\n" * 9 + "b: \x07\n", [(10, "syntax")], id="a-control-character-after-arabic"),
        pytest.param("a: \x00\n", [(1, "syntax")], id="a-zero"),
        pytest.param("a: no\nb: yes\nc: 012\n", [(1, "surprise"), (2, "surprise"), (3, "surprise")], id="all-of-them"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_nothing_else(text: str, problems: list[tuple[int, str]]) -> None:
    assert refused(text) == problems


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"\xff", 1), (b"a: 1\nb: \xc3\x28\n", 2), ("a: \u0642".encode()[:-1], 1), (b"\xff\xfea\x00", 1)],
)
def test_bytes_that_are_no_utf8_are_told_with_their_line(content: bytes, line: int) -> None:
    assert refused(content) == [(line, "encoding")]


def test_half_a_character_in_a_text_is_no_utf8_either() -> None:
    assert refused("a: 1\nb: \ud800") == [(2, "encoding")]


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert value("\ufeffa: 1") == {"a": 1}


@pytest.mark.parametrize("depth", [1, reader.MAX_DEPTH + 1])
def test_lists_may_nest_as_deep_as_the_limit(depth: int) -> None:
    nested = value("[" * depth + "]" * depth)
    assert json.dumps(nested) == "[" * depth + "]" * depth


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "? ", "[{a: "])
@pytest.mark.parametrize("depth", [reader.MAX_DEPTH + 2, 1_000, 100_000])
def test_nesting_beyond_the_limit_is_a_problem_and_no_crash(opening: str, depth: int) -> None:
    assert refused("good: 1\nbad:\n " + opening * depth) == [(3, "too-deep")]


def test_a_place_leads_to_its_line() -> None:
    text = "format: 1\nfacts:\n- id: one\n  text:\n    en: x\n    ar: س\n- id: two\n  terms: [a,\n    b]\n"
    document = reader.load(text, "f.yaml")
    assert isinstance(document, reader.Document)
    places: list[tuple[tuple[str | int, ...], int]] = [
        ((), 1),
        (("format",), 1),
        (("facts",), 3),
        (("facts", 0), 3),
        (("facts", 0, "text"), 5),
        (("facts", 0, "text", "ar"), 6),
        (("facts", 1, "id"), 7),
        (("facts", 1, "terms", 1), 9),
        (("facts", 1, "note"), 7),  # missing: its parent's
        (("facts", 1, "note", "en"), 7),
        (("facts", 5), 3),
        (("facts", "0"), 3),
        (("format", 0), 1),
        (("nothing",), 1),
    ]
    assert [(place, document.line(place)) for place, _ in places] == places


def a_directory(file: Path) -> None:
    file.mkdir()


def a_dangling_link(file: Path) -> None:
    file.symlink_to("nowhere")


def a_circle_of_links(file: Path) -> None:
    file.symlink_to(file.name)


def too_large(file: Path) -> None:
    file.touch()
    os.truncate(file, folder.MAX_BYTES + 1)


def a_name_inside_a_file(file: Path) -> None:
    file.parent.rmdir()
    file.parent.touch()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (a_directory, "not-a-file"),
        (os.mkfifo, "not-a-file"),
        (too_large, "too-large"),
        (a_dangling_link, "unreadable"),
        (a_circle_of_links, "unreadable"),
        (a_name_inside_a_file, "unreadable"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_problem(make: Callable[[Path], None], code: str, tmp_path: Path) -> None:
    file = tmp_path / "made" / "f.yaml"
    file.parent.mkdir()
    make(file)
    problem = folder.read(file, "seeds/f.yaml")
    assert isinstance(problem, Problem)
    assert (problem.path, problem.line, problem.code) == ("seeds/f.yaml", 1, code)
    assert problem.message


def test_a_file_of_the_greatest_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").touch()
    os.truncate(tmp_path / "f.yaml", folder.MAX_BYTES)
    content = folder.read(tmp_path / "f.yaml", "f.yaml")
    assert isinstance(content, bytes)
    assert len(content) == folder.MAX_BYTES


YAML_WORDS = st.sampled_from([*"[]{}-?:,#&*!|>'\"%@`\n\t =~", "- ", ": ", "\n  ", "a", "1", "no", "قطر", "2026-11-21"])


@given(st.text(st.characters()) | st.lists(YAML_WORDS).map("".join))
def test_any_text_gives_data_or_problems_on_lines_of_it(text: str) -> None:
    outcome = reader.load(text, "f.yaml")
    if isinstance(outcome, reader.Document):
        json.dumps(outcome.data, default=dtm.date.isoformat)
        return
    lines = 2 + sum(map(text.count, "\n\r\x85\u2028\u2029"))
    assert outcome
    assert all(1 <= problem.line <= lines and problem.code and problem.message for problem in outcome)


@given(st.binary())
def test_any_bytes_give_data_or_problems(content: bytes) -> None:
    outcome = reader.load(content, "f.yaml")
    assert isinstance(outcome, reader.Document) or outcome


PRINTABLE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\ufeff"), max_size=40
)
PLAIN_DATA: st.SearchStrategy[reader.Value] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18) + 1, 10**18 - 1) | PRINTABLE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PRINTABLE, inner, max_size=4),
    max_leaves=20,
)


@given(PLAIN_DATA)
def test_plain_data_written_as_json_comes_back(data: reader.Value) -> None:
    assert value(json.dumps(data, ensure_ascii=False)) == data


SURPRISING = {
    pattern.pattern: pattern
    for resolvers in yaml.SafeLoader.yaml_implicit_resolvers.values()
    for tag, pattern in resolvers
}


@given(st.one_of([st.from_regex(pattern, fullmatch=True) for pattern in SURPRISING.values()]))
def test_nothing_that_yaml_takes_for_a_number_a_time_or_a_word_of_its_own_becomes_a_text(scalar: str) -> None:
    outcome = reader.load(f"key: {scalar}", "f.yaml")
    if isinstance(outcome, reader.Document):
        assert isinstance(outcome.data, dict)
        assert not isinstance(outcome.data["key"], str)
        assert yaml.safe_load(f"key: {scalar}") == outcome.data


@given(
    st.lists(
        st.from_regex(re.compile(r"[a-z]{1,8}", re.ASCII), fullmatch=True).map(lambda word: f"x{word}"), min_size=1
    )
)
def test_each_entry_of_a_list_has_its_own_line(words: list[str]) -> None:
    document = reader.load("".join(f"- {word}\n" for word in words), "f.yaml")
    assert isinstance(document, reader.Document)
    assert [document.line([index]) for index in range(len(words))] == list(range(1, len(words) + 1))
