"""What people chose."""

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.tables import people
from knowledge.model import Language


class People:
    """Languages that people chose: all in memory, as every answer needs one, and written through."""

    what = "forgot-people"

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._languages: dict[int, Language] = {}

    async def load(self) -> None:
        async with self._engine.connect() as connection:
            rows = await connection.execute(select(people.c.user_id, people.c.language))
            self._languages = {user_id: "ar" if language == "ar" else "en" for user_id, language in rows}

    def language(self, user_id: int) -> Language | None:
        """The language that a person chose, if he did."""
        return self._languages.get(user_id)

    async def choose(self, user_id: int, language: Language) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(delete(people).where(people.c.user_id == user_id))
            await connection.execute(insert(people).values(user_id=user_id, language=language))
        self._languages[user_id] = language

    async def forget(self, user_id: int) -> int:
        async with self._engine.begin() as connection:
            removed = await connection.execute(delete(people).where(people.c.user_id == user_id))
        self._languages.pop(user_id, None)
        return removed.rowcount
