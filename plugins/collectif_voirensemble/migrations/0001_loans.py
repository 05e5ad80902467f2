"""Equipment lent to peers."""

import sqlalchemy as sa
from alembic import op

revision = "voirensemble_0001"
down_revision = None
branch_labels = None
depends_on = None

TABLE = "ext_voirensemble__loans"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.String(12), primary_key=True),
        sa.Column("peer", sa.String(12)),
        sa.Column("equipment", sa.String(20), nullable=False),
        sa.Column("lent_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("returned_on", sa.Date),
    )
    op.create_index(f"ix_{TABLE}_peer", TABLE, ["peer"])


def downgrade() -> None:
    op.drop_table(TABLE)
