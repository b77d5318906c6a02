"""The schema stands twice, in the tables and in the migrations; both say the same."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from bot.storage.database import open_database
from bot.storage.tables import METADATA


async def test_the_migrations_make_the_schema_of_the_tables(url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), METADATA))

    async with open_database(url) as engine, engine.connect() as connection:
        assert await connection.run_sync(differences) == []
