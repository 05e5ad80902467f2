"""What the site writes to peers about their places: no name, nothing about anyone's health, what to do and where."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Account, Mandate
from ..accounts.queries import in_force
from ..mail.services import Mailer
from ..peers.models import Peer, Sponsorship
from ..security.permissions import Role
from ..text import today
from .models import EventColumns
from .rooms import Room
from .words import named, period, place

ASK = "Pour toute question, parlez-en à la référente ou au référent de votre association."


class SeatLetters:
    """Writes to peers at the address of their account, else at the one of their file.

    Someone who has neither is told by the referents of their association: they learn that a letter waits, not whose.
    """

    room: Room

    def __init__(self, session: Session, mailer: Mailer, base_url: str):
        self._session = session
        self._mailer = mailer
        self._base_url = base_url

    def tell(self, peer: Peer, template: str, event: EventColumns, **values: object) -> None:
        """Send ``templates/mail/<template>.txt`` about this event."""
        page = f"{self._base_url}{self.room.home}/{event.public_id}"
        told = {
            "title": event.title, "dates": period(event.starts_on, event.ends_on), "hours": event.hours,
            "place": place(event), "offers": self.room.offers, **values,
        }  # fmt: skip
        self._send(peer, template, page, told)

    def tell_cancelled(self, peer: Peer, events: Sequence[EventColumns], reason: str) -> None:
        """These events do not take place: one letter, whatever their number."""
        if len(events) == 1:
            self.tell(peer, "seat_cancelled", events[0], reason=reason)
        else:
            listed = "\n".join(f"- {named(event)}" for event in events)
            self.tell_own(peer, "seats_cancelled", listed=listed, reason=reason)

    def tell_own(self, peer: Peer, template: str, **values: object) -> None:
        """The same about the peer's own path in this room, whatever the event."""
        self._send(peer, template, f"{self._base_url}{self.room.home}", values)

    def _send(self, peer: Peer, template: str, page: str, values: dict[str, object]) -> None:
        signs_in = peer.account is not None and peer.account.closed_at is None
        address = peer.account.email if peer.account is not None and signs_in else peer.email
        named = {"what": self.room.what, "one": self.room.one}
        if address:
            more = f"Tous les détails : {page}" if signs_in else ASK
            self._mailer.send(address, template, more=more, **named, **values)
            return
        for referent in self._referents(peer):
            self._mailer.send(referent, "seat_to_pass_on", page=page, **named)

    def _referents(self, peer: Peer) -> list[str]:
        sponsors = select(Sponsorship.organisation_id).where(
            Sponsorship.peer_id == peer.id, Sponsorship.state == "active"
        )
        held = select(Mandate.account_id).where(
            Mandate.role == Role.STRUCTURE_REFERENT, Mandate.organisation_id.in_(sponsors), in_force(today())
        )
        open_accounts = select(Account.email).where(Account.id.in_(held), Account.closed_at.is_(None))
        return list(self._session.scalars(open_accounts.order_by(Account.id)))
