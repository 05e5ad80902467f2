"""When a key came back."""

import sqlalchemy as sa
from alembic import op

revision = "example_0002"
down_revision = "example_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ext_aede__loans", sa.Column("returned_on", sa.Date))


def downgrade() -> None:
    op.drop_column("ext_aede__loans", "returned_on")
