"""The curated directory as it lies on disk, with files that can't be read."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge import folder, loader
from tests.knowledge.curated import fact, places, snapshot, store, write

Spoil = Callable[[Path], object]


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write(store(), tmp_path)


def lies_outside(file: Path) -> None:
    (file.parents[2] / "elsewhere.yaml").write_text("format: 1\nfacts: []\n")
    file.symlink_to("../../elsewhere.yaml")


def leads_round_about_to_the_outside(file: Path) -> None:
    (file.parents[2] / "elsewhere").symlink_to("seeds")
    file.symlink_to("../../elsewhere/actors.yaml/../../nowhere")


def is_too_large(file: Path) -> None:
    file.touch()
    os.truncate(file, folder.MAX_BYTES + 1)


def is_no_text(file: Path) -> None:
    file.write_bytes(b"format: 1\nfacts: []\n# \xff\n")


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (Path.mkdir, "1 not-a-file"),
        (os.mkfifo, "1 not-a-file"),
        (lambda file: file.symlink_to("/dev/zero"), "1 outside"),
        (lambda file: file.symlink_to("nowhere"), "1 unreadable"),
        (lambda file: file.symlink_to("/nowhere/at/all"), "1 outside"),
        (lambda file: file.symlink_to(file.name), "1 unreadable"),
        (lies_outside, "1 outside"),
        (leads_round_about_to_the_outside, "1 outside"),
        (is_too_large, "1 too-large"),
        (is_no_text, "3 encoding"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_no_other(seeds: Path, spoil: Spoil, place: str) -> None:
    (seeds / "facts/de.yaml").unlink()
    spoil(seeds / "facts/de.yaml")
    held, problems = loader.load(seeds)
    assert places(problems) == [f"seeds/facts/de.yaml:{place}"]
    assert [entry.value.id for entry in held.facts] == ["so-training"]


@pytest.mark.parametrize("name", folder.REQUIRED)
def test_a_required_file_that_is_missing_is_told(seeds: Path, name: str) -> None:
    (seeds / name).unlink()
    assert places(loader.load(seeds)[1]) == [f"seeds/{name}:1 missing"]


@pytest.mark.parametrize("spoil", [lambda _: None, Path.touch, lambda facts: facts.symlink_to("nowhere")])
def test_facts_that_vanished_are_told_and_not_taken_for_none(seeds: Path, spoil: Spoil) -> None:
    (seeds / "facts").rename(seeds / "moved")
    spoil(seeds / "facts")
    assert places(loader.load(seeds)[1]) == ["seeds/facts:1 missing"]


def test_facts_that_lie_outside_are_told(seeds: Path) -> None:
    (seeds / "facts").rename(seeds.parent / "facts")
    (seeds / "facts").symlink_to("../facts")
    expected = ["seeds/facts/de.yaml:1 outside", "seeds/facts/so.yaml:1 outside"]
    assert places(loader.load(seeds)[1]) == expected


def test_a_link_inside_the_directory_is_followed(seeds: Path) -> None:
    (seeds / "facts/de.yaml").rename(seeds / "german")
    (seeds / "facts/de.yaml").symlink_to("../german")
    held, problems = loader.load(seeds)
    assert (list(held.facts_by_id), problems) == (["de-plant", "so-training"], [])


def test_a_directory_may_itself_be_a_link(seeds: Path) -> None:
    (seeds.parent / "current").symlink_to("seeds")
    (seeds / "facts/so.yaml").write_text("format: 1\n")
    held, problems = loader.load(seeds.parent / "current")
    assert places(problems) == ["seeds/facts/so.yaml:1 schema"]
    assert held.version == loader.load(seeds)[0].version


def test_a_file_whose_name_is_no_text_is_read_and_told(seeds: Path) -> None:
    os.rename(os.fsencode(seeds / "facts/de.yaml"), os.fsencode(seeds) + b"/facts/\xff.yaml")  # noqa: PTH104 - bytes
    _, problems = loader.load(seeds)
    assert places(problems) == ["seeds/facts/\udcff.yaml:4 placement"]


def test_files_that_are_not_curated_change_nothing(seeds: Path) -> None:
    before = loader.load(seeds)[0].version
    (seeds / "LICENSE").touch()
    (seeds / "facts/README.md").touch()
    (seeds / "facts/older").mkdir()
    (seeds / "facts/older/us.yaml").touch()
    held, problems = loader.load(seeds)
    assert (held.version, problems) == (before, [])


@pytest.mark.parametrize("make", [lambda _: None, Path.touch, lambda it: it.symlink_to("it"), os.mkfifo])
def test_a_directory_that_is_none_is_one_problem(tmp_path: Path, make: Spoil) -> None:
    make(tmp_path / "it")
    held, problems = loader.load(tmp_path / "it")
    assert places(problems) == ["it:1 missing"]
    assert list(held.entries()) == []


def test_all_unreadable_files_are_told_with_what_is_wrong_in_the_others(seeds: Path) -> None:
    (seeds / "actors.yaml").unlink()
    (seeds / "sources.yaml").unlink()
    (seeds / "sources.yaml").mkdir()
    (seeds / "facts/so.yaml").write_bytes(b"\xff")
    (seeds / "partners.yaml").write_text("format: 2\npartners: []\n")
    assert places(loader.load(seeds)[1]) == [
        "seeds/actors.yaml:1 missing",
        "seeds/facts/so.yaml:1 encoding",
        "seeds/partners.yaml:1 format",
        "seeds/sources.yaml:1 not-a-file",
    ]


def test_files_at_hand_and_files_on_disk_make_the_same_store(seeds: Path) -> None:
    files = store()
    assert loader.load(seeds)[0].version == snapshot(files).version
    assert [entry.value for entry in loader.load(seeds)[0].entries()] == [
        entry.value for entry in snapshot(files).entries()
    ]


def test_facts_come_in_the_order_of_their_files(tmp_path: Path) -> None:
    files = store(us=[fact("id: us-b"), fact("id: us-a")], aa=[fact("id: aa-c")])
    held, _ = loader.load(write(files, tmp_path))
    assert [entry.value.id for entry in held.facts] == ["aa-c", "de-plant", "so-training", "us-b", "us-a"]
