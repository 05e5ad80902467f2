"""What a peer's file shows of what each association keeps."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPForbidden
from pyramid.request import Request

from .models import Sponsorship
from .own_fields import own_fields
from .path_models import SponsorshipTerms
from .resources import PeerContext, sees_details_of


def is_self(context: PeerContext, request: Request) -> bool:
    """Whether this file is that of whoever asks."""
    return context.peer.account_id is not None and context.peer.account_id == request.identity.account_id


def sponsorship_shown(context: PeerContext, request: Request, sponsorship: Sponsorship) -> dict[str, Any]:
    """A sponsorship as the file shows it; the association's own fields only to its people and to the peer."""
    organisation = sponsorship.organisation
    shown = {
        "organisation": organisation, "since": sponsorship.started_on, "details": None, "matching": [],
        "unavailable": False,
        "public_id": sponsorship.public_id, "attested": request.db.get(SponsorshipTerms, sponsorship.id) is not None,
    }  # fmt: skip
    if not (is_self(context, request) or sees_details_of(request, sponsorship.organisation_id)):
        return shown
    own = own_fields(request.registry, organisation.slug)
    details = [("Référence", sponsorship.external_ref or ""), *own.summary(sponsorship.details)]
    criteria = request.extensions.ask("collectif_matching_criteria", association=organisation.slug)
    matching = [(one.label, one.reason) for _, one in criteria.items]
    return {**shown, "details": details, "matching": matching, "unavailable": own.unavailable or criteria.unavailable}


def kept_by(context: PeerContext, request: Request) -> Sponsorship:
    """The sponsorship that whoever asks may write in.

    :raises HTTPForbidden: none of the peer's associations is theirs.
    """
    sponsorship = context.own_sponsorship(request)
    if sponsorship is None:
        raise HTTPForbidden()
    return sponsorship
