"""What pages about organisations are about."""

from __future__ import annotations

from pyramid.httpexceptions import HTTPMovedPermanently, HTTPNotFound
from pyramid.request import Request
from sqlalchemy import select

from ..security.acl import acl
from .models import Organisation, Representative
from .queries import find_organisation


class OrganisationContext:
    """One organisation, by its address. The address of one that was merged leads to the one that stayed."""

    __parent__ = None
    __name__ = None

    def __init__(self, request: Request):
        self.organisation = self._find(request)
        self.__acl__ = acl([self.organisation.id])

    def _find(self, request: Request) -> Organisation:
        slug = request.matchdict["slug"]
        organisation = find_organisation(request.db, slug)
        if organisation is None:
            raise HTTPNotFound()
        if organisation.slug != slug:
            values = {**request.matchdict, "slug": organisation.slug}
            raise HTTPMovedPermanently(request.route_path(request.matched_route.name, **values))
        return organisation


class RepresentativeContext(OrganisationContext):
    """One representative of one organisation."""

    def __init__(self, request: Request):
        super().__init__(request)
        public_id = request.matchdict["representative"]
        self.representative = request.db.scalars(
            select(Representative).where(
                Representative.public_id == public_id, Representative.organisation_id == self.organisation.id
            )
        ).one_or_none()
        if self.representative is None:
            raise HTTPNotFound()
