"""A checked snapshot into one file: complete or not there, and the same for the same files."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from knowledge import compile as compiling
from tests.knowledge.curated import snapshot, store, write
from tests.knowledge.processes import environment, knowledge


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write(store(), tmp_path)


def test_the_same_files_compile_to_the_same_bytes(compiled: Path, seeds: Path) -> None:
    """In another process, whose sets are in another order."""
    run = knowledge("compile", seeds, "again.sqlite", cwd=seeds.parent, env=environment(PYTHONHASHSEED="1"))
    assert (run.code, run.out) == (0, "")
    assert (seeds.parent / "again.sqlite").read_bytes() == compiled.read_bytes()


def test_a_store_is_named_by_its_version_and_cannot_be_written(compiled: Path) -> None:
    assert compiled.name == f"{snapshot(store()).version}.sqlite"
    assert stat.S_IMODE(compiled.stat().st_mode) == 0o444
    assert [file.name for file in compiled.parent.iterdir()] == [compiled.name]


def test_what_stands_at_the_given_name_is_replaced_and_what_a_killed_process_left_is_not_in_the_way(
    tmp_path: Path, compiled: Path
) -> None:
    out = tmp_path / "store.sqlite"
    out.write_text("older")
    out.chmod(0o444)
    part = sqlite3.connect(f"{out}.{os.getpid()}.part")  # the number of a process comes again, in a container at once
    part.execute("CREATE TABLE meta (key, value)")
    part.close()
    assert compiling.write(snapshot(store()), out) == out
    assert out.read_bytes() == compiled.read_bytes()
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("out", ["nowhere/store.sqlite", "file/store.sqlite"])
def test_where_nothing_can_be_written_one_line_says_so(seeds: Path, out: str) -> None:
    (seeds.parent / "file").touch()
    run = knowledge("compile", seeds, out, cwd=seeds.parent)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"{out}: ")
    assert run.err.count("\n") == 1
    assert [path.name for path in seeds.parent.iterdir() if "store" in path.name] == []


def test_a_full_disk_leaves_the_older_store_as_it_was(seeds: Path) -> None:
    out = seeds.parent / "store.sqlite"
    out.write_text("older")
    run = knowledge("compile", seeds, out, cwd=seeds.parent, limits=["-f 10"])  # no file may grow beyond 10 KB
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"{out}: ")
    assert run.err.count("\n") == 1
    assert out.read_text() == "older"
    assert sorted(path.name for path in seeds.parent.iterdir()) == ["seeds", "store.sqlite"]


def test_too_little_memory_is_told_in_one_line(seeds: Path) -> None:
    """As people run it: made to, the interpreter would tell of a library's file that was being read just then.

    Where the last byte was the interpreter's own (for a deeper stack, say) it is killed, can't print, or says more: that too
    leaves no store.
    """
    env = environment(PYTHONWARNINGS=None)
    line, in_one_line = "store.sqlite: out of memory\n", 0
    for kilobytes in range(80_000, 130_000, 10_000):
        run = knowledge("compile", seeds, "store.sqlite", cwd=seeds.parent, limits=[f"-v {kilobytes}"], env=env)
        assert not run.out
        cannot_print = run.code == 1 and run.err.endswith("MemoryError()\nlost sys.stderr\n")
        assert run.code < 0 or cannot_print or (run.code == 2 and run.err.endswith(line)), run
        assert not (seeds.parent / "store.sqlite").exists()
        in_one_line += run.err == line
    assert in_one_line >= 3


@pytest.mark.parametrize("limits", [["-t 1"], ["-S -t 1"]], ids=["a hard limit", "a soft limit"])
def test_a_process_that_is_out_of_its_time_leaves_no_store(seeds: Path, limits: list[str]) -> None:
    run = knowledge("compile", seeds, "store.sqlite", cwd=seeds.parent, limits=[*limits, "-c 0"])
    assert run.code < 0
    assert run.out == ""
    assert not (seeds.parent / "store.sqlite").exists()
