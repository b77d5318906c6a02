"""The schema, once, for SQLite and for PostgreSQL. Times are whole seconds since 1970 in UTC; a thread of 0 is none."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

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

histories = Table(
    "histories",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("facts", Text, nullable=False),
)
"""What a place has had: a JSON object from fact id to the fact's substance, named by its hash, so that equal places share one."""

subscriptions = Table(
    "subscriptions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("type", String(10), nullable=False),
    Column("title", Text, nullable=False),
    Column("owner", BigInteger),
    Column("language", String(4), nullable=False),
    Column("schedule", String(32), nullable=False),
    Column("time", String(5), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("partners", Text, nullable=False),
    Column("areas", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("quiet", Boolean, nullable=False),
    Column("when_empty", String(7), nullable=False),
    Column("review", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("next_due", BigInteger),
    Column("missed", BigInteger),
    Column("history", String(32), ForeignKey("histories.id")),
    UniqueConstraint("chat_id", "thread_id", name="uq_subscriptions_place"),
    Index("ix_subscriptions_due", "active", "next_due"),
)
"""Who gets digests, how and when. `missed`: when an edition was due that was skipped and is yet to be told of."""

editions = Table(
    "editions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("planned", BigInteger, nullable=False),
    Column("state", String(8), nullable=False),
    Column("store", String(64), nullable=False),
    Column("history_before", String(32), ForeignKey("histories.id")),
    UniqueConstraint("chat_id", "thread_id", "due", name="uq_editions_place"),
)
"""What was planned for a place at a time. `posted`, or `skipped`; before that, where an owner is asked: `review`, then
`approved` or `declined`. `off`: it is asked for no more, and may be planned anew."""

reviews = Table(
    "reviews",
    METADATA,
    Column("edition_id", Integer, ForeignKey("editions.id"), primary_key=True, autoincrement=False),
    Column("owner", BigInteger, nullable=False),
    Column("language", String(2), nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("basis", String(32), nullable=False),
    Column("parts", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("history", String(32), ForeignKey("histories.id")),
)
"""Editions that their owners have before them. `parts`: a JSON list of the names of their contents; `facts`: a JSON object
from the ids of the facts they were planned with to whether each stays; `basis`: a hash of what they were composed of;
`history`: what the place has had once they are posted."""

contents = Table(
    "contents",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("html", Text, nullable=False),
    Column("keyboard", Text),
    Column("facts", Text, nullable=False),
)
"""The texts of messages, named by their hash: equal places share one. `facts` is a JSON list of the ids that it carries."""

outbox = Table(
    "outbox",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", String(120), nullable=False),
    Column("edition_id", Integer, ForeignKey("editions.id")),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("content_id", String(32), ForeignKey("contents.id"), nullable=False),
    Column("edits", Integer, ForeignKey("outbox.id")),
    Column("silent", Boolean, nullable=False),
    Column("state", String(9), nullable=False),
    Column("message_id", BigInteger),
    Column("known_id", BigInteger),
    Column("generation", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("error", Text, nullable=False),
    Column("told", String(32)),
    UniqueConstraint("key", name="uq_outbox_key"),
    Index("ix_outbox_state", "state", "not_before"),
    Index("ix_outbox_chat", "chat_id", "id"),
    Index("ix_outbox_content", "content_id"),
)
"""Messages to send, in the order of their ids within a chat. `key` says what a row is and is there once: a part of an
edition, a notice, a correction. `edits`: the row whose message this one is to change, if it is no new message.
`known_id`: the last message known in the chat before this one left; it has a higher id. `told`: of a correction, the name of a
history with the facts that the place has had anew once it is sent."""

OPEN = ("pending", "sending", "uncertain")
# On PostgreSQL they have the same conditions, by their migrations; named here, they would load that dialect everywhere.
Index("ix_outbox_open", outbox.c.chat_id, outbox.c.id, sqlite_where=outbox.c.state.in_(OPEN))
Index("ix_subscriptions_review", subscriptions.c.next_due, sqlite_where=subscriptions.c.review)

for _name, _column in (
    ("ix_outbox_edits", outbox.c.edits),
    ("ix_outbox_edition", outbox.c.edition_id),
    ("ix_outbox_told", outbox.c.told),
    ("ix_editions_history", editions.c.history_before),
    ("ix_subscriptions_history", subscriptions.c.history),
):
    Index(_name, _column, sqlite_where=_column.is_not(None))  # what points to a row that may go

posts = Table(
    "posts",
    METADATA,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
)
"""Messages of others in places with digests, as updates told of them: what can't be a lost post of ours."""

switches = Table(
    "switches",
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("value", Text, nullable=False),
    Column("set_by", BigInteger),
    Column("set_at", BigInteger, nullable=False),
)
"""What admins switched, such as the hold on all digests; a switch that is off is not in it."""
GENERATION = "generation"
"""The row of `switches` that counts the processes that became active, one after the other."""

updates = Table(
    "updates",
    METADATA,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("worked", BigInteger, nullable=False),
)
"""Updates that came by webhook and were worked, and when: Telegram sends again what it thinks was not taken."""

audit = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("who", BigInteger),
    Column("what", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Index("ix_audit_at", "at"),
)
"""What admins did and others tried; nobody in `who`: the machine's operator."""

versions = Table(
    "versions",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("served", BigInteger, nullable=False),
    Column("served_by", BigInteger),
    Column("facts", Integer, nullable=False),
    Column("store", LargeBinary, nullable=False),
)
"""Versions of the store that were served, each with its compiled file, compressed; `served`: when it was last begun with."""

asked = Table(
    "asked",
    METADATA,
    Column("week", String(8), primary_key=True),
    Column("question", String(160), primary_key=True),
    Column("outcome", String(8), primary_key=True),
    Column("count", Integer, nullable=False),
)
"""Questions that were not answered, counted by the ISO week. Nobody's: no person, no chat, no time, and no word of a
question that the store and its lexicon don't know by themselves."""

reports = Table(
    "reports",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("fact", String(50), nullable=False),
    Column("reader", BigInteger, nullable=False),
    Column("language", String(2), nullable=False),
    Column("text", Text, nullable=False),
    Column("state", String(6), nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("sent", BigInteger),
    Column("told", Boolean, nullable=False),
    Column("taken_by", BigInteger),
    Column("answer", Text, nullable=False),
    Column("answers", Integer, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Index("ix_reports_state", "state", "changed"),
    Index("ix_reports_reader", "reader"),
    Index("ix_reports_sent", "sent"),
)
"""What readers say is wrong with a fact: `draft` until sent, then `open`, then `closed`. `taken_by`: the admin who is writing
an answer, which stands in `answer` until it is sent; `message_id`: where the one who is writing does so."""
