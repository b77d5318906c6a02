"""From curated files to an open store, compiled aside."""

import asyncio
import gc
import os
import shutil
import signal
import sqlite3
import sys
import weakref
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from knowledge import live, loader
from knowledge.store import NotAStore, Store, open_store
from tests.knowledge.curated import changed, fact, places, store, write
from tests.knowledge.processes import environment


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write(store(), tmp_path)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "var/stores"


def cached(cache: Path) -> list[str]:
    return sorted(file.name for file in cache.iterdir())


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.005)  # a file of another process gives no sign


async def test_a_directory_is_compiled_once_and_then_only_opened(seeds: Path, cache: Path) -> None:
    first = await live.open_directory(seeds, cache)
    file = cache / f"{first.version}.sqlite"
    before = file.stat()
    again = await live.open_directory(seeds, cache)
    assert list(first.facts) == list(again.facts) == ["de-plant", "so-training"]
    assert (first.version, cached(cache)) == (again.version, [file.name])
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


async def test_changed_files_are_another_version_beside_the_older(seeds: Path, cache: Path, compiled: Path) -> None:
    cache.mkdir(parents=True)
    shutil.copy(compiled, cache)
    older = await live.open_directory(seeds, cache)
    (seeds / "facts/so.yaml").write_text("format: 1\nfacts: []\n")
    newer = await live.open_directory(seeds, cache)
    assert list(newer.facts) == ["de-plant"]
    assert list(older.facts) == ["de-plant", "so-training"]
    assert cached(cache) == sorted(f"{held.version}.sqlite" for held in (older, newer))


async def test_files_with_problems_are_refused_with_all_of_them(seeds: Path, cache: Path) -> None:
    files = store(de=[fact("importance: 9")], so=[changed(fact(), "kind: treaty", "status: done")])
    for name, text in files.items():
        (seeds / name).write_text(text)
    (seeds / "actors.yaml").unlink()
    (seeds / "sources.yaml").write_text("format: 1\nsources: a: b\n")
    (seeds / "partners.yaml").write_bytes(b"\xff")
    with pytest.raises(live.Refused) as refusal:
        await live.open_directory(seeds, cache)
    assert refusal.value.problems == tuple(loader.load(seeds)[1])
    assert places(refusal.value.problems) == [
        "seeds/actors.yaml:1 missing",
        "seeds/facts/de.yaml:15 schema",
        "seeds/facts/so.yaml:5 schema",
        "seeds/facts/so.yaml:7 schema",
        "seeds/partners.yaml:1 encoding",
        "seeds/sources.yaml:2 syntax",
    ]
    assert str(refusal.value).split("\n") == [str(problem) for problem in refusal.value.problems]
    assert cached(cache) == []


async def test_a_broken_rule_is_refused_too(seeds: Path, cache: Path) -> None:
    (seeds / "facts/de.yaml").write_text(store(de=[fact("id: plant")])["facts/de.yaml"])
    with pytest.raises(live.Refused, match=r"^seeds/facts/de\.yaml:3: id-form “plant” is to begin with “de-”$"):
        await live.open_directory(seeds, cache)


async def test_a_directory_that_is_none_is_refused(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(live.Refused, match=r"^nowhere:1: missing "):
        await live.open_directory(tmp_path / "nowhere", cache)


def damaged(store: Path) -> None:
    store.unlink()
    store.write_bytes(b"garbage")


def of_another_release(store: Path) -> None:
    store.chmod(0o600)
    connection = sqlite3.connect(store)
    with connection:
        connection.execute("UPDATE meta SET value = 'another' WHERE key = 'compiler'")
    connection.close()


@pytest.mark.parametrize("alter", [damaged, of_another_release])
async def test_a_store_that_is_not_as_this_release_would_make_it_is_compiled_anew(
    seeds: Path, cache: Path, compiled: Path, alter: Callable[[Path], None]
) -> None:
    cache.mkdir(parents=True)
    alter(Path(shutil.copy(compiled, cache)))
    assert list((await live.open_directory(seeds, cache)).facts) == ["de-plant", "so-training"]
    assert (cache / compiled.name).read_bytes() == compiled.read_bytes()


async def test_compiling_that_is_cancelled_leaves_no_process_and_no_file(seeds: Path, cache: Path) -> None:
    me = psutil.Process()
    before = set(me.children())
    compiling = asyncio.create_task(live.open_directory(seeds, cache))
    await until(lambda: cache.is_dir() and any(cache.glob("*.part")))
    compiling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await compiling
    assert set(me.children()) - before == set()
    assert cached(cache) == []


async def test_a_compiler_that_is_killed_is_told_and_leaves_no_file(seeds: Path, cache: Path) -> None:
    before = set(psutil.Process().children())
    compiling = asyncio.create_task(live.open_directory(seeds, cache))
    await until(lambda: cache.is_dir() and any(cache.glob("*.part")))
    for process in set(psutil.Process().children()) - before:
        os.kill(process.pid, signal.SIGKILL)
    with pytest.raises(live.CompilerDied, match=r"the compiler ended with -9"):
        await compiling
    assert cached(cache) == []


@pytest.mark.parametrize(
    ("limit", "said"),
    [("-v 120000", r"ended with 2: .*out of memory"), ("-f 10", r"ended with 2: .*disk"), ("-t 1", "ended with -")],
)
async def test_a_compiler_out_of_memory_disk_or_time_is_told(seeds: Path, cache: Path, limit: str, said: str) -> None:
    """In a process of its own, whose limits the compiler inherits."""
    script = (
        "import asyncio, pathlib, sys\nfrom knowledge import live\n"
        "try: asyncio.run(live.open_directory(*map(pathlib.Path, sys.argv[1:])))\n"
        "except live.CompilerDied as died: print(died)\n"
    )
    process = await asyncio.create_subprocess_exec(
        "bash", "-c", f'ulimit -c 0; ulimit {limit}; exec "$@"', "bash", sys.executable, "-c", script, seeds, cache,
        env=environment(), stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    output, _ = await process.communicate()
    assert process.returncode == 0
    assert output.count(b"\n") == 1
    with pytest.raises(live.CompilerDied, match=said):
        raise live.CompilerDied(output.decode())
    assert cached(cache) == []


async def test_two_at_once_make_one_file(seeds: Path, cache: Path) -> None:
    one, other = await asyncio.gather(live.open_directory(seeds, cache), live.open_directory(seeds, cache))
    assert list(one.facts) == list(other.facts)
    assert cached(cache) == [f"{one.version}.sqlite"]


@pytest.fixture
async def versions(seeds: Path, cache: Path, compiled: Path) -> tuple[Store, Store]:
    """Two versions of a store; the newer one holds nothing on Somalia."""
    (seeds / "facts/so.yaml").write_text("format: 1\nfacts: []\n")
    return await open_store(compiled), await live.open_directory(seeds, cache)


async def found(served: live.Served) -> list[str]:
    return [fact.id for fact in (await served.search.find("joint training")).facts]


async def test_whoever_began_on_a_version_ends_on_it_and_it_is_closed_after_the_last(
    versions: tuple[Store, Store],
) -> None:
    older, newer = versions
    async with live.serving(older) as serving:
        with serving.lease(), serving.lease():
            before = serving.current
            await serving.swap(newer)
            assert serving.current is before
            assert (serving.newest.store, await found(before)) == (newer, ["so-training"])
        assert serving.current.store is newer
        assert await found(serving.current) == []
        await asyncio.gather(*serving._closing)
        with pytest.raises(ValueError, match=r"[Cc]onnection closed|no active connection"):
            await found(before)


async def test_a_task_that_outlives_its_update_sees_what_is_newest(versions: tuple[Store, Store]) -> None:
    older, newer = versions
    go = asyncio.Event()

    async def later(serving: live.Live) -> Store:
        await go.wait()
        return serving.current.store

    async with live.serving(older) as serving:
        with serving.lease():
            task = asyncio.create_task(later(serving))
            await serving.swap(newer)
        go.set()
        assert await task is newer


async def test_a_task_that_outlives_its_update_keeps_no_version_in_memory(tmp_path: Path, cache: Path) -> None:
    first, second = (write(store(), tmp_path / name) for name in ("first", "second"))
    (second / "facts/so.yaml").write_text("format: 1\nfacts: []\n")
    older, go = await live.open_directory(first, cache), asyncio.Event()
    seen = weakref.ref(older)
    async with live.serving(older) as serving:
        del older
        with serving.lease():
            task = asyncio.create_task(go.wait())
            await serving.swap(await live.open_directory(second, cache))
        await asyncio.gather(*serving._closing)
        gc.collect()
        assert not task.done()
        assert seen() is None
        go.set()
        await task


async def test_a_store_that_cannot_be_searched_is_not_swapped_in(versions: tuple[Store, Store]) -> None:
    older, newer = versions
    async with live.serving(older) as serving:
        newer.file.unlink()
        with pytest.raises(NotAStore):
            await serving.swap(newer)
        assert serving.current.store is older
        assert await found(serving.current) == ["so-training"]
