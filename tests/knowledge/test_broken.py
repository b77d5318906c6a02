"""Every broken store is refused with its lines and no others, in bounded time and memory, also by the compiling process.

tests/data/broken holds one small valid store, and beside it a folder a case with what differs; expected.txt says what comes.
What no repository can hold (pipes, links that lead out, files that vanish) is made here.
"""

import ctypes
import os
import shutil
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge import evidence, folder, loader, reader
from knowledge.problems import Problem
from tests.knowledge.processes import environment, knowledge

BROKEN = Path(__file__).resolve().parents[1] / "data/broken"
DE = "seeds/facts/de.yaml"
SECONDS = 5
"""Of CPU, for one small store: any of them takes less than a tenth of it."""
LITTLE = ["-v 800000", "-t 60"]
"""Kilobytes of address space and seconds of CPU that a compiling process gets."""


def _expected() -> dict[str, list[str]]:
    table: dict[str, list[str]] = defaultdict(list)
    for line in (BROKEN / "expected.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            case, _, problem = line.partition("  ")
            table[case].append(problem)
    return table


EXPECTED = _expected()
HOSTILE = [
    *("billion-laughs", "deep-nesting", "deep-nesting-of-mappings", "alias-of-itself", "tag-that-runs-code", "binary-file"),
    *("syntax-nul", "syntax-half-a-surrogate", "surprise-huge-number", "encoding-utf-16", "encoding-windows-1256"),
    *("empty-file", "syntax-html-page", "superseding-each-other", "problems-in-three-files", "control-in-a-term"),
]  # fmt: skip


def laid_out(directory: Path, case: str | None = None) -> Path:
    """The valid store with what differs in this case; gives its curated directory."""
    shutil.copytree(BROKEN / "base", directory, dirs_exist_ok=True)
    if case is not None:
        shutil.copytree(BROKEN / case, directory, dirs_exist_ok=True)
    return directory / "seeds"


def told(problems: list[Problem]) -> list[str]:
    return [f"{problem.path}:{problem.line}: {problem.code}" for problem in problems]


def test_there_are_enough_of_them_and_each_is_in_the_table() -> None:
    folders = {folder.name for folder in BROKEN.iterdir() if folder.is_dir()}
    assert folders - {"base"} == EXPECTED.keys()
    assert len(EXPECTED) >= 60


def test_the_store_that_they_differ_from_is_valid(tmp_path: Path) -> None:
    snapshot, problems = loader.load(laid_out(tmp_path))
    assert (problems, evidence.check(snapshot, tmp_path / "articles")) == ([], [])


@pytest.mark.parametrize("case", EXPECTED)
def test_a_broken_store_is_told_with_its_lines_and_no_consequences(tmp_path: Path, case: str) -> None:
    seeds = laid_out(tmp_path, case)
    started = time.process_time()
    snapshot, problems = loader.load(seeds)
    problems = problems or evidence.check(snapshot, tmp_path / "articles")
    assert time.process_time() - started < SECONDS
    assert sorted(told(problems)) == sorted(EXPECTED[case])
    assert all(0 < len(problem.message) < 600 and "\n" not in str(problem) for problem in problems)


def test_the_compiling_process_refuses_them_alike_and_writes_nothing(tmp_path: Path) -> None:
    def refused(case: str) -> tuple[str, int, list[str], str, list[str]]:
        seeds = laid_out(tmp_path / case, case)
        run = knowledge("compile", seeds, "store.sqlite", cwd=seeds.parent, limits=LITTLE)
        codes = [" ".join(line.split(" ", 2)[:2]) for line in run.lines]
        return case, run.code, codes, run.err, [file.name for file in seeds.parent.glob("store*")]

    with ThreadPoolExecutor(2) as two:
        outcomes = list(two.map(refused, HOSTILE))
    assert outcomes == [(case, 1, sorted(EXPECTED[case], key=_by_line), "", []) for case in HOSTILE]


def _by_line(problem: str) -> tuple[str, int, str]:
    path, line, code = problem.split(":")
    return path, int(line), code


# What can't be committed


def leads_out_of_the_tree(file: Path) -> None:
    (file.parents[2] / "elsewhere.yaml").write_text("format: 1\nfacts: []\n")
    file.symlink_to("../../elsewhere.yaml")


def holds_200_megabytes(file: Path) -> None:
    file.touch()
    os.truncate(file, 200_000_000)


def holds_millions_of_values(file: Path) -> None:
    file.write_bytes(b"format: 1\nfacts:\n" + b"- {}\n" * (reader.MAX_VALUES + 1))


def cannot_be_read(file: Path) -> None:
    file.touch()
    file.chmod(0)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (cannot_be_read, "unreadable"),
        (leads_out_of_the_tree, "outside"),
        (holds_200_megabytes, "too-large"),
        (os.mkfifo, "not-a-file"),
        (Path.mkdir, "not-a-file"),
        (lambda file: file.symlink_to("/dev/zero"), "outside"),
        (lambda file: file.symlink_to(file.name), "unreadable"),
    ],
)
def test_a_file_that_the_compiling_process_cannot_have_is_one_line(
    tmp_path: Path, make: Callable[[Path], object], code: str
) -> None:
    seeds = laid_out(tmp_path)
    (tmp_path / DE).unlink()
    make(tmp_path / DE)
    run = as_nobody_special("compile", str(seeds), "store.sqlite", cwd=tmp_path)
    assert (run.returncode, run.stderr) == (1, "")
    [line] = run.stdout.splitlines()
    assert line.startswith(f"{DE}:1: {code} ")
    assert not (tmp_path / "store.sqlite").exists()


def as_nobody_special(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Runs `python -m knowledge` as one who may not read what its mode forbids, even if the tests are run by root."""

    def give_up_reading_everything() -> None:
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP; refused to others than root

    return subprocess.run(
        [sys.executable, "-m", "knowledge", *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=environment(),
        timeout=60,
        check=False,
        preexec_fn=give_up_reading_everything,
    )


def test_too_many_values_are_refused_before_they_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MAX_VALUES", 10_000)
    seeds = laid_out(tmp_path)
    holds_millions_of_values(tmp_path / DE)
    assert told(loader.load(seeds)[1]) == [f"{DE}:1: too-large"]


def test_a_process_that_gets_too_little_memory_for_a_large_file_says_so_in_a_line(tmp_path: Path) -> None:
    seeds = laid_out(tmp_path)
    (tmp_path / DE).write_bytes(b"format: 1\nfacts:\n" + b"- {}\n" * 500_000)
    for verb, out in (("check", []), ("compile", ["store.sqlite"])):
        run = knowledge(verb, seeds, *out, cwd=tmp_path, limits=["-v 250000", "-t 60"])
        assert (run.code, run.out, run.err) == (2, "", f"{seeds}: out of memory\n")


def test_of_very_many_problems_a_thousand_are_told(tmp_path: Path) -> None:
    seeds = laid_out(tmp_path)
    (tmp_path / DE).write_text("format: 1\nfacts:\n" + "- no\n" * 5_000)
    problems = told(loader.load(seeds)[1])
    assert problems[:-1] == [f"{DE}:{line}: surprise" for line in range(3, 3 + reader.MAX_PROBLEMS)]
    assert problems[-1] == f"{DE}:{3 + reader.MAX_PROBLEMS}: too-many"


def test_what_a_message_repeats_of_a_file_is_short(tmp_path: Path) -> None:
    seeds = laid_out(tmp_path)
    name = "colour" * 150  # a key of YAML has at most 1024 characters
    text = (tmp_path / DE).read_text(encoding="utf-8")
    (tmp_path / DE).write_text(text.replace("  kind:", f"  {name}: blue\n  kind:") + f"{name}: 1\n", encoding="utf-8")
    problems = loader.load(seeds)[1]
    assert told(problems) == [f"{DE}:5: schema", f"{DE}:20: schema"]
    assert all(len(problem.message) < 150 for problem in problems)


def test_a_file_that_vanishes_while_it_is_read_is_told_or_was_read_whole(tmp_path: Path) -> None:
    seeds = laid_out(tmp_path)
    whole = loader.load(seeds)[0].version
    actors, aside, stop = seeds / "actors.yaml", tmp_path / "aside.yaml", threading.Event()

    def come_and_go() -> None:
        while not stop.is_set():
            actors.rename(aside)
            aside.rename(actors)

    thread = threading.Thread(target=come_and_go)
    thread.start()
    try:
        outcomes = [loader.load(seeds) for _ in range(200)]
    finally:
        stop.set()
        thread.join()
    for snapshot, problems in outcomes:
        assert [f"{one.path}:{one.line}" for one in problems] == ["seeds/actors.yaml:1"] * len(problems)
        assert {one.code for one in problems} <= {"missing", "unreadable"}
        assert problems or snapshot.version == whole
    assert any(problems for _, problems in outcomes)


def test_a_file_that_is_written_over_while_it_is_read_is_read_to_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its size when it was opened says little; that of a file of the system's own says nothing."""
    monkeypatch.setattr(folder, "MAX_BYTES", 1_000)
    outcome = folder.read(Path("/proc/self/maps"), "seeds/actors.yaml")  # of size 0, and longer than a thousand bytes
    assert isinstance(outcome, Problem)
    assert outcome.code == "too-large"
