"""Figures: true to the database, of one association only, in a fixed number of queries."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collectif.peers.models import SponsorshipFacet
from collectif.reports.figures import Counting
from collectif.reports.suppression import SMALL
from collectif.reports.years import years_of
from tests.reports.factories import organisation, sponsor, sponsor_many
from tests.support.queries import counted

ASSOCIATIONS = ("apf77", "unafam77")
PEERS = st.fixed_dictionaries({
    "slug": st.sampled_from(ASSOCIATIONS),
    "started": st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    "length": st.one_of(st.none(), st.integers(0, 900)),
    "engagement": st.sampled_from(["volunteer", "employee"]),
    "families": st.sets(st.sampled_from(["motor", "visual", "other"])),
    "facets": st.dictionaries(st.sampled_from(["mobility_aid", "antenna"]), st.sampled_from(["a", "b"])),
})  # fmt: skip


def figures(session, slug, year):
    return Counting(session, organisation(session, slug).id, year).figures()


def everything(made):
    """All that a report can be told."""
    named = [made.count_by(name) for name in ("engagement", "state", "sector", "family", "mobility_aid", "antenna")]
    return [made.total, made.started, made.ended, *named]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-12-31T12:00:00+01:00", tick=False):
        yield


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PEERS, max_size=25))
def test_another_association_never_counts(db, peers):
    """The figures of an association are the same whether or not the others have peers."""
    for known in (("apf77",), ASSOCIATIONS):
        place = db.begin_nested()
        for number, one in enumerate(peers):
            if one["slug"] in known:
                _add(db, number, one)
        seen = everything(figures(db, "apf77", 2026))
        place.rollback()
        if known == ("apf77",):
            alone = seen
    assert seen == alone


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PEERS, max_size=25))
def test_totals_follow_from_one_year_to_the_next(db, peers):
    place = db.begin_nested()
    for number, one in enumerate(peers):
        _add(db, number, one)
    ids = organisation(db, "apf77").id
    moves = [Counting(db, ids, year)._movements() for year in (2024, 2025, 2026)]
    place.rollback()
    assert all(before + started - ended == after for before, started, ended, after in moves)
    assert [one[3] for one in moves[:-1]] == [one[0] for one in moves[1:]]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PEERS, max_size=25))
def test_no_small_number_reaches_a_report(db, peers):
    place = db.begin_nested()
    for number, one in enumerate(peers):
        _add(db, number, one)
    made = everything(figures(db, "apf77", 2026))
    place.rollback()
    counts = [*made[:3], *(cell.count for table in made[3:] for cell in table.cells)]
    assert not any(one.value in SMALL for one in counts)


def _add(session, number, one):
    start = one["started"]
    end = None if one["length"] is None else date.fromordinal(start.toordinal() + one["length"])
    sponsor(session, one["slug"], number=number, started=start, ended=end, engagement=one["engagement"],
            families=tuple(one["families"]), facets=one["facets"])  # fmt: skip


def test_the_number_of_queries_does_not_grow(db):
    sponsor_many(db, "apf77", 1, families=("motor",), facets={"antenna": "nord"})
    with counted(db.get_bind()) as few:
        figures(db, "apf77", 2026)
    sponsor_many(db, "apf77", 60, families=("motor", "visual"), facets={"antenna": "sud", "mobility_aid": "none"})
    with counted(db.get_bind()) as many:
        figures(db, "apf77", 2026)
    assert len(few) == len(many) <= 13


def test_people_are_shared_out_by_engagement_sector_and_family(db):
    sponsor_many(db, "apf77", 9, engagement="volunteer", commune_code="77288", families=("motor",))
    sponsor_many(db, "apf77", 6, engagement="employee", commune_code="77284", families=("motor", "visual"))
    sponsor_many(db, "apf77", 5, engagement="employee")
    made = figures(db, "apf77", 2026)
    assert made.total.value == 20
    assert made.count_by("engagement")["Bénévole"].value == 9
    assert made.count_by("engagement")["Salarié"].value == 11
    sectors = made.count_by("sector")
    assert (sectors["Melun"].value, sectors["Meaux"].value, sectors["Non renseigné"].value) == (9, 6, 5)
    assert sectors["Provins"].value == 0
    families = made.count_by("family")
    assert (families["Physique ou motrice"].value, families["Visuelle"].value) == (15, 6)
    assert not families.exclusive


def test_a_past_year_is_counted_on_its_last_day(db):
    sponsor_many(db, "apf77", 10, started=date(2024, 5, 1))
    sponsor_many(db, "apf77", 6, started=date(2024, 5, 1), ended=date(2026, 3, 1))
    sponsor_many(db, "apf77", 7, started=date(2026, 2, 1))
    past, present = figures(db, "apf77", 2025), figures(db, "apf77", 2026)
    assert (past.total.value, past.started.value, past.ended.value) == (16, 0, 0)
    assert (present.total.value, present.started.value, present.ended.value) == (17, 7, 6)
    assert not past.is_current
    assert present.is_current
    assert years_of(db, organisation(db, "apf77").id) == [2026, 2025, 2024]


def test_a_plugins_field_is_named_in_its_own_order(db):
    sponsor_many(db, "apf77", 6, facets={"antenna": "sud"})
    sponsor_many(db, "apf77", 7, facets={"antenna": "old"})
    sponsor_many(db, "apf77", 5)
    table = figures(db, "apf77", 2026).count_by("antenna", "Antenne", {"nord": "Nord", "sud": "Sud"})
    assert [(cell.label, cell.count.value) for cell in table.cells] == [
        ("Nord", 0), ("Sud", 6), ("old", 7), ("Non renseigné", 5),
    ]  # fmt: skip


def test_a_field_with_several_answers_does_not_add_up(db):
    for number in range(8):
        sponsorship = sponsor(db, "apf77", number=number)
        sponsorship.facets.extend(SponsorshipFacet(name="day", value=value) for value in ("mon", "tue"))
    db.flush()
    table = figures(db, "apf77", 2026).count_by("day", "Jour", {"mon": "Lundi", "tue": "Mardi"})
    assert [(cell.label, cell.count.value) for cell in table.cells] == [("Lundi", 8), ("Mardi", 8)]
    assert not table.exclusive


def test_an_association_of_three_shares_nothing_out(db):
    sponsor_many(db, "apf77", 3)
    made = figures(db, "apf77", 2026)
    assert made.total.words == "moins de 5"
    assert made.count_by("engagement").withheld
    assert made.count_by("family").withheld
    assert made.count_by("engagement").cells == ()
