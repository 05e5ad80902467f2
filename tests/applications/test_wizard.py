"""A candidate's way, page after page, in a browser without scripts."""

from __future__ import annotations

import base64
import io
import json
import logging
import re

import pikepdf
import pytest
from sqlalchemy import text

from collectif.applications.questions import STEPS as TABLE
from collectif.logs import JsonFormatter
from collectif.models import metadata

from .conftest import STEPS, answer, begin, fill_all, main_text, send

sqlite_only = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def rows(database):
    """How many rows each table has."""
    with database.transaction() as session:
        return {name: session.scalar(text(f"select count(*) from {name}")) for name in metadata.tables}


def content(cookie):
    """What a session cookie says, after its signature and its dates."""
    return json.loads(base64.urlsafe_b64decode(cookie + "==")[64:])[2]


def test_from_the_first_page_to_the_acknowledgement(candidates_, testapp, people):
    people.account("structure_referent", "voirensemble", email="ve@test.example")
    page = fill_all(testapp)
    assert page.request.path.endswith("/relire")
    for words in ("Lou", "Melun", "Je vis avec une canne blanche.", "Bénévole", "Voir ensemble", "(pas de réponse)"):
        assert words in main_text(page)
    followed = send(page)
    assert "Soumise" in main_text(followed)
    assert "Voir ensemble" in main_text(followed)
    public_id = candidates_.only()
    state, turn, information, modes = candidates_.get(public_id, "state", "turn", "information_version", "modes")
    assert (state, turn, bool(information), modes) == ("submitted", "association", True, "")
    subjects = [(to, words.splitlines()[0]) for to, words in candidates_.mails()]
    assert subjects == [
        ("lou@test.example", "Le lien de votre candidature"),
        ("lou@test.example", "Votre candidature est arrivée"),
        ("ve@test.example", "Une candidature vous attend."),
    ]
    assert "applications.submit" in candidates_.acts()


def test_mails_name_nobody_and_nothing(candidates_, testapp, people):
    people.account("structure_referent", "voirensemble", email="ve@test.example")
    send(fill_all(testapp))
    told = " ".join(words for _, words in candidates_.mails())
    assert not re.search("Lou|Candidat\\b|canne|handicap", told)


def test_at_most_three_questions_a_step():
    assert all(1 <= len(step.questions) <= 3 for step in TABLE)


def test_no_question_asks_for_a_diagnosis_and_the_hint_says_so(testapp):
    page = begin(testapp).follow()
    for name in ("vous", "joindre"):
        page = answer(page, **STEPS[name])
    assert "N'écrivez ni diagnostic" in page.text
    assert not page.html.select("input[type=file]")


def test_back_and_forward_lose_nothing(testapp):
    page = begin(testapp).follow()
    page = answer(page, **STEPS["vous"])
    page = answer(page, "back", phone="06 39 98 00 01")
    assert page.forms["deform"]["given_name"].value == "Lou"
    page = answer(page)
    assert page.forms["deform"]["phone"].value == "06 39 98 00 01"


def test_going_back_asks_for_nothing(testapp):
    page = begin(testapp).follow()
    page = answer(page, **STEPS["vous"])
    page = answer(page, "back", email="", phone="")
    assert page.request.path.endswith("/questions/vous")


def test_a_wrong_answer_keeps_the_others(testapp):
    page = begin(testapp).follow()
    page = answer(page, given_name="Lou", family_name="", commune_code="Nulle-Part-sur-Rien")
    assert page.status_int == 422
    assert page.forms["deform"]["given_name"].value == "Lou"
    assert page.forms["deform"]["commune_code"].value == "Nulle-Part-sur-Rien"


def test_an_address_or_a_number_is_enough(testapp):
    page = answer(begin(testapp).follow(), **STEPS["vous"])
    refused = answer(page, email="", phone="")
    assert refused.status_int == 422
    assert "au moins" in main_text(refused) or "sans cela" in main_text(refused)
    assert answer(refused, phone="06 39 98 00 01").request.path.endswith("/vecu")


def test_the_link_is_shown_then_mailed_once_there_is_an_address(candidates_, testapp):
    page = answer(begin(testapp).follow(), **STEPS["vous"])
    shown = page.html.find("a", href=re.compile("^http://localhost/candidature/"))["href"]
    assert candidates_.mails() == []
    page = answer(page, **STEPS["joindre"])
    assert candidates_.mailed_link("lou@test.example") in shown
    assert len(candidates_.mails()) == 1
    answer(answer(page, "back"), **STEPS["joindre"])
    assert len(candidates_.mails()) == 1


def test_the_draft_goes_on_where_it_was_left_on_another_device(candidates_, testapp):
    page = answer(begin(testapp).follow(), **STEPS["vous"])
    answer(page, **STEPS["joindre"])
    page = candidates_.visitor().get(candidates_.mailed_link("lou@test.example")).follow()
    assert page.request.path.endswith("/questions/vecu")


def test_only_the_hash_of_the_link_is_stored(candidates_, testapp, database):
    token = begin(testapp).location.split("/")[4]
    with database.transaction() as session:
        stored = session.execute(text("select token_hash from application_links")).scalar_one()
    assert stored not in token
    assert token.partition(".")[0] not in stored
    assert len(stored) == 64


@pytest.mark.parametrize(("who", "adult", "words"), [
    ("relative", "yes", "aide aux aidants"), ("relative", "no", "aide aux aidants"), ("concerned", "no", "18 ans"),
])  # fmt: skip
def test_who_is_not_concerned_is_told_kindly_and_nothing_is_kept(testapp, database, caplog, who, adult, words):
    testapp.get("/candidature")
    before, cookie = rows(database), content(testapp.cookies["collectif"])
    assert set(cookie) == {"_csrft_"}
    with caplog.at_level(logging.DEBUG):
        page = begin(testapp, who, adult)
    assert page.status_int == 200
    assert words in main_text(page)
    assert page.html.select_one("main a[href*='#proches'], main a[href*='#rencontrer']")
    assert rows(database) == before
    assert content(testapp.cookies["collectif"]) == cookie
    logged = [JsonFormatter().format(record) for record in caplog.records if record.name.startswith("collectif")]
    assert logged
    assert not re.search("relative|concerned|proche|adult|stop", " ".join(logged))


def test_sending_twice_or_changing_after_is_refused(testapp):
    page = fill_all(testapp)
    form = page.forms["deform"]
    form["informed"] = True
    first = form.submit()
    assert form.submit().location == first.location
    step = first.location.replace("http://localhost", "") + "/questions/vous"
    assert testapp.get(step).status_int == 303


@sqlite_only
def test_what_is_missing_is_listed_with_its_place(testapp):
    page = begin(testapp).follow()
    review = page.request.path.rpartition("/questions/")[0] + "/relire"
    page = testapp.get(review)
    assert "Il manque encore" in main_text(page)
    assert "deform" not in page.forms
    page = page.click("Prénom")
    page = answer(page, **STEPS["vous"])
    assert page.request.path.endswith("/relire")


@sqlite_only
def test_sending_needs_the_information_on_data(testapp):
    page = fill_all(testapp)
    assert page.forms["deform"].submit(status=422)


def test_a_draft_is_erased_at_once(candidates_, testapp, database):
    page = fill_all(testapp)
    path = page.request.path.rpartition("/")[0]
    page = testapp.get(f"{path}/retirer")
    next(form for form in page.forms.values() if form.action.endswith("/retirer")).submit().follow()
    assert candidates_.all() == []
    assert rows(database)["application_links"] == 0
    assert testapp.get(path, status=410)


@sqlite_only
@pytest.mark.parametrize("token", ["x", "a.b", "A" * 43 + "." + "0" * 32, "%F0%9F%92%9A", "a" * 3000])
def test_made_up_links_are_dead(testapp, token):
    page = testapp.get(f"/candidature/{token}", status=410)
    assert "Demander un autre lien" in page.text


@sqlite_only
def test_an_unknown_step_does_not_exist(candidates_, testapp):
    testapp.get(f"{candidates_.linked('draft')}/questions/rien", status=404)


def test_lost_link_same_answer_whether_it_exists_or_not(candidates_, testapp):
    candidates_.add("submitted", email="lou@test.example")
    answers = []
    for email in ("lou@test.example", "personne@test.example"):
        form = testapp.get("/candidature/lien-perdu").forms["deform"]
        form["email"] = email
        answers.append(main_text(form.submit().follow()))
    assert answers[0] == answers[1]
    assert [to for to, _ in candidates_.mails()] == ["lou@test.example"]
    assert "Soumise" in candidates_.visitor().get(candidates_.mailed_link("lou@test.example")).text


@sqlite_only
def test_too_many_drafts_and_too_many_mails_are_slowed_down(testapp):
    for _ in range(20):
        assert begin(testapp).status_int == 303
    assert begin(testapp).status_int == 429
    for number in range(6):
        form = testapp.get("/candidature/lien-perdu").forms["deform"]
        form["email"] = "lou@test.example"
        assert form.submit(status="*").status_int == (429 if number == 5 else 303)


@sqlite_only
def test_free_words_are_encrypted_at_rest(candidates_, testapp, database):
    send(fill_all(testapp))
    with database.transaction() as session:
        stored = session.execute(text("select * from applications")).mappings().one()
    plain = " ".join(str(value) for value in stored.values() if not isinstance(value, (bytes, memoryview)))
    sealed = b" ".join(bytes(value) for value in stored.values() if isinstance(value, (bytes, memoryview)))
    for words in ("canne blanche", "braille", "groupe", "mardi", "train", "lus"):
        assert words not in plain
        assert words.encode() not in sealed


@sqlite_only
def test_the_empty_form_is_an_accessible_document(testapp):
    printed = testapp.get("/candidature/formulaire.pdf")
    assert printed.content_type == "application/pdf"
    with pikepdf.open(io.BytesIO(printed.body)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("fr")
        assert pdf.pages
