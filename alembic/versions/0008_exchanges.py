"""Exchange sessions between peers."""

import sqlalchemy as sa
from alembic import op

from collectif.crypto import EncryptedText
from collectif.db import UTCDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exchange_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rhythm", sa.String(length=10), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("rhythm in ('week', 'fortnight', 'month')", name=op.f("ck_exchange_series_rhythm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_series")),
    )
    op.create_table(
        "exchange_sessions",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("facilitator_id", sa.Integer(), nullable=True),
        sa.Column("facilitator_words", sa.String(length=160), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("summary", sa.String(length=1000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("sort_title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=2000), nullable=False),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("place_name", sa.String(length=160), nullable=False),
        sa.Column("place_address", sa.String(length=300), nullable=False),
        sa.Column("commune_code", sa.String(length=5), nullable=True),
        sa.Column("joining", sa.String(length=600), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("enrol_until", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("cancellation_reason", sa.String(length=600), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "audience = 'collective' or organisation_id is not null",
            name=op.f("ck_exchange_sessions_audience_organisation"),
        ),
        sa.CheckConstraint("audience in ('collective', 'sponsored')", name=op.f("ck_exchange_sessions_audience")),
        sa.CheckConstraint(
            "kind != 'departmental_day' or organisation_id is null", name=op.f("ck_exchange_sessions_departmental_day")
        ),
        sa.CheckConstraint(
            "kind in ('peer_group', 'intervision', 'practice_analysis', 'departmental_day')",
            name=op.f("ck_exchange_sessions_kind"),
        ),
        sa.CheckConstraint("not is_public or kind = 'departmental_day'", name=op.f("ck_exchange_sessions_is_public")),
        sa.CheckConstraint(
            "state != 'cancelled' or cancellation_reason != ''", name=op.f("ck_exchange_sessions_cancellation_reason")
        ),
        sa.CheckConstraint(
            "state in ('planned', 'open', 'held', 'cancelled')", name=op.f("ck_exchange_sessions_state")
        ),
        sa.CheckConstraint("capacity between 1 and 500", name=op.f("ck_exchange_sessions_capacity")),
        sa.CheckConstraint("ends > begins", name=op.f("ck_exchange_sessions_hours")),
        sa.CheckConstraint("enrol_until <= starts_on", name=op.f("ck_exchange_sessions_enrol_until")),
        sa.ForeignKeyConstraint(
            ["commune_code"], ["communes.code"], name=op.f("fk_exchange_sessions_commune_code_communes")
        ),
        sa.ForeignKeyConstraint(
            ["facilitator_id"],
            ["accounts.id"],
            name=op.f("fk_exchange_sessions_facilitator_id_accounts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_exchange_sessions_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["exchange_series.id"], name=op.f("fk_exchange_sessions_series_id_exchange_series")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_sessions")),
        sa.UniqueConstraint("id", "capacity", name="uq_exchange_sessions_capacity"),
        sa.UniqueConstraint("public_id", name=op.f("uq_exchange_sessions_public_id")),
    )
    op.create_index(op.f("ix_exchange_sessions_commune_code"), "exchange_sessions", ["commune_code"], unique=False)
    op.create_index(op.f("ix_exchange_sessions_facilitator_id"), "exchange_sessions", ["facilitator_id"], unique=False)
    op.create_index(
        "ix_exchange_sessions_organisation_id_starts_on",
        "exchange_sessions",
        ["organisation_id", "starts_on"],
        unique=False,
    )
    op.create_index(
        "ix_exchange_sessions_series_id_starts_on", "exchange_sessions", ["series_id", "starts_on"], unique=False
    )
    op.create_index(op.f("ix_exchange_sessions_sort_title"), "exchange_sessions", ["sort_title"], unique=False)
    op.create_index(op.f("ix_exchange_sessions_starts_on"), "exchange_sessions", ["starts_on"], unique=False)
    op.create_index("ix_exchange_sessions_state_starts_on", "exchange_sessions", ["state", "starts_on"], unique=False)
    op.create_table(
        "exchange_accesses",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["exchange_sessions.id"],
            name=op.f("fk_exchange_accesses_session_id_exchange_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "name", name=op.f("pk_exchange_accesses")),
    )
    op.create_index("ix_exchange_accesses_name_session_id", "exchange_accesses", ["name", "session_id"], unique=False)
    op.create_table(
        "exchange_faces",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("face", sa.String(length=10), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("face in ('good', 'mixed', 'bad')", name=op.f("ck_exchange_faces_face")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["exchange_sessions.id"],
            name=op.f("fk_exchange_faces_session_id_exchange_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "face", name=op.f("pk_exchange_faces")),
    )
    op.create_table(
        "exchange_seats",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("shows_first_name", sa.Boolean(), nullable=False),
        sa.Column("gave_feedback", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("enrolled_by_id", sa.Integer(), nullable=True),
        sa.Column("reminded_week_on", sa.Date(), nullable=True),
        sa.Column("reminded_day_on", sa.Date(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("seat_number", sa.Integer(), nullable=True),
        sa.Column("seat_count", sa.Integer(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("offered_until", UTCDateTime(), nullable=True),
        sa.Column("offer_hash", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "(offered_until is not null) = (state = 'offered')", name=op.f("ck_exchange_seats_offered_until")
        ),
        sa.CheckConstraint(
            "(seat_number is null) = (state in ('waiting', 'left', 'lapsed', 'cancelled'))",
            name=op.f("ck_exchange_seats_seat_state"),
        ),
        sa.CheckConstraint(
            "state in ('waiting', 'offered', 'held', 'left', 'lapsed', 'cancelled', 'present', 'absent')",
            name=op.f("ck_exchange_seats_state"),
        ),
        sa.CheckConstraint("seat_number between 1 and seat_count", name=op.f("ck_exchange_seats_seat_number")),
        sa.ForeignKeyConstraint(
            ["enrolled_by_id"],
            ["accounts.id"],
            name=op.f("fk_exchange_seats_enrolled_by_id_accounts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["peers.id"], name=op.f("fk_exchange_seats_peer_id_peers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id", "seat_count"],
            ["exchange_sessions.id", "exchange_sessions.capacity"],
            name="fk_exchange_seats_seat_count",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["exchange_sessions.id"],
            name=op.f("fk_exchange_seats_session_id_exchange_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_seats")),
        sa.UniqueConstraint("offer_hash", name=op.f("uq_exchange_seats_offer_hash")),
        sa.UniqueConstraint("public_id", name=op.f("uq_exchange_seats_public_id")),
        sa.UniqueConstraint("session_id", "seat_number", name="uq_exchange_seats_seat_number"),
    )
    op.create_index(op.f("ix_exchange_seats_enrolled_by_id"), "exchange_seats", ["enrolled_by_id"], unique=False)
    op.create_index("ix_exchange_seats_peer_id_state", "exchange_seats", ["peer_id", "state"], unique=False)
    op.create_index("ix_exchange_seats_state_offered_until", "exchange_seats", ["state", "offered_until"], unique=False)
    op.create_index(
        "uq_exchange_seats_person",
        "exchange_seats",
        ["session_id", "peer_id"],
        unique=True,
        sqlite_where=sa.text("state not in ('left', 'lapsed', 'cancelled')"),
        postgresql_where=sa.text("state not in ('left', 'lapsed', 'cancelled')"),
    )
    op.create_table(
        "exchange_themes",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["exchange_sessions.id"],
            name=op.f("fk_exchange_themes_session_id_exchange_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "name", name=op.f("pk_exchange_themes")),
    )
    op.create_table(
        "exchange_words",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("text", EncryptedText(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["exchange_sessions.id"],
            name=op.f("fk_exchange_words_session_id_exchange_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_words")),
    )
    op.create_index(op.f("ix_exchange_words_session_id"), "exchange_words", ["session_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_exchange_words_session_id"), table_name="exchange_words")
    op.drop_table("exchange_words")
    op.drop_table("exchange_themes")
    op.drop_index(
        "uq_exchange_seats_person",
        table_name="exchange_seats",
        sqlite_where=sa.text("state not in ('left', 'lapsed', 'cancelled')"),
        postgresql_where=sa.text("state not in ('left', 'lapsed', 'cancelled')"),
    )
    op.drop_index("ix_exchange_seats_state_offered_until", table_name="exchange_seats")
    op.drop_index("ix_exchange_seats_peer_id_state", table_name="exchange_seats")
    op.drop_index(op.f("ix_exchange_seats_enrolled_by_id"), table_name="exchange_seats")
    op.drop_table("exchange_seats")
    op.drop_table("exchange_faces")
    op.drop_index("ix_exchange_accesses_name_session_id", table_name="exchange_accesses")
    op.drop_table("exchange_accesses")
    op.drop_index("ix_exchange_sessions_state_starts_on", table_name="exchange_sessions")
    op.drop_index(op.f("ix_exchange_sessions_starts_on"), table_name="exchange_sessions")
    op.drop_index(op.f("ix_exchange_sessions_sort_title"), table_name="exchange_sessions")
    op.drop_index("ix_exchange_sessions_series_id_starts_on", table_name="exchange_sessions")
    op.drop_index("ix_exchange_sessions_organisation_id_starts_on", table_name="exchange_sessions")
    op.drop_index(op.f("ix_exchange_sessions_facilitator_id"), table_name="exchange_sessions")
    op.drop_index(op.f("ix_exchange_sessions_commune_code"), table_name="exchange_sessions")
    op.drop_table("exchange_sessions")
    op.drop_table("exchange_series")
