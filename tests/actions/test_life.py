"""One action from idea to the public and back, by the pages people use, on both engines."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from lxml import html

from collectif.actions.workflow import WORKFLOW


def fill_idea(form, **values):
    form["title"] = "Café des pairs à Melun"
    form["kind"] = "group"
    for name, value in values.items():
        form[name] = value
    return form


def complete(form):
    fill_idea(form, summary="Un café.", description="On vient.\r\n\r\nOn parle.", audience="Tous", commune_code="melun")
    for part, value in zip(("day", "month", "year"), ("4", "3", "2027"), strict=True):
        form.set(part, value, index=0)
    return form


def page_form(page):
    return next(form for form in page.forms.values() if "submit" in form.fields and form.action.startswith("/intranet"))


def press(browser, page, label):
    """Follow the button ``label`` of the action's page to the form of that move."""
    return page_form(page.click(label, href="/intranet/actions/"))


@pytest.fixture
def member(people):
    return people.browser("collective_member", "apf77")


@pytest.fixture
def coordination(people):
    return people.browser("coordinator", "mdph77")


def test_from_idea_to_the_public_and_back(member, coordination, testapp, actions):
    page = complete(page_form(member.get("/intranet/actions/proposer"))).submit("submit", status=303).follow()
    address = page.request.path
    assert "Idée" in page.text
    page = press(member, page, "Proposer").submit("submit", status=303).follow()
    assert "Proposer" not in [link.text for link in html.fromstring(page.text).xpath("//main//a")]

    page = coordination.get(address)
    form = press(coordination, page, "Demander un complément")
    form["comment"] = "Précisez l'horaire."
    form.submit("submit", status=303)
    page = member.get(address)
    assert "Précisez l'horaire." in page.lxml.xpath("string(//section[@aria-labelledby='suite'])")
    form = page_form(page.click("Modifier"))
    form["summary"] = "Un café, à 14 h."
    page = form.submit("submit", status=303).follow()
    press(member, page, "Proposer").submit("submit", status=303)

    press(coordination, coordination.get(address), "Déclarer instruite").submit("submit", status=303)
    form = press(coordination, coordination.get(address), "Enregistrer la validation")
    for part, value in zip(("day", "month", "year"), ("2", "2", "2026"), strict=True):
        form[part] = value
    form["decision_reference"] = "Réunion du 2 février, point 3"
    form.submit("submit", status=303)
    testapp.get("/actions/cafe-des-pairs-a-melun", status=404)

    form = press(coordination, coordination.get(address), "Publier")
    form["checked"] = True
    form.submit("submit", status=303)
    public = testapp.get("/actions/cafe-des-pairs-a-melun", status=200)
    assert "Un café, à 14 h." in public.text
    assert "Melun" in public.text
    assert "Café des pairs à Melun" in testapp.get("/actions").text

    press(coordination, coordination.get(address), "Dire qu'elle a commencé").submit("submit", status=303)
    assert "En cours" in testapp.get("/actions/cafe-des-pairs-a-melun").text
    form = press(coordination, coordination.get(address), "Publier le bilan")
    form["results"] = "Vingt personnes sont venues."
    form.submit("submit", status=303)
    assert "Vingt personnes" in testapp.get("/actions/cafe-des-pairs-a-melun").text

    form = press(coordination, coordination.get(address), "Retirer du site")
    form["withdrawal_reason"] = "La salle a fermé."
    form.submit("submit", status=303)
    gone = testapp.get("/actions/cafe-des-pairs-a-melun", status=410)
    assert "La salle a fermé." in gone.text
    assert "Café des pairs" not in testapp.get("/actions").text

    form = press(coordination, coordination.get(address), "Publier à nouveau")
    form["checked"] = True
    form.submit("submit", status=303)
    testapp.get("/actions/cafe-des-pairs-a-melun", status=200)
    steps = [step.name for step in actions.get(address.rsplit("/", 1)[1]).steps]
    assert steps == [
        "create", "propose", "hand_back", "edit", "propose", "examine", "validate", "publish", "begin", "review",
        "withdraw", "republish",
    ]  # fmt: skip


def test_an_incomplete_idea_is_kept_and_says_what_it_lacks(member):
    page = fill_idea(page_form(member.get("/intranet/actions/proposer"))).submit("submit", status=303).follow()
    assert re.search(r"complétez\s*:", page.text)
    assert "le public" in page.text
    form = page_form(member.get(page.request.path + "/proposer"))
    refused = form.submit("submit", status=422)
    assert "Il manque le résumé" in refused.text


def test_what_was_typed_comes_back_with_what_to_put_right(member):
    form = fill_idea(page_form(member.get("/intranet/actions/proposer")), title="", summary="Gardez-moi")
    refused = form.submit("submit", status=422)
    assert "Gardez-moi" in refused.text
    assert "obligatoire" in refused.text


def test_the_last_day_comes_after_the_first(member):
    form = complete(page_form(member.get("/intranet/actions/proposer")))
    for part, value in zip(("day", "month", "year"), ("3", "3", "2027"), strict=True):
        form.set(part, value, index=1)
    assert "Le dernier jour vient après le premier" in form.submit("submit", status=422).text


def test_two_people_edit_and_nothing_is_lost(people, actions):
    public_id = actions.make()
    first, second = (people.browser("collective_member", "apf77") for _ in range(2))
    forms = [page_form(browser.get(f"/intranet/actions/{public_id}/modifier")) for browser in (first, second)]
    forms[0]["summary"] = "Le texte de la première."
    forms[0].submit("submit", status=303)
    forms[1]["title"] = "Le titre de la seconde"
    again = forms[1].submit("submit", status=422)
    assert "Le texte de la première." in again.text
    assert page_form(again)["title"].value == "Le titre de la seconde"
    assert actions.get(public_id).title == "Café des pairs"
    page_form(again).submit("submit", status=303)
    assert actions.get(public_id).title == "Le titre de la seconde"


def test_a_move_about_a_text_nobody_read_is_not_made(people, coordination, actions):
    public_id = actions.make("proposed")
    form = page_form(coordination.get(f"/intranet/actions/{public_id}/instruire"))
    edit = page_form(people.browser("structure_referent", "apf77").get(f"/intranet/actions/{public_id}/modifier"))
    edit["title"] = "Un autre titre"
    edit.submit("submit", status=303)
    again = form.submit("submit", status=422)
    assert actions.get(public_id).state == "proposed"
    page_form(again).submit("submit", status=303)
    assert actions.get(public_id).state == "examined"


def test_a_move_that_is_no_longer_possible_says_so(coordination, actions):
    public_id = actions.make("validated")
    refused = coordination.get(f"/intranet/actions/{public_id}/instruire", status=422)
    assert "Ce n'est plus possible" in refused.text or "Ce n&#39;est plus possible" in refused.text


def test_publication_asks_for_a_last_look(coordination, actions):
    public_id = actions.make("validated")
    refused = page_form(coordination.get(f"/intranet/actions/{public_id}/publier")).submit("submit", status=422)
    assert "Relisez les textes, puis cochez cette case." in refused.text
    assert actions.get(public_id).slug is None


def test_two_publications_at_once_get_two_addresses(people, actions):
    made = [actions.make("validated") for _ in range(2)]
    forms = []
    for public_id in made:
        form = page_form(people.browser("coordinator", "mdph77").get(f"/intranet/actions/{public_id}/publier"))
        form["checked"] = True
        forms.append(form)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda form: form.submit("submit").status_int, forms))
    assert answers == [303, 303]
    assert len({actions.get(public_id).slug for public_id in made} - {None}) == 2


def test_every_state_can_be_reached_and_every_move_has_a_page():
    from collectif.actions.moves import MOVE_PAGES
    from collectif.actions.page import NEXT
    from collectif.actions.workflow import STEP_LABELS

    reached = {WORKFLOW.initial} | {move.target for move in WORKFLOW.transitions.values()}
    assert reached == set(WORKFLOW.states) == set(NEXT)
    assert set(MOVE_PAGES) == set(WORKFLOW.transitions)
    assert set(STEP_LABELS) == {"create", "edit", *WORKFLOW.transitions}
