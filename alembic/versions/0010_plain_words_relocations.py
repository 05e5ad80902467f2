"""What is found has its plain language; a convened meeting changes its place."""

import sqlalchemy as sa
from alembic import op

from collectif.db import UTCDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("search_entries", sa.Column("plain", sa.Text(), server_default="", nullable=False))
    op.add_column("meetings", sa.Column("relocated_at", UTCDateTime(), nullable=True))
    op.create_table(
        "meeting_relocations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("planned_place", sa.String(length=300), nullable=True),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_relocations_meeting_id_meetings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_relocations")),
    )  # fmt: skip
    op.create_index(op.f("ix_meeting_relocations_meeting_id"), "meeting_relocations", ["meeting_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_meeting_relocations_meeting_id"), table_name="meeting_relocations")
    op.drop_table("meeting_relocations")
    op.drop_column("meetings", "relocated_at")
    op.drop_column("search_entries", "plain")
