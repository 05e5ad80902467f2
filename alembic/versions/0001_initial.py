"""initial"""

import sqlalchemy as sa
from alembic import op

from collectif.crypto import EncryptedText
from collectif.db import UTCDateTime
from collectif.journal import ddl

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("display_name", sa.String(length=160), nullable=False),
        sa.Column("sort_name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("last_sign_in_at", UTCDateTime(), nullable=True),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_email")),
        sa.UniqueConstraint("public_id", name=op.f("uq_accounts_public_id")),
    )
    op.create_index(op.f("ix_accounts_sort_name"), "accounts", ["sort_name"], unique=False)
    op.create_table(
        "journal_entries",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=20), nullable=False),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("object_kind", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.String(length=40), nullable=False),
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal_entries")),
    )
    op.create_index(op.f("ix_journal_entries_act"), "journal_entries", ["act"], unique=False)
    op.create_index("ix_journal_entries_actor_at", "journal_entries", ["actor", "at"], unique=False)
    op.create_index(op.f("ix_journal_entries_at"), "journal_entries", ["at"], unique=False)
    op.create_index(
        "ix_journal_entries_object_kind_object_id", "journal_entries", ["object_kind", "object_id"], unique=False
    )
    op.create_table(
        "journal_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.Column("first_previous", sa.String(length=64), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("last_digest", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_journal_head_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_head")),
    )
    op.create_table(
        "organisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("short_name", sa.String(length=60), nullable=False),
        sa.Column("sort_name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("logo", sa.String(length=120), nullable=False),
        sa.Column("hub_member", sa.Boolean(), nullable=False),
        sa.Column("hub_left_on", sa.Date(), nullable=True),
        sa.Column("charter_signed_on", sa.Date(), nullable=True),
        sa.Column("logo_image", sa.LargeBinary(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind in ('association', 'institution')", name=op.f("ck_organisations_kind")),
        sa.CheckConstraint("hub_left_on is null or not hub_member", name=op.f("ck_organisations_hub")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_organisations_public_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisations_slug")),
    )
    op.create_index(op.f("ix_organisations_sort_name"), "organisations", ["sort_name"], unique=False)
    op.create_table(
        "outgoing_mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipient", EncryptedText(), nullable=False),
        sa.Column("subject", EncryptedText(), nullable=False),
        sa.Column("body", EncryptedText(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", UTCDateTime(), nullable=False),
        sa.Column("last_error", sa.String(length=80), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mails")),
        sa.UniqueConstraint("public_id", name=op.f("uq_outgoing_mails_public_id")),
    )
    op.create_index(op.f("ix_outgoing_mails_next_attempt_at"), "outgoing_mails", ["next_attempt_at"], unique=False)
    op.create_table(
        "sectors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sectors")),
        sa.UniqueConstraint("slug", name=op.f("uq_sectors_slug")),
    )
    op.create_table(
        "throttle_hits",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle_hits")),
    )
    op.create_index(op.f("ix_throttle_hits_expires_at"), "throttle_hits", ["expires_at"], unique=False)
    op.create_table(
        "communes",
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("sort_name", sa.String(length=80), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("postal_code", sa.String(length=5), nullable=False),
        sa.Column("sector_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sector_id"], ["sectors.id"], name=op.f("fk_communes_sector_id_sectors")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_communes")),
    )
    op.create_index(op.f("ix_communes_sector_id"), "communes", ["sector_id"], unique=False)
    op.create_index(op.f("ix_communes_sort_name"), "communes", ["sort_name"], unique=False)
    op.create_table(
        "import_mappings",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("format_name", sa.String(length=60), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("saved_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_import_mappings_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "format_name", name=op.f("pk_import_mappings")),
    )
    op.create_table(
        "mandates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.CheckConstraint("ends_on is null or ends_on >= starts_on", name=op.f("ck_mandates_dates")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_mandates_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_mandates_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandates")),
        sa.UniqueConstraint("public_id", name=op.f("uq_mandates_public_id")),
    )
    op.create_index(op.f("ix_mandates_account_id"), "mandates", ["account_id"], unique=False)
    op.create_index("ix_mandates_organisation_id_role", "mandates", ["organisation_id", "role"], unique=False)
    op.create_table(
        "organisation_aliases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("sort_name", sa.String(length=200), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_organisation_aliases_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_aliases")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisation_aliases_slug")),
    )
    op.create_index(
        op.f("ix_organisation_aliases_organisation_id"), "organisation_aliases", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_organisation_aliases_sort_name"), "organisation_aliases", ["sort_name"], unique=False)
    op.create_table(
        "pending_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("format_name", sa.String(length=60), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_pending_imports_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_pending_imports_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_imports")),
        sa.UniqueConstraint("public_id", name=op.f("uq_pending_imports_public_id")),
    )
    op.create_index(op.f("ix_pending_imports_account_id"), "pending_imports", ["account_id"], unique=False)
    op.create_index(op.f("ix_pending_imports_created_at"), "pending_imports", ["created_at"], unique=False)
    op.create_index(op.f("ix_pending_imports_organisation_id"), "pending_imports", ["organisation_id"], unique=False)
    op.create_table(
        "representatives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("full_name", sa.String(length=160), nullable=False),
        sa.Column("duty", sa.String(length=160), nullable=False),
        sa.Column("seat", sa.String(length=20), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.CheckConstraint("seat in ('titular', 'substitute')", name=op.f("ck_representatives_seat")),
        sa.CheckConstraint("ends_on is null or ends_on >= starts_on", name=op.f("ck_representatives_dates")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_representatives_account_id_accounts"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_representatives_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representatives")),
        sa.UniqueConstraint("public_id", name=op.f("uq_representatives_public_id")),
    )
    op.create_index(op.f("ix_representatives_account_id"), "representatives", ["account_id"], unique=False)
    op.create_index(
        "ix_representatives_organisation_id_starts_on",
        "representatives",
        ["organisation_id", "starts_on"],
        unique=False,
    )
    op.create_index(
        "uq_representatives_open_titular",
        "representatives",
        ["organisation_id"],
        unique=True,
        sqlite_where=sa.text("seat = 'titular' and ends_on is null"),
        postgresql_where=sa.text("seat = 'titular' and ends_on is null"),
    )
    op.create_table(
        "sign_in_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=80), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("last_seen_at", UTCDateTime(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_sign_in_sessions_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_sessions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sign_in_sessions_public_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_sessions_token_hash")),
    )
    op.create_index(op.f("ix_sign_in_sessions_account_id"), "sign_in_sessions", ["account_id"], unique=False)
    op.create_table(
        "single_use_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("purpose in ('invitation', 'reset')", name=op.f("ck_single_use_links_purpose")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_single_use_links_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_single_use_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_single_use_links_token_hash")),
    )
    op.create_index(op.f("ix_single_use_links_account_id"), "single_use_links", ["account_id"], unique=False)
    op.create_table(
        "actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("sort_title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.String(length=400), nullable=False),
        sa.Column("plain_summary", sa.String(length=400), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("axis", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=200), nullable=False),
        sa.Column("commune_code", sa.String(length=5), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("results", sa.Text(), nullable=False),
        sa.Column("proposing_organisation_id", sa.Integer(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("validated_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decision_reference", sa.String(length=160), nullable=False),
        sa.Column("published_at", UTCDateTime(), nullable=True),
        sa.Column("withdrawal_reason", sa.String(length=400), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state != 'withdrawn' or withdrawal_reason != ''", name=op.f("ck_actions_withdrawal_reason")
        ),
        sa.CheckConstraint(
            "state not in ('published', 'running', 'reviewed', 'withdrawn') or published_at is not null",
            name=op.f("ck_actions_published_at"),
        ),
        sa.CheckConstraint(
            "state not in ('published', 'running', 'reviewed', 'withdrawn') or slug is not null",
            name=op.f("ck_actions_slug"),
        ),
        sa.CheckConstraint(
            "state not in ('validated', 'published', 'running', 'reviewed', 'withdrawn') or decided_on is not null",
            name=op.f("ck_actions_decided_on"),
        ),
        sa.CheckConstraint("axis between 1 and 4", name=op.f("ck_actions_axis")),
        sa.CheckConstraint(
            "ends_on is null or starts_on is null or ends_on >= starts_on", name=op.f("ck_actions_dates")
        ),
        sa.CheckConstraint(
            "validated_by_id is null or validated_by_id != proposed_by_id",
            name=op.f("ck_actions_proposer_does_not_validate"),
        ),
        sa.ForeignKeyConstraint(["commune_code"], ["communes.code"], name=op.f("fk_actions_commune_code_communes")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["accounts.id"], name=op.f("fk_actions_proposed_by_id_accounts")),
        sa.ForeignKeyConstraint(
            ["proposing_organisation_id"],
            ["organisations.id"],
            name=op.f("fk_actions_proposing_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(["validated_by_id"], ["accounts.id"], name=op.f("fk_actions_validated_by_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_actions_public_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_actions_slug")),
    )
    op.create_index(op.f("ix_actions_commune_code"), "actions", ["commune_code"], unique=False)
    op.create_index(op.f("ix_actions_proposed_by_id"), "actions", ["proposed_by_id"], unique=False)
    op.create_index(
        op.f("ix_actions_proposing_organisation_id"), "actions", ["proposing_organisation_id"], unique=False
    )
    op.create_index(op.f("ix_actions_sort_title"), "actions", ["sort_title"], unique=False)
    op.create_index("ix_actions_state_axis", "actions", ["state", "axis"], unique=False)
    op.create_index("ix_actions_state_published_at", "actions", ["state", "published_at"], unique=False)
    op.create_index("ix_actions_state_starts_on", "actions", ["state", "starts_on"], unique=False)
    op.create_index("ix_actions_state_updated_at", "actions", ["state", "updated_at"], unique=False)
    op.create_table(
        "peers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("given_name", sa.String(length=80), nullable=False),
        sa.Column("family_name", sa.String(length=80), nullable=False),
        sa.Column("sort_name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("commune_code", sa.String(length=5), nullable=True),
        sa.Column("engagement", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("last_contact_on", sa.Date(), nullable=True),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("engagement in ('volunteer', 'employee')", name=op.f("ck_peers_engagement")),
        sa.CheckConstraint(
            "state in ('preparing', 'active', 'paused', 'suspended', 'ended')", name=op.f("ck_peers_state")
        ),
        sa.CheckConstraint("capacity between 0 and 20", name=op.f("ck_peers_capacity")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_peers_account_id_accounts"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["commune_code"], ["communes.code"], name=op.f("fk_peers_commune_code_communes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peers")),
        sa.UniqueConstraint("id", "sort_name", "state", name="uq_peers_roster_copy"),
        sa.UniqueConstraint("public_id", name=op.f("uq_peers_public_id")),
    )
    op.create_index(op.f("ix_peers_account_id"), "peers", ["account_id"], unique=False)
    op.create_index(op.f("ix_peers_commune_code"), "peers", ["commune_code"], unique=False)
    op.create_index(op.f("ix_peers_last_contact_on"), "peers", ["last_contact_on"], unique=False)
    op.create_table(
        "action_organisations",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f("fk_action_organisations_action_id_actions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_action_organisations_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("action_id", "organisation_id", name=op.f("pk_action_organisations")),
    )
    op.create_index(
        op.f("ix_action_organisations_organisation_id"), "action_organisations", ["organisation_id"], unique=False
    )
    op.create_table(
        "action_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("comment", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_action_steps_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f("fk_action_steps_action_id_actions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_steps")),
    )
    op.create_index(op.f("ix_action_steps_account_id"), "action_steps", ["account_id"], unique=False)
    op.create_index(op.f("ix_action_steps_action_id"), "action_steps", ["action_id"], unique=False)
    op.create_table(
        "peer_families",
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("family", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["peers.id"], name=op.f("fk_peer_families_peer_id_peers"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("peer_id", "family", name=op.f("pk_peer_families")),
    )
    op.create_index("ix_peer_families_family_peer_id", "peer_families", ["family", "peer_id"], unique=False)
    op.create_table(
        "sponsorships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("peer_sort_name", sa.String(length=200), nullable=False),
        sa.Column("peer_state", sa.String(length=20), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("external_ref", sa.String(length=60), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state in ('proposed', 'active', 'ended')", name=op.f("ck_sponsorships_state")),
        sa.CheckConstraint("ended_on is null or ended_on >= started_on", name=op.f("ck_sponsorships_dates")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_sponsorships_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["peer_id", "peer_sort_name", "peer_state"],
            ["peers.id", "peers.sort_name", "peers.state"],
            name="fk_sponsorships_roster_copy",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["peers.id"], name=op.f("fk_sponsorships_peer_id_peers"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sponsorships")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sponsorships_public_id")),
    )
    op.create_index(op.f("ix_sponsorships_peer_id"), "sponsorships", ["peer_id"], unique=False)
    op.create_index(
        "ix_sponsorships_roster",
        "sponsorships",
        ["organisation_id", "state", "peer_sort_name", "peer_id"],
        unique=False,
    )
    op.create_index(
        "ix_sponsorships_roster_state",
        "sponsorships",
        ["organisation_id", "state", "peer_state", "peer_sort_name", "peer_id"],
        unique=False,
    )
    op.create_index(
        "ix_sponsorships_since", "sponsorships", ["organisation_id", "state", "started_on", "peer_id"], unique=False
    )
    op.create_index(
        "uq_sponsorships_current",
        "sponsorships",
        ["organisation_id", "peer_id"],
        unique=True,
        sqlite_where=sa.text("state != 'ended'"),
        postgresql_where=sa.text("state != 'ended'"),
    )
    op.create_table(
        "sponsorship_facets",
        sa.Column("sponsorship_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["sponsorship_id"],
            ["sponsorships.id"],
            name=op.f("fk_sponsorship_facets_sponsorship_id_sponsorships"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sponsorship_id", "name", "value", name=op.f("pk_sponsorship_facets")),
    )
    op.create_index(
        "ix_sponsorship_facets_name_value", "sponsorship_facets", ["name", "value", "sponsorship_id"], unique=False
    )
    for statement in ddl.UP[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in ddl.DOWN[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_index("ix_sponsorship_facets_name_value", table_name="sponsorship_facets")
    op.drop_table("sponsorship_facets")
    op.drop_index(
        "uq_sponsorships_current",
        table_name="sponsorships",
        sqlite_where=sa.text("state != 'ended'"),
        postgresql_where=sa.text("state != 'ended'"),
    )
    op.drop_index("ix_sponsorships_since", table_name="sponsorships")
    op.drop_index("ix_sponsorships_roster_state", table_name="sponsorships")
    op.drop_index("ix_sponsorships_roster", table_name="sponsorships")
    op.drop_index(op.f("ix_sponsorships_peer_id"), table_name="sponsorships")
    op.drop_table("sponsorships")
    op.drop_index("ix_peer_families_family_peer_id", table_name="peer_families")
    op.drop_table("peer_families")
    op.drop_index(op.f("ix_action_steps_action_id"), table_name="action_steps")
    op.drop_index(op.f("ix_action_steps_account_id"), table_name="action_steps")
    op.drop_table("action_steps")
    op.drop_index(op.f("ix_action_organisations_organisation_id"), table_name="action_organisations")
    op.drop_table("action_organisations")
    op.drop_index(op.f("ix_peers_last_contact_on"), table_name="peers")
    op.drop_index(op.f("ix_peers_commune_code"), table_name="peers")
    op.drop_index(op.f("ix_peers_account_id"), table_name="peers")
    op.drop_table("peers")
    op.drop_index("ix_actions_state_updated_at", table_name="actions")
    op.drop_index("ix_actions_state_starts_on", table_name="actions")
    op.drop_index("ix_actions_state_published_at", table_name="actions")
    op.drop_index("ix_actions_state_axis", table_name="actions")
    op.drop_index(op.f("ix_actions_sort_title"), table_name="actions")
    op.drop_index(op.f("ix_actions_proposing_organisation_id"), table_name="actions")
    op.drop_index(op.f("ix_actions_proposed_by_id"), table_name="actions")
    op.drop_index(op.f("ix_actions_commune_code"), table_name="actions")
    op.drop_table("actions")
    op.drop_index(op.f("ix_single_use_links_account_id"), table_name="single_use_links")
    op.drop_table("single_use_links")
    op.drop_index(op.f("ix_sign_in_sessions_account_id"), table_name="sign_in_sessions")
    op.drop_table("sign_in_sessions")
    op.drop_index(
        "uq_representatives_open_titular",
        table_name="representatives",
        sqlite_where=sa.text("seat = 'titular' and ends_on is null"),
        postgresql_where=sa.text("seat = 'titular' and ends_on is null"),
    )
    op.drop_index("ix_representatives_organisation_id_starts_on", table_name="representatives")
    op.drop_index(op.f("ix_representatives_account_id"), table_name="representatives")
    op.drop_table("representatives")
    op.drop_index(op.f("ix_pending_imports_organisation_id"), table_name="pending_imports")
    op.drop_index(op.f("ix_pending_imports_created_at"), table_name="pending_imports")
    op.drop_index(op.f("ix_pending_imports_account_id"), table_name="pending_imports")
    op.drop_table("pending_imports")
    op.drop_index(op.f("ix_organisation_aliases_sort_name"), table_name="organisation_aliases")
    op.drop_index(op.f("ix_organisation_aliases_organisation_id"), table_name="organisation_aliases")
    op.drop_table("organisation_aliases")
    op.drop_index("ix_mandates_organisation_id_role", table_name="mandates")
    op.drop_index(op.f("ix_mandates_account_id"), table_name="mandates")
    op.drop_table("mandates")
    op.drop_table("import_mappings")
    op.drop_index(op.f("ix_communes_sort_name"), table_name="communes")
    op.drop_index(op.f("ix_communes_sector_id"), table_name="communes")
    op.drop_table("communes")
    op.drop_index(op.f("ix_throttle_hits_expires_at"), table_name="throttle_hits")
    op.drop_table("throttle_hits")
    op.drop_table("sectors")
    op.drop_index(op.f("ix_outgoing_mails_next_attempt_at"), table_name="outgoing_mails")
    op.drop_table("outgoing_mails")
    op.drop_index(op.f("ix_organisations_sort_name"), table_name="organisations")
    op.drop_table("organisations")
    op.drop_table("journal_head")
    op.drop_index("ix_journal_entries_object_kind_object_id", table_name="journal_entries")
    op.drop_index(op.f("ix_journal_entries_at"), table_name="journal_entries")
    op.drop_index("ix_journal_entries_actor_at", table_name="journal_entries")
    op.drop_index(op.f("ix_journal_entries_act"), table_name="journal_entries")
    op.drop_table("journal_entries")
    op.drop_index(op.f("ix_accounts_sort_name"), table_name="accounts")
    op.drop_table("accounts")
