"""Personal calendars."""

import sqlalchemy as sa
from alembic import op

from collectif.db import UTCDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "personal_calendars",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_personal_calendars_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_personal_calendars")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_personal_calendars_token_hash")),
    )


def downgrade() -> None:
    op.drop_table("personal_calendars")
