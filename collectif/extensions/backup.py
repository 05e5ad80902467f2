"""All that a plugin keeps in its own tables, whether or not it is still installed: nothing is lost when it goes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..organisations.models import Organisation
from .tables import parts_of, tables_left


def everything_of(session: Session, association: str) -> dict[str, Any] | None:
    """The rows of the plugin's tables, as the database has them.

    :returns: ``None`` when there is no such association, and no table.
    """
    known = session.scalar(select(Organisation.id).where(Organisation.slug == association))
    left = tables_left(session.connection(), association)
    if known is None and not left:
        return None
    rows = {parts_of(one.name)[1]: [dict(row) for row in session.execute(select(one)).mappings()] for one in left}
    return {"association": association, "tables": rows}
