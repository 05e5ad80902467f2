"""The rules of the service, and the same rules in the database."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from collectif.actions.models import Action
from collectif.actions.queries import by_public_id
from collectif.actions.services import ActionService, EditedMeanwhile
from collectif.errors import DomainError, NotAllowed
from collectif.journal import Journal, Recorder
from collectif.journal.models import JournalEntry
from collectif.text import today

IDEA: dict[str, Any] = {
    "title": "Café des pairs", "kind": "group", "axis": 3, "summary": "S", "plain_summary": "", "description": "D",
    "audience": "Tous", "partners": frozenset(), "commune_code": None, "starts_on": date(2027, 3, 4), "ends_on": None,
}  # fmt: skip
DECISION = {"decided_on": date(2026, 1, 5), "decision_reference": "Réunion du 5 janvier"}


@pytest.fixture
def service(db, database):
    """Makes the service for someone."""

    def make(who):
        recorder = Recorder(Journal("k" * 40), database, db, who.public_id, writing=True)
        return ActionService(db, recorder, who)

    return make


@pytest.fixture
def act(db, service):
    """Makes one move, on the version that is stored."""

    def make(who, action, name, **data):
        return service(who).act(action, name, {"version": action.version, **data})

    return make


@pytest.fixture
def member(identity):
    return identity(("collective_member", "apf77"))


@pytest.fixture
def coordinator(identity):
    return identity(("coordinator", "mdph77"))


def test_the_organisation_comes_from_the_mandates(service, identity, member):
    both = identity(("collective_member", "apf77"), ("structure_referent", "unafam77"))
    assert service(member).create(IDEA).proposing_organisation.slug == "apf77"
    with pytest.raises(NotAllowed):
        service(member).create({**IDEA, "organisation": "unafam77"})
    assert service(both).create({**IDEA, "organisation": "unafam77"}).proposing_organisation.slug == "unafam77"
    with pytest.raises(NotAllowed):
        service(both).create(IDEA)
    with pytest.raises(NotAllowed):
        service(both).create({**IDEA, "organisation": "mdph77"})


@pytest.mark.parametrize("act_of_writing", ["create", "edit", "propose"])
def test_whoever_wrote_or_proposed_does_not_validate(service, act, identity, coordinator, act_of_writing):
    """Two mandates of one account are still one person."""
    double = identity(("coordinator", "mdph77"), ("collective_member", "apf77"))
    colleague = identity(("collective_member", "apf77"))
    who = {name: double if name == act_of_writing else colleague for name in ("create", "edit", "propose")}
    action = service(who["create"]).create({**IDEA, "organisation": "apf77"})
    service(who["edit"]).edit(action, {**IDEA, "title": "Autre titre", "version": action.version})
    act(who["propose"], action, "propose")
    act(coordinator, action, "examine")
    with pytest.raises(NotAllowed, match="une autre personne"):
        act(double, action, "validate", **DECISION)
    assert action.state == "examined"
    act(coordinator, action, "validate", **DECISION)
    assert (action.state, action.decided_on) == ("validated", DECISION["decided_on"])


def test_the_organisation_that_proposes_does_not_validate_alone(act, actions, db, coordinator, identity):
    """What the pilot proposes is not validated by a note of another of its own people: it takes a vote."""
    made = actions.make("examined", organisation="mdph77"), actions.make("examined")
    own, others = (by_public_id(db, public_id, locked=False) for public_id in made)
    with pytest.raises(NotAllowed, match="ne la valide pas seule"):
        act(coordinator, own, "validate", **DECISION)
    assert own.state == "examined"
    act(coordinator, others, "validate", **DECISION)
    assert others.state == "validated"


def test_the_database_refuses_that_the_proposer_validates(db, actions):
    actions.make("validated")
    with pytest.raises(IntegrityError, match="proposer_does_not_validate"):
        db.execute(text("update actions set validated_by_id = proposed_by_id"))


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("slug = null", "slug"),
        ("published_at = null", "published_at"),
        ("decided_on = null", "decided_on"),
        ("state = 'withdrawn'", "withdrawal_reason"),
        ("ends_on = '2020-01-01'", "dates"),
        ("axis = 5", "axis"),
    ],
)
def test_the_database_refuses_a_public_action_without(db, actions, change, name):
    actions.make("published")
    with pytest.raises(IntegrityError, match=f"ck_actions_{name}"):
        db.execute(text(f"update actions set {change}"))


def test_two_actions_never_share_an_address(db, actions):
    actions.make("published")
    with pytest.raises(IntegrityError):
        actions.make("published")


def test_a_decision_is_in_the_past(act, actions, db, coordinator):
    action = stored(db, actions.make("examined"))
    with pytest.raises(DomainError) as refusal:
        act(coordinator, action, "validate", **{**DECISION, "decided_on": today() + timedelta(days=1)})
    assert refusal.value.field == "decided_on"


def test_another_organisation_reads_only(service, act, actions, db, identity):
    stranger = identity(("structure_referent", "unafam77"))
    action = stored(db, actions.make("idea"))
    with pytest.raises(NotAllowed):
        service(stranger).edit(action, {**IDEA, "version": action.version})
    with pytest.raises(NotAllowed):
        act(stranger, action, "propose")


@pytest.mark.parametrize("state", ["validated", "published", "running", "reviewed", "withdrawn", "set_aside"])
def test_nothing_is_edited_once_decided(service, actions, db, member, state):
    action = stored(db, actions.make(state))
    with pytest.raises(NotAllowed):
        service(member).edit(action, {**IDEA, "version": action.version})


def test_only_the_coordination_publishes(act, actions, db, member):
    action = stored(db, actions.make("validated"))
    with pytest.raises(NotAllowed):
        act(member, action, "publish")


def test_an_old_version_changes_nothing(service, actions, db, member):
    action = stored(db, actions.make("idea"))
    with pytest.raises(EditedMeanwhile):
        service(member).edit(action, {**IDEA, "title": "Perdu", "version": action.version - 1})
    assert action.title == "Café des pairs"


def test_saving_the_same_words_leaves_no_trace(service, db, member):
    action = service(member).create(IDEA)
    service(member).edit(action, {**IDEA, "version": action.version})
    assert [step.name for step in action.steps] == ["create"]


def test_partners_alone_make_a_new_version(service, member):
    action = service(member).create(IDEA)
    before = action.version
    service(member).edit(action, {**IDEA, "partners": {"unafam77", "apf77"}, "version": before})
    assert [row.slug for row in action.organisations] == ["unafam77"]
    assert action.version > before
    assert action.steps[-1].comment == "les autres organisations"


def test_the_address_is_given_once(act, actions, db, coordinator):
    actions.make("published")
    made = [actions.make("validated") for _ in range(2)]
    first, second = (stored(db, public_id) for public_id in made)
    act(coordinator, first, "publish")
    act(coordinator, second, "publish")
    assert first.slug == "cafe-des-pairs-2027"
    assert second.slug == f"cafe-des-pairs-{second.public_id}"
    published_at = first.published_at
    act(coordinator, first, "withdraw", withdrawal_reason="Reportée")
    act(coordinator, first, "republish")
    assert (first.slug, first.published_at) == ("cafe-des-pairs-2027", published_at)


def test_every_act_is_journalled_without_words(service, act, db, member, coordinator):
    action = service(member).create(IDEA)
    act(member, action, "propose")
    act(coordinator, action, "hand_back", comment="Précisez, Madame Durand.")
    entries = db.scalars(select(JournalEntry).order_by(JournalEntry.seq)).all()
    assert [entry.act for entry in entries] == ["actions.create", "actions.propose", "actions.hand_back"]
    assert {(entry.object_id, entry.organisation) for entry in entries} == {(action.public_id, "apf77")}
    assert "Durand" not in str([entry.details for entry in entries])
    assert action.steps[-1].comment == "Précisez, Madame Durand."


def stored(db, public_id) -> Action:
    action = by_public_id(db, public_id, locked=True)
    assert action is not None
    return action
