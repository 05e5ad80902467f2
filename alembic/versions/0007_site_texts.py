"""Texts of the public pages: their versions, and who approved them in plain language."""

import sqlalchemy as sa
from alembic import op

from collectif.crypto import EncryptedText
from collectif.db import UTCDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "site_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("plain_hash", sa.String(length=64), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", UTCDateTime(), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("state in ('draft', 'current', 'superseded')", name=op.f("ck_site_texts_state")),
        sa.CheckConstraint(
            "state = 'draft' or (published_at is not null and plain_hash is not null)",
            name=op.f("ck_site_texts_published"),
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["accounts.id"], name=op.f("fk_site_texts_created_by_id_accounts")),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["accounts.id"], name=op.f("fk_site_texts_published_by_id_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_texts")),
        sa.UniqueConstraint("page", "number", name=op.f("uq_site_texts_page_number")),
    )
    op.create_index(op.f("ix_site_texts_created_by_id"), "site_texts", ["created_by_id"])
    op.create_index(op.f("ix_site_texts_published_by_id"), "site_texts", ["published_by_id"])
    for state in ("current", "draft"):
        only = sa.text(f"state = '{state}'")
        op.create_index(
            f"uq_site_texts_{state}", "site_texts", ["page"], unique=True, sqlite_where=only, postgresql_where=only
        )
    op.create_table(
        "site_text_blocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("standard", sa.Text(), nullable=False),
        sa.Column("plain_title", sa.String(length=120), nullable=False),
        sa.Column("plain", sa.Text(), nullable=False),
        sa.Column("to_revisit", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["text_id"], ["site_texts.id"], name=op.f("fk_site_text_blocks_text_id_site_texts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_text_blocks")),
        sa.UniqueConstraint("text_id", "name", name=op.f("uq_site_text_blocks_text_id_name")),
    )
    op.create_table(
        "site_text_approvals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("plain_hash", sa.String(length=64), nullable=False),
        sa.Column("reader_name", EncryptedText(), nullable=True),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["accounts.id"], name=op.f("fk_site_text_approvals_recorded_by_id_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_text_approvals")),
        sa.UniqueConstraint("public_id", name=op.f("uq_site_text_approvals_public_id")),
    )
    op.create_index(op.f("ix_site_text_approvals_recorded_at"), "site_text_approvals", ["recorded_at"])
    op.create_index(op.f("ix_site_text_approvals_recorded_by_id"), "site_text_approvals", ["recorded_by_id"])
    standing = sa.text("withdrawn_at is null")
    op.create_index(
        "uq_site_text_approvals_standing", "site_text_approvals", ["page", "plain_hash"], unique=True,
        sqlite_where=standing, postgresql_where=standing,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("site_text_approvals")
    op.drop_table("site_text_blocks")
    op.drop_table("site_texts")
