"""What people find of trainings: sessions to come or held, for those who see trainings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ..search.entries import Entry, joined, searchable
from ..security.permissions import Permission
from ..territory.models import Commune
from ..text import PARIS
from .models import TrainingSession

COLUMNS = (
    TrainingSession.id, TrainingSession.public_id, TrainingSession.title, TrainingSession.description,
    TrainingSession.place_name, TrainingSession.starts_on, Commune.name.label("commune"),
)  # fmt: skip


@searchable("trainings", TrainingSession, labels=("Formation", "Formations"))
def trainings(session: Session, wanted: ColumnElement[bool]) -> Iterator[Entry]:
    rows = select(*COLUMNS).outerjoin(Commune, Commune.code == TrainingSession.commune_code)
    for row in session.execute(rows.where(wanted, TrainingSession.state != "cancelled")):
        at = datetime.combine(row.starts_on, time(12), PARIS)
        text = joined(row.description, row.place_name, row.commune or "")
        yield Entry(row.id, Permission.VIEW_TRAININGS, row.title, text, "training", {"public_id": row.public_id}, at)
