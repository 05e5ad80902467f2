"""Loading the founding organisations (seed 000)."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..text import sort_key
from .models import Organisation, OrganisationAlias

FOUNDING = files("collectif.organisations") / "data" / "founding.toml"


def load_organisations(session: Session) -> None:
    """Add the organisations that are missing; those that are there, or were merged, stay as people left them."""
    known = set(session.scalars(select(Organisation.slug))) | set(session.scalars(select(OrganisationAlias.slug)))
    rows = tomllib.loads(FOUNDING.read_text("utf-8"))["organisation"]
    session.add_all(_organisation(row) for row in rows if row["slug"] not in known)
    session.flush()


def _organisation(row: dict[str, Any]) -> Organisation:
    values = {**row, "aliases": [OrganisationAlias(name=name, sort_name=sort_key(name)) for name in row["aliases"]]}
    return Organisation(**values, sort_name=sort_key(row["name"]), hub_member=True)
