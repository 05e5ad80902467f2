"""The three kinds of meetings with which every installation begins; the coordination then changes their rules."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import MeetingKind

KINDS = (
    {"name": "plenary", "label": "Réunion plénière", "whole": True, "notice_days": 15, "quorum": "half",
     "associations_minimum": 3, "institutions_minimum": 1, "proxy_limit": 1},
    {"name": "steering", "label": "Comité de pilotage", "whole": False, "notice_days": 10, "quorum": "more_than_half",
     "institutions_minimum": 1, "proxy_limit": 1},
    {"name": "working_group", "label": "Groupe de travail", "whole": False, "notice_days": 5, "quorum": "none",
     "proxy_limit": 0},
)  # fmt: skip


def load_meeting_kinds(session: Session) -> None:
    """Add the kinds that are missing; those that are there keep the rules they have."""
    known = set(session.scalars(select(MeetingKind.name)))
    session.add_all([MeetingKind(**values) for values in KINDS if values["name"] not in known])
    session.flush()
