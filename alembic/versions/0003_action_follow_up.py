"""Milestones, indicators, closing reports and photos of actions."""

import sqlalchemy as sa
from alembic import op

from collectif.db import UTCDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "action_indicators",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("direction", sa.String(length=4), nullable=False),
        sa.Column("baseline", sa.BigInteger(), nullable=False),
        sa.Column("baseline_on", sa.Date(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=False),
        sa.Column("target_on", sa.Date(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(direction = 'up' and target >= baseline) or (direction = 'down' and target <= baseline)",
            name=op.f("ck_action_indicators_way"),
        ),
        sa.CheckConstraint("direction in ('up', 'down')", name=op.f("ck_action_indicators_direction")),
        sa.CheckConstraint("target_on >= baseline_on", name=op.f("ck_action_indicators_dates")),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f("fk_action_indicators_action_id_actions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_indicators")),
        sa.UniqueConstraint("public_id", name=op.f("uq_action_indicators_public_id")),
    )
    op.create_index(op.f("ix_action_indicators_action_id"), "action_indicators", ["action_id"], unique=False)
    op.create_table(
        "action_milestones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f("fk_action_milestones_action_id_actions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_action_milestones_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_milestones")),
        sa.UniqueConstraint("public_id", name=op.f("uq_action_milestones_public_id")),
    )
    op.create_index(
        "ix_action_milestones_action_id_position", "action_milestones", ["action_id", "position"], unique=False
    )
    op.create_index("ix_action_milestones_done_on_due_on", "action_milestones", ["done_on", "due_on"], unique=False)
    op.create_index(
        op.f("ix_action_milestones_organisation_id"), "action_milestones", ["organisation_id"], unique=False
    )
    op.create_table(
        "action_photos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(length=300), nullable=False),
        sa.Column("credit", sa.String(length=160), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("published_at", UTCDateTime(), nullable=True),
        sa.Column("removed_at", UTCDateTime(), nullable=True),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "removed_at is not null or (alt != '' and credit != '' and agreed)", name=op.f("ck_action_photos_words")
        ),
        sa.CheckConstraint(
            "not published or (removed_at is null and published_at is not null)",
            name=op.f("ck_action_photos_published"),
        ),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f("fk_action_photos_action_id_actions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["added_by_id"], ["accounts.id"], name=op.f("fk_action_photos_added_by_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_photos")),
        sa.UniqueConstraint("public_id", name=op.f("uq_action_photos_public_id")),
    )
    op.create_index("ix_action_photos_action_id_position", "action_photos", ["action_id", "position"], unique=False)
    op.create_index(op.f("ix_action_photos_added_by_id"), "action_photos", ["added_by_id"], unique=False)
    op.create_table(
        "action_reports",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=True),
        sa.Column("peers", sa.Integer(), nullable=True),
        sa.Column("partners", sa.String(length=600), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("cost_public", sa.Boolean(), nullable=False),
        sa.Column("learned", sa.Text(), nullable=False),
        sa.Column("next_steps", sa.Text(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("cost is null or cost >= 0", name=op.f("ck_action_reports_cost")),
        sa.CheckConstraint("participants is null or participants >= 0", name=op.f("ck_action_reports_participants")),
        sa.CheckConstraint("peers is null or peers >= 0", name=op.f("ck_action_reports_peers")),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f("fk_action_reports_action_id_actions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("action_id", name=op.f("pk_action_reports")),
    )
    op.create_table(
        "action_measures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("comment", sa.String(length=300), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.CheckConstraint("replaces_id is null or comment != ''", name=op.f("ck_action_measures_comment")),
        sa.CheckConstraint("value is not null or replaces_id is not null", name=op.f("ck_action_measures_value")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_action_measures_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["action_indicators.id"],
            name=op.f("fk_action_measures_indicator_id_action_indicators"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["action_measures.id"],
            name=op.f("fk_action_measures_replaces_id_action_measures"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_measures")),
        sa.UniqueConstraint("public_id", name=op.f("uq_action_measures_public_id")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_action_measures_replaces_id")),
    )
    op.create_index(op.f("ix_action_measures_account_id"), "action_measures", ["account_id"], unique=False)
    op.create_index(
        "ix_action_measures_indicator_id_on_day", "action_measures", ["indicator_id", "on_day"], unique=False
    )
    op.create_table(
        "action_pictures",
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"], ["library_contents.id"], name=op.f("fk_action_pictures_content_id_library_contents")
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"],
            ["action_photos.id"],
            name=op.f("fk_action_pictures_photo_id_action_photos"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("photo_id", "width", name=op.f("pk_action_pictures")),
    )
    op.create_index(op.f("ix_action_pictures_content_id"), "action_pictures", ["content_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_action_pictures_content_id"), table_name="action_pictures")
    op.drop_table("action_pictures")
    op.drop_index("ix_action_measures_indicator_id_on_day", table_name="action_measures")
    op.drop_index(op.f("ix_action_measures_account_id"), table_name="action_measures")
    op.drop_table("action_measures")
    op.drop_table("action_reports")
    op.drop_index(op.f("ix_action_photos_added_by_id"), table_name="action_photos")
    op.drop_index("ix_action_photos_action_id_position", table_name="action_photos")
    op.drop_table("action_photos")
    op.drop_index(op.f("ix_action_milestones_organisation_id"), table_name="action_milestones")
    op.drop_index("ix_action_milestones_done_on_due_on", table_name="action_milestones")
    op.drop_index("ix_action_milestones_action_id_position", table_name="action_milestones")
    op.drop_table("action_milestones")
    op.drop_index(op.f("ix_action_indicators_action_id"), table_name="action_indicators")
    op.drop_table("action_indicators")
