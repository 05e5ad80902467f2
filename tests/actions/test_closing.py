"""The closing report, the public part of the thread, and what stays with the collective."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from decimal import Decimal

import pikepdf
import pytest
from sqlalchemy import select

from collectif.actions.follow_models import ActionIndicator, ActionMeasure, ActionMilestone, ActionReport
from collectif.actions.models import Action
from collectif.text import today

from .conftest import PROPOSER, VALIDATOR
from .test_follow_up import form_of, main

SECRET_STEP = "Convaincre la mairie"


@pytest.fixture
def public_id(actions, database):
    """A running action with a milestone of each kind, two indicators, one of which is chosen."""
    public_id = actions.make("running", title="Café", results="", decision_reference="Décision 2026-03")
    with database.transaction() as session:
        action = session.scalars(select(Action)).one()
        place = action.proposing_organisation_id
        action.milestones = [
            ActionMilestone(title=SECRET_STEP, due_on=today() - timedelta(days=9), organisation_id=place, position=1),
            ActionMilestone(title="Ouvrir", due_on=today(), done_on=today(), organisation_id=place, position=2),
        ]
        for name, published in (("Personnes venues", True), ("Disputes", False)):
            indicator = ActionIndicator(
                name=name, unit="personnes", baseline=Decimal(0), baseline_on=date(2026, 1, 1), target=Decimal(40),
                target_on=today(), published=published,
            )  # fmt: skip
            indicator.measures = [ActionMeasure(on_day=date(2026, 2, 1), value=Decimal("7.5"), comment="Une remarque",
                                                account_id=action.proposed_by_id)]  # fmt: skip
            action.indicators.append(indicator)
    return public_id


def write(form, **values):
    told = {"results": "Vingt personnes.\r\n\r\nOn recommence.", "report_participants": "20", "report_cost": "1 250,5",
            "report_learned": "Le café compte.", "report_partners": "La mairie"}  # fmt: skip
    for name, value in {**told, **values}.items():
        form[name] = value
    return form.submit("submit", status=303)


def test_a_report_from_the_draft_to_the_public(people, public_id, testapp, database):
    here = f"/intranet/actions/{public_id}"
    own = people.browser("collective_member", "apf77")
    people.browser("collective_member", "unafam77").get(f"{here}/bilan/ecrire", status=403)
    write(form_of(own.get(f"{here}/bilan/ecrire")))
    assert "1 250,50 € (le public ne le lit pas)" in main(own.get(f"{here}/suivi")).replace("\u202f", " ")
    assert "Vingt personnes" not in testapp.get("/actions/cafe")
    testapp.get("/actions/cafe/bilan.pdf", status=404)
    coordination = people.browser("coordinator", "mdph77")
    form = form_of(coordination.get(f"{here}/bilan"))
    assert form["report_participants"].value == "20"
    form["report_peers"] = "4"
    form.submit("submit", status=303)
    public = main(testapp.get("/actions/cafe"))
    for told in ("Vingt personnes.", "Le café compte.", "La mairie", "Pair-aidants engagés", "Décision 2026-03"):
        assert told in public
    assert "250,5" not in public
    own.get(f"{here}/bilan/ecrire", status=403)
    form = form_of(coordination.get(f"{here}/bilan/ecrire"))
    form["report_cost_public"] = True
    form.submit("submit", status=303)
    assert "1 250,50 €" in main(testapp.get("/actions/cafe")).replace("\u202f", " ")
    with database.transaction() as session:
        assert session.scalars(select(ActionReport)).one().peers == 4


def test_the_public_reads_the_published_part_and_nobody(public_id, testapp):
    page = testapp.get("/actions/cafe")
    words = main(page)
    assert "1 étape faite sur 2, 1 en retard." in words
    assert "Personnes venues" in words
    assert "Le collectif a validé cette action le jeudi 15 janvier 2026. Décision 2026-03." in words
    for kept in (SECRET_STEP, "Disputes", "Une remarque", PROPOSER, VALIDATOR):
        assert kept not in page.text
    plain = testapp.get("/actions/cafe", headers={"Cookie": "x=y"})
    assert plain.status_int == 200


def test_papers_are_tagged_and_the_public_one_says_less(people, public_id, testapp, database):
    here = f"/intranet/actions/{public_id}"
    own = people.browser("collective_member", "apf77")
    write(form_of(own.get(f"{here}/bilan/ecrire")))
    inside = text_of(own.get(f"{here}/bilan.pdf"))
    assert SECRET_STEP.split()[0] in inside
    assert "250,5" in inside
    with database.transaction() as session:
        session.scalars(select(Action)).one().state = "reviewed"
    outside = text_of(testapp.get("/actions/cafe/bilan.pdf", status=200))
    assert "Vingt" in outside
    for kept in (SECRET_STEP.split()[0], "250,5", "Disputes", PROPOSER):
        assert kept not in outside
    with database.transaction() as session:
        action = session.scalars(select(Action)).one()
        action.state, action.withdrawal_reason = "withdrawn", "La salle a fermé."
    testapp.get("/actions/cafe/bilan.pdf", status=410)


def text_of(answer):
    """The words of a PDF that says it is tagged, from its tree of tags."""
    with pikepdf.open(io.BytesIO(answer.body)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        info = str(pdf.docinfo) + str(pdf.open_metadata())
        outline = " ".join(str(item.title) for item in walk(pdf.open_outline().root))
        glyphs = " ".join(text_on(page) for page in pdf.pages)
    return f"{info} {outline} {glyphs}"


def walk(items):
    for item in items:
        yield item
        yield from walk(item.children)


def text_on(page):
    """The characters of one page, through the map of its fonts."""
    maps = {name: to_unicode(font) for name, font in page.Resources.Font.items()}
    found, current = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            current = maps[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            pieces = operands[0] if str(operator) == "TJ" else operands
            for piece in pieces:
                if isinstance(piece, pikepdf.String):
                    raw = bytes(piece)
                    found += [current.get(raw[i : i + 2].hex(), "") for i in range(0, len(raw), 2)]
        elif str(operator) == "ET":
            found.append(" ")
    return "".join(found)


def to_unicode(font):
    text = font.ToUnicode.read_bytes().decode("latin-1")
    pairs = re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", text)
    return {code.lower(): bytes.fromhex(value).decode("utf-16-be") for code, value in pairs}


def test_two_people_write_one_report(people, public_id):
    address = f"/intranet/actions/{public_id}/bilan/ecrire"
    first, second = (people.browser(*who) for who in (("collective_member", "apf77"), ("coordinator", "mdph77")))
    forms = [form_of(browser.get(address)) for browser in (first, second)]
    write(forms[0], results="Le texte de la première.")
    forms[1]["results"] = "Le texte de la seconde."
    again = forms[1].submit("submit", status=422)
    assert "Le texte de la première." in again
    assert form_of(again)["results"].value == "Le texte de la seconde."


@pytest.mark.parametrize("state", ["validated", "examined", "withdrawn"])
def test_a_report_has_its_time(people, actions, state):
    here = f"/intranet/actions/{actions.make(state)}"
    assert (
        "Le bilan s'écrit quand"
        in people.browser("collective_member", "apf77").get(f"{here}/bilan/ecrire", status=403).lxml.text_content()
    )


def test_numbers_of_people_are_numbers(people, public_id):
    browser = people.browser("collective_member", "apf77")
    for name, value in (("report_participants", "-1"), ("report_peers", "beaucoup"), ("report_cost", "-3")):
        form = form_of(browser.get(f"/intranet/actions/{public_id}/bilan/ecrire"))
        form["results"], form[name] = "Un bilan", value
        form.submit("submit", status=422)


def test_one_address_tells_the_whole_thread(people, public_id):
    browser = people.browser("collective_member", "apf77")
    write(form_of(browser.get(f"/intranet/actions/{public_id}/bilan/ecrire")))
    words = main(browser.get(f"/intranet/actions/{public_id}/decisions"))
    for told in (
        "1 étape faite sur 2",
        "Personnes venues : 7,5 personnes",
        "Bilan en préparation",
        "Personnes venues : 20",
    ):
        assert told in words
