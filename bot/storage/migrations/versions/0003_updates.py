"""Updates that were worked."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "updates",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("worked", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("updates")
