"""What becomes of a candidate's data: given, forgotten, with their peer's or by time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from collectif.applications.models import Application
from collectif.chores import run_chores
from collectif.peers.models import Peer
from collectif.privacy.register import ERASED
from collectif.privacy.services import PersonalData
from collectif.text import sort_key

WORDS = ("lived_experience", "own_path", "peer_experience", "motivation", "email", "phone", "families", "given_name")


def test_a_candidate_is_given_their_own_words_and_no_secret(candidates_, database):
    public_id = candidates_.add(email="lou@test.example")
    candidates_.link(public_id)
    with database.transaction() as session:
        given = PersonalData(session).export("candidate", public_id)
    assert given["applications"][0]["lived_experience"].startswith("Je vis avec")
    assert given["application_messages"][0]["words"] == "Bonjour."
    assert len(given["application_links"]) == 1
    assert "token_hash" not in given["application_links"][0]


@pytest.mark.parametrize("state", ["draft", "submitted", "sponsored", "refused"])
def test_a_candidate_is_forgotten(candidates_, database, testapp, state):
    public_id = candidates_.add(state)
    path = candidates_.link(public_id)
    with database.transaction() as session:
        PersonalData(session).erase("candidate", public_id)
    testapp.get(path, status=410)
    if state == "draft":
        assert candidates_.all() == []
        return
    assert candidates_.get(public_id, "family_name") == ERASED
    assert candidates_.get(public_id, *WORDS) == ("",) * len(WORDS)
    assert candidates_.get(public_id, "state") in ("withdrawn", "refused")


def test_a_peer_takes_their_application_with_them(candidates_, database):
    public_id = candidates_.add("accepted")
    with database.transaction() as session:
        peer = Peer(given_name="A", family_name="B", sort_name=sort_key("B", "A"))
        session.add(peer)
        session.flush()
        session.scalars(select(Application)).one().peer_id = peer.id
        peer_id = peer.public_id
    with database.transaction() as session:
        assert PersonalData(session).export("peer", peer_id)["applications"][0]["own_path"]
        PersonalData(session).erase("peer", peer_id)
    assert candidates_.get(public_id, "family_name", "state") == (ERASED, "accepted")


def test_two_years_after_the_end_a_candidate_is_warned_then_forgotten(candidates_, app):
    start = datetime(2024, 3, 1, 9, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        ended, waiting = candidates_.add("refused", email="lou@test.example"), candidates_.add("sponsored")
    for days in (705, 740):
        with time_machine.travel(start + timedelta(days=days), tick=False):
            assert all(one.done is not None for one in run_chores(app.registry, "http://localhost"))
        assert candidates_.mails()[-1][0] == "lou@test.example"
        assert (candidates_.get(ended, "family_name") == ERASED) == (days == 740)
    assert candidates_.get(waiting, "family_name") == "Candidat"
