"""Planning: one session or a series, by the coordination or by an association; changing, opening, cancelling."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from collectif.enrolling.words import named
from collectif.exchanges.models import ExchangeSession
from collectif.text import today
from tests.support.enrolling import press

from .conftest import HOME

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def form_of(page: Any, field: str = "capacity") -> Any:
    return next(form for form in page.forms.values() if field in form.fields)


def day_fields(form: Any, name: str, day: Any) -> None:
    """Fill the three parts of a day; a new session asks for two, the second until when."""
    index = int(name == "until")
    for part, value in (("year", day.year), ("month", day.month), ("day", day.day)):
        form.set(part, str(value), index=index)


def fill(form: Any, **values: Any) -> Any:
    """A whole form, in three weeks from two to four."""
    day_fields(form, "starts_on", values.pop("starts_on", today() + timedelta(days=21)))
    if until := values.pop("until", None):
        day_fields(form, "until", until)
    form.set("time", values.pop("begins", "14:00"), index=0)
    form.set("time", values.pop("ends", "16:00"), index=1)
    for name, value in {"title": "Groupe du mardi", "place_name": "Maison", **values}.items():
        form[name] = value
    return form


def planned(database: Any) -> list[ExchangeSession]:
    with database.transaction() as session:
        found = session.scalars(select(ExchangeSession).order_by(ExchangeSession.starts_on)).all()
        session.expunge_all()
        return list(found)


@pytest.fixture
def referent(people):
    return people.browser("structure_referent", "apf77")


def test_a_referent_plans_a_series_for_the_own_peers_then_opens_it_all(referent, database, acts):
    form = fill(form_of(referent.get(f"{HOME}/prevoir")), audience="sponsored", rhythm="fortnight", times="4")
    assert "is_public" not in form.fields
    assert "departmental_day" not in [value for value, *_ in form["kind"].options]
    page = form.submit("submit", status=303).follow()
    assert "4\u00a0rencontres sont prévues" in page.text
    made = planned(database)
    assert [one.starts_on for one in made] == [today() + timedelta(days=21 + 14 * turn) for turn in range(4)]
    assert {(one.audience, one.state, one.organisation_id is not None) for one in made} == {
        ("sponsored", "planned", True)
    }
    assert len({one.series_id for one in made}) == 1
    page = press(page, "toute la série").follow()
    assert {one.state for one in planned(database)} == {"open"}
    assert "un " in page.html.find(id="serie").find_next("p").text.lower()
    assert acts() == ["exchange.planned"] * 4 + ["exchange.opened"] * 4


@pytest.mark.parametrize(("change", "words"), [
    ({"ends": "13:00"}, "La fin doit venir après le début"),
    ({"begins": "03:00"}, "Choisissez une heure entre 6\u00a0h et 23\u00a0h"),
    ({"place_name": ""}, "Donnez un lieu"),
    ({"starts_on": today() - timedelta(days=1)}, "Choisissez un jour à venir"),
    ({"rhythm": "week"}, "Dites combien de fois"),
    ({"rhythm": "week", "until": today() + timedelta(days=400)}, "plus de 24 rencontres"),
    ({"rhythm": "week", "times": "25"}, "24"),
    ({"enrol_days": "61"}, "60"),
    ({"begins": "pas une heure"}, "Heure de début"),
])  # fmt: skip
def test_what_does_not_go_together_is_said(coordination, database, change, words):
    page = fill(form_of(coordination.get(f"{HOME}/prevoir")), **change).submit("submit", status=422)
    assert words in page.text
    assert "Groupe du mardi" in page.text, "what was typed stays"
    assert planned(database) == []


def test_the_departmental_day_is_the_coordination_s_and_may_be_public(coordination, referent, database):
    form = fill(form_of(coordination.get(f"{HOME}/prevoir")), kind="departmental_day", is_public=True)
    form.submit("submit", status=303)
    assert [(one.kind, one.is_public) for one in planned(database)] == [("departmental_day", True)]
    sneaky = fill(form_of(referent.get(f"{HOME}/prevoir")))
    sneaky["kind"].force_value("departmental_day")
    sneaky.submit("submit", status=422)
    group = fill(form_of(coordination.get(f"{HOME}/prevoir")), is_public=True, starts_on=today() + timedelta(days=30))
    group.submit("submit", status=303)
    assert [one.is_public for one in planned(database)] == [True, False], "only the département's day is public"


def test_another_association_changes_nothing(people, exchanges):
    other = people.browser("structure_referent", "unafam77")
    event = exchanges.session(organiser="apf77", state="planned")
    token = other.csrf
    for end in ("/modifier", "/annuler", "/presences", "/themes"):
        other.get(f"{HOME}/{event}{end}", status=403)
    other.post(f"{HOME}/{event}/ouvrir", {"csrf_token": token}, status=403)
    assert exchanges.get(event).state == "planned"


def test_this_and_the_following_move_together_except_where_people_registered(referent, exchanges, letters):
    first, second, third, fourth = exchanges.series(4, organiser="apf77")
    exchanges.enrol(second, exchanges.peer(email="tenu@test.example"))
    exchanges.enrol(third, exchanges.peer(email="parti@test.example"), "left")
    before = {one: exchanges.get(one).starts_on for one in (first, second, third, fourth)}
    form = form_of(referent.get(f"{HOME}/{second}/modifier"))
    day_fields(form, "starts_on", before[second] + timedelta(days=1))
    form["scope"], form["title"] = "following", "Groupe du lundi"
    form.set("time", "10:30", index=0)
    page = form.submit("submit", status=303).follow()
    assert "3\u00a0rencontres sont modifiées" in page.text
    after = {one: exchanges.get(one) for one in before}
    assert [after[one].starts_on - before[one] for one in before] == [timedelta(days=days) for days in (0, 1, 1, 1)]
    assert [one.title == "Groupe du lundi" for one in after.values()] == [False, True, True, True]
    told = [letter for letter in letters() if "change de lieu ou d'horaire" in letter["Subject"]]
    assert [letter["To"] for letter in told] == ["tenu@test.example"]
    assert "de 10\u00a0h 30 à 16\u00a0h" in told[0].get_content()
    exchanges.enrol(fourth, exchanges.peer())
    form = form_of(referent.get(f"{HOME}/{second}/modifier"))
    form["scope"], form["place_name"] = "following", "Ailleurs"
    page = form.submit("submit", status=303).follow()
    assert "1\u00a0rencontre ne change pas : des personnes y sont inscrites" in page.text
    assert [exchanges.get(one).place_name for one in before] == ["Maison", "Ailleurs", "Ailleurs", "Maison"]


def test_two_people_who_edit_lose_nothing_unseen(coordination, people, exchanges):
    event = exchanges.session()
    mine, theirs = coordination, people.browser("coordinator", "mdph77")
    first, second = (form_of(one.get(f"{HOME}/{event}/modifier")) for one in (mine, theirs))
    first["title"], second["title"] = "La première", "La seconde"
    first.submit("submit", status=303)
    told = second.submit("submit", status=422)
    assert "« La première »" in told.text
    form_of(told).submit("submit", status=303)
    assert exchanges.get(event).title == "La seconde"


def test_cancelling_the_rest_of_a_series_tells_everyone_in_words(referent, exchanges, letters, acts):
    first, second, third = exchanges.series(3, organiser="apf77")
    exchanges.enrol(first, exchanges.peer(email="avant@test.example"))
    exchanges.enrol(second, exchanges.peer(email="tenu@test.example"))
    exchanges.enrol(third, exchanges.peer(email="attend@test.example"), "waiting")
    twice = exchanges.peer(email="deux-fois@test.example")
    exchanges.enrol(second, twice)
    exchanges.enrol(third, twice)
    page = referent.get(f"{HOME}/{second}/annuler")
    page = press(page, "Annuler la rencontre", reason="L'animatrice est malade.", scope="following").follow()
    assert "2\u00a0rencontres sont annulées" in page.text
    assert "L'animatrice est malade." in page.text
    assert [exchanges.get(one).state for one in (first, second, third)] == ["open", "cancelled", "cancelled"]
    assert "3\u00a0courriels" in page.text
    told = {letter["To"]: letter for letter in letters()}
    assert len(letters()) == len(told) == 3
    assert "Une rencontre est annulée" in told["tenu@test.example"]["Subject"]
    assert "L'animatrice est malade." in told["tenu@test.example"].get_content()
    both = told["deux-fois@test.example"].get_content()
    assert "L'animatrice est malade." in both
    assert all(named(exchanges.get(one)) in both for one in (second, third))
    assert acts() == ["exchange.cancelled"] * 2


def test_what_has_begun_is_neither_changed_nor_cancelled(coordination, exchanges):
    event = exchanges.session(days_off=-1)
    coordination.get(f"{HOME}/{event}/modifier", status=422)
    assert "a commencé" in press(coordination.get(f"{HOME}/{event}/annuler"), "Annuler", 422, reason="Trop tard").text
    assert exchanges.get(event).state == "open"


@pytest.mark.parametrize("values", [
    {"kind": "departmental_day", "organisation_id": 1}, {"audience": "sponsored"}, {"is_public": 1},
    {"ends": "13:00:00.000000"}, {"capacity": 0}, {"kind": "party"},
])  # fmt: skip
def test_the_database_refuses_what_no_page_writes(exchanges, database, values):
    event = exchanges.session()
    changed = ", ".join(f"{name} = :{name}" for name in values)
    if "is_public" in values:
        changed = "is_public = (1 = 1)"
        values = {}
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.execute(text(f"update exchange_sessions set {changed} where public_id = :event"),
                        {**values, "event": event})  # fmt: skip
