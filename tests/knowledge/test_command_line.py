"""`python -m knowledge check | export | compile | resolve`: exit codes, data on stdout, words on stderr."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.knowledge.curated import ACTOR, changed, fact, snapshot, store, words, write
from tests.knowledge.processes import environment, knowledge

BROKEN = store(de=[fact("id: plant", 'date: "2025?"')])
BROKEN_LINES = [
    "seeds/facts/de.yaml:3: id-form “plant” is to begin with “de-”",
    "seeds/facts/de.yaml:8: date-note 2025? is inferred: `date_note` is to say from what",
]


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write(store(), tmp_path)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return write(BROKEN, tmp_path)


@pytest.fixture
def at_hand(seeds: Path, compiled: Path) -> Path:
    """A working directory with the seeds and their compiled store."""
    stores = seeds.parent / "var/stores"
    stores.mkdir(parents=True)
    shutil.copy(compiled, stores)
    return seeds.parent


def test_check_of_good_files_says_so_on_stderr_alone(seeds: Path) -> None:
    run = knowledge("check", seeds, cwd=seeds.parent)
    assert (run.code, run.out) == (0, "")
    assert run.err == f"2 facts on 2 partners, store {snapshot(store()).version[:7]}: no problems\n"


@pytest.mark.parametrize("directory", [".", "seeds", "seeds/", "seeds/facts/..", None])
def test_problems_are_lines_on_stdout_with_paths_from_the_directorys_parent(
    broken: Path, directory: str | None
) -> None:
    cwd = broken if directory == "." else broken.parent
    run = knowledge("check", *([directory] if directory else []), cwd=cwd)
    assert (run.code, run.err) == (1, "")
    assert run.lines == BROKEN_LINES


def test_the_directory_may_be_named_by_the_environment(broken: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    run = knowledge("check", cwd=tmp_path / "elsewhere", env=environment(SANAD_FACTS=str(broken)))
    assert (run.code, run.lines) == (1, BROKEN_LINES)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_data_and_words_are_utf8_whatever_the_locale(broken: Path, encoding: str) -> None:
    env = environment(PYTHONIOENCODING=encoding, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert knowledge("check", broken, cwd=broken.parent, env=env).lines == BROKEN_LINES
    assert knowledge("export", broken, cwd=broken.parent, env=env).err.split("\n")[:-1] == BROKEN_LINES


def test_problems_may_be_had_as_json(broken: Path) -> None:
    run = knowledge("check", broken, "--json", cwd=broken.parent)
    assert (run.code, run.err) == (1, "")
    assert json.loads(run.out) == [
        {"path": "seeds/facts/de.yaml", "line": 3, "code": "id-form", "message": "“plant” is to begin with “de-”"},
        {
            "path": "seeds/facts/de.yaml",
            "line": 8,
            "code": "date-note",
            "message": "2025? is inferred: `date_note` is to say from what",
        },
    ]


def test_no_problems_are_an_empty_list_of_json(seeds: Path) -> None:
    run = knowledge("check", seeds, "--json", cwd=seeds.parent)
    assert (run.code, run.out) == (0, "[]\n")


def test_a_file_whose_name_is_no_text_is_named_all_the_same(seeds: Path) -> None:
    os.rename(os.fsencode(seeds / "facts/de.yaml"), os.fsencode(seeds) + b"/facts/\xff.yaml")  # noqa: PTH104 - bytes
    run = knowledge("check", seeds, cwd=seeds.parent)
    as_json = knowledge("check", seeds, "--json", cwd=seeds.parent)
    assert run.code == as_json.code == 1
    assert run.lines == ["seeds/facts/\\udcff.yaml:4: placement a fact on DE belongs into facts/de.yaml"]
    assert [problem["path"] for problem in json.loads(as_json.out)] == ["seeds/facts/\udcff.yaml"]


@pytest.mark.parametrize("verb", ["check", "export"])
def test_a_directory_that_is_none_is_a_problem(tmp_path: Path, verb: str) -> None:
    run = knowledge(verb, "nowhere", cwd=tmp_path)
    assert (run.code, run.out + run.err) == (1, "nowhere:1: missing there is no such directory\n")


def test_articles_are_checked_where_they_are_named(seeds: Path) -> None:
    run = knowledge("check", seeds, "--articles", "nowhere", cwd=seeds.parent)
    assert (run.code, run.err) == (1, "")
    assert run.lines == ["seeds/sources.yaml:4: article a1.txt: No such file or directory"]


def test_articles_are_not_looked_at_while_the_files_have_problems(broken: Path) -> None:
    run = knowledge("check", broken, "--articles", "nowhere", cwd=broken.parent)
    assert (run.code, run.lines) == (1, BROKEN_LINES)


def test_ids_that_were_lost_since_an_older_directory_are_told(seeds: Path, tmp_path: Path) -> None:
    shutil.copytree(seeds, tmp_path / "older")
    (seeds / "facts/so.yaml").write_text("format: 1\nfacts: []\n")
    lost = knowledge("check", seeds, "--since", "older", cwd=tmp_path)
    gained = knowledge("check", "older", "--since", "seeds", cwd=tmp_path)
    assert (lost.code, lost.err) == (1, "")
    assert lost.lines == ["older/facts/so.yaml:3: lost-id “so-training” is gone; deprecate it instead"]
    assert (gained.code, gained.out) == (0, "")


def test_an_older_directory_that_cannot_be_read_proves_nothing(seeds: Path) -> None:
    run = knowledge("check", seeds, "--since", "nowhere", cwd=seeds.parent)
    assert (run.code, run.lines) == (1, ["nowhere:1: missing there is no such directory"])


def test_an_older_directory_may_break_a_rule_of_today(seeds: Path, tmp_path: Path) -> None:
    shutil.copytree(seeds, tmp_path / "older")
    (tmp_path / "older/actors.yaml").write_text(
        store(actors=[changed(ACTOR, "name: {en: Krupp, ar: Krupp}")])["actors.yaml"]
    )
    assert knowledge("check", "older", cwd=tmp_path).code == 1
    assert knowledge("check", seeds, "--since", "older", cwd=tmp_path).code == 0


def test_export_writes_a_fact_a_line_and_nothing_else(seeds: Path) -> None:
    run = knowledge("export", "--format", "jsonl", seeds, cwd=seeds.parent)
    assert (run.code, run.err) == (0, "")
    assert [json.loads(line)["id"] for line in run.lines] == ["de-plant", "so-training"]
    assert "مصنع" in run.out


def test_export_of_broken_files_writes_no_fact(broken: Path) -> None:
    run = knowledge("export", broken, cwd=broken.parent)
    assert (run.code, run.out) == (1, "")
    assert run.err.split("\n")[:-1] == BROKEN_LINES


def test_a_reader_that_has_enough_is_no_error(tmp_path: Path) -> None:
    """More facts than a pipe holds, and one line read of them."""
    facts = [fact(f"id: de-{number}", words("text", f"Plant {number}.", f"مصنع {number}.")) for number in range(400)]
    seeds = write(store(de=facts), tmp_path)
    command = [sys.executable, "-m", "knowledge", "export", str(seeds)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=environment()
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b'{"id": "de-0"')
        process.stdout.close()
        assert process.stderr.read() == b""


def test_compile_tells_its_file_as_json(seeds: Path, compiled: Path) -> None:
    (seeds.parent / "out").mkdir()
    run = knowledge("compile", seeds, "out", "--json", cwd=seeds.parent)
    assert run.code == 0
    assert json.loads(run.out) == {"file": f"out/{compiled.name}", "problems": []}
    assert (seeds.parent / "out" / compiled.name).read_bytes() == compiled.read_bytes()


def test_compile_of_broken_files_writes_no_store(broken: Path) -> None:
    plain = knowledge("compile", broken, "store.sqlite", cwd=broken.parent)
    as_json = knowledge("compile", broken, "store.sqlite", "--json", cwd=broken.parent)
    assert (plain.code, plain.lines, plain.err) == (1, BROKEN_LINES, "")
    assert (as_json.code, as_json.err) == (1, "")
    outcome = json.loads(as_json.out)
    assert (outcome["file"], [problem["code"] for problem in outcome["problems"]]) == (None, ["id-form", "date-note"])
    assert [path.name for path in broken.parent.iterdir()] == ["seeds"]


def test_resolve_answers_each_line_in_its_order(at_hand: Path) -> None:
    names = ["Germany", "", "oman", "  ", "qwxzqk", "Germany", "a\tb", "عُمان\u2028", "so\r", "\u0085x"]
    run = knowledge("resolve", cwd=at_hand, stdin="\n".join(names) + "\n")
    answers = [json.loads(line) for line in run.lines]
    assert (run.code, run.err) == (0, "")
    assert [answer["input"] for answer in answers] == names
    assert all(list(answer) == ["input", "country", "in_store", "score", "suggestions"] for answer in answers)
    assert [(answer["country"], answer["in_store"]) for answer in answers[:5]] == [
        ("DE", True),
        (None, False),
        ("OM", False),
        (None, False),
        (None, False),
    ]
    assert all(0 <= answer["score"] <= 100 and isinstance(answer["score"], int) for answer in answers)


@pytest.mark.parametrize(
    ("stdin", "inputs"),
    [
        (b"", []),
        (b"\n", [""]),
        (b"Germany", ["Germany"]),
        (b"Germany\n", ["Germany"]),
        (b"\n\nGermany\n\n", ["", "", "Germany", ""]),
        (b"\xff\xfe\nGermany\n", ["\ufffd\ufffd", "Germany"]),
        (b"\x00\n", ["\x00"]),
    ],
)
def test_resolve_gives_as_many_lines_as_went_in(at_hand: Path, stdin: bytes, inputs: list[str]) -> None:
    run = knowledge("resolve", cwd=at_hand, stdin=stdin)
    assert (run.code, run.err) == (0, "")
    assert [json.loads(line)["input"] for line in run.lines] == inputs


def test_resolve_of_broken_files_answers_nothing(broken: Path) -> None:
    run = knowledge("resolve", cwd=broken.parent, stdin="Germany\n")
    assert (run.code, run.out) == (1, "")
    assert run.err.split("\n")[:-1] == BROKEN_LINES


def test_resolve_that_cannot_compile_says_so_in_one_line(seeds: Path) -> None:
    run = knowledge("resolve", cwd=seeds.parent, stdin="Germany\n", limits=["-f 10"])
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("the compiler ended with 2: ")
    assert run.err.count("\n") == 1


def test_resolve_with_nowhere_to_keep_a_store_says_so_in_one_line(seeds: Path) -> None:
    (seeds.parent / "var").touch()
    (seeds.parent / f"sanad-{os.getuid()}").touch()
    run = knowledge("resolve", cwd=seeds.parent, env=environment(TMPDIR=str(seeds.parent)))
    assert (run.code, run.out) == (2, "")
    assert run.err == "neither ./var nor the temporary directory can be written\n"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["chekc"],
        ["check", "seeds", "again"],
        ["check", "--no-such"],
        ["export", "--format", "xml"],
        ["compile", "seeds"],
    ],
)
def test_wrong_use_is_two_and_no_traceback(seeds: Path, arguments: list[str]) -> None:
    run = knowledge(*arguments, cwd=seeds.parent)
    assert run.code == 2
    assert "Traceback" not in run.err
    assert "Usage" in run.out + run.err


def test_the_shipped_seeds_are_used_where_there_are_none(tmp_path: Path) -> None:
    run = knowledge("export", cwd=tmp_path)
    assert run.code == 0
    assert len(run.lines) >= 150
    assert run.err == ""
