"""Two organisations become one: everything moves, nothing is left behind, conflicts are settled."""

from datetime import time, timedelta

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from collectif.accounts.models import Account, Mandate
from collectif.actions.follow_models import ActionMilestone
from collectif.actions.models import Action
from collectif.applications.models import Application
from collectif.db import now
from collectif.errors import DomainError
from collectif.exchanges.models import ExchangeSession
from collectif.journal.models import JournalEntry
from collectif.library.models import Document
from collectif.mail.services import Mailer
from collectif.meetings.models import MeetingParticipant
from collectif.meetings.vote_models import Decision, DecisionTask
from collectif.news.models import NewsItem
from collectif.organisations.merge import SETTLEMENTS, UNTOLD, WORDS, Merge, references, uniquely_keyed
from collectif.organisations.models import Organisation, Representative
from collectif.organisations.queries import find_organisation
from collectif.peers.lives import Lives
from collectif.peers.models import ImportMapping, Peer, PendingImport, Sponsorship
from collectif.peers.path_models import SponsorSearch, SponsorshipTerms
from collectif.peers.withdrawals import Withdrawals
from collectif.search.models import SearchEntry
from collectif.text import today
from tests.support.gates import attest, become, sign
from tests.support.meetings import Meetings


@pytest.fixture
def source(db):
    return find_organisation(db, "villebouvet")


@pytest.fixture
def target(db):
    return find_organisation(db, "aede")


@pytest.fixture
def merge(db, recorder):
    mailer = Mailer(db, lambda *words, **values: "", lambda: None)
    lives = Lives(db, recorder, mailer, None)
    return Merge(db, recorder, Withdrawals(db, recorder, mailer, lives, 90, None).merging)


def make_peer(db, *organisations):
    peer = Peer(given_name="Ada", family_name="Fictive", sort_name="fictive ada")
    db.add(peer)
    db.flush()
    for organisation in organisations:
        db.add(
            Sponsorship(
                peer_id=peer.id, peer_sort_name=peer.sort_name, peer_state=peer.state, organisation=organisation,
                started_on=today(), details={"of": organisation.slug},
            )
        )  # fmt: skip
    become(db, peer, "active")
    return peer


def make_action(db, proposing, *organisations):
    action = Action(
        slug=f"action-{proposing.slug}", title="Une action", sort_title="une action", kind="tool",
        proposing_organisation=proposing, organisations=list(organisations),
    )  # fmt: skip
    action.milestones = [ActionMilestone(title="Préparer", due_on=today(), organisation=proposing, position=1)]
    db.add(action)
    db.flush()
    return action


def fill(db, source, target):
    """At least one row of every table that points to an organisation, with every conflict there can be."""
    account = Account(email="a@test.example", display_name="A", sort_name="a")
    account.mandates.append(Mandate(role="structure_referent", organisation=source, starts_on=today()))
    db.add_all([account, ImportMapping(organisation_id=source.id, format_name="common"),
                ImportMapping(organisation_id=target.id, format_name="common"),
                ImportMapping(organisation_id=source.id, format_name="own")])  # fmt: skip
    db.flush()
    db.add(PendingImport(organisation_id=source.id, account_id=account.id, filename="a.csv", content=b""))
    peer = make_peer(db, source, target)
    make_peer(db, source)
    sign(db, peer).witness_organisation_id = source.id
    db.add_all([Application(organisation_id=source.id),
                SponsorSearch(peer_id=peer.id, left_organisation_id=source.id, deadline=today())])  # fmt: skip
    make_action(db, source, source, target)
    make_action(db, target, source)
    for organisation in (source, target):
        db.add(Representative(organisation_id=organisation.id, full_name=organisation.slug, seat="titular",
                              starts_on=today()))  # fmt: skip
    meet(db, source, target)
    share(db, source)
    db.flush()


def meet(db, source, target):
    """Both are invited, both have a voice, one proposed a point and has something to do."""
    made = Meetings(db)
    meeting = made.meeting("open")
    item = made.item(meeting, "Un point", organisation_id=source.id)
    db.add(MeetingParticipant(meeting_id=meeting.id, organisation=source))
    made.places = {"source": source, "target": target}
    vote = made.vote(item, "hands")
    vote.electors[1].holder_id = source.id
    decision = Decision(year=2026, number=9, text="Oui", taken_on=today(), meeting=meeting)
    db.add_all([decision, DecisionTask(decision=decision, title="Écrire", organisation=source, due_on=today())])


def share(db, source):
    """A document, a piece of news, an exchange session, and what is found of one of them."""
    key = {"title": "Note", "sort_title": "note"}
    db.add(ExchangeSession(organisation_id=source.id, kind="peer_group", capacity=8, starts_on=today(),
                           enrol_until=today(), begins=time(14), ends=time(16), **key))  # fmt: skip
    db.add(SearchEntry(kind="documents", thing_id=1, audience="room", organisation_id=source.id, newness=0,
                       title="Note", text="", route="intranet_document", values={}, digest=""))  # fmt: skip
    db.add_all([Document(organisation_id=source.id, audience="organisation", **key),
                NewsItem(organisation_id=source.id, body="Bonjour", publish_at=now(), **key)])  # fmt: skip


def test_every_table_that_points_to_an_organisation_has_words():
    assert {column.table.name for column in references()} == set(WORDS) | UNTOLD


def test_every_unique_key_has_a_settlement():
    assert uniquely_keyed() - {"organisation_aliases"} == set(SETTLEMENTS)


def test_everything_moves(db, source, target, merge):
    fill(db, source, target)
    gone, kept = source.id, target.id
    before = {column: db.scalar(select(func.count()).select_from(column.table)) for column in references()}
    assert all(before.values())
    merge.merge(source, target)
    for column in references():
        assert not db.scalar(select(func.count()).select_from(column.table).where(column == gone)), column
        assert db.scalar(select(func.count()).select_from(column.table).where(column == kept)), column
    assert db.get(Organisation, gone) is None


def test_the_preview_says_what_will_move(db, source, target, merge):
    fill(db, source, target)
    counts = {touched.table: touched.count for touched in merge.touches(source)}
    assert counts == {
        "mandates": 1, "import_mappings": 2, "pending_imports": 1, "sponsorships": 2, "actions": 1,
        "action_organisations": 2, "representatives": 1, "applications": 1, "charter_signatures": 1,
        "sponsor_searches": 1, "meeting_participants": 1, "agenda_items": 1, "vote_electors": 2, "decision_tasks": 1,
        "library_documents": 1, "news_items": 1, "action_milestones": 1, "exchange_sessions": 1,
    }  # fmt: skip
    assert "1\u00a0mandat" in {touched.words for touched in merge.touches(source)}


@pytest.mark.parametrize(
    ("attested", "kept", "gone"),
    [
        ({"villebouvet", "aede"}, "aede", "villebouvet"),
        ({"villebouvet"}, "villebouvet", "aede"),
        ({"aede"}, "aede", "villebouvet"),
    ],
)
def test_both_sponsor_the_same_peer_and_what_proves_most_goes_on(db, source, target, merge, attested, kept, gone):
    peer = make_peer(db, source, target)
    for sponsorship in peer.sponsorships:
        attest(db, sponsorship)
    db.execute(delete(SponsorshipTerms).where(SponsorshipTerms.sponsorship_id.in_(
        [one.id for one in peer.sponsorships if one.organisation.slug not in attested])))  # fmt: skip
    merge.merge(source, target)
    rows = db.scalars(select(Sponsorship).where(Sponsorship.peer_id == peer.id)).all()
    assert {(row.organisation_id, row.state, row.details["of"]) for row in rows} == {
        (target.id, "active", kept), (target.id, "ended", gone),
    }  # fmt: skip
    assert peer.state == "active"


def test_a_request_to_one_does_not_end_a_sponsorship_by_the_other(db, source, target, merge):
    peer = make_peer(db, source)
    db.add(Sponsorship(peer_id=peer.id, peer_sort_name=peer.sort_name, peer_state="active", organisation=target,
                       state="proposed", started_on=today()))  # fmt: skip
    db.flush()
    merge.merge(source, target)
    rows = db.execute(select(Sponsorship.state, Sponsorship.ended_on).where(Sponsorship.peer_id == peer.id)).all()
    assert sorted(row.state for row in rows) == ["active", "ended"]
    assert [row.ended_on for row in rows if row.state == "ended"] == [None]
    assert peer.state == "active"


def test_both_have_a_titular(db, source, target, merge):
    fill(db, source, target)
    merge.merge(source, target)
    assert {one.full_name: one.seat for one in target.representatives} == {
        "aede": "titular", "villebouvet": "substitute",
    }  # fmt: skip


def test_names_and_address_lead_to_the_one_that_stays(db, source, target, merge):
    name = source.name
    merge.merge(source, target)
    assert find_organisation(db, "villebouvet") is target
    assert name in {alias.name for alias in target.aliases}


def test_a_chain_of_merges_keeps_every_address(db, source, target, merge):
    last = find_organisation(db, "apajh")
    merge.merge(source, target)
    merge.merge(target, last)
    assert find_organisation(db, "villebouvet") is find_organisation(db, "aede") is last


def test_facts_only_the_source_has_are_carried(db, source, target, merge):
    early, late = today() - timedelta(days=900), today() - timedelta(days=10)
    source.phone, source.email, target.email = "01 60 00 00 00", "source@test.example", "target@test.example"
    source.charter_signed_on, target.charter_signed_on = early, late
    target.hub_member, target.hub_left_on = False, late
    source.logo, source.logo_image = "/logos/x.png", b"png"
    merge.merge(source, target)
    assert (target.phone, target.email) == ("01 60 00 00 00", "target@test.example")
    assert (target.charter_signed_on, target.hub_member, target.hub_left_on) == (early, True, None)
    assert (target.logo, target.logo_image) == ("/logos/x.png", b"png")


def test_it_is_journalled_without_names(db, source, target, merge):
    public_id = source.public_id
    merge.merge(source, target)
    entry = db.scalars(select(JournalEntry)).one()
    assert (entry.act, entry.object_id, entry.details) == (
        "organisation.merged",
        target.public_id,
        {"source": public_id},
    )


def test_an_organisation_is_not_merged_into_itself(source, merge):
    with pytest.raises(DomainError, match="même fiche"):
        merge.merge(source, source)


def test_the_database_refuses_two_open_titulars(db, target):
    for name in ("A", "B"):
        db.add(Representative(organisation_id=target.id, full_name=name, seat="titular", starts_on=today()))
    with pytest.raises(IntegrityError):
        db.flush()
