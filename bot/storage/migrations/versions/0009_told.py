"""What a place has had anew once a correction is sent."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("told", sa.String(32)))
    there = sa.text("told IS NOT NULL")
    op.create_index("ix_outbox_told", "outbox", ["told"], sqlite_where=there, postgresql_where=there)


def downgrade() -> None:
    op.drop_index("ix_outbox_told", "outbox")
    op.drop_column("outbox", "told")
