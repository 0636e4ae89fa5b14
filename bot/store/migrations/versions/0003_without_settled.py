"""What was settled at Telegram is asked of Telegram itself, so nothing of it is kept."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Removes the table."""
    op.drop_table("settled")
