"""Languages that people chose: kept over a restart, theirs alone, and never half a choice."""

import asyncio

import pytest
from sqlalchemy.exc import DBAPIError

from bot.storage.database import open_database
from bot.storage.people import People
from knowledge.model import Language
from tests.bot.storage.conftest import Look

SOMEBODY, SOMEBODY_ELSE = 5_000_000_000, 7


async def test_a_choice_outlives_the_process_and_is_nobody_elses(url: str) -> None:
    async with open_database(url) as engine:
        people = People(engine)
        await people.load()
        assert people.language(SOMEBODY) is None
        await people.choose(SOMEBODY, "ar")
        assert people.language(SOMEBODY) == "ar"
    async with open_database(url) as engine:
        people = People(engine)
        await people.load()
        assert people.language(SOMEBODY) == "ar"
        assert people.language(SOMEBODY_ELSE) is None


async def test_the_last_choice_counts_and_is_kept_once(url: str, look: Look) -> None:
    choices: tuple[Language, ...] = ("ar", "en", "en", "ar", "en")
    async with open_database(url) as engine:
        people = People(engine)
        for language in choices:
            await people.choose(SOMEBODY, language)
        assert people.language(SOMEBODY) == "en"
    assert look("SELECT user_id, language FROM people") == [(SOMEBODY, "en")]


async def test_many_choose_at_once_and_all_are_kept(url: str, look: Look) -> None:
    async with open_database(url) as engine:
        people = People(engine)
        await asyncio.gather(*(people.choose(number, "ar") for number in range(1, 31)))
    assert look("SELECT count(*), min(language) FROM people") == [(30, "ar")]


async def test_a_choice_that_can_not_be_kept_is_not_pretended(url: str, look: Look) -> None:
    async with open_database(url) as engine:
        people = People(engine)
        await people.choose(SOMEBODY, "ar")
        look("CREATE TRIGGER full BEFORE INSERT ON people BEGIN SELECT RAISE(ABORT, 'disk full'); END")
        with pytest.raises(DBAPIError, match="disk full"):
            await people.choose(SOMEBODY, "en")
        assert people.language(SOMEBODY) == "ar"
    assert look("SELECT language FROM people") == [("ar",)]
