"""The first gate: an association sponsors this peer, and has attested it (rule 1)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..organisations.models import Organisation
from ..text import short_date
from .gates import GATE_LABELS, Gate
from .models import Sponsorship
from .path_models import SponsorshipRequest, SponsorshipTerms

SEEKERS = "la personne elle-même, ou la coordination MDPH 77"


def referent_of(association: str) -> str:
    return f"la référente ou le référent de {association}"


def sponsorship_gate(session: Session, peer_id: int) -> Gate:
    """Holds with one active sponsorship that is attested, whichever association's."""
    rows = session.execute(
        select(Sponsorship.state, Sponsorship.started_on, Organisation.short_name, SponsorshipTerms.met_on,
               SponsorshipRequest.asked_at)
        .join(Organisation, Organisation.id == Sponsorship.organisation_id)
        .outerjoin(SponsorshipTerms, SponsorshipTerms.sponsorship_id == Sponsorship.id)
        .outerjoin(SponsorshipRequest, SponsorshipRequest.sponsorship_id == Sponsorship.id)
        .where(Sponsorship.peer_id == peer_id, Sponsorship.state != "ended")
        .order_by(Sponsorship.started_on, Sponsorship.id)
    ).all()  # fmt: skip
    attested = [row for row in rows if row.state == "active" and row.met_on]
    if attested:
        first = attested[0]
        return _gate(True, f"{first.short_name} parraine depuis le {short_date(first.started_on)}.")
    silent = next((row for row in rows if row.state == "active"), None)
    if silent is not None:
        words = f"{silent.short_name} parraine, mais n'a pas encore attesté la rencontre, l'expérience et le parcours."
        return _gate(False, words, referent_of(silent.short_name))
    asked = next((row for row in rows if row.state == "proposed"), None)
    if asked is not None:
        day = short_date(asked.asked_at or asked.started_on)
        return _gate(False, f"Demande envoyée à {asked.short_name} le {day}.", referent_of(asked.short_name))
    return _gate(False, "Aucune association ne parraine.", SEEKERS)


def _gate(holds: bool, words: str, who_next: str = "") -> Gate:
    return Gate("sponsorship", GATE_LABELS["sponsorship"], holds, words, who_next)
