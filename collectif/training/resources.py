"""What pages about trainings are about: a session, one's own place in it, someone's enrolment, a certificate."""

from __future__ import annotations

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from ..peers.models import Peer
from ..security.acl import acl
from ..security.permissions import Permission
from . import queries
from .models import TrainingCertificate, TrainingEnrolment, TrainingSession


def session_of(request: Request) -> TrainingSession:
    """The session of the address. :raises HTTPNotFound: there is none."""
    training = queries.find_session(request.db, request.matchdict["public_id"])
    if training is None:
        raise HTTPNotFound()
    return training


class SessionContext:
    """One session: everyone who sees trainings, and what its trainers may do in their own."""

    __parent__ = None
    __name__ = None

    def __init__(self, request: Request):
        self.training = session_of(request)
        self.__acl__ = acl(account_ids=[trainer.id for trainer in self.training.trainers])


class EnrolContext:
    """One session, for whoever enrols the peers of an association."""

    __parent__ = None
    __name__ = None

    def __init__(self, request: Request):
        self.training = session_of(request)
        self.organisation_ids = request.identity.organisations_for(Permission.ENROL_PEER)
        self.__acl__ = acl(self.organisation_ids or ())


class OwnSeatContext:
    """One session and the file of the peer who asks: their own place, and nobody else's."""

    __parent__ = None
    __name__ = None

    def __init__(self, request: Request):
        self.training = session_of(request)
        self._request = request
        found = queries.peer_of_account(request.db, request.identity.account_id)
        self.__acl__ = acl(account_id=request.identity.account_id if found else None)
        self._peer = found

    @property
    def peer(self) -> Peer:
        """:raises HTTPNotFound: no peer's file goes with this account."""
        if self._peer is None:
            raise HTTPNotFound()
        return self._peer

    @property
    def enrolment(self) -> TrainingEnrolment:
        """The peer's own last enrolment. :raises HTTPNotFound: there is none."""
        found = queries.current_enrolment(self._request.db, self.training, self.peer.id)
        if found is None:
            raise HTTPNotFound()
        return found


class EnrolmentContext:
    """Someone's enrolment: the associations that sponsor them, and the coordination."""

    __parent__ = None
    __name__ = None

    def __init__(self, request: Request):
        enrolments, sessions = TrainingEnrolment, TrainingSession
        found = queries.find_enrolment(
            request.db, enrolments.public_id == request.matchdict["enrolment"],
            enrolments.session.has(sessions.public_id == request.matchdict["public_id"]),
        )  # fmt: skip
        if found is None:
            raise HTTPNotFound()
        self.enrolment: TrainingEnrolment = found
        self.training = found.session
        self.__acl__ = acl(sponsors_of(found.peer))


class CertificateContext:
    """A certificate: the associations that sponsor its peer, the coordination, and the peer."""

    __parent__ = None
    __name__ = None

    def __init__(self, request: Request):
        found = queries.find_certificate(request.db, request.matchdict["public_id"])
        if found is None:
            raise HTTPNotFound()
        self.certificate: TrainingCertificate = found
        self.__acl__ = acl(sponsors_of(found.peer), found.peer.account_id)


def sponsors_of(peer: Peer) -> list[int]:
    return [one.organisation_id for one in peer.sponsorships if one.state == "active"]
