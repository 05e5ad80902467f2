"""What people find of organisations: the members of the pôle ressource for everyone, all of them inside.

Who represents them is in neither: names of people are never looked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ..search.entries import PUBLIC, Entry, Part, joined, searchable
from ..security.permissions import Permission
from .models import Organisation, OrganisationAlias

COLUMNS = (
    Organisation.id, Organisation.slug, Organisation.name, Organisation.short_name, Organisation.description,
    Organisation.hub_member,
)  # fmt: skip


@searchable(
    "organisations",
    Organisation,
    labels=("Organisation", "Organisations"),
    parts=(Part(OrganisationAlias, "organisation_id"),),
)
def organisations(session: Session, wanted: ColumnElement[bool]) -> Iterator[Entry]:
    aliases: dict[int, list[str]] = defaultdict(list)
    columns = (OrganisationAlias.organisation_id, OrganisationAlias.name)
    for key, name in session.execute(select(*columns).join(Organisation).where(wanted).order_by(OrganisationAlias.id)):
        aliases[key].append(name)
    for row in session.execute(select(*COLUMNS).where(wanted)):
        names = joined(row.short_name, *aliases[row.id])
        yield Entry(
            row.id, Permission.VIEW_ORGANISATIONS, row.name, row.description, "organisation", {"slug": row.slug},
            words=names,
        )  # fmt: skip
        if row.hub_member:
            yield Entry(
                row.id, PUBLIC, row.name, row.description, "resource_hub", {"_anchor": row.slug},
                hidden_from=Permission.VIEW_ORGANISATIONS, words=row.short_name,
            )  # fmt: skip
