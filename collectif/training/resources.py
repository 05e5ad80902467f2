"""What pages about trainings are about, besides places: a session, a certificate."""

from __future__ import annotations

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from ..enrolling.resources import EnrolmentContext, event_of, sponsors_of
from ..security.acl import acl
from . import queries
from .models import TrainingCertificate, TrainingSession
from .room import ROOM


class SessionContext:
    """One session: everyone who sees trainings, and what its trainers may do in their own."""

    __parent__ = None
    __name__ = None

    def __init__(self, request: Request):
        self.training: TrainingSession = event_of(request, ROOM)
        self.__acl__ = acl(account_ids=[trainer.id for trainer in self.training.trainers])


class ResultContext(EnrolmentContext):
    """Someone's enrolment, whose result is recorded."""

    def __init__(self, request: Request):
        super().__init__(ROOM, request)


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
