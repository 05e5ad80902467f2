"""Seats: one titular at a time, replaced without a gap, kept in the organisation's history."""

from datetime import timedelta

import pytest

from collectif.errors import DomainError
from collectif.organisations.queries import find_organisation
from collectif.organisations.representatives import Representatives
from collectif.text import today

ALL = "/intranet/organisations"
DAY = timedelta(days=1)


@pytest.fixture
def seats(db, recorder):
    return Representatives(db, recorder)


@pytest.fixture
def apf(db):
    return find_organisation(db, "apf77")


def someone(name="Ada", seat="titular", starts_on=None):
    return {"full_name": name, "duty": "", "seat": seat, "starts_on": starts_on or today()}


def test_one_titular_and_several_substitutes(seats, apf):
    seats.add(apf, someone())
    for name in ("Bo", "Cléo"):
        seats.add(apf, someone(name, "substitute"))
    with pytest.raises(DomainError, match="Ada est déjà titulaire") as caught:
        seats.add(apf, someone("Dan"))
    assert caught.value.field == "seat"


def test_the_next_titular_starts_when_the_first_has_left(seats, apf):
    ada = seats.add(apf, someone())
    seats.end(ada, today() + 30 * DAY)
    with pytest.raises(DomainError):
        seats.add(apf, someone("Bo", starts_on=today() + 30 * DAY))
    seats.add(apf, someone("Bo", starts_on=today() + 31 * DAY))


def test_replacing_leaves_no_gap_and_no_overlap(seats, apf):
    ada = seats.add(apf, someone(starts_on=today() - 100 * DAY))
    bo = seats.replace(ada, {"full_name": "Bo", "duty": "", "starts_on": today()})
    assert (ada.ends_on, bo.starts_on, bo.seat) == (today() - DAY, today(), "titular")


def test_replacing_before_the_first_day_is_refused(seats, apf):
    ada = seats.add(apf, someone())
    with pytest.raises(DomainError) as caught:
        seats.replace(ada, {"full_name": "Bo", "duty": "", "starts_on": today()})
    assert caught.value.field == "starts_on"


def test_a_seat_ends_once(seats, apf):
    ada = seats.add(apf, someone(starts_on=today() - 9 * DAY))
    seats.end(ada, today() - DAY)
    with pytest.raises(DomainError, match="déjà terminée"):
        seats.end(ada, today())


def test_the_last_day_comes_after_the_first(seats, apf):
    with pytest.raises(DomainError, match="avant le premier"):
        seats.end(seats.add(apf, someone()), today() - DAY)


def fill_date(form, day):
    form["day"], form["month"], form["year"] = str(day.day), str(day.month), str(day.year)


def test_through_the_pages(people):
    browser = people.browser("structure_referent", "apf77")
    form = browser.get(f"{ALL}/apf77/representants/ajouter").forms["deform"]
    form["full_name"], form["duty"], form["seat"] = "Ada Fictive", "directrice", "titular"
    fill_date(form, today() - 9 * DAY)
    page = form.submit("submit").follow()
    assert "Ada Fictive" in page
    form = page.click("Remplacer").forms["deform"]
    form["full_name"] = "Bo Fictif"
    fill_date(form, today())
    page = form.submit("submit").follow()
    assert "(terminé)" in page
    form = page.click("Terminer").forms["deform"]
    fill_date(form, today())
    assert "Le dernier jour de Bo Fictif est enregistré" in form.submit("submit").follow()
