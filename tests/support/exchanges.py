"""Exchange sessions of the small world: one in each situation, for each address, all of them APF 77's.

« Turquoise » is for its own peers, and led by the trainer: for another association's referent it does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from collectif.accounts.models import Account
from collectif.db import now
from collectif.exchanges.models import ExchangeSeat, ExchangeSession
from collectif.organisations.models import Organisation
from collectif.peers.models import Peer
from collectif.text import today
from collectif.tokens import Tokens, token_hash

from .secrets import SECRETS

Values = dict[str, dict[str, str]]


@dataclass
class Exchanges:
    """Writes the sessions of the world."""

    session: Session
    organisation: Organisation
    trainer: Account
    peer: Peer

    def values(self) -> Values:
        """The parameters of each route's address."""
        own = self._session(30, title="Turquoise", audience="sponsored", facilitator=self.trainer)
        coming, offered, planned = self._session(31), self._session(32), self._session(33, "planned")
        begun = self._session(-1, facilitator=self.trainer)
        held = self._session(-2, "held")
        seat = self._seat(coming)
        token = Tokens(SECRETS["collectif.secret"], "exchange_offer").new()
        offer = self._seat(offered, "offered", offered_until=now() + timedelta(hours=70), offer_hash=token_hash(token))
        self._seat(held, "present")
        here = {
            "": own, "_edit": coming, "_cancel": coming, "_leave": coming, "_enrol": coming, "_join": planned,
            "_accept": offered, "_open": planned, "_attendance": begun, "_account": held, "_feedback": held,
            "_first_name": coming,
        }  # fmt: skip
        return {
            **{f"exchange{name}": {"public_id": one.public_id} for name, one in here.items()},
            "exchange_seat_leave": {"public_id": coming.public_id, "enrolment": seat},
            "exchange_seat_accept": {"public_id": offered.public_id, "enrolment": offer},
            "exchange_offer": {"token": token},
        }

    def _session(self, days_off: int, state: str = "open", **values: Any) -> ExchangeSession:
        day = today() + timedelta(days=days_off)
        event = ExchangeSession(**{
            "title": f"Rencontre {state}", "sort_title": f"rencontre {state}", "state": state, "kind": "peer_group",
            "organisation": self.organisation, "capacity": 5, "starts_on": day, "begins": time(14), "ends": time(16),
            "enrol_until": day, "place_name": "Salle", **values,
        })  # fmt: skip
        self.session.add(event)
        self.session.flush()
        return event

    def _seat(self, event: ExchangeSession, state: str = "held", **values: Any) -> str:
        one = ExchangeSeat(
            session_id=event.id, peer_id=self.peer.id, state=state, seat_number=1, seat_count=event.capacity, **values
        )
        self.session.add(one)
        self.session.flush()
        return one.public_id


def exchanges_of(session: Session, accounts: dict[str, Account]) -> Values:
    """Write them. :param accounts: of the personas."""
    peer = session.scalars(select(Peer).where(Peer.account_id == accounts["peer"].id)).one()
    place = session.scalars(select(Organisation).where(Organisation.slug == "apf77")).one()
    return Exchanges(session, place, accounts["trainer"], peer).values()
