"""Making one organisation of two: choose the other, see what it touches, say yes."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.view import view_config

from ..errors import DomainError
from ..security.permissions import Permission
from . import queries
from .merge import SAME, Merge
from .models import Organisation
from .pages import crumbs, summary
from .resources import OrganisationContext
from .services import describe
from .views import to_page

HAS_EXTENSION = (
    "{name} a une extension, attachée à son adresse. Gardez plutôt cette fiche : réunissez l'autre avec elle."
)


@view_config(
    route_name="organisation_merge_choose", renderer="organisations/merge_choose.pt",
    permission=Permission.MERGE_ORGANISATIONS, request_method="GET",
)  # fmt: skip
def choose(context: OrganisationContext, request: Request) -> dict[str, Any]:
    organisation = context.organisation
    described = describe(organisation)
    names = [organisation.name, organisation.short_name, *described["aliases"]]
    near = queries.near_duplicates(request.db, names, except_id=organisation.id)
    close = {known.slug for known in near}
    return {
        "organisation": organisation,
        "near": near,
        "others": [pair for pair in queries.organisation_choices(request.db, except_id=organisation.id)
                   if pair[0] not in close],
        "crumbs": crumbs(request, organisation, "Réunir avec une autre"),
    }  # fmt: skip


@view_config(
    route_name="organisation_merge", renderer="organisations/merge.pt", permission=Permission.MERGE_ORGANISATIONS
)  # fmt: skip
def merge(context: OrganisationContext, request: Request) -> Any:
    source, target = context.organisation, _target(context.organisation, request)
    service = request.service(Merge)
    if request.method == "POST":
        name = source.name
        service.merge(source, target)
        request.flash("success", f"{name} et {target.name} ne font plus qu'une : {target.name}.")
        return to_page(request, target)
    return {
        "source": source,
        "target": target,
        "touched": service.touches(source),
        "sides": side_by_side(source, target),
        "crumbs": crumbs(request, source, "Réunir"),
    }


def side_by_side(source: Organisation, target: Organisation) -> list[tuple[str, Any, Any]]:
    """Each term with its value on both sides."""
    both = zip(summary(source), summary(target), strict=True)
    return [("Nom", source.name, target.name), *((term, left, right) for (term, left), (_, right) in both)]


def _target(source: Organisation, request: Request) -> Organisation:
    target = queries.find_organisation(request.db, request.matchdict["target"])
    if target is None:
        raise HTTPNotFound()
    if target.id == source.id:
        raise DomainError(SAME)
    if request.extensions.plugin_of(source.slug):
        raise DomainError(HAS_EXTENSION.format(name=source.name))
    return target
