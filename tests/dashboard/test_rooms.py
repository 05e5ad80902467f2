"""What each room brings to the first page, where several things are asked as one question: none hides another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from collectif.accounts.models import Account
from collectif.actions.models import Action, ActionStep
from collectif.db import now
from collectif.library.models import Document, DocumentVersion
from collectif.meetings.models import Meeting, MeetingKind, MeetingParticipant
from collectif.meetings.vote_models import Decision, DecisionTask, Vote, VoteElector
from collectif.news.models import NewsItem
from collectif.organisations.models import Organisation
from collectif.peers.models import Peer, Sponsorship
from collectif.peers.path_models import PeerPause, SponsorSearch
from collectif.text import sort_key, today
from tests.support.gates import become

DAY = timedelta(days=1)


@pytest.fixture
def page(people):
    """``page("coordinator", "mdph77")``: the words of the main part of the first page, spaces made one."""

    def read(role, organisation, account=None):
        browser = people.sign_in(account) if account else people.browser(role, organisation)
        return " ".join(browser.get("/intranet").lxml.find(".//main").text_content().split())

    return read


def organisation(session, slug="apf77"):
    return session.scalars(select(Organisation).filter_by(slug=slug)).one()


def put_news(session, title, age):
    session.add(NewsItem(title=title, sort_title=sort_key(title), body="Mots.", publish_at=now() - age))


def put_document(session, title, age, number=1):
    document = Document(
        organisation=organisation(session), audience="collective", title=title, sort_title=sort_key(title),
        latest_number=number,
    )  # fmt: skip
    for one in range(1, number + 1):
        added = now() - (age if one == number else 300 * DAY)
        document.versions.append(DocumentVersion(number=one, filename="a.pdf", kind="pdf", size=1, added_at=added))
    session.add(document)


def put_action(session, title, age, step="publish"):
    action = Action(
        state="published", title=title, sort_title=sort_key(title), slug=sort_key(title).replace(" ", "-"),
        kind="group", proposing_organisation=organisation(session), published_at=now(), decided_on=today(),
        starts_on=today() + 20 * DAY,
    )  # fmt: skip
    action.steps.append(ActionStep(name=step, at=now() - age))
    session.add(action)


def test_what_changed_is_told_newest_first_whatever_room_it_comes_from(database, page):
    with database.transaction() as session:
        put_news(session, "Nouvelle récente", DAY)
        put_document(session, "Document neuf", 2 * DAY)
        put_action(session, "Action annoncée", 3 * DAY)
        put_document(session, "Document repris", 4 * DAY, number=2)
        for number in range(4):
            put_news(session, f"Vieille {number}", (50 + number) * DAY)
    changed = page("collective_member", "unafam77").partition("Ce qui a changé")[2]
    told = ["Nouvelle récente", "Document neuf", "Action annoncée", "Document repris", "Vieille 0", "Vieille 1"]
    assert sorted(told, key=changed.index) == told
    assert "Vieille 2" not in changed
    assert changed.count("Document ajouté") == changed.count("Document mis à jour") == 1


def put_peer(session, name, state="preparing", account=None):
    peer = Peer(given_name="Zoé", family_name=name, sort_name=sort_key(name, "Zoé"))
    if account:
        peer.account = session.scalars(select(Account).filter_by(public_id=account)).one()
    peer.sponsorships.append(
        Sponsorship(organisation=organisation(session), state="active", started_on=today(),
                    peer_sort_name=peer.sort_name, peer_state="preparing")
    )  # fmt: skip
    session.add(peer)
    become(session, peer, state)
    return peer


def search(peer, days):
    return SponsorSearch(peer_id=peer.id, since=now() - 5 * DAY, deadline=today() + days * DAY)


def test_the_coordination_is_told_of_peers_to_activate_and_of_those_who_look_for_a_sponsor(database, page):
    with database.transaction() as session:
        ready = put_peer(session, "Prête", "active")
        ready.state = "preparing"
        session.add_all([search(put_peer(session, "Cherche"), -1), search(put_peer(session, "Attend"), 30)])
    told = page("coordinator", "mdph77")
    assert "Pair à activer 1 pair a ses trois conditions remplies" in told
    assert "2 pairs cherchent un parrain, délai dépassé pour 1" in told


def test_one_of_the_two_is_told_alone(database, page):
    with database.transaction() as session:
        session.add(search(put_peer(session, "Attend"), 30))
    told = page("coordinator", "mdph77")
    assert "1 pair cherche un parrain" in told
    assert "délai dépassé" not in told
    assert "trois conditions" not in told


@pytest.mark.parametrize(("reason", "back"), [("charter", True), ("own_wish", False)])
def test_a_peer_is_told_to_look_for_a_sponsor_and_that_they_may_come_back(people, database, page, reason, back):
    account = people.account("peer")
    with database.transaction() as session:
        peer = put_peer(session, "Moi", "active", account)
        peer.state = "paused"
        session.add_all([PeerPause(peer_id=peer.id, reason=reason), search(peer, 30)])
    told = page("peer", "apf77", account)
    assert "À trouver avant le" in told
    assert ("Vous pouvez reprendre" in told) is back


def test_notices_votes_and_tasks_wait_together(people, database, page):
    account = people.account("collective_member", "apf77")
    with database.transaction() as session:
        kind, place = session.scalars(select(MeetingKind)).first(), organisation(session)
        meeting = Meeting(
            kind=kind, state="convened", title="Comité", starts_at=now() + 9 * DAY, convened_at=now() - DAY
        )
        vote = Vote(kind_id=kind.id, question="Faut-il ?", method="hands", majority="simple", deadline=now() + DAY,
                    opened_at=now() - 2 * DAY)  # fmt: skip
        decision = Decision(year=2027, number=1, text="Oui.", taken_on=today())
        session.add_all([meeting, vote, decision])
        session.flush()
        holder = session.scalars(select(Account.id).filter_by(public_id=account)).one()
        session.add_all([
            MeetingParticipant(meeting_id=meeting.id, organisation_id=place.id),
            VoteElector(vote_id=vote.id, organisation_id=place.id, secret=False),
            DecisionTask(decision=decision, title="Écrire à tous", account_id=holder, organisation_id=place.id,
                         due_on=today() + DAY, created_at=now() - 3 * DAY),
        ])  # fmt: skip
    told = page("collective_member", "apf77", account)
    waits = ["Suite d'une décision Écrire à tous", "Vote ouvert Faut-il ?", "Convocation à une réunion Comité"]
    assert sorted(waits, key=told.index) == waits
    assert "À faire" not in told, "a last day waits, it does not come"
    month = people.sign_in(account).get(f"/intranet/agenda?mois={today() + DAY:%Y-%m}")
    assert "À faire : Écrire à tous" in month
    elsewhere = page("collective_member", "unafam77")
    assert not [one for one in waits if one in elsewhere]
