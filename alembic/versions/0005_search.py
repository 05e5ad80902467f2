"""One index for every search, the library's own words leave; recordings have a transcript."""

import sqlalchemy as sa
from alembic import op

from collectif.db import UTCDateTime
from collectif.search import ddl

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=30), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("hidden_from", sa.String(length=30), nullable=False),
        sa.Column("visible_from", UTCDateTime(), nullable=True),
        sa.Column("newness", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("route", sa.String(length=40), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_search_entries_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entries")),
    )
    op.create_index("ix_search_entries_audience", "search_entries", ["audience", "organisation_id"], unique=False)
    op.create_index(op.f("ix_search_entries_organisation_id"), "search_entries", ["organisation_id"], unique=False)
    op.create_index("uq_search_entries_thing", "search_entries", ["kind", "thing_id", "audience"], unique=True)
    op.add_column("library_documents", sa.Column("transcript", sa.Text(), nullable=False, server_default=""))
    for statement in ddl.UP[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_index("ix_library_words_word", table_name="library_words")
    op.drop_table("library_words")


def downgrade() -> None:
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
    op.drop_column("library_documents", "transcript")
    for statement in ddl.DOWN[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_index("uq_search_entries_thing", table_name="search_entries")
    op.drop_index(op.f("ix_search_entries_organisation_id"), table_name="search_entries")
    op.drop_index("ix_search_entries_audience", table_name="search_entries")
    op.drop_table("search_entries")
