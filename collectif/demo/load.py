"""Loading the fictional year: eighty members, a hundred and fifty peers, forty actions, from a fixed seed."""

from __future__ import annotations

from argon2 import PasswordHasher
from sqlalchemy import select

from ..accounts.models import Account, Mandate
from ..crypto import keyring
from ..db import Database
from ..organisations.models import Organisation
from ..settings import Settings
from ..text import sort_key, today
from .accounts import DEMO_ACCOUNTS, DEMO_PASSWORD


def needs_demo(database: Database) -> bool:
    """Whether nobody has an account yet."""
    with database.transaction() as session:
        return session.scalar(select(Account.id).limit(1)) is None


def load_demo(database: Database, settings: Settings) -> None:
    """Write the whole year, in one transaction."""
    keyring.configure(settings.encryption_keys)
    digest = PasswordHasher().hash(DEMO_PASSWORD)
    with database.transaction() as session:
        organisations = {row.slug: row for row in session.scalars(select(Organisation))}
        for person in DEMO_ACCOUNTS:
            account = Account(
                email=person.email, display_name=person.display_name, sort_name=sort_key(person.display_name),
                password_hash=digest, fictional=True,
            )  # fmt: skip
            organisation = organisations.get(person.organisation or "")
            account.mandates.append(Mandate(role=person.role, organisation=organisation, starts_on=today()))
            session.add(account)
