"""Milestones and indicators by the pages people use; who may keep them, what is late, what stays of a correction."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from collectif.actions.follow_models import ActionIndicator, ActionMeasure, ActionMilestone
from collectif.text import today

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def tomorrow():
    return today() + timedelta(days=1)


def yesterday():
    return today() - timedelta(days=1)


def fill_day(form, day, index=0):
    for name, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        form.set(name, str(value), index=index)


def form_of(page):
    return next(form for form in page.forms.values() if "submit" in form.fields and form.action.startswith("/intranet"))


class Following:
    """The follow-up of one action, in a browser."""

    def __init__(self, browser, public_id):
        self.browser = browser
        self.here = f"/intranet/actions/{public_id}"

    def page(self):
        return self.browser.get(f"{self.here}/suivi")

    def milestone(self, title, due_on=None, organisation="apf77", status=303):
        form = form_of(self.browser.get(f"{self.here}/etapes/ajouter"))
        form["title"], form["organisation"] = title, organisation
        fill_day(form, due_on or tomorrow())
        return form.submit("submit", status=status)

    def indicator(self, baseline="0", target="40", direction="up", status=303, name="Personnes venues"):
        form = form_of(self.browser.get(f"{self.here}/indicateurs/ajouter"))
        form["name"], form["unit"], form["direction"] = name, "personnes", direction
        form["baseline"], form["target"] = baseline, target
        fill_day(form, today() - timedelta(days=30))
        fill_day(form, today() + timedelta(days=100), 1)
        return form.submit("submit", status=status)

    def measure(self, public_id, value, on_day=None, status=303):
        form = form_of(self.browser.get(f"{self.here}/indicateurs/{public_id}/mesures"))
        fill_day(form, on_day or today())
        form["value"] = value
        return form.submit("submit", status=status)

    def press(self, label):
        """Press the first button with these words."""
        page = self.page()
        button = page.lxml.xpath(f"//main//button[contains(., {label!r})]/ancestor::form/@action")[0]
        return next(form for form in page.forms.values() if form.action == button).submit(status=303).follow()


@pytest.fixture
def public_id(actions):
    return actions.make("running", partners=("unafam77",))


@pytest.fixture
def own(people, public_id):
    return Following(people.browser("collective_member", "apf77"), public_id)


@pytest.fixture
def stored(database):
    """``stored(Model)``: the rows of a table, in their order."""

    def read(model):
        with database.transaction() as session:
            rows = session.scalars(select(model).order_by(model.id)).all()
            session.expunge_all()
            return rows

    return read


def main(page):
    return " ".join(page.lxml.find(".//main").text_content().split())


def test_milestones_from_plan_to_done(own, people, public_id, stored, time_machine):
    assert "Aucune étape pour le moment" in own.page()
    own.milestone("Réserver la salle", today())
    own.milestone("Imprimer les affiches", organisation="unafam77")
    page = own.page()
    assert "0 étape faite sur 2." in main(page)
    assert page.lxml.xpath("//progress")[0].get("max") == "2"
    time_machine.move_to(f"{tomorrow() + timedelta(days=1)}T09:00:00+00:00")
    own.browser = people.browser("collective_member", "apf77")
    assert "0 étape faite sur 2, 2 en retard." in main(own.page())
    room, posters = stored(ActionMilestone)
    partner = Following(people.browser("collective_member", "unafam77"), public_id)
    form = form_of(partner.browser.get(f"{own.here}/etapes/{posters.public_id}/faite"))
    assert "Étape faite : Imprimer" in form.submit("submit", status=303).follow()
    assert "1 étape faite sur 2, 1 en retard." in main(own.page())
    for path in (f"{room.public_id}/faite", f"{posters.public_id}/modifier", "ajouter"):
        partner.browser.get(f"{own.here}/etapes/{path}", status=403)
    own.press("Remettre à faire")
    own.press("Descendre")
    assert [one.position for one in stored(ActionMilestone)] == [2, 1]
    form_of(own.browser.get(f"{own.here}/etapes/{room.public_id}/retirer")).submit("submit", status=303)
    assert [one.title for one in stored(ActionMilestone)] == ["Imprimer les affiches"]


def test_a_milestone_is_done_in_the_past_by_an_organisation_of_the_action(own, stored):
    own.milestone("Réserver")
    (one,) = stored(ActionMilestone)
    form = form_of(own.browser.get(f"{own.here}/etapes/{one.public_id}/faite"))
    fill_day(form, tomorrow())
    assert "n'est pas encore passée" in form.submit("submit", status=422).lxml.text_content()
    form = form_of(own.browser.get(f"{own.here}/etapes/{one.public_id}/modifier"))
    form["organisation"].force_value("aede")
    form.submit("submit", status=422)


@pytest.mark.parametrize("state", ["idea", "examined", "set_aside", "withdrawn"])
def test_nothing_is_followed_before_the_decision_nor_after_a_withdrawal(people, actions, state):
    here = f"/intranet/actions/{actions.make(state)}"
    browser = people.browser("collective_member", "apf77")
    assert "Le suivi commence quand le collectif a validé" in browser.get(f"{here}/suivi")
    for path in ("etapes/ajouter", "indicateurs/ajouter"):
        assert "Le suivi commence" in browser.get(f"{here}/{path}", status=403)


def test_two_people_edit_one_milestone(own, people, public_id, stored):
    own.milestone("Réserver")
    address = f"{own.here}/etapes/{stored(ActionMilestone)[0].public_id}/modifier"
    first, second = form_of(own.browser.get(address)), form_of(people.browser("coordinator", "mdph77").get(address))
    first["title"], second["title"] = "Réserver la grande salle", "Réserver deux salles"
    first.submit("submit", status=303)
    again = second.submit("submit", status=422)
    assert "Réserver la grande salle" in again
    assert "Réserver deux salles" in again
    form_of(again).submit("submit", status=303)
    assert stored(ActionMilestone)[0].title == "Réserver deux salles"


def test_an_indicator_is_measured_and_corrected_and_nothing_is_lost(own, people, public_id, stored):
    own.indicator(baseline="10", target="40,5")
    (one,) = stored(ActionIndicator)
    assert (one.baseline, one.target) == (Decimal(10), Decimal("40.5"))
    assert "Aucune mesure pour le moment." in main(own.page())
    partner = Following(people.browser("structure_referent", "unafam77"), public_id)
    partner.measure(one.public_id, "1\u00a0234,25", yesterday())
    page = own.page()
    assert "Objectif dépassé." in main(page)
    assert page.lxml.xpath("//*[local-name()='svg']//*[local-name()='desc']")
    assert "a déjà une mesure" in own.measure(one.public_id, "3", yesterday(), status=422)
    (measured,) = stored(ActionMeasure)
    address = f"{own.here}/indicateurs/{one.public_id}/mesures/{measured.public_id}"
    form, late = (form_of(browser.get(address)) for browser in (own.browser, partner.browser))
    for each, value in ((form, "25"), (late, "26")):
        each["value"], each["comment"] = value, "Une liste comptée deux fois"
    form.submit("submit", status=303)
    assert "a déjà été corrigée" in late.submit("submit", status=422)
    words = main(own.page())
    assert "49 % du chemin" in words.replace("\u00a0", " ")
    assert "1 234,25 personnes, corrigé le" in words.replace("\u202f", " ")
    assert [row.value for row in stored(ActionMeasure)] == [Decimal("1234.25"), Decimal(25)]
    form = form_of(
        own.browser.get(f"{own.here}/indicateurs/{one.public_id}/mesures/{stored(ActionMeasure)[1].public_id}")
    )
    form["comment"] = "Personne n'a compté"
    form.submit("submit", status=303)
    assert "Aucune mesure pour le moment." in main(own.page())
    own.measure(one.public_id, "12", yesterday())


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"baseline": "50", "target": "40"}, "mauvais côté"),
        ({"baseline": "10", "target": "40", "direction": "down"}, "mauvais côté"),
        ({"baseline": "dix"}, "Écrivez un nombre"),
        ({"target": "1,2345"}, "Écrivez un nombre"),
        ({"target": "٤٢"}, "Écrivez un nombre"),
        ({"target": "9999999999"}, "Écrivez un nombre"),
    ],
)
def test_an_indicator_that_makes_no_sense_is_refused_in_words(own, values, said):
    assert said in own.indicator(status=422, **values)


def test_a_measure_has_its_day(own, stored):
    own.indicator()
    (one,) = stored(ActionIndicator)
    assert "pas encore passé" in own.measure(one.public_id, "3", tomorrow(), status=422).lxml.text_content()
    assert "avant le point de départ" in own.measure(one.public_id, "3", date(2020, 1, 1), status=422)


def test_only_the_coordination_shows_an_indicator(own, people, public_id, stored, testapp):
    own.indicator()
    coordination = Following(people.browser("coordinator", "mdph77"), public_id)
    assert "Montrer au public" not in own.page()
    coordination.press("Montrer au public")
    assert stored(ActionIndicator)[0].published
    form = form_of(own.browser.get(f"{own.here}/indicateurs/{stored(ActionIndicator)[0].public_id}/modifier"))
    form["name"] = "Un autre nom"
    form.submit("submit", status=303)
    assert not stored(ActionIndicator)[0].published


def test_the_database_keeps_the_rules(own, database, stored):
    own.indicator()
    own.measure(stored(ActionIndicator)[0].public_id, "3")
    for statement in (
        "update action_indicators set target = -1",
        "update action_indicators set direction = 'down'",
        "update action_measures set value = null",
        "update action_measures set replaces_id = id",
    ):
        with pytest.raises(IntegrityError), database.transaction() as session:
            session.execute(text(statement))


def test_the_page_asks_as_many_questions_with_more_rows(own, stored, count_queries):
    def fill(times):
        for number in range(times):
            own.milestone(f"Étape {number}")
            own.indicator(name=f"Indicateur {number}")
        for one in stored(ActionIndicator):
            own.measure(one.public_id, "3", today() - timedelta(days=times))

    fill(1)
    own.page()
    with count_queries() as few:
        own.page()
    fill(3)
    with count_queries() as many:
        own.page()
    assert len(many) == len(few)
