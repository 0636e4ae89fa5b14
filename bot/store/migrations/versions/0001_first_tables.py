"""Conversations, languages, feedback, comments, answers, shares, files, and what was settled at Telegram."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "conversations",
        sa.Column("chat", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("user", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("topic", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("context", sa.Text, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("chat", "user", "topic", name="pk_conversations"),
    )
    op.create_table(
        "languages",
        sa.Column("chat", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("user", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("chat", "user", name="pk_languages"),
    )
    op.create_table(
        "feedback",
        sa.Column("chat", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("message", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("user", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("verdict", sa.SmallInteger, nullable=False),
        sa.Column("intent", sa.Text, nullable=False),
        sa.Column("networks", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("surface", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("chat", "message", "user", name="pk_feedback"),
    )
    op.create_table(
        "comments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False, autoincrement=True),
        sa.Column("user", sa.BigInteger, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_comments"),
    )
    for table in ("conversations", "languages", "feedback", "comments"):
        op.create_index(f"ix_{table}_user", table, ["user"])
    op.create_table(
        "answers",
        sa.Column("chat", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("question", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("replies", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("chat", "question", name="pk_answers"),
    )
    op.create_table(
        "shares",
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("network", sa.Text, nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("card", "network", name="pk_shares"),
    )
    op.create_table(
        "files",
        sa.Column("bot", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("file_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("bot", "content", name="pk_files"),
    )
    op.create_table(
        "settled",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_settled"),
    )
