"""The path from an application to an active peer; meetings, documents and news."""

import sqlalchemy as sa
from alembic import op

from collectif.activation import ddl as activation_ddl
from collectif.charter import ddl as charter_ddl
from collectif.crypto import EncryptedText
from collectif.db import UTCDateTime
from collectif.meetings import ddl as meetings_ddl

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
        "meeting_kinds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("quorum", sa.String(length=20), nullable=False),
        sa.Column("associations_minimum", sa.Integer(), nullable=False),
        sa.Column("institutions_minimum", sa.Integer(), nullable=False),
        sa.Column("peers_minimum", sa.Integer(), nullable=False),
        sa.Column("proxy_limit", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "quorum in ('none', 'third', 'half', 'more_than_half', 'two_thirds')", name=op.f("ck_meeting_kinds_quorum")
        ),
        sa.CheckConstraint(
            "associations_minimum >= 0 and institutions_minimum >= 0 and peers_minimum >= 0",
            name=op.f("ck_meeting_kinds_minimums"),
        ),
        sa.CheckConstraint("notice_days >= 0 and proxy_limit >= 0", name=op.f("ck_meeting_kinds_rules")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_kinds")),
        sa.UniqueConstraint("name", name=op.f("uq_meeting_kinds_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_meeting_kinds_public_id")),
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
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("starts_at", UTCDateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("joining", sa.String(length=600), nullable=False),
        sa.Column("late_reason", sa.String(length=600), nullable=False),
        sa.Column("convened_at", UTCDateTime(), nullable=True),
        sa.Column("opened_at", UTCDateTime(), nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("approved_at", UTCDateTime(), nullable=True),
        sa.Column("approved_in_id", sa.Integer(), nullable=True),
        sa.Column("peers_present", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("quorum", sa.String(length=20), nullable=False),
        sa.Column("associations_minimum", sa.Integer(), nullable=False),
        sa.Column("institutions_minimum", sa.Integer(), nullable=False),
        sa.Column("peers_minimum", sa.Integer(), nullable=False),
        sa.Column("proxy_limit", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "quorum in ('none', 'third', 'half', 'more_than_half', 'two_thirds')", name=op.f("ck_meetings_quorum")
        ),
        sa.CheckConstraint("state != 'approved' or approved_at is not null", name=op.f("ck_meetings_approved_at")),
        sa.CheckConstraint("state = 'prepared' or convened_at is not null", name=op.f("ck_meetings_convened_at")),
        sa.CheckConstraint(
            "state in ('prepared', 'convened') or opened_at is not null", name=op.f("ck_meetings_opened_at")
        ),
        sa.CheckConstraint(
            "state in ('prepared', 'convened', 'open', 'closed', 'approved')", name=op.f("ck_meetings_state")
        ),
        sa.CheckConstraint(
            "state not in ('closed', 'approved') or closed_at is not null", name=op.f("ck_meetings_closed_at")
        ),
        sa.CheckConstraint(
            "associations_minimum >= 0 and institutions_minimum >= 0 and peers_minimum >= 0",
            name=op.f("ck_meetings_minimums"),
        ),
        sa.CheckConstraint("minutes between 15 and 1440", name=op.f("ck_meetings_minutes")),
        sa.CheckConstraint("notice_days >= 0 and proxy_limit >= 0", name=op.f("ck_meetings_rules")),
        sa.CheckConstraint("peers_present >= 0", name=op.f("ck_meetings_peers_present")),
        sa.ForeignKeyConstraint(["approved_in_id"], ["meetings.id"], name=op.f("fk_meetings_approved_in_id_meetings")),
        sa.ForeignKeyConstraint(["kind_id"], ["meeting_kinds.id"], name=op.f("fk_meetings_kind_id_meeting_kinds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("public_id", name=op.f("uq_meetings_public_id")),
    )
    op.create_index(op.f("ix_meetings_approved_in_id"), "meetings", ["approved_in_id"], unique=False)
    op.create_index(op.f("ix_meetings_kind_id"), "meetings", ["kind_id"], unique=False)
    op.create_index(op.f("ix_meetings_starts_at"), "meetings", ["starts_at"], unique=False)
    op.create_index("ix_meetings_state_starts_at", "meetings", ["state", "starts_at"], unique=False)
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
        "outgoing_attachments",
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=80), nullable=False),
        sa.Column("subtype", sa.String(length=20), nullable=False),
        sa.Column("content", EncryptedText(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mail_id"],
            ["outgoing_mails.id"],
            name=op.f("fk_outgoing_attachments_mail_id_outgoing_mails"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("mail_id", name=op.f("pk_outgoing_attachments")),
    )
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
        "meeting_participants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("proxy_holder_id", sa.Integer(), nullable=True),
        sa.Column("attendance", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "answer in ('', 'present', 'represented', 'absent')", name=op.f("ck_meeting_participants_answer")
        ),
        sa.CheckConstraint(
            "attendance in ('expected', 'present', 'represented', 'excused', 'absent', 'left')",
            name=op.f("ck_meeting_participants_attendance"),
        ),
        sa.CheckConstraint(
            "proxy_holder_id is null or proxy_holder_id != id", name=op.f("ck_meeting_participants_proxy")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meetings.id"],
            name=op.f("fk_meeting_participants_meeting_id_meetings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_meeting_participants_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["proxy_holder_id"],
            ["meeting_participants.id"],
            name=op.f("fk_meeting_participants_proxy_holder_id_meeting_participants"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_participants")),
        sa.UniqueConstraint(
            "meeting_id", "organisation_id", name=op.f("uq_meeting_participants_meeting_id_organisation_id")
        ),
    )
    op.create_index(
        op.f("ix_meeting_participants_organisation_id"), "meeting_participants", ["organisation_id"], unique=False
    )
    op.create_index(
        op.f("ix_meeting_participants_proxy_holder_id"), "meeting_participants", ["proxy_holder_id"], unique=False
    )
    op.create_table(
        "minutes_errata",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_minutes_errata_account_id_accounts"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_minutes_errata_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_errata")),
    )
    op.create_index(op.f("ix_minutes_errata_account_id"), "minutes_errata", ["account_id"], unique=False)
    op.create_index(op.f("ix_minutes_errata_meeting_id"), "minutes_errata", ["meeting_id"], unique=False)
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
        "agenda_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=2000), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("from_item_id", sa.Integer(), nullable=True),
        sa.Column("approves_id", sa.Integer(), nullable=True),
        sa.Column("declined_reason", sa.String(length=600), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("declined_reason = '' or meeting_id is null", name=op.f("ck_agenda_items_declined")),
        sa.CheckConstraint(
            "origin in ('added', 'proposed', 'left_open', 'approval')", name=op.f("ck_agenda_items_origin")
        ),
        sa.CheckConstraint("minutes between 1 and 480", name=op.f("ck_agenda_items_minutes")),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_agenda_items_action_id_actions")),
        sa.ForeignKeyConstraint(
            ["approves_id"], ["meetings.id"], name=op.f("fk_agenda_items_approves_id_meetings"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["from_item_id"],
            ["agenda_items.id"],
            name=op.f("fk_agenda_items_from_item_id_agenda_items"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_agenda_items_meeting_id_meetings"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_agenda_items_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
        sa.UniqueConstraint("meeting_id", "approves_id", name=op.f("uq_agenda_items_meeting_id_approves_id")),
        sa.UniqueConstraint("meeting_id", "from_item_id", name=op.f("uq_agenda_items_meeting_id_from_item_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_agenda_items_public_id")),
    )
    op.create_index(op.f("ix_agenda_items_action_id"), "agenda_items", ["action_id"], unique=False)
    op.create_index(op.f("ix_agenda_items_approves_id"), "agenda_items", ["approves_id"], unique=False)
    op.create_index(op.f("ix_agenda_items_from_item_id"), "agenda_items", ["from_item_id"], unique=False)
    op.create_index("ix_agenda_items_meeting_id_position", "agenda_items", ["meeting_id", "position"], unique=False)
    op.create_index(op.f("ix_agenda_items_organisation_id"), "agenda_items", ["organisation_id"], unique=False)
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
        "attendance_movements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("attendance", sa.String(length=20), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "attendance in ('expected', 'present', 'represented', 'excused', 'absent', 'left')",
            name=op.f("ck_attendance_movements_attendance"),
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["meeting_participants.id"],
            name=op.f("fk_attendance_movements_participant_id_meeting_participants"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_movements")),
    )
    op.create_index(
        op.f("ix_attendance_movements_participant_id"), "attendance_movements", ["participant_id"], unique=False
    )
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
        "meeting_votes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.String(length=400), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("majority", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("deadline", UTCDateTime(), nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("quorum_words", sa.String(length=600), nullable=False),
        sa.Column("in_favour", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.Column("abstentions", sa.Integer(), nullable=False),
        sa.Column("adopted", sa.Boolean(), nullable=True),
        sa.Column("result_words", sa.String(length=600), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("action_version", sa.Integer(), nullable=True),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("quorum", sa.String(length=20), nullable=False),
        sa.Column("associations_minimum", sa.Integer(), nullable=False),
        sa.Column("institutions_minimum", sa.Integer(), nullable=False),
        sa.Column("peers_minimum", sa.Integer(), nullable=False),
        sa.Column("proxy_limit", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "majority in ('simple', 'absolute', 'two_thirds', 'consensus')", name=op.f("ck_meeting_votes_majority")
        ),
        sa.CheckConstraint("method in ('hands', 'secret')", name=op.f("ck_meeting_votes_method")),
        sa.CheckConstraint(
            "quorum in ('none', 'third', 'half', 'more_than_half', 'two_thirds')", name=op.f("ck_meeting_votes_quorum")
        ),
        sa.CheckConstraint("secret = (method = 'secret')", name=op.f("ck_meeting_votes_secret")),
        sa.CheckConstraint(
            "state != 'closed' or (adopted is not null and closed_at is not null)", name=op.f("ck_meeting_votes_closed")
        ),
        sa.CheckConstraint("state in ('open', 'closed', 'void')", name=op.f("ck_meeting_votes_state")),
        sa.CheckConstraint("(action_id is null) = (action_version is null)", name=op.f("ck_meeting_votes_action")),
        sa.CheckConstraint("(item_id is null) != (deadline is null)", name=op.f("ck_meeting_votes_place")),
        sa.CheckConstraint(
            "associations_minimum >= 0 and institutions_minimum >= 0 and peers_minimum >= 0",
            name=op.f("ck_meeting_votes_minimums"),
        ),
        sa.CheckConstraint("notice_days >= 0 and proxy_limit >= 0", name=op.f("ck_meeting_votes_rules")),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_meeting_votes_action_id_actions")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_meeting_votes_item_id_agenda_items")),
        sa.ForeignKeyConstraint(["kind_id"], ["meeting_kinds.id"], name=op.f("fk_meeting_votes_kind_id_meeting_kinds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_votes")),
        sa.UniqueConstraint("id", "secret", name="uq_meeting_votes_secret"),
        sa.UniqueConstraint("public_id", name=op.f("uq_meeting_votes_public_id")),
    )
    op.create_index(op.f("ix_meeting_votes_action_id"), "meeting_votes", ["action_id"], unique=False)
    op.create_index(op.f("ix_meeting_votes_item_id"), "meeting_votes", ["item_id"], unique=False)
    op.create_index(op.f("ix_meeting_votes_kind_id"), "meeting_votes", ["kind_id"], unique=False)
    op.create_index("ix_meeting_votes_state_deadline", "meeting_votes", ["state", "deadline"], unique=False)
    op.create_index(
        "uq_meeting_votes_open_item",
        "meeting_votes",
        ["item_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "minutes_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_items.id"], name=op.f("fk_minutes_notes_item_id_agenda_items"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_notes")),
        sa.UniqueConstraint("item_id", name=op.f("uq_minutes_notes_item_id")),
    )
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
        "meeting_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("vote_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_meeting_decisions_action_id_actions")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_items.id"], name=op.f("fk_meeting_decisions_item_id_agenda_items")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_decisions_meeting_id_meetings")),
        sa.ForeignKeyConstraint(
            ["vote_id"], ["meeting_votes.id"], name=op.f("fk_meeting_decisions_vote_id_meeting_votes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_decisions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_meeting_decisions_public_id")),
        sa.UniqueConstraint("vote_id", name=op.f("uq_meeting_decisions_vote_id")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_meeting_decisions_year_number")),
    )
    op.create_index(op.f("ix_meeting_decisions_action_id"), "meeting_decisions", ["action_id"], unique=False)
    op.create_index(op.f("ix_meeting_decisions_item_id"), "meeting_decisions", ["item_id"], unique=False)
    op.create_index(op.f("ix_meeting_decisions_meeting_id"), "meeting_decisions", ["meeting_id"], unique=False)
    op.create_table(
        "minutes_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_minutes_revisions_account_id_accounts"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["note_id"],
            ["minutes_notes.id"],
            name=op.f("fk_minutes_revisions_note_id_minutes_notes"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_revisions")),
        sa.UniqueConstraint("note_id", "number", name=op.f("uq_minutes_revisions_note_id_number")),
    )
    op.create_index(op.f("ix_minutes_revisions_account_id"), "minutes_revisions", ["account_id"], unique=False)
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
    op.create_table(
        "vote_electors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("voted", sa.Boolean(), nullable=False),
        sa.Column("choice", sa.String(length=20), nullable=True),
        sa.CheckConstraint(
            "choice is null or choice in ('for', 'against', 'abstain')", name=op.f("ck_vote_electors_choice")
        ),
        sa.CheckConstraint("not secret or choice is null", name=op.f("ck_vote_electors_secret")),
        sa.CheckConstraint("secret or (choice is null) = (not voted)", name=op.f("ck_vote_electors_voted")),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["organisations.id"], name=op.f("fk_vote_electors_holder_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_vote_electors_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["vote_id", "secret"],
            ["meeting_votes.id", "meeting_votes.secret"],
            name="fk_vote_electors_vote",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_electors")),
        sa.UniqueConstraint("vote_id", "organisation_id", name=op.f("uq_vote_electors_vote_id_organisation_id")),
    )
    op.create_index(op.f("ix_vote_electors_holder_id"), "vote_electors", ["holder_id"], unique=False)
    op.create_index(op.f("ix_vote_electors_organisation_id"), "vote_electors", ["organisation_id"], unique=False)
    op.create_table(
        "vote_tallies",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(length=20), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.CheckConstraint("choice in ('for', 'against', 'abstain')", name=op.f("ck_vote_tallies_choice")),
        sa.CheckConstraint("ballots >= 0", name=op.f("ck_vote_tallies_ballots")),
        sa.ForeignKeyConstraint(
            ["vote_id"], ["meeting_votes.id"], name=op.f("fk_vote_tallies_vote_id_meeting_votes"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("vote_id", "choice", name=op.f("pk_vote_tallies")),
    )
    op.create_table(
        "decision_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("words", sa.String(length=600), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'open') = (ended_at is null)", name=op.f("ck_decision_tasks_ended_at")),
        sa.CheckConstraint("state in ('open', 'done', 'dropped')", name=op.f("ck_decision_tasks_state")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_decision_tasks_account_id_accounts"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["meeting_decisions.id"],
            name=op.f("fk_decision_tasks_decision_id_meeting_decisions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_decision_tasks_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_tasks")),
        sa.UniqueConstraint("public_id", name=op.f("uq_decision_tasks_public_id")),
    )
    op.create_index(op.f("ix_decision_tasks_account_id"), "decision_tasks", ["account_id"], unique=False)
    op.create_index(op.f("ix_decision_tasks_decision_id"), "decision_tasks", ["decision_id"], unique=False)
    op.create_index(op.f("ix_decision_tasks_organisation_id"), "decision_tasks", ["organisation_id"], unique=False)
    op.create_index("ix_decision_tasks_state_account_id", "decision_tasks", ["state", "account_id"], unique=False)
    op.create_table(
        "returned_decisions",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["meeting_decisions.id"],
            name=op.f("fk_returned_decisions_decision_id_meeting_decisions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["agenda_items.id"],
            name=op.f("fk_returned_decisions_item_id_agenda_items"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_returned_decisions_meeting_id_meetings"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_returned_decisions")),
        sa.UniqueConstraint("meeting_id", "decision_id", name=op.f("uq_returned_decisions_meeting_id_decision_id")),
    )
    op.create_index(op.f("ix_returned_decisions_decision_id"), "returned_decisions", ["decision_id"], unique=False)
    for statement in charter_ddl.UP[op.get_bind().dialect.name]:
        op.execute(statement)
    for statement in activation_ddl.UP[op.get_bind().dialect.name]:
        op.execute(statement)
    for statement in meetings_ddl.UP[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in meetings_ddl.DOWN[op.get_bind().dialect.name]:
        op.execute(statement)
    for statement in activation_ddl.DOWN[op.get_bind().dialect.name]:
        op.execute(statement)
    for statement in charter_ddl.DOWN[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_index(op.f("ix_returned_decisions_decision_id"), table_name="returned_decisions")
    op.drop_table("returned_decisions")
    op.drop_index("ix_decision_tasks_state_account_id", table_name="decision_tasks")
    op.drop_index(op.f("ix_decision_tasks_organisation_id"), table_name="decision_tasks")
    op.drop_index(op.f("ix_decision_tasks_decision_id"), table_name="decision_tasks")
    op.drop_index(op.f("ix_decision_tasks_account_id"), table_name="decision_tasks")
    op.drop_table("decision_tasks")
    op.drop_table("vote_tallies")
    op.drop_index(op.f("ix_vote_electors_organisation_id"), table_name="vote_electors")
    op.drop_index(op.f("ix_vote_electors_holder_id"), table_name="vote_electors")
    op.drop_table("vote_electors")
    op.drop_table("training_notices")
    op.drop_index(op.f("ix_minutes_revisions_account_id"), table_name="minutes_revisions")
    op.drop_table("minutes_revisions")
    op.drop_index(op.f("ix_meeting_decisions_meeting_id"), table_name="meeting_decisions")
    op.drop_index(op.f("ix_meeting_decisions_item_id"), table_name="meeting_decisions")
    op.drop_index(op.f("ix_meeting_decisions_action_id"), table_name="meeting_decisions")
    op.drop_table("meeting_decisions")
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
    op.drop_table("minutes_notes")
    op.drop_index(
        "uq_meeting_votes_open_item",
        table_name="meeting_votes",
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.drop_index("ix_meeting_votes_state_deadline", table_name="meeting_votes")
    op.drop_index(op.f("ix_meeting_votes_kind_id"), table_name="meeting_votes")
    op.drop_index(op.f("ix_meeting_votes_item_id"), table_name="meeting_votes")
    op.drop_index(op.f("ix_meeting_votes_action_id"), table_name="meeting_votes")
    op.drop_table("meeting_votes")
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
    op.drop_index(op.f("ix_attendance_movements_participant_id"), table_name="attendance_movements")
    op.drop_table("attendance_movements")
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
    op.drop_index(op.f("ix_agenda_items_organisation_id"), table_name="agenda_items")
    op.drop_index("ix_agenda_items_meeting_id_position", table_name="agenda_items")
    op.drop_index(op.f("ix_agenda_items_from_item_id"), table_name="agenda_items")
    op.drop_index(op.f("ix_agenda_items_approves_id"), table_name="agenda_items")
    op.drop_index(op.f("ix_agenda_items_action_id"), table_name="agenda_items")
    op.drop_table("agenda_items")
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
    op.drop_index(op.f("ix_minutes_errata_meeting_id"), table_name="minutes_errata")
    op.drop_index(op.f("ix_minutes_errata_account_id"), table_name="minutes_errata")
    op.drop_table("minutes_errata")
    op.drop_index(op.f("ix_meeting_participants_proxy_holder_id"), table_name="meeting_participants")
    op.drop_index(op.f("ix_meeting_participants_organisation_id"), table_name="meeting_participants")
    op.drop_table("meeting_participants")
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
    op.drop_table("outgoing_attachments")
    op.drop_index(op.f("ix_news_items_sort_title"), table_name="news_items")
    op.drop_index(op.f("ix_news_items_publish_at"), table_name="news_items")
    op.drop_index("ix_news_items_organisation_id_publish_at", table_name="news_items")
    op.drop_index(op.f("ix_news_items_created_by_id"), table_name="news_items")
    op.drop_table("news_items")
    op.drop_table("news_digests")
    op.drop_index("ix_meetings_state_starts_at", table_name="meetings")
    op.drop_index(op.f("ix_meetings_starts_at"), table_name="meetings")
    op.drop_index(op.f("ix_meetings_kind_id"), table_name="meetings")
    op.drop_index(op.f("ix_meetings_approved_in_id"), table_name="meetings")
    op.drop_table("meetings")
    op.drop_index(op.f("ix_library_documents_updated_at"), table_name="library_documents")
    op.drop_index(op.f("ix_library_documents_sort_title"), table_name="library_documents")
    op.drop_index(op.f("ix_library_documents_removed_at"), table_name="library_documents")
    op.drop_index(op.f("ix_library_documents_organisation_id"), table_name="library_documents")
    op.drop_index(op.f("ix_library_documents_folder_id"), table_name="library_documents")
    op.drop_index(op.f("ix_library_documents_created_by_id"), table_name="library_documents")
    op.drop_index("ix_library_documents_audience_updated_at", table_name="library_documents")
    op.drop_table("library_documents")
    op.drop_table("retention_warnings")
    op.drop_table("meeting_kinds")
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
