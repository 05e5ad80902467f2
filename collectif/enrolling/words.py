"""How an event reads: its days, its place, what it offers; and where someone's place stands."""

from __future__ import annotations

from datetime import date

from ..db import now
from ..peers.models import Peer
from ..text import date_and_time, long_date, plural, short_date
from ..workflow import Status
from .models import EnrolmentColumns, EventColumns
from .rooms import Room
from .vocabulary import ACCESSES

ENDED_OFFER = Status("ended_offer", "Proposition terminée", "neutral", "cross")
NOTHING_SAID = "Rien n'est indiqué : demandez à la coordination."


def period(starts_on: date, ends_on: date) -> str:
    """``le jeudi 14 janvier 2027`` or ``du … au …``."""
    if starts_on == ends_on:
        return f"le {long_date(starts_on)}"
    return f"du {long_date(starts_on)} au {long_date(ends_on)}"


def named(event: EventColumns) -> str:
    """``« Groupe de pairs », le jeudi 14 janvier 2027``: those of a series have the same title, not the same day."""
    return f"« {event.title} », {period(event.starts_on, event.ends_on)}"


def place(event: EventColumns) -> str:
    """Where it takes place, in one line."""
    parts = [event.place_name, event.place_address, event.commune.name if event.commune else ""]
    where = ", ".join(part for part in parts if part)
    if not event.remote:
        return where or "à préciser"
    return f"à distance, ou sur place : {where}" if where else "à distance"


def places_left(free: int, waiting: int) -> str:
    """``3 places libres``, or how many people wait."""
    if free > 0:
        return plural(free, "place libre", "places libres")
    if waiting:
        return f"aucune place libre, {plural(waiting, 'personne')} en liste d'attente"
    return "aucune place libre"


def accesses(event: EventColumns) -> str:
    """What makes it accessible, in the order of the closed list."""
    names = {access.name for access in event.accesses}
    return ", ".join(label for name, label in ACCESSES.items() if name in names) or NOTHING_SAID


def full_name(peer: Peer) -> str:
    return f"{peer.given_name} {peer.family_name}"


def enrolment_status(room: Room, enrolment: EnrolmentColumns) -> Status:
    """As people read it; an offer whose time is over says so before the site has taken it back."""
    late = enrolment.offered_until is not None and enrolment.offered_until <= now()
    return ENDED_OFFER if late else room.seat_life.status(enrolment.state)


def entered_by(one: EnrolmentColumns) -> str:
    """Who enrolled this peer, when it was someone else."""
    by = one.enrolled_by
    return f"Inscription par {by.display_name}." if by is not None and by.id != one.peer.account_id else ""


def enrolment_words(one: EnrolmentColumns, rank: int = 0) -> str:
    """What the state means for the person, in a sentence."""
    if one.state == "waiting" and rank:
        return f"Place {rank} sur la liste d'attente, depuis le {short_date(one.asked_at)}."
    if one.state == "waiting":
        return f"Sur la liste d'attente depuis le {short_date(one.asked_at)}."
    if one.offered_until is not None:
        over = one.offered_until <= now()
        return "Le délai de réponse est passé." if over else f"À accepter avant le {date_and_time(one.offered_until)}."
    return ""
