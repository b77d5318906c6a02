"""Where curated files and compiled stores are looked for."""

import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge import places


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory; temporary files go beside it."""
    (tmp_path / "here").mkdir()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def temporary(here: Path) -> Path:
    return here.parent / "temporary" / f"sanad-{os.getuid()}"


def test_the_seeds_of_the_working_directory_come_first(here: Path) -> None:
    (here / "seeds").mkdir()
    assert places.curated_directory() == Path("seeds")


@pytest.mark.parametrize("make", [lambda _: None, Path.touch, lambda seeds: seeds.symlink_to("nowhere")])
def test_without_them_the_shipped_ones_are_taken(here: Path, make: Callable[[Path], object]) -> None:
    make(here / "seeds")
    directory = places.curated_directory()
    assert directory.is_absolute()
    assert (directory / "sources.yaml").is_file()


def test_stores_go_into_the_working_directory_and_are_nobody_elses(here: Path) -> None:
    assert places.compiled_stores() == Path("var/stores")
    assert stat.S_IMODE((here / "var/stores").stat().st_mode) == 0o700
    assert places.compiled_stores() == Path("var/stores")
    assert not temporary(here).exists()


def a_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def a_dangling_link(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to("nowhere")


def anothers(path: Path) -> None:
    """A directory that may be written, but belongs to somebody else."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if os.getuid() == 0:
        path.mkdir()
        os.chown(path, 65534, 65534)
    else:
        path.symlink_to("/tmp")  # noqa: S108 - root's


OBSTACLES = [a_file, a_dangling_link, anothers]


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_where_that_cannot_be_they_go_among_temporary_files(here: Path, obstacle: Callable[[Path], None]) -> None:
    obstacle(here / "var/stores")
    assert places.compiled_stores() == temporary(here)
    assert stat.S_IMODE(temporary(here).stat().st_mode) == 0o700


def test_a_file_named_var_is_in_the_way_too(here: Path) -> None:
    (here / "var").touch()
    assert places.compiled_stores() == temporary(here)


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_where_nothing_can_be_written_that_is_said(here: Path, obstacle: Callable[[Path], None]) -> None:
    (here / "var").touch()
    obstacle(temporary(here))
    with pytest.raises(PermissionError, match="can be written"):
        places.compiled_stores()
