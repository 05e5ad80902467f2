"""What the year holds, and that it keeps every rule the services keep."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Any

import time_machine
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from collectif.accounts.models import Account, Mandate
from collectif.accounts.passwords import verify_password
from collectif.accounts.queries import in_force
from collectif.actions.models import Action
from collectif.actions.queries import involves
from collectif.actions.schemas import ActionSchema
from collectif.actions.services import authors, missing
from collectif.actions.workflow import WORKFLOW
from collectif.demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD, DOMAIN
from collectif.demo.actions import STORIES
from collectif.demo.load import load_demo, needs_demo
from collectif.extension import Extensions, Options
from collectif.journal import Journal
from collectif.journal.models import JournalEntry
from collectif.models import metadata
from collectif.organisations.models import Organisation, Representative
from collectif.peers.attestations import Conditions
from collectif.peers.families import FAMILIES
from collectif.peers.life import PEER_LIFE, SPONSORSHIP_LIFE
from collectif.peers.models import Peer, Sponsorship, SponsorshipFacet
from collectif.peers.path_models import SponsorshipTerms
from collectif.peers.values import clean_email, clean_name, clean_phone
from collectif.security.grants import ROLE_GRANTS
from collectif.security.permissions import Role
from collectif.territory.models import Commune, Sector
from collectif.text import local, today
from tests.support.plugins import BUNDLED

MEMBERS = (Role.COLLECTIVE_MEMBER, Role.STRUCTURE_REFERENT, Role.COORDINATOR)
# A key is drawn for each content; a PDF says when it was made.
NOT_COMPARED = {
    ("accounts", "password_hash"),
    *(("library_contents", column) for column in ("name", "key", "sha256", "size")),
    ("library_versions", "size"),
    ("public_revision", "mark"),
}


def slugs(session: Session, kind: str | None = None) -> set[str]:
    statement = select(Organisation.slug)
    return set(session.scalars(statement.where(Organisation.kind == kind) if kind else statement))


def test_the_collective_has_eighty_members_over_its_seventeen_organisations(year):
    held = select(Account.id, Organisation.slug).join(Mandate.account).join(Mandate.organisation)
    rows = year.execute(held.where(Mandate.role.in_(MEMBERS), in_force(today()), Account.closed_at.is_(None))).all()
    assert len({account for account, _ in rows}) == 80
    assert {slug for _, slug in rows} == slugs(year)
    assert len(slugs(year)) == 17


def test_a_hundred_and_fifty_peers_over_eleven_associations_and_five_sectors(year):
    assert year.scalar(select(func.count()).select_from(Peer)) == 150
    sponsors = year.scalars(
        select(Organisation.slug).join(Sponsorship, Sponsorship.organisation_id == Organisation.id)
        .where(Sponsorship.state == "active")
    )  # fmt: skip
    assert set(sponsors) == slugs(year, "association")
    sectors = year.scalars(select(Sector.slug).join(Commune).join(Peer, Peer.commune_code == Commune.code))
    assert len(set(sectors)) == 5


def test_forty_actions_over_the_four_axes_in_every_state(year):
    actions = year.scalars(select(Action)).all()
    assert len(actions) == 40
    axes = Counter(action.axis for action in actions)
    assert set(axes) == {1, 2, 3, 4}
    assert axes[3] > 20
    assert {action.state for action in actions} == set(WORKFLOW.states)
    assert len({action.title for action in actions}) == 40
    associations = slugs(year, "association")
    assert {action.proposing_organisation.slug for action in actions} >= associations


def test_every_state_of_peers_and_sponsorships_is_there(year):
    assert set(year.scalars(select(Peer.state))) == set(PEER_LIFE.states)
    assert set(year.scalars(select(Sponsorship.state))) == set(SPONSORSHIP_LIFE.states)
    assert set(year.scalars(select(Peer.engagement))) == {"volunteer", "employee"}


def test_it_is_plainly_fictional(year):
    for kind in (Account, Peer, Action):
        assert year.scalar(select(func.count()).where(~kind.fictional).select_from(kind)) == 0
    emails = [*year.scalars(select(Account.email)), *year.scalars(select(Peer.email).where(Peer.email != ""))]
    assert all(email.endswith(f"@{DOMAIN}") for email in emails)
    phones = set(year.scalars(select(Peer.phone))) - {""}
    assert phones
    assert all(phone.startswith(("06 39 98 ", "01 99 00 ")) for phone in phones)


def test_peers_keep_the_rules_of_their_room(year):
    for peer in year.scalars(select(Peer)):
        states = [one.state for one in peer.sponsorships]
        assert peer.state != "active" or "active" in states
        assert peer.state != "ended" or "active" not in states
        assert {row.family for row in peer.families} <= set(FAMILIES)
        assert peer.families
        assert (clean_name(peer.given_name), clean_name(peer.family_name)) == (peer.given_name, peer.family_name)
        assert (clean_email(peer.email), clean_phone(peer.phone)) == (peer.email, peer.phone)
        for one in peer.sponsorships:
            assert (one.state == "ended") == (one.ended_on is not None)
            assert one.started_on <= (one.ended_on or today()) <= today()
    assert year.scalar(select(func.count()).where(Sponsorship.state == "active").select_from(Sponsorship)) > 130
    twice = select(Sponsorship.peer_id).where(Sponsorship.state == "active").group_by(Sponsorship.peer_id)
    assert len(year.scalars(twice.having(func.count() == 2)).all()) == 10


def test_an_association_s_own_fields_are_filled_where_it_has_some(year):
    extensions = Extensions(Options(active=BUNDLED))
    asked = {slug: extensions.ask("collectif_roster_schema", association=slug).results for slug in BUNDLED}
    fields = {slug: {node.name: node for node in answered[0]} for slug, answered in asked.items() if answered}
    filled: dict[str, set[str]] = {}
    for slug, details in year.execute(select(Organisation.slug, Sponsorship.details).join(Sponsorship.organisation)):
        for name, value in (details or {}).items():
            fields[slug][name].deserialize(value)
            filled.setdefault(slug, set()).add(name)
    assert filled == {slug: set(nodes) for slug, nodes in fields.items()}
    filters = {node.name for nodes in fields.values() for node in nodes.values() if node.filterable}
    assert set(year.scalars(select(SponsorshipFacet.name))) == filters


def test_an_answer_that_is_required_is_there(year):
    rows = year.execute(
        select(Sponsorship.details).join(Sponsorship.organisation).where(Organisation.slug == "unafam77")
    )
    assert all(details["concerned"] for (details,) in rows)


def test_what_an_association_asks_in_more_is_attested(year):
    conditions = Conditions(Extensions(Options(active=BUNDLED)))
    terms = select(Organisation.slug, SponsorshipTerms.conditions).join(Sponsorship.organisation).join(
        SponsorshipTerms, SponsorshipTerms.sponsorship_id == Sponsorship.id
    )  # fmt: skip
    rows = year.execute(terms).all()
    assert {slug for slug, _ in rows} == set(BUNDLED)
    for slug, attested in rows:
        assert attested == {one.name: one.statement for one in conditions.of(slug)}


def test_every_organisation_has_a_referent_for_good_and_one_titular(year):
    for organisation in year.scalars(select(Organisation)):
        referents = select(Mandate.id).join(Account).where(
            Mandate.organisation_id == organisation.id, Mandate.role == Role.STRUCTURE_REFERENT,
            Mandate.starts_on <= today(), Mandate.ends_on.is_(None), Account.closed_at.is_(None),
        )  # fmt: skip
        assert year.scalars(referents).first(), organisation.slug
        titulars = [one for one in organisation.representatives if one.seat == "titular"]
        assert len([one for one in titulars if one.ends_on is None]) == 1
        spans = sorted((one.starts_on, one.ends_on or date.max) for one in titulars)
        assert all(before[1] < after[0] for before, after in pairwise(spans))
    assert year.scalar(select(func.count()).where(Representative.seat == "substitute").select_from(Representative))


def test_mandates_are_such_as_the_service_gives(year):
    technical = {Role.ADMIN, Role.AUDITOR}
    for account in year.scalars(select(Account)):
        roles = {mandate.role for mandate in account.mandates}
        assert len(roles) == 1 or not roles & technical
        for mandate in account.mandates:
            assert (mandate.organisation is None) == (mandate.role in technical)
            assert mandate.role != Role.COORDINATOR or mandate.organisation.slug == "mdph77"
    assert year.scalar(select(func.count()).where(Mandate.ends_on < today()).select_from(Mandate)) >= 5
    several = select(Mandate.account_id).where(in_force(today())).group_by(Mandate.account_id)
    assert len(year.scalars(several.having(func.count() > 1)).all()) >= 5


def test_each_action_went_along_the_workflow_by_people_who_may(year):
    for action in year.scalars(select(Action)):
        state, moments = WORKFLOW.initial, [step.at for step in action.steps]
        assert moments == sorted(moments)
        assert all(local(moment).date() <= today() for moment in moments)
        assert action.steps[0].name == "create"
        for step in action.steps[1:]:
            if step.name != "edit":
                move = WORKFLOW.transitions[step.name]
                assert state in move.sources, action.title
                state = move.target
                by_vote = step.name == "validate" and step.account_id is None
                day = local(step.at).date()
                assert by_vote or may(year, step.account_id, move.permission, action, day), (action.title, step.name)
                assert step.comment or step.name not in ("hand_back", "set_aside")
        assert state == action.state
        assert (action.created_at, action.updated_at) == (moments[0], moments[-1])
        assert state == "idea" or not missing(action)
        assert action.validated_by_id is None or action.validated_by_id not in authors(action)
        # The pilot's own people record decisions: what it proposes is validated by a vote.
        by_hand = [step for step in action.steps if step.name == "validate" and step.account_id]
        assert not (by_hand and action.proposing_organisation.slug == "mdph77")


def may(session: Session, account_id: int, permission: Any, action: Action, day: date) -> bool:
    """Whether that account held the permission on that action on that day."""
    mandates = session.scalars(select(Mandate).where(Mandate.account_id == account_id, in_force(day)))
    return any(
        permission in ROLE_GRANTS[Role(one.role)].everywhere
        or (one.organisation_id == action.proposing_organisation_id
            and permission in ROLE_GRANTS[Role(one.role)].own_organisation)
        for one in mandates
    )  # fmt: skip


def test_dates_of_actions_agree_with_their_state(year):
    for action in year.scalars(select(Action)):
        dated = {step.name: local(step.at).date() for step in action.steps}
        if action.decided_on:
            assert action.decided_on <= dated["validate"]
        if "begin" in dated:
            assert dated["begin"] >= action.starts_on
        if action.state == "running":
            assert action.starts_on <= today() <= action.ends_on
        if action.state == "reviewed":
            assert dated["review"] > (action.ends_on or action.starts_on)
            assert action.results
        if action.state in ("published", "validated", "examined", "proposed"):
            assert action.starts_on > today()
    assert {action.starts_on.isoweekday() for action in year.scalars(select(Action)) if action.starts_on} <= {
        1,
        2,
        3,
        4,
        5,
    }
    places = select(func.count(Action.commune_code))
    assert year.scalar(places) == len([story for story in STORIES if story.commune])
    assert not [action.title for action in year.scalars(select(Action)) if " »" in action.title or "« " in action.title]
    withdrawn = year.scalars(select(Action).where(Action.state == "withdrawn")).one()
    assert withdrawn.withdrawal_reason


def test_texts_fit_the_form(year):
    for action in year.scalars(select(Action)):
        for name in ("title", "summary", "plain_summary", "description", "audience"):
            ActionSchema()[name].validator(ActionSchema()[name], getattr(action, name))
    partners = select(func.count()).select_from(Action).join(Organisation, involves(Organisation.id))
    assert year.scalar(partners) > 60


def test_the_known_accounts_sign_in_with_the_printed_password(year):
    for demo in DEMO_ACCOUNTS:
        account = year.scalars(select(Account).where(Account.email == demo.email)).one()
        assert verify_password(account.password_hash, DEMO_PASSWORD)
        assert [(mandate.role, mandate.ends_on) for mandate in account.mandates] == [(demo.role, None)]
        assert not demo.organisation or demo.organisation not in demo.label
    peer = year.scalars(select(Peer).join(Peer.account).where(Account.email == f"pair@{DOMAIN}")).one()
    assert peer.sponsorships[0].organisation.slug == "apf77"
    hashes = select(func.count(Account.password_hash.distinct()))
    assert year.scalar(hashes) == 1


def test_the_journal_is_whole_and_not_empty(year, settings):
    assert Journal(settings.journal_key).verify(year) is None
    assert year.scalar(select(func.count()).select_from(JournalEntry)) > 15


def test_loading_happens_once(database, settings):
    assert needs_demo(database)
    load_demo(database, settings)
    assert not needs_demo(database)
    before = content(database)
    load_demo(database, settings)
    assert content(database) == before


def test_the_same_day_gives_the_same_year(templates, settings, database):
    from collectif.db import Database, make_engine

    other_url = templates.copy("founded")
    other = Database(make_engine(other_url))
    with time_machine.travel("2027-01-14T10:00:00+01:00", tick=False):
        load_demo(database, settings)
        load_demo(other, settings)
    assert content(database) == content(other)
    other.engine.dispose()
    templates.drop(other_url)


def content(database: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for what is random by nature."""
    with database.transaction() as session:
        found = {}
        for table in metadata.sorted_tables:
            columns = [column for column in table.columns if (table.name, column.name) not in NOT_COMPARED]
            found[table.name] = sorted(map(repr, session.execute(select(*columns)).all()))
        return found


def test_a_peer_without_sponsor_waits_for_one(year):
    alone = select(Peer).where(Peer.state == "paused", ~Peer.sponsorships.any(Sponsorship.state == "active"))
    assert len(year.scalars(alone).all()) == 2
    assert year.scalar(select(func.count()).where(or_(Peer.email != "", Peer.phone != "")).select_from(Peer)) > 140
