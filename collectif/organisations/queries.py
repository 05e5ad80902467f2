"""Questions asked about organisations, from other rooms too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from .likeness import any_alike
from .models import Organisation, OrganisationAlias

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


@dataclass(frozen=True)
class Known:
    """An organisation by all its names, for comparing."""

    id: int
    slug: str
    name: str
    kind: str
    hub_member: bool
    names: frozenset[str]

    @property
    def other_names(self) -> list[str]:
        return sorted(self.names - {self.name})


def resource_hub(session: Session) -> Sequence[Any]:
    """Members of the *pôle ressource*: associations, then institutions, each by name."""
    return session.execute(HUB).all()


def find_organisation(session: Session, slug: str) -> Organisation | None:
    """The organisation at this address, or the one it was merged into."""
    return (
        session.scalars(select(Organisation).where(Organisation.slug == slug)).one_or_none()
        or session.scalars(
            select(Organisation).join(OrganisationAlias).where(OrganisationAlias.slug == slug)
        ).one_or_none()
    )


def organisation_choices(
    session: Session, *, except_id: int | None = None, short: bool = False
) -> list[tuple[str, str]]:
    """``(slug, name)`` of every organisation, by name. :param short: give the short names."""
    name = Organisation.short_name if short else Organisation.name
    statement = select(Organisation.slug, name).order_by(Organisation.sort_name)
    return [(slug, words) for slug, words in session.execute(statement.where(Organisation.id != (except_id or 0)))]


def logo_image(session: Session, address: str) -> bytes | None:
    """The picture shown at this address, if there is one."""
    return session.scalar(select(Organisation.logo_image).where(Organisation.logo == address))


def known_organisations(session: Session) -> list[Known]:
    """Every organisation with all its names, by name: two queries."""
    aliases: dict[int, set[str]] = {}
    for key, name in session.execute(select(OrganisationAlias.organisation_id, OrganisationAlias.name)):
        aliases.setdefault(key, set()).add(name)
    columns = (Organisation.id, Organisation.slug, Organisation.name, Organisation.kind, Organisation.hub_member)
    rows = session.execute(select(*columns, Organisation.short_name).order_by(Organisation.sort_name))
    return [Known(*row[:5], frozenset({row[2], row[5], *aliases.get(row[0], ())})) for row in rows]


def near_duplicates(session: Session, names: Iterable[str], *, except_id: int | None = None) -> list[Known]:
    """Organisations one of whose names may be the same as one of ``names``."""
    asked = [name for name in names if name]
    return [one for one in known_organisations(session) if one.id != except_id and any_alike(asked, one.names)]
