"""Associations and institutions: who they are, who represents them, their place in the pôle."""

from functools import partial

from pyramid.config import Configurator

from ..security.permissions import Permission
from .departures import Departures, add_departure
from .merge import Merge
from .representatives import Representatives
from .resources import OrganisationContext, RepresentativeContext
from .services import LOGOS, Organisations

ALL = "/intranet/organisations"
ONE = f"{ALL}/{{slug}}"
SEATS = f"{ONE}/representants"
SEAT = f"{SEATS}/{{representative}}"
# The page that adds one comes first: « ajouter » is nobody's address.
ROUTES = (
    ("organisations", ALL, None),
    ("organisation_add", f"{ALL}/ajouter", None),
    ("organisation", ONE, OrganisationContext),
    ("organisation_edit", f"{ONE}/modifier", OrganisationContext),
    ("organisation_alias_add", f"{ONE}/autres-noms", OrganisationContext),
    ("organisation_place", f"{ONE}/pole", OrganisationContext),
    ("organisation_logo", f"{ONE}/logo", OrganisationContext),
    ("organisation_logo_remove", f"{ONE}/logo/retirer", OrganisationContext),
    ("organisation_merge_choose", f"{ONE}/reunir", OrganisationContext),
    ("organisation_merge", f"{ONE}/reunir/{{target}}", OrganisationContext),
    ("representative_add", f"{SEATS}/ajouter", OrganisationContext),
    ("representative_end", f"{SEAT}/terminer", RepresentativeContext),
    ("representative_replace", f"{SEAT}/remplacer", RepresentativeContext),
    ("logo", f"{LOGOS}{{name}}", None),
)


def includeme(config: Configurator) -> None:
    for name, pattern, factory in ROUTES:
        config.add_route(name, pattern, factory=factory)
    departures = config.registry["departures"] = Departures()
    config.add_directive("add_departure", add_departure)
    config.add_service(Representatives, lambda request: Representatives(request.db, request.journal))
    config.add_service(
        Organisations, lambda request: Organisations(request.db, request.journal, partial(departures.on_left, request))
    )
    config.add_service(
        Merge, lambda request: Merge(request.db, request.journal, partial(departures.on_merging, request))
    )
    config.add_navigation("Organisations", "organisations", Permission.VIEW_ORGANISATIONS, order=50)
    for module in (".views", ".merge_views", ".representative_views", ".logo_views"):
        config.scan(module)
