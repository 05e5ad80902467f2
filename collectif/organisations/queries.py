"""Questions asked about organisations, from other rooms too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import Organisation

HUB = (
    select(
        Organisation.slug,
        Organisation.name,
        Organisation.kind,
        Organisation.description,
        Organisation.website,
        Organisation.logo,
    )
    .where(Organisation.hub_member)
    .order_by(Organisation.kind, Organisation.sort_name)
)


def resource_hub(session: Session) -> Sequence[Any]:
    """Members of the *pôle ressource*: associations, then institutions, each by name."""
    return session.execute(HUB).all()
