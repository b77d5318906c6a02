"""What admins did, and the versions of the store that were served."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("who", sa.BigInteger),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_table(
        "versions",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("served", sa.BigInteger, nullable=False),
        sa.Column("served_by", sa.BigInteger),
        sa.Column("facts", sa.Integer, nullable=False),
        sa.Column("store", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    for table in ("versions", "audit"):
        op.drop_table(table)
