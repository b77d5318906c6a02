"""What readers say is wrong with a fact."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("fact", sa.String(50), nullable=False),
        sa.Column("reader", sa.BigInteger, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("state", sa.String(6), nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("sent", sa.BigInteger),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.Column("taken_by", sa.BigInteger),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("answers", sa.Integer, nullable=False),
        sa.Column("changed", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_reports_state", "reports", ["state", "changed"])
    op.create_index("ix_reports_reader", "reports", ["reader"])
    op.create_index("ix_reports_sent", "reports", ["sent"])


def downgrade() -> None:
    op.drop_table("reports")
