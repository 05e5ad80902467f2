"""Loading the fictional year: eighty members, a hundred and fifty peers, forty actions, from a fixed seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from pyramid.registry import Registry
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Account
from ..accounts.passwords import hash_password
from ..charter.keys import SigningKeys
from ..crypto import keyring
from ..db import Database
from ..extension import Extensions, Options
from ..journal import SYSTEM, Journal
from ..library.storage import Storage, make_storage
from ..organisations.models import Organisation
from ..peers.attestations import Conditions
from ..peers.own_fields import OwnFields, own_fields
from ..settings import Settings
from ..territory.models import Commune, Sector
from ..text import today
from .accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from .actions import Actions
from .activation import Paths
from .applications import Applications
from .charter import Charters
from .draw import Draw
from .exchanges import Exchanges
from .follow_up import FollowUps
from .library import Shelf
from .meetings import MeetingsOfTheYear
from .peers import COMMUNES_A_SECTOR, ROSTERS, Peers
from .people import People
from .texts import Texts
from .training import Trainings


def needs_demo(database: Database) -> bool:
    """Whether nobody has an account yet."""
    with database.transaction() as session:
        return session.scalar(select(Account.id).limit(1)) is None


def load_demo(database: Database, settings: Settings) -> None:
    """Write the whole year, in one transaction; nothing when somebody already has an account."""
    if not needs_demo(database):
        return
    keyring.configure(settings.encryption_keys)
    extensions = Extensions(Options(active=settings.plugins, budget=settings.plugin_budget))
    digest = hash_password(DEMO_PASSWORD)
    with database.transaction() as session:
        _write(session, Draw(today()), extensions, digest, SigningKeys.of(settings), make_storage(settings.library))
        _note(session, Journal(settings.journal_key))


def _write(session: Session, draw: Draw, extensions: Extensions, digest: str, keys: SigningKeys,
           storage: Storage) -> None:  # fmt: skip
    organisations = {row.slug: row for row in session.scalars(select(Organisation).order_by(Organisation.id))}
    people = People(draw, organisations, digest)
    people.make()
    session.add_all([*people.accounts, *people.representatives])
    peers = Peers(draw, organisations, _communes_by_sector(session), _own_fields(extensions))
    peers.make(people)
    session.add_all([*people.others, *peers.all])
    session.flush()
    codes = {one.name: one.code for one in session.execute(select(Commune.name, Commune.code))}
    Actions(session, draw, people, organisations, codes).make()
    MeetingsOfTheYear(session, draw, people, organisations).make()
    Trainings(session, draw, people, peers).make()
    Charters(session, draw, people, peers, keys).make()
    Paths(session, draw, people, peers, Conditions(extensions)).tell()
    Exchanges(session, draw, people, peers, organisations).make()
    Applications(draw, people, organisations, codes, peers).make(session)
    Shelf(session, draw, people, organisations, storage).make()
    Texts(session, draw, people).make()
    FollowUps(session, draw, storage).make()


def _communes_by_sector(session: Session) -> dict[str, Sequence[str]]:
    """Codes of the largest communes of each sector, the largest first."""
    rows = session.execute(
        select(Sector.slug, Commune.code).join(Commune.sector).order_by(Commune.population.desc(), Commune.code)
    )
    found: dict[str, list[str]] = {}
    for slug, code in rows:
        found.setdefault(slug, []).append(code)
    return {slug: codes[:COMMUNES_A_SECTOR] for slug, codes in found.items()}


def _own_fields(extensions: Extensions) -> Callable[[str], OwnFields]:
    """The fields of an association's plugin, when the settings make it active."""
    registry = Registry()
    registry["extensions"] = extensions
    return cache(lambda slug: own_fields(registry, slug))


def _note(session: Session, journal: Journal) -> None:
    """What the site itself has just done, in its journal: the rosters it wrote, the mandates of the known accounts."""
    for slug, roster in ROSTERS.items():
        journal.append(
            session, actor=SYSTEM, act="roster.imported", object_kind="organisations", object_id=slug,
            organisation=slug, details={"added": roster.size, "changed": 0},
        )  # fmt: skip
    emails = [demo.email for demo in DEMO_ACCOUNTS]
    for account in session.scalars(select(Account).where(Account.email.in_(emails)).order_by(Account.id)):
        for mandate in account.mandates:
            journal.append(
                session, actor=SYSTEM, act="mandate.given", object_kind="mandates", object_id=mandate.public_id,
                organisation=mandate.organisation.slug if mandate.organisation else "",
                details={"account": account.public_id, "role": str(mandate.role)},
            )  # fmt: skip
