"""A reload of a broken store in a bot that is at work: refused with its lines, and what was served goes on answering.

`make crash` reloads every store of tests/data/broken; without SANAD_CRASH it is one of each family.
"""

import asyncio
import os
import shutil
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from knowledge import folder, live
from tests.bot.conftest import serving, settings_for
from tests.bot.desk.conftest import Bureau
from tests.knowledge.test_broken import BROKEN, EXPECTED, holds_200_megabytes, laid_out, leads_out_of_the_tree

ARTICLES = {"no-evidence", "article", "sha256", "paragraphs", "copied"}
"""What only `knowledge check --articles` looks at."""
SOME = (
    "billion-laughs", "binary-file", "syntax-two-colons", "section-unknown", "reference-to-no-actor",
    "fact-said-twice", "superseding-itself", "language-swapped", "problems-in-three-files",
)  # fmt: skip
CASES = [
    case
    for case, problems in EXPECTED.items()
    if not {problem.split(": ")[1] for problem in problems} <= ARTICLES
    and (case in SOME or os.environ.get("SANAD_CRASH"))
]
DE = "facts/de.yaml"
FACT = "/fact de-plant"


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The valid store that the broken ones differ from, compiled once."""
    cache = tmp_path_factory.mktemp("compiled")
    asyncio.run(live.open_directory(laid_out(tmp_path_factory.mktemp("files")), cache))
    return cache


@pytest.fixture
async def desk(
    sandbox: Sandbox, compiled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Bureau]:
    """With that store."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(compiled, tmp_path / "var/stores")
    admin = sandbox.world.person("Curator", language_code="en")
    settings = settings_for(sandbox, laid_out(tmp_path), tmp_path / "sanad.db", (admin.user.id,))
    async with serving(settings):
        yield Bureau(sandbox, admin, settings)
    assert sandbox.world.violations == []


def seeds(desk: Bureau) -> Path:
    assert desk.settings.facts is not None
    return desk.settings.facts


def mended(desk: Bureau) -> None:
    shutil.rmtree(seeds(desk))
    shutil.copytree(BROKEN / "base/seeds", seeds(desk))


def broken(desk: Bureau, make: Callable[[Path], object]) -> None:
    (seeds(desk) / DE).unlink()
    make(seeds(desk) / DE)


async def test_what_the_compiler_refuses_is_told_and_the_old_version_answers(desk: Bureau) -> None:
    first = (await desk.talk.says("/partners")).text
    assert {case for case in SOME if case in CASES} == set(SOME)
    for case in CASES:
        shutil.copytree(BROKEN / case, seeds(desk).parent, dirs_exist_ok=True)
        answer = (await desk.gets("/reload")).text
        assert answer.startswith(f"Not reloaded: {len(EXPECTED[case])} problem"), case
        assert all(f"{problem} " in answer for problem in EXPECTED[case]), (case, answer)
        assert (await desk.talk.says("/partners")).text == first, case
        mended(desk)
    assert (await desk.gets("/reload")).text.startswith("Nothing to change\n")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (os.mkfifo, "not-a-file"),
        (Path.mkdir, "not-a-file"),
        (lambda file: file.symlink_to("nowhere.yaml"), "unreadable"),
        (lambda file: file.symlink_to("/dev/zero"), "outside"),
        (leads_out_of_the_tree, "outside"),
        (holds_200_megabytes, "too-large"),
    ],
)
async def test_a_file_that_cannot_be_read_is_one_line(desk: Bureau, make: Callable[[Path], object], code: str) -> None:
    first = (await desk.talk.says("/partners")).text
    broken(desk, make)
    answer = (await desk.gets("/reload")).text
    assert answer.startswith("Not reloaded: 1 problem\n")
    assert f"seeds/{DE}:1: {code} " in answer
    assert (await desk.talk.says("/partners")).text == first


def comes_and_goes(file: Path, stop: threading.Event) -> None:
    aside = file.with_name("aside")
    while not stop.is_set():
        file.rename(aside)
        aside.rename(file)


def grows(file: Path, stop: threading.Event) -> None:
    with file.open("ab") as opened:
        while not stop.is_set() and opened.tell() < 2 * folder.MAX_BYTES:
            opened.write(b"# a remark\n" * 10_000)
            opened.flush()


@contextmanager
def beside(work: Callable[[Path, threading.Event], None], file: Path) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=work, args=(file, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@pytest.mark.parametrize(
    ("work", "file", "codes"),
    [(comes_and_goes, "actors.yaml", {"missing", "unreadable"}), (grows, DE, {"too-large"})],
)
async def test_a_file_that_vanishes_or_grows_meanwhile_is_told_or_was_read_whole(
    desk: Bureau, work: Callable[[Path, threading.Event], None], file: str, codes: set[str]
) -> None:
    first, refused = (await desk.talk.says(FACT)).text.split("\n")[:2], 0
    with beside(work, seeds(desk) / file):
        for _ in range(12):
            answer = (await desk.gets("/reload")).text
            assert (await desk.talk.says(FACT)).text.split("\n")[:2] == first
            if answer.startswith("Not reloaded: 1 problem\n"):
                refused += 1
                assert any(f"seeds/{file}:1: {code} " in answer for code in codes), answer
                break
            assert answer.startswith(("Nothing to change\n", "Now served\n")), answer
    assert refused
