"""The mark that says whether public pages that are kept still hold."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table = op.create_table(
        "public_revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_public_revision_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_revision")),
    )
    op.bulk_insert(table, [{"id": 1, "mark": secrets.token_hex(16)}])


def downgrade() -> None:
    op.drop_table("public_revision")
