"""The path to active peer support, under attack: processes killed half way, people who meet."""

from __future__ import annotations

import signal
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import func, select, text, update

from collectif.activation.ddl import GATES
from collectif.mail.models import OutgoingMail
from collectif.organisations.models import Organisation
from collectif.peers.models import Peer, Sponsorship
from collectif.peers.path_models import PeerPause, PeerStep, SponsorSearch
from tests.support.gates import become

from .conftest import Target
from .test_killed import process
from .test_together import at_once, date_parts, statuses, verified

# An association leaves the pôle; the process says when it is in the middle, and takes its time.
DEPARTURE = """
import sys, time
from pyramid.request import Request
from pyramid.scripting import prepare
from sqlalchemy import select
from collectif import make_config
from collectif.organisations.models import Organisation
from collectif.organisations.services import Organisations
from collectif.peers.withdrawals import Withdrawals
settings = dict(pair.split("=", 1) for pair in sys.argv[1:])
config = make_config({}, **settings)
config.make_wsgi_app()
search = Withdrawals._search
def slowly(self, *arguments):
    search(self, *arguments)
    print("half way", flush=True)
    time.sleep(60)
Withdrawals._search = slowly
request = Request.blank("/", method="POST")
with prepare(registry=config.registry, request=request) as env, env["request"].tm:
    request = env["request"]
    place = request.db.scalars(select(Organisation).where(Organisation.slug == "apf77")).one()
    request.service(Organisations).set_place(place, hub_member=False, hub_left_on=None, charter_signed_on=None)
"""


ENDING = date_parts("ended_on", date(2026, 1, 5))


def state_of_things(target: Target) -> list[Any]:
    """What a departure changes."""
    with target.database.transaction() as session:
        return [
            session.execute(select(Peer.id, Peer.state).order_by(Peer.id)).all(),
            session.execute(select(Sponsorship.id, Sponsorship.state).order_by(Sponsorship.id)).all(),
            session.scalar(select(Organisation.hub_member).where(Organisation.slug == "apf77")),
            *(session.scalar(select(func.count()).select_from(kind))
              for kind in (SponsorSearch, PeerPause, PeerStep, OutgoingMail)),
        ]  # fmt: skip


def test_half_a_departure_is_never_seen(target: Target) -> None:
    before = state_of_things(target)
    assert sum(state == "active" for _, state in before[0]) >= 2
    leaving = process(target, DEPARTURE)
    assert leaving.stdin
    assert leaving.stdout
    leaving.stdin.close()
    told = leaving.stdout.readline()
    during = state_of_things(target) if not target.is_sqlite else before
    leaving.send_signal(signal.SIGKILL)
    leaving.stdout.close()
    assert (told, leaving.wait(timeout=10)) == (b"half way\n", -signal.SIGKILL)
    assert before == during == state_of_things(target)


def prepared(target: Target) -> str:
    """A peer in preparation whose gates hold; their public id."""
    with target.database.transaction() as session:
        session.execute(
            update(Peer).where(Peer.public_id == target.world.values[""]["public_id"]).values(state="ended")
        )
        peer = Peer(given_name="Prête", family_name="Agate", sort_name="agate prete")
        session.add(peer)
        session.flush()
        place = session.scalars(select(Organisation).where(Organisation.slug == "apf77")).one()
        session.add(Sponsorship(peer_id=peer.id, organisation=place, peer_sort_name=peer.sort_name,
                                peer_state="preparing", started_on=date(2025, 1, 1)))  # fmt: skip
        become(session, peer, "active")
        become(session, peer, "preparing")
        return peer.public_id


def peer_state(target: Target, public_id: str) -> tuple[str, bool]:
    """The peer's state, and whether the gates hold."""
    held = text(f"select count(*) from peers where public_id = '{public_id}' and {GATES.format(peer='peers.id')}")
    with target.database.transaction() as session:
        return session.scalar(select(Peer.state).where(Peer.public_id == public_id)), bool(session.scalar(held))


def test_two_coordinators_activate_once(target: Target) -> None:
    public_id = prepared(target)
    act = lambda: target.post("coordinator", f"/intranet/pairs/{public_id}/activer", {})  # noqa: E731
    assert statuses(at_once(act, act)) == [303, 303]
    assert peer_state(target, public_id) == ("active", True)
    with target.database.transaction() as session:
        asked = select(func.count(PeerStep.id)).where(PeerStep.name == "activate")
        assert session.scalar(asked) == 1
    verified(target)


def test_activated_while_the_sponsor_leaves(target: Target) -> None:
    for _ in range(3):
        public_id = prepared(target)
        answers = at_once(
            partial(target.post, "coordinator", f"/intranet/pairs/{public_id}/activer", {}),
            partial(target.post, "referent", f"/intranet/pairs/{public_id}/fin-de-parrainage", ENDING),
        )
        assert set(statuses(answers)) <= {303, 422, 409}
        state, held = peer_state(target, public_id)
        assert state != "active" or held
    verified(target)


def test_declined_and_taken_back_at_once_only_one_happens(target: Target) -> None:
    sponsorship = target.world.values[""]["sponsorship"]
    path = f"/intranet/parrainages/{sponsorship}"
    answers = at_once(
        lambda: target.post("referent", f"{path}/decliner", {}),
        lambda: target.post("coordinator", f"{path}/retirer", {}),
    )
    assert sorted(statuses(answers)) in ([303, 422], [303, 403], [303, 409])
    with target.database.transaction() as session:
        assert session.scalar(select(Sponsorship.state).where(Sponsorship.public_id == sponsorship)) == "ended"
    verified(target)
