"""What pages about peers are about: an association's roster, a peer's file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pyramid.httpexceptions import HTTPMovedPermanently, HTTPNotFound
from pyramid.request import Request
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ..organisations.queries import find_organisation
from ..security.acl import acl
from ..security.permissions import Permission
from .models import Peer, PendingImport, Sponsorship
from .queries import find_pending


@dataclass(frozen=True)
class Association:
    """The association of a page: no entity, so that reading it costs nothing."""

    id: int
    slug: str
    name: str


def find_association(request: Request, slug: str) -> Association:
    """The association of that slug, from the mandates of whoever asks when they hold one there.

    :raises HTTPMovedPermanently: it was merged into another one. :raises HTTPNotFound: there is none.
    """
    for mandate in request.identity.mandates if request.identity else ():
        if mandate.organisation_slug == slug and mandate.organisation_id is not None:
            return Association(mandate.organisation_id, slug, mandate.organisation_name or slug)
    found = find_organisation(request.db, slug)
    if found is None:
        raise HTTPNotFound()
    if found.slug != slug:
        values = {**request.matchdict, "slug": found.slug}
        raise HTTPMovedPermanently(request.route_path(request.matched_route.name, **values))
    return Association(found.id, found.slug, found.short_name)


def sees_details_of(request: Request, organisation_id: int) -> bool:
    """Whether the fields an association keeps for itself may be shown: only those who keep its files see them."""
    places = request.identity.organisations_for(Permission.EDIT_PEER)
    return places is not None and organisation_id in places


class RosterContext:
    """The roster of one association."""

    __parent__ = None
    __name__ = None

    def __init__(self, request: Request):
        self.association = find_association(request, request.matchdict["slug"])
        self.__acl__ = acl([self.association.id])


class ImportContext(RosterContext):
    """A file that waits to be imported in a roster; only whoever sent it finds it, for an hour."""

    def __init__(self, request: Request):
        super().__init__(request)
        self._request = request

    @cached_property
    def pending(self) -> PendingImport:
        """:raises HTTPNotFound: it is someone else's, or gone. Asked by the views, after the permission."""
        identity, import_id = self._request.identity, self._request.matchdict["import_id"]
        found = find_pending(self._request.db, import_id, self.association.id, identity.account_id)
        if found is None:
            error = HTTPNotFound()
            error.explanation_fr = "Ce fichier n'attend plus : il est gardé une heure. Envoyez-le de nouveau."
            raise error
        return found


class PeerContext:
    """The file of one peer: the associations that sponsor them today, the coordination, and themself."""

    __parent__ = None
    __name__ = None

    def __init__(self, request: Request):
        loaded = (
            select(Peer)
            .where(Peer.public_id == request.matchdict["public_id"])
            .options(selectinload(Peer.families), selectinload(Peer.commune))
            .options(selectinload(Peer.sponsorships).joinedload(Sponsorship.organisation))
        )
        peer = request.db.scalars(loaded).one_or_none()
        if peer is None:
            raise HTTPNotFound()
        self.peer: Peer = peer
        self.current = [one for one in peer.sponsorships if one.state == "active"]
        self.__acl__ = acl([one.organisation_id for one in self.current], peer.account_id)

    def own_sponsorship(self, request: Request) -> Sponsorship | None:
        """The sponsorship by an association whose files this person keeps, if any."""
        return next((one for one in self.current if sees_details_of(request, one.organisation_id)), None)


class SponsorshipContext:
    """One sponsorship: for the people of that association while it is open, the peer and the coordination."""

    __parent__ = None
    __name__ = None

    def __init__(self, request: Request):
        loaded = (
            select(Sponsorship)
            .where(Sponsorship.public_id == request.matchdict["sponsorship"])
            .options(joinedload(Sponsorship.organisation), joinedload(Sponsorship.peer).selectinload(Peer.families))
            .options(joinedload(Sponsorship.peer).joinedload(Peer.commune))
        )
        found = request.db.scalars(loaded).one_or_none()
        if found is None:
            raise HTTPNotFound()
        self.sponsorship: Sponsorship = found
        places = [] if found.state == "ended" else [found.organisation_id]
        self.__acl__ = acl(places, found.peer.account_id)
