"""What the intranet's views about the charter receive, with who may do what to it."""

from __future__ import annotations

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from sqlalchemy import select

from ..peers.models import Peer, Sponsorship
from ..security.acl import acl
from ..security.permissions import Permission
from . import queries
from .models import CharterSignature


class OwnCharter:
    """The charter of whoever asks: their own file, if they have one."""

    __parent__ = None
    __name__ = None

    def __init__(self, request: Request):
        identity = request.identity
        self.__acl__ = acl(account_id=identity.account_id if identity else None)

    def peer(self, request: Request) -> Peer:
        """The file whose signature is awaited, else the first one.

        :raises HTTPNotFound: whoever asks has no file.
        """
        own = queries.own_peers(request.db, request.identity.account_id)
        if not own:
            raise HTTPNotFound()
        unsigned = request.db.scalars(
            select(Peer).where(Peer.id.in_([peer.id for peer in own]), ~queries.signs_current()).order_by(Peer.id)
        ).first()
        return unsigned or own[0]


class SigningPeers:
    """The list of those who sign: whoever may read one roster at least may open it, and sees those they may see."""

    __parent__ = None
    __name__ = None

    def __init__(self, request: Request):
        identity = request.identity
        self.places = identity.organisations_for(Permission.VIEW_ROSTER) if identity else frozenset()
        self.__acl__ = acl(self.places or ())


class SignatureContext:
    """One signature: its person, the associations that sponsor them today, the coordination. A POST holds it until its
    transaction ends."""

    __parent__ = None
    __name__ = None

    def __init__(self, request: Request):
        locked = request.method == "POST"
        found = queries.by_public_id(request.db, request.matchdict["public_id"], locked=locked)
        if found is None:
            raise HTTPNotFound()
        self.signature: CharterSignature = found
        sponsors = select(Sponsorship.organisation_id).where(
            Sponsorship.peer_id == found.peer_id, Sponsorship.state == "active"
        )
        self.__acl__ = acl(request.db.scalars(sponsors).all(), found.peer.account_id)
