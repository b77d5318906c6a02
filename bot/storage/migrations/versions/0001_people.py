"""The languages that people chose."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.CheckConstraint("language IN ('ar', 'en')", name="ck_people_language"),
    )


def downgrade() -> None:
    op.drop_table("people")
