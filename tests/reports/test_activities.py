"""Exchange sessions and actions in the reports: a small world counted by hand, and who may read what is counted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from collectif.peers.models import Sponsorship
from collectif.reports.collective import Statistics
from collectif.reports.figures import Counting
from collectif.reports.years import years_of
from tests.reports.factories import LONG_AGO, act, meet, organisation, sponsor
from tests.reports.test_pages import csv_figures, page_figures, xlsx_figures
from tests.support.queries import counted

NEW_YEAR, SAINT_SYLVESTER = date(2025, 1, 1), date(2025, 12, 31)
DAY_BEFORE, DAY_AFTER = date(2024, 12, 31), date(2026, 1, 1)
STATISTICS = "/intranet/statistiques"
REPORT = "/intranet/associations/{}/rapports/annuel"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-30T12:00:00+01:00", tick=False):
        yield


def peers(session: Any, slug: str, count: int, **values: Any) -> list[Sponsorship]:
    return [sponsor(session, slug, number=number, state="preparing", **values) for number in range(count)]


def also_sponsored(session: Any, one: Sponsorship, slug: str) -> None:
    place = organisation(session, slug)
    session.add(Sponsorship(peer=one.peer, peer_sort_name=one.peer_sort_name, peer_state=one.peer_state,
                            organisation=place, state="active", started_on=LONG_AGO))  # fmt: skip
    session.flush()


def sessions_of_2025(session: Any) -> None:
    """APF 77's own: seven came twelve times to nineteen places. All: fourteen came 24 times to 37 places."""
    a, u = peers(session, "apf77", 13), peers(session, "unafam77", 12)
    both = sponsor(session, "apf77", state="preparing", number=50)
    also_sponsored(session, both, "unafam77")
    (gone,) = peers(session, "apf77", 1, ended=date(2025, 6, 30))
    meet(session, NEW_YEAR, "peer_group", "apf77", seats={"present": a[:6], "absent": [a[6], *a[8:]]})
    meet(session, SAINT_SYLVESTER, "intervision", "unafam77",
         seats={"present": [*a[:5], both, *u[:6]], "held": [a[5]], "absent": u[6:]})  # fmt: skip
    meet(session, date(2025, 6, 30), "departmental_day",
         seats={"present": [gone, *u[:5]], "left": [a[1]], "lapsed": [a[2]]})  # fmt: skip
    for day in (DAY_BEFORE, DAY_AFTER):
        meet(session, day, "peer_group", "apf77", seats={"present": a})
    meet(session, date(2025, 3, 1), "peer_group", "apf77", "cancelled", seats={"cancelled": a})
    meet(session, date(2025, 4, 1), "peer_group", "apf77", "open", seats={"held": a})


def actions_of_2025(session: Any) -> None:
    """APF 77 proposes two and is a partner of one; four in all. Two closing reports, of forty and ten people."""
    act(session, "apf77", "running", NEW_YEAR, participants=99)
    act(session, "apf77", "reviewed", SAINT_SYLVESTER, "unafam77", "apf77", kind="tool", participants=40, peers=6)
    act(session, "unafam77", "reviewed", date(2025, 5, 1), "apf77", participants=10)
    act(session, "unafam77", "validated", date(2025, 5, 1))
    for state in ("idea", "proposed", "returned", "examined", "set_aside", "withdrawn"):
        act(session, "apf77", state, date(2025, 5, 1))
    for day in (DAY_BEFORE, DAY_AFTER):
        act(session, "apf77", "running", day)


def of(session: Any, slug: str, year: int = 2025) -> dict[str, Any]:
    """The parts of an association's report about what it does, by title."""
    return {part.title: part for part in Counting(session, organisation(session, slug).id, year).figures().activities}


def of_all(session: Any, year: int = 2025) -> dict[str, Any]:
    return {part.title: part for part in Statistics(session).build(year).sections}


def words(part: Any) -> list[str]:
    return [count.words for _, count in part.figures]


def lines(part: Any) -> dict[str, str]:
    """What a table says, zeros left out."""
    return {cell.label: cell.count.words for cell in part.table.cells if cell.count.value != 0}


def test_the_sessions_of_an_association_and_how_its_own_peers_came(db):
    sessions_of_2025(db)
    parts = of(db, "apf77")
    assert lines(parts["Rencontres entre pairs"]) == {"Groupe de pairs": "1"}
    assert "Journée départementale" not in [cell.label for cell in parts["Rencontres entre pairs"].table.cells]
    assert words(parts["Les pairs aux rencontres"]) == ["7", "12", "19"]
    assert lines(parts["Les pairs aux rencontres"]) == {"Groupe de pairs": "6", "Intervision": "6"}
    assert parts["Les pairs aux rencontres"].table.total.words == "12"


def test_the_sessions_of_all_count_a_peer_of_two_associations_once(db):
    sessions_of_2025(db)
    parts = of_all(db)
    held = {"Groupe de pairs": "1", "Intervision": "1", "Journée départementale": "1"}
    assert lines(parts["Rencontres entre pairs"]) == held
    assert words(parts["Les pairs aux rencontres"]) == ["14", "24", "37"]
    assert parts["Les pairs aux rencontres"].table is None


def test_the_first_and_the_last_day_of_a_year_are_in_it(db):
    sessions_of_2025(db)
    assert words(of(db, "apf77", 2024)["Les pairs aux rencontres"]) == ["13", "13", "13"]
    assert lines(of(db, "apf77", 2024)["Rencontres entre pairs"]) == {"Groupe de pairs": "1"}
    assert lines(of(db, "apf77", 2026)["Rencontres entre pairs"]) == {"Groupe de pairs": "1"}


def test_a_few_who_came_hide_how_often_they_came(db):
    a = peers(db, "apf77", 8)
    for month in (2, 3, 4):
        meet(db, date(2025, month, 1), seats={"present": a[:4], "absent": a[4:]})
    part = of(db, "apf77")["Les pairs aux rencontres"]
    assert words(part) == ["moins de 5", "masqué", "masqué"]
    assert part.table.withheld
    assert part.table.cells == ()
    assert words(of(db, "unafam77")["Les pairs aux rencontres"]) == ["0", "0", "0"]


def test_a_few_who_did_not_come_are_not_told_by_subtraction(db):
    a = peers(db, "apf77", 9)
    meet(db, date(2025, 2, 1), seats={"present": a[:7], "absent": a[7:]})
    assert words(of(db, "apf77")["Les pairs aux rencontres"]) == ["7", "7", "masqué"]


def test_a_few_at_one_kind_of_session_are_not_told_by_subtraction(db):
    a = peers(db, "apf77", 12)
    meet(db, date(2025, 2, 1), seats={"present": a})
    for month in (4, 5, 6):
        meet(db, date(2025, month, 1), "intervision", seats={"present": a[:3]})
    part = of(db, "apf77")["Les pairs aux rencontres"]
    assert words(part) == ["12", "21", "21"]
    assert part.table.withheld
    meet(db, date(2025, 3, 1), "practice_analysis", seats={"present": a[:6]})
    assert lines(of(db, "apf77")["Les pairs aux rencontres"]) == {
        "Groupe de pairs": "12", "Intervision": "masqué", "Analyse de pratique": "masqué",
    }  # fmt: skip


def test_what_is_left_of_the_collective_once_ones_own_are_taken_away_is_never_a_few(db):
    a, u = peers(db, "apf77", 20), peers(db, "unafam77", 5)
    meet(db, date(2025, 2, 1), seats={"present": [*a, *u[:4]]})
    assert words(of_all(db)["Les pairs aux rencontres"]) == ["masqué"] * 3
    meet(db, date(2025, 3, 1), seats={"present": u[4:]})
    assert words(of_all(db)["Les pairs aux rencontres"]) == ["25", "25", "25"]


def test_what_is_left_once_the_sessions_of_an_organiser_are_taken_away_is_never_a_few(db):
    a = peers(db, "apf77", 12)
    meet(db, date(2025, 2, 1), organiser="apf77", seats={"present": a})
    for month in (3, 4):
        meet(db, date(2025, month, 1), organiser="unafam77", seats={"present": a[:4]})
    assert words(of_all(db)["Les pairs aux rencontres"]) == ["masqué"] * 3
    meet(db, date(2025, 5, 1), seats={"present": a[4:5]})
    assert words(of_all(db)["Les pairs aux rencontres"]) == ["12", "21", "21"]


def test_up_to_ten_in_the_whole_collective_are_hidden(db):
    a = peers(db, "apf77", 11)
    meet(db, date(2025, 2, 1), seats={"present": a[:10]})
    assert words(of_all(db)["Les pairs aux rencontres"]) == ["masqué"] * 3
    meet(db, date(2025, 3, 1), seats={"present": a[10:]})
    assert words(of_all(db)["Les pairs aux rencontres"]) == ["11", "11", "11"]


@pytest.mark.parametrize(("moment", "read"), [("2026-01-31T22:59:59Z", False), ("2026-01-31T23:00:00Z", True)])
def test_who_came_is_read_once_the_year_is_over_and_noted(db, moment, read):
    sessions_of_2025(db)
    with time_machine.travel(moment, tick=False):
        for parts in (of(db, "apf77"), of_all(db)):
            assert bool(words(parts["Les pairs aux rencontres"])) is read
            assert ("1er février 2026" in parts["Les pairs aux rencontres"].paragraph) is not read
            assert parts["Rencontres entre pairs"].table.total.value


def test_the_year_begins_at_midnight_in_seine_et_marne(db):
    meet(db, DAY_BEFORE)
    with time_machine.travel("2026-12-31T22:59:59Z", tick=False):
        assert Statistics(db).years() == [2026, 2025, 2024]
    with time_machine.travel("2026-12-31T23:00:00Z", tick=False):
        assert Statistics(db).years() == [2027, 2026, 2025, 2024]


def test_an_association_has_a_report_for_each_year_it_did_something_in(db):
    assert years_of(db, organisation(db, "aede").id) == [2026]
    act(db, "unafam77", "running", date(2025, 5, 1), "aede")
    assert years_of(db, organisation(db, "aede").id) == [2026, 2025]
    meet(db, DAY_BEFORE, organiser="aede")
    assert years_of(db, organisation(db, "aede").id) == [2026, 2025, 2024]
    peers(db, "aede", 1, started=date(2023, 5, 1))
    assert years_of(db, organisation(db, "aede").id) == [2026, 2025, 2024, 2023]
    assert years_of(db, organisation(db, "apf77").id) == [2026]


def test_the_actions_of_an_association_are_those_it_proposes_or_takes_part_in(db):
    actions_of_2025(db)
    parts = of(db, "apf77")
    assert words(parts["Actions"]) == ["2", "1"]
    assert lines(parts["Actions"]) == {"Groupe": "2", "Outil": "1"}
    assert lines(parts["Avancement des actions"]) == {"En cours": "1", "Bilan publié": "2"}
    assert words(parts["Public des actions"]) == ["2", "2", "50", "6"]
    assert words(of(db, "aede")["Actions"]) == ["0", "0"]


def test_the_actions_of_all_are_counted_once(db):
    actions_of_2025(db)
    parts = of_all(db)
    assert lines(parts["Actions"]) == {"Groupe": "3", "Outil": "1"}
    assert lines(parts["Avancement des actions"]) == {"Validée": "1", "En cours": "1", "Bilan publié": "2"}
    assert words(parts["Public des actions"]) == ["2", "2", "50", "moins de 11"]


def test_a_few_people_at_an_action_are_not_told(db):
    act(db, "apf77", "reviewed", NEW_YEAR, participants=4, peers=1)
    assert words(of(db, "apf77")["Public des actions"]) == ["1", "1", "moins de 5", "moins de 5"]


def test_what_nobody_counted_is_not_zero(db):
    act(db, "apf77", "reviewed", NEW_YEAR)
    assert words(of(db, "apf77")["Public des actions"]) == ["1"]


def test_another_association_changes_nothing(db):
    sessions_of_2025(db)
    actions_of_2025(db)
    before = of(db, "apf77")
    meet(db, date(2025, 2, 1), "peer_group", "unafam77", seats={"present": peers(db, "unafam77", 9)})
    act(db, "unafam77", "reviewed", date(2025, 2, 1), participants=70)
    assert of(db, "apf77") == before


def test_the_number_of_queries_does_not_grow(db):
    def sent() -> tuple[int, int]:
        here = organisation(db, "apf77").id
        with counted(db.get_bind()) as own:
            Counting(db, here, 2025).figures()
        with counted(db.get_bind()) as every:
            Statistics(db).build(2025)
        return len(own), len(every)

    meet(db, NEW_YEAR)
    few = sent()
    sessions_of_2025(db)
    actions_of_2025(db)
    assert sent() == few
    assert few[0] <= 13
    assert few[1] <= 6


@pytest.fixture
def world(database):
    with database.transaction() as session:
        sessions_of_2025(session)
        actions_of_2025(session)


@pytest.mark.parametrize("address", [REPORT.format("apf77"), STATISTICS])
def test_page_and_files_say_the_same(people, world, address):
    browser = people.browser("structure_referent", "apf77")
    figures = page_figures(browser.get(f"{address}?annee=2025"))
    assert ("Intervision", "1") in figures or ("Intervision", "6") in figures
    assert csv_figures(browser.get(f"{address}?annee=2025&format=csv").body) == figures
    assert xlsx_figures(browser.get(f"{address}?annee=2025&format=xlsx").body) == figures
    for name in ("ods", "pdf"):
        browser.get(f"{address}?annee=2025&format={name}", status=200)


def test_the_referent_of_another_association_sees_nothing_of_it(people, world):
    browser = people.browser("structure_referent", "aede")
    browser.get(REPORT.format("apf77"), status=403)
    own = page_figures(browser.get(REPORT.format("aede")))
    assert len(own) >= 5
    assert {number for _, number in own} == {"0"}


@pytest.mark.parametrize(("role", "place"), [("peer", "apf77"), ("trainer", "mdph77"), ("admin", None),
                                             ("auditor", None)])  # fmt: skip
def test_the_figures_of_the_collective_are_for_those_who_take_part_in_it(people, world, role, place):
    for address in (STATISTICS, f"{STATISTICS}?format=csv"):
        people.browser(role, place).get(address, status=403)


def test_a_member_of_the_collective_reads_its_figures_and_no_others(people, world):
    browser = people.browser("collective_member", "caf77")
    assert browser.get("/intranet/rapports", status=303).location.endswith(STATISTICS)
    browser.get(f"{STATISTICS}?annee=2025").mustcontain("Tout le collectif", "moins de 11", no="Fictif")
    browser.get(REPORT.format("apf77"), status=403)


@pytest.mark.parametrize("query", ["annee=1999", "annee=x", "annee=3000", "format=exe"])
def test_what_does_not_exist_is_not_found(people, world, query):
    people.browser("coordinator", "mdph77").get(f"{STATISTICS}?{query}", status=404)
