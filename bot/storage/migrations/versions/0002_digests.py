"""Subscriptions, their editions, and the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "histories",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("facts", sa.Text, nullable=False),
    )
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger, nullable=False),
        sa.Column("type", sa.String(10), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("owner", sa.BigInteger),
        sa.Column("language", sa.String(4), nullable=False),
        sa.Column("schedule", sa.String(32), nullable=False),
        sa.Column("time", sa.String(5), nullable=False),
        sa.Column("timezone", sa.String(64), nullable=False),
        sa.Column("partners", sa.Text, nullable=False),
        sa.Column("areas", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("quiet", sa.Boolean, nullable=False),
        sa.Column("when_empty", sa.String(7), nullable=False),
        sa.Column("review", sa.Boolean, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("next_due", sa.BigInteger),
        sa.Column("missed", sa.BigInteger),
        sa.Column("history", sa.String(32), sa.ForeignKey("histories.id")),
        sa.UniqueConstraint("chat_id", "thread_id", name="uq_subscriptions_place"),
    )
    op.create_index("ix_subscriptions_due", "subscriptions", ["active", "next_due"])
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger, nullable=False),
        sa.Column("due", sa.BigInteger, nullable=False),
        sa.Column("planned", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("store", sa.String(64), nullable=False),
        sa.Column("history_before", sa.String(32), sa.ForeignKey("histories.id")),
        sa.UniqueConstraint("chat_id", "thread_id", "due", name="uq_editions_place"),
    )
    op.create_table(
        "contents",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("html", sa.Text, nullable=False),
        sa.Column("keyboard", sa.Text),
        sa.Column("facts", sa.Text, nullable=False),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("edition_id", sa.Integer, sa.ForeignKey("editions.id")),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger, nullable=False),
        sa.Column("content_id", sa.String(32), sa.ForeignKey("contents.id"), nullable=False),
        sa.Column("edits", sa.Integer, sa.ForeignKey("outbox.id")),
        sa.Column("silent", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("known_id", sa.BigInteger),
        sa.Column("generation", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("not_before", sa.BigInteger, nullable=False),
        sa.Column("changed", sa.BigInteger, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index("ix_outbox_state", "outbox", ["state", "not_before"])
    op.create_index("ix_outbox_chat", "outbox", ["chat_id", "id"])
    op.create_index("ix_outbox_content", "outbox", ["content_id"])
    is_open = sa.text("state IN ('pending', 'sending', 'uncertain')")
    op.create_index("ix_outbox_open", "outbox", ["chat_id", "id"], sqlite_where=is_open, postgresql_where=is_open)
    op.create_table(
        "posts",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("message_id", sa.BigInteger, primary_key=True, autoincrement=False),
    )
    op.create_table(
        "switches",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("set_by", sa.BigInteger),
        sa.Column("set_at", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    for table in ("switches", "posts", "outbox", "contents", "editions", "subscriptions", "histories"):
        op.drop_table(table)
