"""Actions in any state, and people to move them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from collectif.accounts.models import Account, Mandate
from collectif.actions.models import Action, ActionStep
from collectif.db import Database
from collectif.organisations.models import Organisation
from collectif.security.identity import HeldMandate, Identity
from collectif.security.permissions import Role
from collectif.text import slugify, sort_key

PROPOSER = "Prune Proposeuse"
VALIDATOR = "Victor Valideur"
DECIDED = ("validated", "published", "running", "reviewed", "withdrawn")
ONCE_PUBLIC = ("published", "running", "reviewed", "withdrawn")


class Actions:
    """Writes actions straight into the database."""

    def __init__(self, database: Database):
        self._database = database
        self._made = 0

    def make(
        self, state: str = "idea", title: str = "Café des pairs", organisation: str = "apf77", **values: Any
    ) -> str:
        """:returns: the public id."""
        with self._database.transaction() as session:
            action = self._action(session, state, title, organisation, values)
            session.add(action)
            session.flush()
            return action.public_id

    def get(self, public_id: str) -> Action:
        """The action as it is stored now, its history loaded."""
        with self._database.transaction() as session:
            action = session.scalars(select(Action).filter_by(public_id=public_id)).one()
            for related in (action.steps, action.organisations, action.proposing_organisation):
                assert related is not None
            session.expunge_all()
            return action

    def _action(self, session: Any, state: str, title: str, organisation: str, values: dict[str, Any]) -> Action:
        self._made += 1
        people = [self._person(session, name) for name in (PROPOSER, VALIDATOR)]
        place = session.scalars(select(Organisation).filter_by(slug=organisation)).one()
        partners = values.pop("partners", ())
        defaults: dict[str, Any] = {
            "summary": "Un café pour se rencontrer.", "description": "Chacun vient.\n\nOn parle.", "kind": "group",
            "audience": "Tout le monde", "starts_on": date(2027, 3, 4), "plain_summary": "On boit un café.",
        }  # fmt: skip
        if state in DECIDED:
            defaults |= {
                "decided_on": date(2026, 1, 15),
                "validated_by_id": people[1].id,
                "decision_reference": "Point 3",
            }
        if state in ONCE_PUBLIC:
            at = datetime(2026, 2, 1, 8, tzinfo=UTC).replace(minute=self._made % 60)
            defaults |= {"published_at": at, "slug": slugify(title)}
        if state == "withdrawn":
            defaults["withdrawal_reason"] = "La salle a fermé."
        action = Action(
            title=title, sort_title=sort_key(title), state=state, proposing_organisation=place,
            proposed_by_id=people[0].id, **{**defaults, **values},
        )  # fmt: skip
        action.organisations = [session.scalars(select(Organisation).filter_by(slug=slug)).one() for slug in partners]
        action.steps = [ActionStep(name="create", account_id=people[0].id)]
        return action

    def _person(self, session: Any, name: str) -> Account:
        known = session.scalars(select(Account).filter_by(display_name=name)).first()
        if known is None:
            email = f"{slugify(name)}@prive.example"
            known = Account(email=email, display_name=name, sort_name=sort_key(name))
            session.add(known)
            session.flush()
        return known


@pytest.fixture
def actions(database: Database) -> Actions:
    return Actions(database)


@pytest.fixture
def identity(database: Database) -> Callable[..., Identity]:
    """Makes someone who holds these mandates (role, organisation) today."""

    def make(*mandates: tuple[str, str], name: str = "Quelqu'un") -> Identity:
        with database.transaction() as session:
            count = len(session.scalars(select(Account.id)).all())
            account = Account(email=f"p{count}@test.example", display_name=name, sort_name=sort_key(name))
            held = []
            for role, slug in mandates:
                place = session.scalars(select(Organisation).filter_by(slug=slug)).one()
                account.mandates.append(Mandate(role=role, organisation=place, starts_on=date(2020, 1, 1)))
                held.append(HeldMandate(Role(role), place.id, slug, place.short_name))
            session.add(account)
            session.flush()
            return Identity(account.id, account.public_id, name, 1, tuple(held))

    return make
