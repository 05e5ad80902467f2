"""The candidate follows the application by link: state in words, thread, complement, giving up, asking again."""

from __future__ import annotations

import io

import pikepdf
import pytest

from collectif.applications.page import FOLLOWED
from collectif.applications.vocabulary import REFUSALS
from collectif.applications.workflow import WORKFLOW

from .conftest import answer, main_text

sqlite_only = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
FILE = "/intranet/candidatures/"


def confirm(page):
    """Press the button of a page that asks once."""
    return next(form for form in page.forms.values() if form.method == "post" and "/retirer" in form.action).submit()


@sqlite_only
@pytest.mark.parametrize("state", [name for name in WORKFLOW.states if name != "draft"])
def test_each_state_says_what_comes_next(candidates_, testapp, state):
    text = main_text(testapp.get(candidates_.linked(state)))
    assert WORKFLOW.status(state).label in text
    assert FOLLOWED[state].partition("{")[0][:20] in text or "APF" in text


@sqlite_only
def test_without_an_association_the_coordination_answers(candidates_, testapp):
    assert "la coordination MDPH 77 qui la lit" in main_text(testapp.get(candidates_.linked("submitted", None)))


def test_reading_is_journalled(candidates_, testapp):
    path = candidates_.linked()
    testapp.get(path)
    testapp.get(f"{path}/candidature.pdf")
    assert candidates_.acts() == ["applications.viewed", "applications.viewed"]


def test_messages_go_both_ways(candidates_, testapp, referent):
    public_id = candidates_.add(email="lou@test.example")
    link = candidates_.link(public_id)
    form = testapp.get(link).forms["message"]
    form["words"] = "Quand nous voyons-nous ?"
    form.submit().follow()
    assert candidates_.get(public_id, "unanswered") is True
    assert candidates_.mails()[-1][0] == "referent@test.example"
    page = referent.get(FILE + public_id)
    assert "Quand nous voyons-nous ?" in main_text(page)
    form = page.forms["message"]
    form["words"] = "Mardi à 14 h ?"
    form.submit().follow()
    assert candidates_.get(public_id, "unanswered") is False
    page = candidates_.visitor().get(candidates_.mailed_link("lou@test.example"))
    assert "Mardi à 14 h ?" in main_text(page)
    assert "L'association" in main_text(page)
    assert "Personne structure_referent" not in page.text
    assert "Vous" in main_text(page)


@sqlite_only
def test_an_empty_message_is_refused_and_a_flood_too(candidates_, testapp):
    path = candidates_.linked()
    form = testapp.get(path).forms["message"]
    assert form.submit(status=422)
    form["words"] = "Encore moi."
    for _ in range(20):
        assert form.submit().status_int == 303
    assert "revenez demain" in main_text(form.submit(status=422))


def test_completing_what_was_asked(candidates_, testapp, referent):
    public_id = candidates_.add(email="lou@test.example")
    form = referent.get(f"{FILE}{public_id}/completer").forms["deform"]
    form["words"] = "Parlez-nous de vos disponibilités."
    form.submit().follow()
    assert candidates_.get(public_id, "state", "turn") == ("incomplete", "candidate")
    page = testapp.get(candidates_.mailed_link("lou@test.example"))
    assert "Parlez-nous de vos disponibilités." in main_text(page)
    page = page.click("Compléter ma candidature")
    besoins = page.click("Modifier", href="besoins")
    assert "organisation" not in besoins.forms["deform"].fields
    page = answer(besoins, mobility="À pied")
    page = answer(page.click("Modifier", href="disponibilites"), availability="Le jeudi")
    form = page.forms["deform"]
    form["informed"] = True
    form.submit().follow()
    assert candidates_.get(public_id, "state", "turn", "availability") == ("submitted", "association", "Le jeudi")
    assert "Candidature complétée et renvoyée" in main_text(referent.get(FILE + public_id))


@pytest.mark.parametrize("state", ["submitted", "incomplete", "admissible", "sponsored"])
def test_withdrawing_asks_once(candidates_, testapp, referent, state):
    path = candidates_.linked(state)
    page = testapp.get(f"{path}/retirer")
    assert "sans dire pourquoi" in main_text(page)
    assert "Retirée" in main_text(confirm(page).follow())
    assert candidates_.all()[0][0] == "withdrawn"
    assert candidates_.mails()[-1][0] == "referent@test.example"
    form = next(form for form in page.forms.values() if "/retirer" in form.action)
    assert form.submit(status="*").status_int == 422


@sqlite_only
def test_what_is_closed_stays_closed(candidates_, testapp):
    path = candidates_.linked("refused")
    page = testapp.get(path)
    assert "message" not in page.forms
    assert not page.html.find("a", string="Retirer ma candidature")


@sqlite_only
@pytest.mark.parametrize("code", REFUSALS)
def test_a_refusal_is_said_kindly(candidates_, testapp, code):
    path = candidates_.linked("refused", refusal_code=code, refusal_words="Revenez nous voir au printemps.")
    text = main_text(testapp.get(path))
    assert REFUSALS[code].words in text
    assert "Revenez nous voir au printemps." in text
    assert "candidater de nouveau" in text


@pytest.mark.parametrize("state", ["refused", "withdrawn", "expired"])
def test_asking_again_keeps_what_was_written(candidates_, testapp, state):
    page = testapp.get(candidates_.linked(state, email="lou@test.example"))
    again = next(form for form in page.forms.values() if form.action.endswith("/recommencer"))
    first = again.submit().follow()
    assert first.status_int == 303
    assert "/questions/besoins" in first.location
    assert [one for one, _ in candidates_.all()] == [state, "draft"]
    again.submit()
    assert len(candidates_.all()) == 2


@sqlite_only
@pytest.mark.parametrize("state", ["submitted", "incomplete", "admissible", "sponsored", "accepted"])
def test_not_twice_at_the_same_time(candidates_, testapp, state):
    page = testapp.get(candidates_.linked(state))
    assert not [form for form in page.forms.values() if form.action.endswith("/recommencer")]


@sqlite_only
def test_the_filled_application_is_an_accessible_document(candidates_, testapp):
    answer = testapp.get(f"{candidates_.linked(typed_in=True)}/candidature.pdf")
    with pikepdf.open(io.BytesIO(answer.body)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("fr")
    assert "Andr" not in answer.headers["Content-Disposition"]


@sqlite_only
def test_what_was_typed_in_is_marked(candidates_, testapp):
    assert "saisies par une personne du collectif" in main_text(testapp.get(candidates_.linked(typed_in=True)))


@sqlite_only
def test_the_address_is_not_told_to_other_sites(candidates_, testapp):
    assert testapp.get(candidates_.linked()).headers["Referrer-Policy"] == "strict-origin"
