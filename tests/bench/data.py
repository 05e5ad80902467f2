"""Rosters of any size for the benchmark, written straight into SQLite."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from collectif import migrate
from collectif.accounts.models import Account, Mandate
from collectif.accounts.sessions import SignInSessions
from collectif.actions.models import Action
from collectif.activation import ddl
from collectif.db import Database, make_engine, now
from collectif.founding import load_founding_data
from collectif.organisations.models import Organisation
from collectif.security.permissions import Role
from collectif.text import slugify, sort_key, today

ASSOCIATION = "apf77"
# The public address of one action among those published.
PUBLISHED = "cafe-des-pairs-1"
ACTIONS = 60
STATES = ("active", "active", "active", "paused", "preparing", "ended")
FAMILIES = ("motor", "visual", "psychic", "illness")
AIDS = ("manual_wheelchair", "power_wheelchair", "cane_or_walker", "none")
GIVEN = ("Alix", "Camille", "Claude", "Dominique", "Éden", "Lou", "Maxime", "Sacha")
FAMILY = ("Arbre", "Brume", "Clairière", "Dune", "Étang", "Falaise", "Garrigue", "Houle", "Îlot", "Jonc")


def build(path: Path, peers: int) -> str:
    """A migrated database with ``peers`` peers sponsored by one association.

    :returns: the token of a referent's sign-in session.
    """
    engine = make_engine(f"sqlite:///{path}")
    migrate.upgrade(engine)
    database = Database(engine)
    with database.transaction() as session:
        load_founding_data(session)
        organisation = session.query(Organisation).filter_by(slug=ASSOCIATION).one()
        account = Account(email="bench@test.example", display_name="Mesure", sort_name="mesure")
        account.mandates.append(Mandate(role=Role.STRUCTURE_REFERENT, organisation=organisation, starts_on=today()))
        session.add(account)
        token = SignInSessions(session).open(account, "Mesure")
        session.add_all(_actions(organisation))
        session.flush()
        organisation_id = organisation.id
    engine.dispose()
    _fill(path, peers, organisation_id)
    return token


def _actions(organisation: Organisation) -> Iterator[Action]:
    """What the public site shows."""
    for number in range(1, ACTIONS + 1):
        title = f"Café des pairs {number}"
        yield Action(
            title=title, sort_title=sort_key(title), slug=slugify(title), state="published", kind="group",
            summary="Un café pour se rencontrer.", description="Chacun vient.\n\nOn parle.", audience="Tout le monde",
            starts_on=today() + timedelta(days=number), decided_on=today(), published_at=now(),
            proposing_organisation=organisation,
        )  # fmt: skip


def _fill(path: Path, peers: int, organisation_id: int) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    communes = [row[0] for row in connection.execute("select code from communes")]
    connection.execute("pragma foreign_keys=off")
    connection.execute("begin")
    # What these peers proved is not what is measured: the triggers look away while they are written.
    for statement in ddl.DROP["sqlite"]:
        connection.execute(statement)
    for statement, rows in _statements(peers, organisation_id, communes):
        connection.executemany(statement, rows)
    for statement in ddl.CREATE["sqlite"]:
        connection.execute(statement)
    connection.execute("commit")
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()


def _statements(peers: int, organisation_id: int, communes: list[str]) -> Iterator[tuple[str, Iterator[tuple]]]:
    yield (
        "insert into peers (id, public_id, version, given_name, family_name, sort_name, email, phone, commune_code,"
        " engagement, state, capacity, created_at, fictional) values (?,?,1,?,?,?,'','',?,?,?,3,'2026-01-01',1)",
        (row[:8] for row in _people(peers, communes)),
    )
    yield (
        "insert into peer_families (peer_id, family) values (?,?)",
        ((number, FAMILIES[number % 4]) for number in range(1, peers + 1)),
    )
    yield (
        "insert into sponsorships (id, public_id, version, peer_id, peer_sort_name, peer_state, organisation_id, state,"
        " started_on, details) values (?,?,1,?,?,?,?,'active',?,?)",
        (
            (row[0], row[1], row[0], row[4], row[7], organisation_id, row[8], f'{{"mobility_aid": "{row[9]}"}}')
            for row in _people(peers, communes)
        ),
    )
    yield (
        "insert into sponsorship_facets (sponsorship_id, name, value) values (?,'mobility_aid',?)",
        ((row[0], row[9]) for row in _people(peers, communes)),
    )


def _people(peers: int, communes: list[str]) -> Iterator[tuple]:
    draw = random.Random(77)
    start = date(2020, 1, 1)
    for number in range(1, peers + 1):
        given = draw.choice(GIVEN)
        family = f"{draw.choice(FAMILY)} {draw.choice(FAMILY)} {number:07d}"
        since = start + timedelta(days=draw.randrange(2000))
        yield (
            number, f"b{number:011d}", given, family, sort_key(family, given), draw.choice(communes),
            draw.choice(("volunteer", "employee")), draw.choice(STATES), since.isoformat(), draw.choice(AIDS),
        )  # fmt: skip
