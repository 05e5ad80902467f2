"""Two people at once lose nothing: read-then-write from four threads, on both engines."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm.exc import StaleDataError

from collectif.organisations.models import Organisation
from collectif.territory.models import Commune, Sector

THREADS = 4
TURNS = 25


def run_in_threads(work):
    failures = []

    def guarded():
        try:
            for _ in range(TURNS):
                work()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=guarded) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.fixture
def commune(database):
    with database.transaction() as session:
        sector = Sector(slug="essai", name="Essai")
        session.add(Commune(code="00000", name="Essai", sort_name="essai", population=0, sector=sector))
    return "00000"


def population(database, code):
    with database.transaction() as session:
        return session.scalar(select(Commune.population).where(Commune.code == code))


def test_read_then_write_under_a_lock_loses_nothing(database, commune):
    def work():
        with database.transaction() as session:
            row = session.scalars(select(Commune).where(Commune.code == commune).with_for_update()).one()
            row.population += 1

    run_in_threads(work)
    assert population(database, commune) == THREADS * TURNS


def test_read_then_write_of_a_versioned_row_loses_nothing(database):
    """A stale write is refused; whoever is refused reads again and writes again."""

    def work():
        while True:
            try:
                with database.transaction() as session:
                    row = session.scalars(select(Organisation).where(Organisation.slug == "apf77")).one()
                    row.phone = str(int(row.phone or 0) + 1)
                return
            except StaleDataError:
                continue

    run_in_threads(work)
    with database.transaction() as session:
        assert session.scalar(select(Organisation.phone).where(Organisation.slug == "apf77")) == str(THREADS * TURNS)


def test_reading_transactions_do_not_block_a_writer(database, commune):
    """A reader that stays open keeps its own picture and stops nobody."""
    with database._reading() as reader:
        before = reader.scalar(select(Commune.population).where(Commune.code == commune))
        with database.transaction() as writer:
            writer.execute(update(Commune).where(Commune.code == commune).values(population=7))
        assert before == 0
    assert population(database, commune) == 7
