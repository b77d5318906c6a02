"""Editions that wait for their owner's word."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("edition_id", sa.Integer, sa.ForeignKey("editions.id"), primary_key=True, autoincrement=False),
        sa.Column("owner", sa.BigInteger, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("basis", sa.String(32), nullable=False),
        sa.Column("parts", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("history", sa.String(32), sa.ForeignKey("histories.id")),
    )
    reviewed = sa.text("review")
    op.create_index(
        "ix_subscriptions_review", "subscriptions", ["next_due"], sqlite_where=reviewed, postgresql_where=reviewed
    )


def downgrade() -> None:
    op.drop_index("ix_subscriptions_review", "subscriptions")
    op.drop_table("reviews")
