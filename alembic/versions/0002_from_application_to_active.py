"""from application to active"""

import sqlalchemy as sa
from alembic import op

from collectif.charter import ddl as charter_ddl
from collectif.crypto import EncryptedText
from collectif.db import UTCDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "charter_entries",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("record_hash", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_charter_entries")),
        sa.UniqueConstraint("digest", name=op.f("uq_charter_entries_digest")),
        sa.UniqueConstraint("previous", name=op.f("uq_charter_entries_previous")),
    )
    op.create_table(
        "charter_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("last_digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_charter_head_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_head")),
    )
    op.create_table(
        "charter_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("sign_before", sa.Date(), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("preamble", sa.Text(), nullable=False),
        sa.Column("plain_preamble", sa.Text(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("change_note", sa.String(length=600), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("published_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state != 'current' or accepted", name=op.f("ck_charter_versions_current_accepted")),
        sa.CheckConstraint("state != 'draft' or not accepted", name=op.f("ck_charter_versions_accepted")),
        sa.CheckConstraint(
            "state = 'draft' or number = 1 or published_at is not null", name=op.f("ck_charter_versions_published_at")
        ),
        sa.CheckConstraint("state = 'draft' or text_hash is not null", name=op.f("ck_charter_versions_text_hash")),
        sa.CheckConstraint("state in ('draft', 'current', 'superseded')", name=op.f("ck_charter_versions_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_versions")),
        sa.UniqueConstraint("number", name=op.f("uq_charter_versions_number")),
    )
    op.create_index(
        "uq_charter_versions_current",
        "charter_versions",
        ["state"],
        unique=True,
        sqlite_where=sa.text("state = 'current'"),
        postgresql_where=sa.text("state = 'current'"),
    )
    op.create_index(
        "uq_charter_versions_draft",
        "charter_versions",
        ["state"],
        unique=True,
        sqlite_where=sa.text("state = 'draft'"),
        postgresql_where=sa.text("state = 'draft'"),
    )
    op.create_table(
        "library_contents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("key", EncryptedText(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_contents")),
        sa.UniqueConstraint("name", name=op.f("uq_library_contents_name")),
        sa.UniqueConstraint("sha256", name=op.f("uq_library_contents_sha256")),
    )
    op.create_table(
        "library_folders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("sort_name", sa.String(length=200), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["library_folders.id"], name=op.f("fk_library_folders_parent_id_library_folders")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_folders")),
        sa.UniqueConstraint("public_id", name=op.f("uq_library_folders_public_id")),
    )
    op.create_index(op.f("ix_library_folders_parent_id"), "library_folders", ["parent_id"], unique=False)
    op.create_index(
        "uq_library_folders_inside",
        "library_folders",
        ["parent_id", "sort_name"],
        unique=True,
        sqlite_where=sa.text("parent_id is not null"),
        postgresql_where=sa.text("parent_id is not null"),
    )
    op.create_index(
        "uq_library_folders_top",
        "library_folders",
        ["sort_name"],
        unique=True,
        sqlite_where=sa.text("parent_id is null"),
        postgresql_where=sa.text("parent_id is null"),
    )
    op.create_table(
        "retention_warnings",
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("warned_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "public_id", name=op.f("pk_retention_warnings")),
    )
    op.create_table(
        "library_documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("folder_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("sort_title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=600), nullable=False),
        sa.Column("latest_number", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("published_at", UTCDateTime(), nullable=True),
        sa.Column("removed_at", UTCDateTime(), nullable=True),
        sa.Column("removal_reason", sa.String(length=400), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "audience != 'public' or published_at is not null", name=op.f("ck_library_documents_published_at")
        ),
        sa.CheckConstraint(
            "audience in ('organisation', 'collective', 'public')", name=op.f("ck_library_documents_audience")
        ),
        sa.CheckConstraint(
            "removed_at is null or removal_reason != ''", name=op.f("ck_library_documents_removal_reason")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["accounts.id"], name=op.f("fk_library_documents_created_by_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["folder_id"], ["library_folders.id"], name=op.f("fk_library_documents_folder_id_library_folders")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_library_documents_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_documents")),
        sa.UniqueConstraint("public_id", name=op.f("uq_library_documents_public_id")),
    )
    op.create_index(
        "ix_library_documents_audience_updated_at", "library_documents", ["audience", "updated_at"], unique=False
    )
    op.create_index(op.f("ix_library_documents_created_by_id"), "library_documents", ["created_by_id"], unique=False)
    op.create_index(op.f("ix_library_documents_folder_id"), "library_documents", ["folder_id"], unique=False)
    op.create_index(
        op.f("ix_library_documents_organisation_id"), "library_documents", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_library_documents_removed_at"), "library_documents", ["removed_at"], unique=False)
    op.create_index(op.f("ix_library_documents_sort_title"), "library_documents", ["sort_title"], unique=False)
    op.create_index(op.f("ix_library_documents_updated_at"), "library_documents", ["updated_at"], unique=False)
    op.create_table(
        "news_digests",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("frequency", sa.String(length=10), nullable=False),
        sa.Column("told_up_to", UTCDateTime(), nullable=True),
        sa.CheckConstraint("frequency in ('daily', 'weekly', 'never')", name=op.f("ck_news_digests_frequency")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_news_digests_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_news_digests")),
    )
    op.create_table(
        "news_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("sort_title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("publish_at", UTCDateTime(), nullable=False),
        sa.Column("pinned_until", sa.Date(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("edited_at", UTCDateTime(), nullable=True),
        sa.Column("withdrawn_at", UTCDateTime(), nullable=True),
        sa.Column("withdrawal_reason", sa.String(length=400), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "withdrawn_at is null or withdrawal_reason != ''", name=op.f("ck_news_items_withdrawal_reason")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["accounts.id"], name=op.f("fk_news_items_created_by_id_accounts")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_news_items_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_items")),
        sa.UniqueConstraint("public_id", name=op.f("uq_news_items_public_id")),
    )
    op.create_index(op.f("ix_news_items_created_by_id"), "news_items", ["created_by_id"], unique=False)
    op.create_index(
        "ix_news_items_organisation_id_publish_at", "news_items", ["organisation_id", "publish_at"], unique=False
    )
    op.create_index(op.f("ix_news_items_publish_at"), "news_items", ["publish_at"], unique=False)
    op.create_index(op.f("ix_news_items_sort_title"), "news_items", ["sort_title"], unique=False)
    op.create_table(
        "library_links",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["library_documents.id"],
            name=op.f("fk_library_links_document_id_library_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "kind", "public_id", name=op.f("pk_library_links")),
    )
    op.create_index("ix_library_links_thing", "library_links", ["kind", "public_id"], unique=False)
    op.create_table(
        "library_tags",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["library_documents.id"],
            name=op.f("fk_library_tags_document_id_library_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "sort_name", name=op.f("pk_library_tags")),
    )
    op.create_index(op.f("ix_library_tags_sort_name"), "library_tags", ["sort_name"], unique=False)
    op.create_table(
        "library_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=True),
        sa.Column("filename", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("scanned", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("added_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_library_versions_author_id_accounts")),
        sa.ForeignKeyConstraint(
            ["content_id"], ["library_contents.id"], name=op.f("fk_library_versions_content_id_library_contents")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["library_documents.id"],
            name=op.f("fk_library_versions_document_id_library_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_versions")),
    )
    op.create_index(op.f("ix_library_versions_author_id"), "library_versions", ["author_id"], unique=False)
    op.create_index(op.f("ix_library_versions_content_id"), "library_versions", ["content_id"], unique=False)
    op.create_index("uq_library_versions_number", "library_versions", ["document_id", "number"], unique=True)
    op.create_table(
        "library_words",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["library_documents.id"],
            name=op.f("fk_library_words_document_id_library_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "word", name=op.f("pk_library_words")),
    )
    op.create_index("ix_library_words_word", "library_words", ["word", "document_id"], unique=False)
    op.create_table(
        "news_edits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_news_edits_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["news_items.id"], name=op.f("fk_news_edits_item_id_news_items"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_edits")),
    )
    op.create_index(op.f("ix_news_edits_account_id"), "news_edits", ["account_id"], unique=False)
    op.create_index(op.f("ix_news_edits_item_id"), "news_edits", ["item_id"], unique=False)
    op.create_table(
        "news_seen",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_news_seen_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["news_items.id"], name=op.f("fk_news_seen_item_id_news_items"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "item_id", name=op.f("pk_news_seen")),
    )
    op.create_index(op.f("ix_news_seen_item_id"), "news_seen", ["item_id"], unique=False)
    op.create_table(
        "training_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("sort_title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=2000), nullable=False),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("place_name", sa.String(length=160), nullable=False),
        sa.Column("place_address", sa.String(length=300), nullable=False),
        sa.Column("commune_code", sa.String(length=5), nullable=True),
        sa.Column("joining", sa.String(length=600), nullable=False),
        sa.Column("hours", sa.String(length=160), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("enrol_until", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("cancellation_reason", sa.String(length=600), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind in ('initial', 'renewal')", name=op.f("ck_training_sessions_kind")),
        sa.CheckConstraint(
            "state != 'cancelled' or cancellation_reason != ''", name=op.f("ck_training_sessions_cancellation_reason")
        ),
        sa.CheckConstraint(
            "state in ('planned', 'open', 'held', 'cancelled')", name=op.f("ck_training_sessions_state")
        ),
        sa.CheckConstraint("capacity between 1 and 500", name=op.f("ck_training_sessions_capacity")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_training_sessions_dates")),
        sa.CheckConstraint("enrol_until <= starts_on", name=op.f("ck_training_sessions_enrol_until")),
        sa.ForeignKeyConstraint(
            ["commune_code"], ["communes.code"], name=op.f("fk_training_sessions_commune_code_communes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_sessions")),
        sa.UniqueConstraint("id", "capacity", name="uq_training_sessions_capacity"),
        sa.UniqueConstraint("public_id", name=op.f("uq_training_sessions_public_id")),
    )
    op.create_index(op.f("ix_training_sessions_commune_code"), "training_sessions", ["commune_code"], unique=False)
    op.create_index(op.f("ix_training_sessions_sort_title"), "training_sessions", ["sort_title"], unique=False)
    op.create_index(op.f("ix_training_sessions_starts_on"), "training_sessions", ["starts_on"], unique=False)
    op.create_index("ix_training_sessions_state_starts_on", "training_sessions", ["state", "starts_on"], unique=False)
    op.create_table(
        "applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("turn", sa.String(length=20), nullable=False),
        sa.Column("unanswered", sa.Boolean(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("given_name", sa.String(length=80), nullable=False),
        sa.Column("family_name", sa.String(length=80), nullable=False),
        sa.Column("sort_name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("commune_code", sa.String(length=5), nullable=True),
        sa.Column("engagement", sa.String(length=20), nullable=False),
        sa.Column("families", EncryptedText(), nullable=False),
        sa.Column("lived_experience", EncryptedText(), nullable=False),
        sa.Column("own_path", EncryptedText(), nullable=False),
        sa.Column("peer_experience", EncryptedText(), nullable=False),
        sa.Column("motivation", EncryptedText(), nullable=False),
        sa.Column("availability", EncryptedText(), nullable=False),
        sa.Column("modes", sa.String(length=80), nullable=False),
        sa.Column("sectors", sa.String(length=400), nullable=False),
        sa.Column("mobility", EncryptedText(), nullable=False),
        sa.Column("adjustments", EncryptedText(), nullable=False),
        sa.Column("placed", sa.Boolean(), nullable=False),
        sa.Column("information_version", sa.String(length=20), nullable=False),
        sa.Column("informed_at", UTCDateTime(), nullable=True),
        sa.Column("typed_in", sa.Boolean(), nullable=False),
        sa.Column("typed_in_by_id", sa.Integer(), nullable=True),
        sa.Column("refusal_code", sa.String(length=30), nullable=False),
        sa.Column("refusal_words", EncryptedText(), nullable=False),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("peer_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("submitted_at", UTCDateTime(), nullable=True),
        sa.Column("last_action_at", UTCDateTime(), nullable=False),
        sa.Column("reminded_at", UTCDateTime(), nullable=True),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("engagement in ('', 'volunteer', 'employee')", name=op.f("ck_applications_engagement")),
        sa.CheckConstraint("state != 'refused' or refusal_code != ''", name=op.f("ck_applications_refusal_code")),
        sa.CheckConstraint("state = 'draft' or informed_at is not null", name=op.f("ck_applications_informed_at")),
        sa.CheckConstraint("state = 'draft' or submitted_at is not null", name=op.f("ck_applications_submitted_at")),
        sa.CheckConstraint(
            "turn in ('', 'candidate', 'association', 'coordination', 'path')", name=op.f("ck_applications_turn")
        ),
        sa.ForeignKeyConstraint(
            ["commune_code"], ["communes.code"], name=op.f("fk_applications_commune_code_communes")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_applications_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["peers.id"], name=op.f("fk_applications_peer_id_peers"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["previous_id"],
            ["applications.id"],
            name=op.f("fk_applications_previous_id_applications"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["typed_in_by_id"],
            ["accounts.id"],
            name=op.f("fk_applications_typed_in_by_id_accounts"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sa.UniqueConstraint("public_id", name=op.f("uq_applications_public_id")),
    )
    op.create_index(op.f("ix_applications_commune_code"), "applications", ["commune_code"], unique=False)
    op.create_index(op.f("ix_applications_email"), "applications", ["email"], unique=False)
    op.create_index(op.f("ix_applications_last_action_at"), "applications", ["last_action_at"], unique=False)
    op.create_index("ix_applications_organisation_id_state", "applications", ["organisation_id", "state"], unique=False)
    op.create_index(op.f("ix_applications_peer_id"), "applications", ["peer_id"], unique=False)
    op.create_index(op.f("ix_applications_previous_id"), "applications", ["previous_id"], unique=False)
    op.create_index(op.f("ix_applications_sort_name"), "applications", ["sort_name"], unique=False)
    op.create_index("ix_applications_state_last_action_at", "applications", ["state", "last_action_at"], unique=False)
    op.create_index(op.f("ix_applications_submitted_at"), "applications", ["submitted_at"], unique=False)
    op.create_index(op.f("ix_applications_typed_in_by_id"), "applications", ["typed_in_by_id"], unique=False)
    op.create_table(
        "charter_reminders",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["peers.id"], name=op.f("fk_charter_reminders_peer_id_peers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["charter_versions.id"],
            name=op.f("fk_charter_reminders_version_id_charter_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "peer_id", "days", name=op.f("pk_charter_reminders")),
    )
    op.create_index(op.f("ix_charter_reminders_peer_id"), "charter_reminders", ["peer_id"], unique=False)
    op.create_table(
        "charter_signatures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("variant", sa.String(length=20), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("witness_id", sa.Integer(), nullable=True),
        sa.Column("witness_organisation_id", sa.Integer(), nullable=True),
        sa.Column("countersigned_at", UTCDateTime(), nullable=True),
        sa.Column("countersigned_by_id", sa.Integer(), nullable=True),
        sa.Column("revoked_at", UTCDateTime(), nullable=True),
        sa.Column("revocation_reason", sa.String(length=400), nullable=False),
        sa.Column("signed_seq", sa.Integer(), nullable=True),
        sa.Column("countersigned_seq", sa.Integer(), nullable=True),
        sa.Column("revoked_seq", sa.Integer(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.CheckConstraint("kind in ('in_person', 'paper')", name=op.f("ck_charter_signatures_kind")),
        sa.CheckConstraint("state in ('signed', 'replaced', 'revoked')", name=op.f("ck_charter_signatures_state")),
        sa.CheckConstraint("variant in ('standard', 'plain')", name=op.f("ck_charter_signatures_variant")),
        sa.ForeignKeyConstraint(
            ["countersigned_by_id"],
            ["accounts.id"],
            name=op.f("fk_charter_signatures_countersigned_by_id_accounts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["countersigned_seq"],
            ["charter_entries.seq"],
            name=op.f("fk_charter_signatures_countersigned_seq_charter_entries"),
        ),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["peers.id"], name=op.f("fk_charter_signatures_peer_id_peers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revoked_seq"], ["charter_entries.seq"], name=op.f("fk_charter_signatures_revoked_seq_charter_entries")
        ),
        sa.ForeignKeyConstraint(
            ["signed_seq"], ["charter_entries.seq"], name=op.f("fk_charter_signatures_signed_seq_charter_entries")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["charter_versions.id"], name=op.f("fk_charter_signatures_version_id_charter_versions")
        ),
        sa.ForeignKeyConstraint(
            ["witness_id"], ["accounts.id"], name=op.f("fk_charter_signatures_witness_id_accounts"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["witness_organisation_id"],
            ["organisations.id"],
            name=op.f("fk_charter_signatures_witness_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_signatures")),
        sa.UniqueConstraint("countersigned_seq", name=op.f("uq_charter_signatures_countersigned_seq")),
        sa.UniqueConstraint("public_id", name=op.f("uq_charter_signatures_public_id")),
        sa.UniqueConstraint("revoked_seq", name=op.f("uq_charter_signatures_revoked_seq")),
        sa.UniqueConstraint("signed_seq", name=op.f("uq_charter_signatures_signed_seq")),
    )
    op.create_index(op.f("ix_charter_signatures_peer_id"), "charter_signatures", ["peer_id"], unique=False)
    op.create_index(
        "ix_charter_signatures_version_id_state", "charter_signatures", ["version_id", "state"], unique=False
    )
    op.create_index(
        "uq_charter_signatures_signed",
        "charter_signatures",
        ["peer_id", "version_id"],
        unique=True,
        sqlite_where=sa.text("state = 'signed'"),
        postgresql_where=sa.text("state = 'signed'"),
    )
    op.create_table(
        "peer_cards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("token", EncryptedText(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("revoked_at", UTCDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["peers.id"], name=op.f("fk_peer_cards_peer_id_peers"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_cards")),
        sa.UniqueConstraint("public_id", name=op.f("uq_peer_cards_public_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_peer_cards_token_hash")),
    )
    op.create_index(op.f("ix_peer_cards_peer_id"), "peer_cards", ["peer_id"], unique=False)
    op.create_index(
        "uq_peer_cards_in_use",
        "peer_cards",
        ["peer_id"],
        unique=True,
        sqlite_where=sa.text("revoked_at is null"),
        postgresql_where=sa.text("revoked_at is null"),
    )
    op.create_table(
        "peer_pauses",
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "reason in ('own_wish', 'association', 'seeking_sponsor', 'charter', 'lifted')",
            name=op.f("ck_peer_pauses_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["peers.id"], name=op.f("fk_peer_pauses_peer_id_peers"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("peer_id", name=op.f("pk_peer_pauses")),
    )
    op.create_table(
        "peer_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("words", EncryptedText(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_peer_steps_account_id_accounts"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["peers.id"], name=op.f("fk_peer_steps_peer_id_peers"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_steps")),
    )
    op.create_index("ix_peer_steps_peer_id_at", "peer_steps", ["peer_id", "at"], unique=False)
    op.create_table(
        "sponsor_searches",
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("left_organisation_id", sa.Integer(), nullable=True),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("interim_referent_id", sa.Integer(), nullable=True),
        sa.Column("reminded_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["interim_referent_id"],
            ["accounts.id"],
            name=op.f("fk_sponsor_searches_interim_referent_id_accounts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["left_organisation_id"],
            ["organisations.id"],
            name=op.f("fk_sponsor_searches_left_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["peers.id"], name=op.f("fk_sponsor_searches_peer_id_peers"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("peer_id", name=op.f("pk_sponsor_searches")),
    )
    op.create_index(op.f("ix_sponsor_searches_deadline"), "sponsor_searches", ["deadline"], unique=False)
    op.create_index(
        op.f("ix_sponsor_searches_left_organisation_id"), "sponsor_searches", ["left_organisation_id"], unique=False
    )
    op.create_table(
        "training_accesses",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_sessions.id"],
            name=op.f("fk_training_accesses_session_id_training_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "name", name=op.f("pk_training_accesses")),
    )
    op.create_index("ix_training_accesses_name_session_id", "training_accesses", ["name", "session_id"], unique=False)
    op.create_table(
        "training_enrolments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("enrolled_by_id", sa.Integer(), nullable=True),
        sa.Column("validation_reason", sa.String(length=600), nullable=False),
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
            "(offered_until is not null) = (state = 'offered')", name=op.f("ck_training_enrolments_offered_until")
        ),
        sa.CheckConstraint(
            "(seat_number is null) = (state in ('waiting', 'left', 'lapsed', 'cancelled'))",
            name=op.f("ck_training_enrolments_seat_state"),
        ),
        sa.CheckConstraint(
            "state in ('waiting', 'offered', 'held', 'left', 'lapsed', 'cancelled', 'validated', 'absent')",
            name=op.f("ck_training_enrolments_state"),
        ),
        sa.CheckConstraint("seat_number between 1 and seat_count", name=op.f("ck_training_enrolments_seat_number")),
        sa.ForeignKeyConstraint(
            ["enrolled_by_id"],
            ["accounts.id"],
            name=op.f("fk_training_enrolments_enrolled_by_id_accounts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["peers.id"], name=op.f("fk_training_enrolments_peer_id_peers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id", "seat_count"],
            ["training_sessions.id", "training_sessions.capacity"],
            name="fk_training_enrolments_seat_count",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_sessions.id"],
            name=op.f("fk_training_enrolments_session_id_training_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_enrolments")),
        sa.UniqueConstraint("id", "session_id", "peer_id", name="uq_training_enrolments_attendance"),
        sa.UniqueConstraint("offer_hash", name=op.f("uq_training_enrolments_offer_hash")),
        sa.UniqueConstraint("public_id", name=op.f("uq_training_enrolments_public_id")),
        sa.UniqueConstraint("session_id", "seat_number", name="uq_training_enrolments_seat_number"),
    )
    op.create_index(
        op.f("ix_training_enrolments_enrolled_by_id"), "training_enrolments", ["enrolled_by_id"], unique=False
    )
    op.create_index("ix_training_enrolments_peer_id_state", "training_enrolments", ["peer_id", "state"], unique=False)
    op.create_index(
        "ix_training_enrolments_state_offered_until", "training_enrolments", ["state", "offered_until"], unique=False
    )
    op.create_index(
        "uq_training_enrolments_person",
        "training_enrolments",
        ["session_id", "peer_id"],
        unique=True,
        sqlite_where=sa.text("state not in ('left', 'lapsed', 'cancelled')"),
        postgresql_where=sa.text("state not in ('left', 'lapsed', 'cancelled')"),
    )
    op.create_table(
        "training_half_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("module", sa.String(length=160), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.CheckConstraint("part in ('morning', 'afternoon')", name=op.f("ck_training_half_days_part")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_sessions.id"],
            name=op.f("fk_training_half_days_session_id_training_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_half_days")),
        sa.UniqueConstraint("id", "session_id", name="uq_training_half_days_session"),
        sa.UniqueConstraint("session_id", "day", "part", name=op.f("uq_training_half_days_session_id_day_part")),
    )
    op.create_table(
        "training_trainers",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_training_trainers_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_sessions.id"],
            name=op.f("fk_training_trainers_session_id_training_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "account_id", name=op.f("pk_training_trainers")),
    )
    op.create_index(op.f("ix_training_trainers_account_id"), "training_trainers", ["account_id"], unique=False)
    op.create_table(
        "application_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_links_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_application_links_token_hash")),
    )
    op.create_index(op.f("ix_application_links_application_id"), "application_links", ["application_id"], unique=False)
    op.create_index(op.f("ix_application_links_expires_at"), "application_links", ["expires_at"], unique=False)
    op.create_table(
        "application_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=20), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("words", EncryptedText(), nullable=False),
        sa.CheckConstraint(
            "author in ('candidate', 'association', 'coordination')", name=op.f("ck_application_messages_author")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_messages_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["accounts.id"], name=op.f("fk_application_messages_author_id_accounts"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_messages")),
    )
    op.create_index(
        op.f("ix_application_messages_application_id"), "application_messages", ["application_id"], unique=False
    )
    op.create_index(op.f("ix_application_messages_author_id"), "application_messages", ["author_id"], unique=False)
    op.create_table(
        "application_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=20), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("words", EncryptedText(), nullable=False),
        sa.CheckConstraint(
            "actor in ('candidate', 'association', 'coordination', 'site')", name=op.f("ck_application_steps_actor")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_steps_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts.id"], name=op.f("fk_application_steps_by_id_accounts"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_steps")),
    )
    op.create_index(op.f("ix_application_steps_application_id"), "application_steps", ["application_id"], unique=False)
    op.create_index(op.f("ix_application_steps_by_id"), "application_steps", ["by_id"], unique=False)
    op.create_table(
        "charter_proofs",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("signature_id", sa.Integer(), nullable=False),
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("record", EncryptedText(), nullable=False),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["peers.id"], name=op.f("fk_charter_proofs_peer_id_peers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["seq"], ["charter_entries.seq"], name=op.f("fk_charter_proofs_seq_charter_entries")),
        sa.ForeignKeyConstraint(
            ["signature_id"],
            ["charter_signatures.id"],
            name=op.f("fk_charter_proofs_signature_id_charter_signatures"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_charter_proofs")),
    )
    op.create_index(op.f("ix_charter_proofs_peer_id"), "charter_proofs", ["peer_id"], unique=False)
    op.create_index(op.f("ix_charter_proofs_signature_id"), "charter_proofs", ["signature_id"], unique=False)
    op.create_table(
        "sponsorship_requests",
        sa.Column("sponsorship_id", sa.Integer(), nullable=False),
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "answer in ('accepted', 'declined', 'withdrawn')", name=op.f("ck_sponsorship_requests_answer")
        ),
        sa.CheckConstraint("origin in ('peer', 'coordination')", name=op.f("ck_sponsorship_requests_origin")),
        sa.CheckConstraint("(answer is null) = (answered_at is null)", name=op.f("ck_sponsorship_requests_answered")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"],
            ["accounts.id"],
            name=op.f("fk_sponsorship_requests_asked_by_id_accounts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["peers.id"], name=op.f("fk_sponsorship_requests_peer_id_peers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sponsorship_id"],
            ["sponsorships.id"],
            name=op.f("fk_sponsorship_requests_sponsorship_id_sponsorships"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sponsorship_id", name=op.f("pk_sponsorship_requests")),
    )
    op.create_index(op.f("ix_sponsorship_requests_peer_id"), "sponsorship_requests", ["peer_id"], unique=False)
    op.create_table(
        "sponsorship_terms",
        sa.Column("sponsorship_id", sa.Integer(), nullable=False),
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=False),
        sa.Column("attests_experience", sa.Boolean(), nullable=False),
        sa.Column("attests_path", sa.Boolean(), nullable=False),
        sa.Column("commitments", sa.JSON(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("employer", sa.Boolean(), nullable=False),
        sa.Column("referent_id", sa.Integer(), nullable=True),
        sa.Column("substitute_id", sa.Integer(), nullable=True),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("attested_by_id", sa.Integer(), nullable=True),
        sa.Column("attested_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("attests_experience and attests_path", name=op.f("ck_sponsorship_terms_attested")),
        sa.ForeignKeyConstraint(
            ["attested_by_id"],
            ["accounts.id"],
            name=op.f("fk_sponsorship_terms_attested_by_id_accounts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["peers.id"], name=op.f("fk_sponsorship_terms_peer_id_peers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["referent_id"],
            ["accounts.id"],
            name=op.f("fk_sponsorship_terms_referent_id_accounts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["sponsorship_id"],
            ["sponsorships.id"],
            name=op.f("fk_sponsorship_terms_sponsorship_id_sponsorships"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["substitute_id"],
            ["accounts.id"],
            name=op.f("fk_sponsorship_terms_substitute_id_accounts"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("sponsorship_id", name=op.f("pk_sponsorship_terms")),
    )
    op.create_index(op.f("ix_sponsorship_terms_peer_id"), "sponsorship_terms", ["peer_id"], unique=False)
    op.create_index(op.f("ix_sponsorship_terms_referent_id"), "sponsorship_terms", ["referent_id"], unique=False)
    op.create_table(
        "training_attendances",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("half_day_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("noted_at", UTCDateTime(), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id", "session_id", "peer_id"],
            ["training_enrolments.id", "training_enrolments.session_id", "training_enrolments.peer_id"],
            name="fk_training_attendances_enrolment",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["half_day_id", "session_id"],
            ["training_half_days.id", "training_half_days.session_id"],
            name="fk_training_attendances_half_day",
        ),
        sa.ForeignKeyConstraint(
            ["noted_by_id"],
            ["accounts.id"],
            name=op.f("fk_training_attendances_noted_by_id_accounts"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "half_day_id", name=op.f("pk_training_attendances")),
    )
    op.create_index(op.f("ix_training_attendances_half_day_id"), "training_attendances", ["half_day_id"], unique=False)
    op.create_index(op.f("ix_training_attendances_noted_by_id"), "training_attendances", ["noted_by_id"], unique=False)
    op.create_index(op.f("ix_training_attendances_peer_id"), "training_attendances", ["peer_id"], unique=False)
    op.create_table(
        "training_certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("validated_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("revoked_at", UTCDateTime(), nullable=True),
        sa.Column("revocation_reason", sa.String(length=600), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.CheckConstraint(
            "valid_until is null or valid_until >= validated_on", name=op.f("ck_training_certificates_dates")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["training_enrolments.id"],
            name=op.f("fk_training_certificates_enrolment_id_training_enrolments"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["peers.id"], name=op.f("fk_training_certificates_peer_id_peers"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_certificates")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_training_certificates_enrolment_id")),
        sa.UniqueConstraint("number", name=op.f("uq_training_certificates_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_training_certificates_public_id")),
    )
    op.create_index(
        "ix_training_certificates_peer_id_revoked_at", "training_certificates", ["peer_id", "revoked_at"], unique=False
    )
    op.create_index(
        op.f("ix_training_certificates_valid_until"), "training_certificates", ["valid_until"], unique=False
    )
    op.create_table(
        "training_notices",
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"],
            ["training_certificates.id"],
            name=op.f("fk_training_notices_certificate_id_training_certificates"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("certificate_id", "days", name=op.f("pk_training_notices")),
    )
    for statement in charter_ddl.UP[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in charter_ddl.DOWN[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_table("training_notices")
    op.drop_index(op.f("ix_training_certificates_valid_until"), table_name="training_certificates")
    op.drop_index("ix_training_certificates_peer_id_revoked_at", table_name="training_certificates")
    op.drop_table("training_certificates")
    op.drop_index(op.f("ix_training_attendances_peer_id"), table_name="training_attendances")
    op.drop_index(op.f("ix_training_attendances_noted_by_id"), table_name="training_attendances")
    op.drop_index(op.f("ix_training_attendances_half_day_id"), table_name="training_attendances")
    op.drop_table("training_attendances")
    op.drop_index(op.f("ix_sponsorship_terms_referent_id"), table_name="sponsorship_terms")
    op.drop_index(op.f("ix_sponsorship_terms_peer_id"), table_name="sponsorship_terms")
    op.drop_table("sponsorship_terms")
    op.drop_index(op.f("ix_sponsorship_requests_peer_id"), table_name="sponsorship_requests")
    op.drop_table("sponsorship_requests")
    op.drop_index(op.f("ix_charter_proofs_signature_id"), table_name="charter_proofs")
    op.drop_index(op.f("ix_charter_proofs_peer_id"), table_name="charter_proofs")
    op.drop_table("charter_proofs")
    op.drop_index(op.f("ix_application_steps_by_id"), table_name="application_steps")
    op.drop_index(op.f("ix_application_steps_application_id"), table_name="application_steps")
    op.drop_table("application_steps")
    op.drop_index(op.f("ix_application_messages_author_id"), table_name="application_messages")
    op.drop_index(op.f("ix_application_messages_application_id"), table_name="application_messages")
    op.drop_table("application_messages")
    op.drop_index(op.f("ix_application_links_expires_at"), table_name="application_links")
    op.drop_index(op.f("ix_application_links_application_id"), table_name="application_links")
    op.drop_table("application_links")
    op.drop_index(op.f("ix_training_trainers_account_id"), table_name="training_trainers")
    op.drop_table("training_trainers")
    op.drop_table("training_half_days")
    op.drop_index(
        "uq_training_enrolments_person",
        table_name="training_enrolments",
        sqlite_where=sa.text("state not in ('left', 'lapsed', 'cancelled')"),
        postgresql_where=sa.text("state not in ('left', 'lapsed', 'cancelled')"),
    )
    op.drop_index("ix_training_enrolments_state_offered_until", table_name="training_enrolments")
    op.drop_index("ix_training_enrolments_peer_id_state", table_name="training_enrolments")
    op.drop_index(op.f("ix_training_enrolments_enrolled_by_id"), table_name="training_enrolments")
    op.drop_table("training_enrolments")
    op.drop_index("ix_training_accesses_name_session_id", table_name="training_accesses")
    op.drop_table("training_accesses")
    op.drop_index(op.f("ix_sponsor_searches_left_organisation_id"), table_name="sponsor_searches")
    op.drop_index(op.f("ix_sponsor_searches_deadline"), table_name="sponsor_searches")
    op.drop_table("sponsor_searches")
    op.drop_index("ix_peer_steps_peer_id_at", table_name="peer_steps")
    op.drop_table("peer_steps")
    op.drop_table("peer_pauses")
    op.drop_index(
        "uq_peer_cards_in_use",
        table_name="peer_cards",
        sqlite_where=sa.text("revoked_at is null"),
        postgresql_where=sa.text("revoked_at is null"),
    )
    op.drop_index(op.f("ix_peer_cards_peer_id"), table_name="peer_cards")
    op.drop_table("peer_cards")
    op.drop_index(
        "uq_charter_signatures_signed",
        table_name="charter_signatures",
        sqlite_where=sa.text("state = 'signed'"),
        postgresql_where=sa.text("state = 'signed'"),
    )
    op.drop_index("ix_charter_signatures_version_id_state", table_name="charter_signatures")
    op.drop_index(op.f("ix_charter_signatures_peer_id"), table_name="charter_signatures")
    op.drop_table("charter_signatures")
    op.drop_index(op.f("ix_charter_reminders_peer_id"), table_name="charter_reminders")
    op.drop_table("charter_reminders")
    op.drop_index(op.f("ix_applications_typed_in_by_id"), table_name="applications")
    op.drop_index(op.f("ix_applications_submitted_at"), table_name="applications")
    op.drop_index("ix_applications_state_last_action_at", table_name="applications")
    op.drop_index(op.f("ix_applications_sort_name"), table_name="applications")
    op.drop_index(op.f("ix_applications_previous_id"), table_name="applications")
    op.drop_index(op.f("ix_applications_peer_id"), table_name="applications")
    op.drop_index("ix_applications_organisation_id_state", table_name="applications")
    op.drop_index(op.f("ix_applications_last_action_at"), table_name="applications")
    op.drop_index(op.f("ix_applications_email"), table_name="applications")
    op.drop_index(op.f("ix_applications_commune_code"), table_name="applications")
    op.drop_table("applications")
    op.drop_index("ix_training_sessions_state_starts_on", table_name="training_sessions")
    op.drop_index(op.f("ix_training_sessions_starts_on"), table_name="training_sessions")
    op.drop_index(op.f("ix_training_sessions_sort_title"), table_name="training_sessions")
    op.drop_index(op.f("ix_training_sessions_commune_code"), table_name="training_sessions")
    op.drop_table("training_sessions")
    op.drop_index(op.f("ix_news_seen_item_id"), table_name="news_seen")
    op.drop_table("news_seen")
    op.drop_index(op.f("ix_news_edits_item_id"), table_name="news_edits")
    op.drop_index(op.f("ix_news_edits_account_id"), table_name="news_edits")
    op.drop_table("news_edits")
    op.drop_index("ix_library_words_word", table_name="library_words")
    op.drop_table("library_words")
    op.drop_index("uq_library_versions_number", table_name="library_versions")
    op.drop_index(op.f("ix_library_versions_content_id"), table_name="library_versions")
    op.drop_index(op.f("ix_library_versions_author_id"), table_name="library_versions")
    op.drop_table("library_versions")
    op.drop_index(op.f("ix_library_tags_sort_name"), table_name="library_tags")
    op.drop_table("library_tags")
    op.drop_index("ix_library_links_thing", table_name="library_links")
    op.drop_table("library_links")
    op.drop_index(op.f("ix_news_items_sort_title"), table_name="news_items")
    op.drop_index(op.f("ix_news_items_publish_at"), table_name="news_items")
    op.drop_index("ix_news_items_organisation_id_publish_at", table_name="news_items")
    op.drop_index(op.f("ix_news_items_created_by_id"), table_name="news_items")
    op.drop_table("news_items")
    op.drop_table("news_digests")
    op.drop_index(op.f("ix_library_documents_updated_at"), table_name="library_documents")
    op.drop_index(op.f("ix_library_documents_sort_title"), table_name="library_documents")
    op.drop_index(op.f("ix_library_documents_removed_at"), table_name="library_documents")
    op.drop_index(op.f("ix_library_documents_organisation_id"), table_name="library_documents")
    op.drop_index(op.f("ix_library_documents_folder_id"), table_name="library_documents")
    op.drop_index(op.f("ix_library_documents_created_by_id"), table_name="library_documents")
    op.drop_index("ix_library_documents_audience_updated_at", table_name="library_documents")
    op.drop_table("library_documents")
    op.drop_table("retention_warnings")
    op.drop_index(
        "uq_library_folders_top",
        table_name="library_folders",
        sqlite_where=sa.text("parent_id is null"),
        postgresql_where=sa.text("parent_id is null"),
    )
    op.drop_index(
        "uq_library_folders_inside",
        table_name="library_folders",
        sqlite_where=sa.text("parent_id is not null"),
        postgresql_where=sa.text("parent_id is not null"),
    )
    op.drop_index(op.f("ix_library_folders_parent_id"), table_name="library_folders")
    op.drop_table("library_folders")
    op.drop_table("library_contents")
    op.drop_index(
        "uq_charter_versions_draft",
        table_name="charter_versions",
        sqlite_where=sa.text("state = 'draft'"),
        postgresql_where=sa.text("state = 'draft'"),
    )
    op.drop_index(
        "uq_charter_versions_current",
        table_name="charter_versions",
        sqlite_where=sa.text("state = 'current'"),
        postgresql_where=sa.text("state = 'current'"),
    )
    op.drop_table("charter_versions")
    op.drop_table("charter_head")
    op.drop_table("charter_entries")
