"""What the pages about one organisation show, as plain values for their templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup, escape
from pyramid.request import Request

from ..security.permissions import Permission
from ..text import short_date, sort_key, today
from .models import KINDS, SEATS, Organisation, Representative
from .resources import OrganisationContext

UNKNOWN = "Non renseigné"
# Pages of other rooms about this organisation: label, route, permission on the organisation, for associations only.
ELSEWHERE = (
    ("Ses pair-aidants", "roster", Permission.VIEW_ROSTER, True),
    ("Ses rapports", "reports", Permission.VIEW_REPORTS, True),
)


@dataclass(frozen=True)
class Seat:
    """A representative as the page shows them."""

    public_id: str
    full_name: str
    duty: str
    seat: str
    dates: str
    is_over: bool


def crumbs(request: Request, organisation: Organisation | None, last: str = "", *, here: bool = False) -> Any:
    """The way from the list to this page."""
    way: list[tuple[str, str | None]] = [("Organisations", request.route_path("organisations"))]
    if organisation is not None:
        href = None if here else request.route_path("organisation", slug=organisation.slug)
        way.append((organisation.short_name, href))
    return [*way, *([(last, None)] if last else [])]


def summary(organisation: Organisation) -> list[tuple[str, Any]]:
    """Terms and values, in the order people look for them."""
    names = sorted((alias.name for alias in organisation.aliases if alias.name), key=sort_key)
    signed = organisation.charter_signed_on
    return [
        ("Type", KINDS[organisation.kind]),
        ("Autres noms", ", ".join(names) or "Aucun"),
        ("Présentation", organisation.description or UNKNOWN),
        ("Pôle ressource", _membership(organisation)),
        ("Charte entre acteurs", f"Signée le {short_date(signed)}" if signed else UNKNOWN),
        ("Site", _link(organisation.website, organisation.website)),
        ("Adresse e-mail", _link(f"mailto:{organisation.email}", organisation.email)),
        ("Téléphone", organisation.phone or UNKNOWN),
        ("Adresse postale", organisation.address or UNKNOWN),
    ]


def seats(organisation: Organisation) -> list[Seat]:
    """Representatives: those of today, titular first, then those who left, the last to leave first."""
    day = today()
    current = sorted(
        (one for one in organisation.representatives if not _is_over(one, day)),
        key=lambda one: (one.seat != "titular", one.starts_on, sort_key(one.full_name)),
    )
    past = sorted(
        (one for one in organisation.representatives if _is_over(one, day)),
        key=lambda one: (one.ends_on, sort_key(one.full_name)), reverse=True,
    )  # fmt: skip
    return [_seat(one, day) for one in (*current, *past)]


def links(request: Request, context: OrganisationContext) -> list[tuple[str, str]]:
    """Pages of other rooms about this organisation that this person may open."""
    organisation = context.organisation
    pages = [
        (label, request.route_path(route, slug=organisation.slug))
        for label, route, permission, association_only in ELSEWHERE
        if (organisation.kind == "association" or not association_only) and request.has_permission(permission, context)
    ]
    if request.has_permission(Permission.VIEW_ACTIONS, context):
        query = {"organisation": organisation.slug}
        pages.append(("Ses actions", request.route_path("intranet_actions", _query=query)))
    return pages


def dates(starts_on: date, ends_on: date | None) -> str:
    """``depuis le 3 mars 2026`` or ``du 3 mars 2026 au 4 mai 2027``."""
    if ends_on is None:
        return f"depuis le {short_date(starts_on)}" if starts_on <= today() else f"à partir du {short_date(starts_on)}"
    return f"du {short_date(starts_on)} au {short_date(ends_on)}"


def _is_over(representative: Representative, day: date) -> bool:
    return representative.ends_on is not None and representative.ends_on < day


def _seat(one: Representative, day: date) -> Seat:
    label = SEATS[one.seat].capitalize()
    return Seat(one.public_id, one.full_name, one.duty, label, dates(one.starts_on, one.ends_on), _is_over(one, day))


def _membership(organisation: Organisation) -> str:
    if organisation.hub_member:
        return "Membre"
    left = organisation.hub_left_on
    return f"N'est plus membre depuis le {short_date(left)}" if left else "N'est pas membre"


def _link(href: str, words: str) -> Any:
    return Markup('<a href="{}">{}</a>').format(href, words) if words else escape(UNKNOWN)
