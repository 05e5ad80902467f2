"""Meetings that are postponed or cancelled, reminders before them, calendar files that say what to do with them."""

import sqlalchemy as sa
from alembic import op

from collectif.db import UTCDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# Constraint → its condition before and after.
CONDITIONS = {
    "state": (
        "state in ('prepared', 'convened', 'open', 'closed', 'approved')",
        "state in ('prepared', 'convened', 'open', 'closed', 'approved', 'cancelled')",
    ),
    "convened_at": (
        "state = 'prepared' or convened_at is not null",
        "state in ('prepared', 'cancelled') or convened_at is not null",
    ),
    "opened_at": (
        "state in ('prepared', 'convened') or opened_at is not null",
        "state in ('prepared', 'convened', 'cancelled') or opened_at is not null",
    ),
}
CANCELLED = "state != 'cancelled' or (cancelled_at is not null and cancellation_reason != '')"
STATE = f"({CONDITIONS['state'][1]})"
NEW = f"CONSTRAINT ck_meetings_cancelled_at CHECK ({CANCELLED})"


def upgrade() -> None:
    op.create_table(
        "meeting_postponements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("planned_at", UTCDateTime(), nullable=False),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_postponements_meeting_id_meetings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_postponements")),
    )  # fmt: skip
    op.create_index(op.f("ix_meeting_postponements_meeting_id"), "meeting_postponements", ["meeting_id"], unique=False)
    op.add_column("meetings", sa.Column("cancelled_at", UTCDateTime(), nullable=True))
    op.add_column(
        "meetings", sa.Column("cancellation_reason", sa.String(length=600), server_default="", nullable=False)
    )
    op.add_column("meeting_participants", sa.Column("reminded_week_on", sa.Date(), nullable=True))
    op.add_column("meeting_participants", sa.Column("reminded_day_on", sa.Date(), nullable=True))
    op.add_column("outgoing_attachments", sa.Column("method", sa.String(length=10), server_default="", nullable=False))
    for name, (before, after) in CONDITIONS.items():
        _replace(name, before, after)
    if _on_sqlite():
        _rewrite(STATE, f"{STATE}, {NEW}")
    else:
        op.create_check_constraint(op.f("ck_meetings_cancelled_at"), "meetings", CANCELLED)


def downgrade() -> None:
    # A meeting that was cancelled is prepared again: before, there was no other word for it.
    op.execute("UPDATE meetings SET state = 'prepared' WHERE state = 'cancelled'")
    if _on_sqlite():
        _rewrite(f"{STATE}, {NEW}", STATE)
    else:
        op.drop_constraint(op.f("ck_meetings_cancelled_at"), "meetings", type_="check")
    for name, (before, after) in CONDITIONS.items():
        _replace(name, after, before)
    op.drop_column("outgoing_attachments", "method")
    op.drop_column("meeting_participants", "reminded_day_on")
    op.drop_column("meeting_participants", "reminded_week_on")
    op.drop_column("meetings", "cancellation_reason")
    op.drop_column("meetings", "cancelled_at")
    op.drop_index(op.f("ix_meeting_postponements_meeting_id"), table_name="meeting_postponements")
    op.drop_table("meeting_postponements")


def _replace(name: str, before: str, after: str) -> None:
    """Another condition for a constraint of ``meetings``."""
    if _on_sqlite():
        _rewrite(f"({before})", f"({after})")
        return
    constraint = op.f(f"ck_meetings_{name}")
    op.drop_constraint(constraint, "meetings", type_="check")
    op.create_check_constraint(constraint, "meetings", after)


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _rewrite(before: str, after: str) -> None:
    """The way SQLite documents for what changes no row: writing the table anew would fire the deletions that follow it,
    and lose its triggers (https://www.sqlite.org/lang_altertable.html#otheralter)."""
    connection = op.get_bind()
    table = "type = 'table' AND name = 'meetings'"
    text: str = connection.exec_driver_sql(f"SELECT sql FROM sqlite_master WHERE {table}").scalar_one()  # noqa: S608
    assert text.count(before) == 1, before
    schema = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    update = f"UPDATE sqlite_master SET sql = ? WHERE {table}"  # noqa: S608
    connection.exec_driver_sql(update, (text.replace(before, after),))
    connection.exec_driver_sql(f"PRAGMA schema_version = {schema + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")
