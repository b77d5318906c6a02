"""The compiled store, opened."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import aiosqlite
import pytest

from knowledge import compile as compiling
from knowledge.names import resolve
from knowledge.store import SCHEMA_VERSION, NotAStore, Store, connect, open_store
from tests.knowledge.curated import FACT, fact, snapshot, store, words


@pytest.fixture
async def opened(compiled: Path) -> Store:
    return await open_store(compiled)


def altered(compiled: Path, tmp_path: Path, statement: str) -> Path:
    """A copy of the store in which somebody else's program changed something."""
    copy = Path(shutil.copy(compiled, tmp_path / "altered.sqlite"))
    copy.chmod(0o600)
    connection = sqlite3.connect(copy)
    with connection:
        connection.execute(statement)
    connection.close()
    return copy


def test_it_holds_what_was_curated(opened: Store) -> None:
    held = snapshot(store())
    assert dict(opened.facts) == held.facts_by_id
    assert dict(opened.sources) == held.sources_by_id
    assert dict(opened.actors) == held.actors_by_id
    assert dict(opened.partners) == held.partners_by_code
    assert opened.version == held.version
    assert opened.short_version == held.version[:7]
    assert {code: [fact.id for fact in facts] for code, facts in opened.by_partner.items()} == {
        "DE": ["de-plant"],
        "SO": ["so-training"],
    }


async def test_deprecated_facts_and_partners_without_facts_are_kept_apart(tmp_path: Path) -> None:
    retired = fact("rank: deprecated", words("reason", "It was wrong.", "كان خطأ."))
    files = store(de=[retired, fact("id: de-b"), fact("id: de-a", words("text", "A visit.", "زيارة."))], so=[])
    opened = await open_store(compiling.write(snapshot(files), tmp_path))
    assert list(opened.facts) == ["de-plant", "de-b", "de-a"]
    assert [held.id for held in opened.by_partner["DE"]] == ["de-b", "de-a"]
    assert list(opened.by_partner) == ["DE"]
    assert list(opened.partners) == ["DE", "SO"]
    somalia = resolve("Somalia", opened.names, opened.by_partner.keys())
    assert (somalia.country, somalia.in_store) == ("SO", False)


@pytest.mark.parametrize(
    ("name", "country", "in_store"),
    [("germany", "DE", True), ("جرمانيا", "DE", True), ("Muscat", "OM", False), ("qwxzqk", None, False)],
)
def test_names_are_found_in_it(opened: Store, name: str, country: str | None, in_store: bool) -> None:  # noqa: FBT001
    answer = resolve(name, opened.names, opened.by_partner.keys())
    assert (answer.country, answer.in_store) == (country, in_store)


def test_nothing_of_it_can_be_changed(opened: Store) -> None:
    with pytest.raises(TypeError):
        opened.facts["de-plant"] = opened.facts["so-training"]  # type: ignore[index]
    with pytest.raises(TypeError):
        opened.by_partner["DE"] = ()  # type: ignore[index]
    with pytest.raises(AttributeError):
        opened.version = "1"  # type: ignore[misc]


async def test_its_file_can_only_be_read(compiled: Path) -> None:
    before = compiled.read_bytes()
    async with connect(compiled) as connection:
        with pytest.raises(aiosqlite.OperationalError, match="readonly"):
            await connection.execute("DELETE FROM facts")
    assert compiled.read_bytes() == before
    assert [file.name for file in compiled.parent.iterdir()] == [compiled.name]


@pytest.mark.parametrize("name", ["a store.sqlite", "100%.sqlite", "what?.sqlite", "a#b.sqlite", "متجر.sqlite"])
async def test_a_file_may_have_any_name(compiled: Path, tmp_path: Path, name: str) -> None:
    shutil.copy(compiled, tmp_path / name)
    assert list((await open_store(tmp_path / name)).facts) == ["de-plant", "so-training"]


def half(compiled: Path, file: Path) -> None:
    content = compiled.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def torn(compiled: Path, file: Path) -> None:
    content = compiled.read_bytes()
    file.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


NO_STORES: dict[str, Callable[[Path, Path], object]] = {
    "missing": lambda *_: None,
    "a directory": lambda _, file: file.mkdir(),
    "a pipe": lambda _, file: os.mkfifo(file),
    "a dangling link": lambda _, file: file.symlink_to("nowhere"),
    "empty": lambda _, file: file.touch(),
    "garbage": lambda _, file: file.write_bytes(b"garbage\n" * 4096),
    "a curated file": lambda _, file: file.write_text(FACT),
    "half a store": half,
    "a torn store": torn,
}


@pytest.mark.parametrize("make", NO_STORES.values(), ids=NO_STORES)
async def test_a_file_that_is_no_store_is_refused_by_name(
    compiled: Path, tmp_path: Path, make: Callable[[Path, Path], object]
) -> None:
    make(compiled, tmp_path / "it.sqlite")
    with pytest.raises(NotAStore, match=r"^it\.sqlite: "):
        await open_store(tmp_path / "it.sqlite")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meta SET value = '0' WHERE key = 'schema'",
        "UPDATE meta SET value = '1' WHERE key = 'schema'",
        "DELETE FROM meta WHERE key = 'schema'",
        "DROP TABLE meta",
        "DROP TABLE names",
        "ALTER TABLE facts RENAME COLUMN record TO fact",
        "UPDATE facts SET record = '{}'",
        "UPDATE facts SET record = 'x'",
        """UPDATE facts SET record = replace(record, '"agreement"', '"a kind to come"')""",
    ],
)
async def test_a_store_of_another_schema_is_refused(compiled: Path, tmp_path: Path, statement: str) -> None:
    with pytest.raises(NotAStore, match=r"^altered\.sqlite"):
        await open_store(altered(compiled, tmp_path, statement))


async def test_a_refusal_tells_both_schemas(compiled: Path, tmp_path: Path) -> None:
    other = altered(compiled, tmp_path, "UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(NotAStore) as refusal:
        await open_store(other)
    assert str(refusal.value) == f"altered.sqlite has schema 99, not {SCHEMA_VERSION}"


async def test_a_store_is_equal_to_itself_alone(opened: Store, compiled: Path) -> None:
    again = await open_store(compiled)
    assert again != opened
    assert len({opened, again}) == 2


def test_a_partner_keeps_its_aliases(opened: Store) -> None:
    assert opened.partners["DE"].aliases == {"en": ("Deutschland",), "ar": ("جرمانيا",)}
