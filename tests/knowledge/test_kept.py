"""Of a question only those words are kept that the store knows by itself: no name, number or address of anybody."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from knowledge import live, search
from knowledge.kept import GAP, LENGTH, kept
from knowledge.question import Reader
from knowledge.search import Search


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def searching(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Search]:
    seeds = Path(__file__).resolve().parents[2] / "seeds"
    store = await live.open_directory(seeds, tmp_path_factory.mktemp("compiled"))
    async with search.opened(store) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def reader(searching: Search) -> Reader:
    return (await searching.understanding()).reader


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How much does the Rheinmetall plant cost?", "how much does the rheinmetall plant cost"),
        (
            "what agreements has Qatar signed with Turkey in 2024",
            "what agreements has qatar signed with turkey in 2024",
        ),
        ("who is Aisha Al-Marri", f"who is {GAP} al {GAP}"),
        ("call me at +974 5551 2345 about submarines", f"call me at {GAP} about submarines"),
        ("mail dobrindt@example.org or https://example.org/khalifa about it", "mail or about it"),
        ("من هو محمد بن راشد المري؟", f"من هو {GAP} بن {GAP}"),
        ("is Dobrindt married to Ahmed?", f"is dobrindt married to {GAP}"),
        ("Zyxwv Qwrtz", ""),
        ("", ""),
    ],
)
def test_only_known_words_are_kept(reader: Reader, question: str, words: str) -> None:
    assert kept(question, reader) == words


@given(text=st.text(max_size=300))
def test_no_digits_but_years_and_never_too_long(reader: Reader, text: str) -> None:
    line = kept(text, reader)
    assert len(line) <= LENGTH
    assert all(len(word) == 4 for word in line.split() if any(letter.isdigit() for letter in word))
    assert "@" not in line
