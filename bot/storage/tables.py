"""The schema, once, for SQLite and for PostgreSQL."""

from sqlalchemy import BigInteger, CheckConstraint, Column, MetaData, String, Table

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

people = Table(
    "people",
    METADATA,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(2), CheckConstraint("language IN ('ar', 'en')", name="language"), nullable=False),
)
"""The language that a person chose. Nobody who chose nothing is in it."""
