"""The keys lent."""

import sqlalchemy as sa
from alembic import op

revision = "example_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ext_aede__loans",
        sa.Column("id", sa.String(12), primary_key=True),
        sa.Column("peer", sa.String(12), index=True),
        sa.Column("door", sa.String(80), nullable=False),
        sa.Column("lent_on", sa.Date, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("ext_aede__loans")
