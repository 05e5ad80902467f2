"""Planning a session, changing it, opening, holding, cancelling it, and what those who come are told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from collectif.text import today
from collectif.training.workflow import SESSION_LIFE
from tests.support.enrolling import press

from .test_pages import HOME


@pytest.fixture
def coordination(people):
    return people.browser("coordinator", "mdph77")


def date_fields(prefix, day):
    return [("__start__", f"{prefix}:mapping"), ("day", str(day.day)), ("month", str(day.month)),
            ("year", str(day.year)), ("__end__", f"{prefix}:mapping")]  # fmt: skip


def half_day(day, part="morning", module="Écouter"):
    return [
        ("__start__", "half_day:mapping"), *date_fields("day", day), ("__start__", "part:rename"),
        ("choice", part), ("__end__", "part:rename"), ("module", module), ("required", "true"),
        ("__end__", "half_day:mapping"),
    ]  # fmt: skip


def body(browser, *half_days, until, capacity="8", **more):
    """What the form of a new session sends."""
    token = browser.csrf
    values = {"title": "Formation de Provins", "kind": "initial", "place_name": "Salle", **more}
    rows = [pair for rows in half_days for pair in rows]
    return [
        ("csrf_token", token), *values.items(), ("__start__", "half_days:sequence"), *rows,
        ("__end__", "half_days:sequence"), ("capacity", capacity), *date_fields("enrol_until", until),
    ]  # fmt: skip


def new_session(browser, **more):
    start = today() + timedelta(days=30)
    rows = (half_day(start), half_day(start, "afternoon"), half_day(start + timedelta(days=1), module="Relais"))
    answer = browser.post(f"{HOME}/prevoir", body(browser, *rows, until=start - timedelta(days=5), **more), status=303)
    return answer.location.rsplit("/", 1)[1]


def test_the_coordination_plans_a_session_then_opens_it(coordination, trainings, acts):
    session = new_session(coordination)
    start = today() + timedelta(days=30)
    kept = trainings.get(session)
    assert (kept["state"], kept["starts_on"], kept["ends_on"]) == ("planned", start, start + timedelta(days=1))
    assert kept["half_days"] == [
        (start, "morning", "Écouter", True), (start, "afternoon", "Écouter", True),
        (start + timedelta(days=1), "morning", "Relais", True),
    ]  # fmt: skip
    page = coordination.get(f"{HOME}/{session}")
    assert "Prévue" in page.text
    assert "Ouverte" in press(page, "Ouvrir les inscriptions").follow().text
    assert acts() == ["training.planned", "training.opened"]


@pytest.mark.parametrize(("change", "words"), [
    ({"rows": 0}, "au moins une demi-journée"),
    ({"rows": 2}, "deux fois"),
    ({"until": 31}, "choisissez ce jour ou avant"),
    ({"capacity": "0"}, "égal à 1 ou plus grand"),
    ({"capacity": "501"}, "égal à 500 ou plus petit"),
    ({"place_name": ""}, "Donnez un lieu"),
    ({"title": ""}, "Titre"),
])  # fmt: skip
def test_what_does_not_go_together_is_said(coordination, change, words):
    start, asked = today() + timedelta(days=30), {"rows": 1, "until": 25, **change}
    rows = [half_day(start)] * asked.pop("rows")
    until = today() + timedelta(days=asked.pop("until"))
    answer = coordination.post(f"{HOME}/prevoir", body(coordination, *rows, until=until, **asked), status=422)
    assert words in answer.text


def test_a_session_that_moves_is_told_to_those_who_come(coordination, trainings, letters):
    session = trainings.session()
    trainings.enrol(session, trainings.peer(email="tenu@test.example"))
    trainings.enrol(session, trainings.peer(email="attend@test.example"), "waiting")
    trainings.enrol(session, trainings.peer(email="parti@test.example"), "left")
    form = edit_form(coordination, session)
    form["description"] = "Autre présentation"
    form.submit("submit", status=303)
    sent = [letter["To"] for letter in letters() if "change de lieu" in letter["Subject"]]
    assert sent == [], "what does not move is not told"
    form = edit_form(coordination, session)
    form["place_name"] = "Autre salle"
    form.submit("submit", status=303)
    changed = [letter for letter in letters() if "change de lieu" in letter["Subject"]]
    assert sorted(letter["To"] for letter in changed) == ["attend@test.example", "tenu@test.example"]
    assert "Autre salle" in changed[0].get_content()


def edit_form(browser, session):
    page = browser.get(f"{HOME}/{session}/modifier")
    return next(form for form in page.forms.values() if "capacity" in form.fields)


def test_two_people_who_edit_lose_nothing_unseen(coordination, people, trainings):
    session = trainings.session()
    first, second = edit_form(coordination, session), edit_form(people.browser("coordinator", "mdph77"), session)
    first["title"] = "Titre de la première"
    first.submit("submit", status=303)
    second["title"] = "Titre de la seconde"
    told = second.submit("submit", status=422)
    assert "pendant que vous écriviez" in told.text
    assert "Titre de la seconde" in told.text
    assert trainings.get(session)["title"] == "Titre de la première"
    again = next(form for form in told.forms.values() if "capacity" in form.fields)
    again.submit("submit", status=303)
    assert trainings.get(session)["title"] == "Titre de la seconde"


def test_a_half_day_with_attendance_stays(coordination, trainings):
    session = trainings.session(days_off=0, enrol_until=today())
    trainings.attend(trainings.enrol(session, trainings.peer()), True)
    form = edit_form(coordination, session)
    form.submit("submit", status=303)
    page = coordination.get(f"{HOME}/{session}/modifier")
    token = page.html.find("input", {"name": "csrf_token"})["value"]
    version = str(trainings.get(session)["version"])
    rows = half_day(today(), "afternoon")
    sent = [pair for pair in body(coordination, rows, until=today(), version=version) if pair[0] != "csrf_token"]
    answer = coordination.post(f"{HOME}/{session}/modifier", [("csrf_token", token), *sent], status=422)
    assert "Des présences sont notées" in answer.text
    assert len(trainings.get(session)["half_days"]) == 2


def test_cancelling_tells_everyone_in_words(coordination, trainings, letters, acts):
    session = trainings.session(capacity=1)
    trainings.enrol(session, trainings.peer(email="tenu@test.example"))
    trainings.enrol(session, trainings.peer(email="attend@test.example"), "waiting")
    trainings.enrol(session, trainings.peer(email="parti@test.example"), "left")
    page = coordination.get(f"{HOME}/{session}/annuler")
    assert "2\u00a0personnes" in page.text
    page = press(page, "Annuler la session", reason="L'ascenseur est en panne.").follow()
    assert "2\u00a0personnes sont prévenues" in page.text
    assert "L'ascenseur est en panne." in page.text
    assert sorted(letter["To"] for letter in letters()) == ["attend@test.example", "tenu@test.example"]
    assert "L'ascenseur est en panne." in letters()[0].get_content()
    assert trainings.states(session) == ["cancelled", "cancelled", "left"]
    assert acts() == ["training.cancelled"]
    again = coordination.get(f"{HOME}/{session}/annuler").forms
    assert "Ce n'est plus possible" in press_form(again, "Encore").text


def press_form(forms, reason):
    form = next(form for form in forms.values() if "reason" in form.fields)
    form["reason"] = reason
    return form.submit("submit", status=422)


def test_a_session_is_held_once_it_is_over_and_the_waiting_list_is_told(coordination, trainings, letters):
    early = trainings.session(days_off=2)
    token = coordination.csrf
    assert "revenez ce jour-là" in coordination.post(f"{HOME}/{early}/tenue", {"csrf_token": token}, status=422).text
    session = trainings.session(days_off=-2, capacity=1)
    trainings.enrol(session, trainings.peer())
    trainings.enrol(session, trainings.peer(email="attend@test.example"), "waiting")
    press(coordination.get(f"{HOME}/{session}"), "Déclarer la session tenue")
    assert trainings.get(session)["state"] == "held"
    assert trainings.states(session) == ["held", "lapsed"]
    assert [letter["To"] for letter in letters()] == ["attend@test.example"]
    coordination.get(f"{HOME}/{session}/modifier", status=422)


def test_a_session_opens_only_while_people_can_still_enrol(coordination, trainings):
    session = trainings.session(state="planned", enrol_until=today() - timedelta(days=1))
    token = coordination.csrf
    assert "est passé" in coordination.post(f"{HOME}/{session}/ouvrir", {"csrf_token": token}, status=422).text
    assert trainings.get(session)["state"] == "planned"


def test_the_list_filters_sorts_and_is_downloaded(coordination, trainings):
    trainings.session(title="Ouverte ici", commune_code="77288")
    trainings.session(title="Toute prise", capacity=1)
    full = trainings.session(title="Complète ici", capacity=1)
    trainings.enrol(full, trainings.peer())
    trainings.session(title="Déjà close", enrol_until=today() - timedelta(days=1))
    trainings.session(title="De loin", remote=True, kind="renewal")
    trainings.session(title="Il y a longtemps", days_off=-40, state="held")

    def titles(query):
        page = coordination.get(f"{HOME}{query}")
        return [cell.text.strip() for cell in page.html.select("tbody th")]

    assert len(titles("")) == 5
    assert titles("?etat=full") == ["Complète ici"]
    assert titles("?etat=closed") == ["Déjà close"]
    assert set(titles("?etat=open")) == {"Ouverte ici", "Toute prise", "De loin"}
    assert titles("?libres=oui&nature=initial&secteur=melun") == ["Ouverte ici"]
    assert set(titles("?libres=non")) == {"Complète ici", "Déjà close"}
    assert titles("?acces=distance") == ["De loin"]
    assert titles("/passees") == ["Il y a longtemps"]
    assert "Complète ici" in coordination.get(f"{HOME}?format=csv&etat=full").text
    assert coordination.get(f"{HOME}?etat=nimporte&secteur=zz&tri=zz&page=zz").status_int == 200


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_every_move_of_a_session_has_a_page(app):
    paths = {"open": "training_open", "hold": "training_hold", "cancel": "training_cancel"}
    routes = {item["introspectable"]["name"] for item in app.registry.introspector.get_category("routes")}
    assert set(SESSION_LIFE.transitions) == set(paths)
    assert set(paths.values()) <= routes
