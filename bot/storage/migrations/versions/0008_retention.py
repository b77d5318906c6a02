"""Indexes by which is found what nothing points to any more."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_INDEXES = (
    ("ix_outbox_edits", "outbox", "edits"),
    ("ix_outbox_edition", "outbox", "edition_id"),
    ("ix_editions_history", "editions", "history_before"),
    ("ix_subscriptions_history", "subscriptions", "history"),
)


def upgrade() -> None:
    for name, table, column in _INDEXES:
        there = sa.text(f"{column} IS NOT NULL")
        op.create_index(name, table, [column], sqlite_where=there, postgresql_where=there)


def downgrade() -> None:
    for name, table, _ in _INDEXES:
        op.drop_index(name, table)
