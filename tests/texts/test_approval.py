"""The label « FALC » belongs to the very text that a named concerned reader approved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from collectif.privacy.retention import KEPT, out_of_contact
from collectif.privacy.services import PersonalData
from collectif.texts.models import TextApproval
from tests.site.reading import main_of

from .conftest import ROOM

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
WAITING = "Version en langage simple"
NAMED = "Version FALC Texte relu et approuvé par Rosa Relectrice, le 3 mars 2026"
UNNAMED = "Version FALC Texte relu et approuvé par une personne concernée, le 3 mars 2026"


def banner(desk, path="/aide") -> str:
    (found,) = main_of(desk.visitor(plain=True).get(path)).xpath(".//p[contains(@class, 'plain-banner')]")
    return " ".join(found.text_content().split())


def the_approval(desk) -> TextApproval:
    with desk.session() as session:
        found = session.scalars(select(TextApproval)).one()
        session.expunge_all()
        return found


def test_the_label_follows_the_text_that_was_approved(desk):
    assert banner(desk) == WAITING
    desk.approve("aide", named=True)
    assert banner(desk) == NAMED
    assert "FALC" not in desk.visitor().get("/aide")
    # The standard text alone changes: the plain one is still what was approved.
    desk.write("aide", "clavier", standard="Autre chose.")
    desk.publish("aide")
    assert banner(desk) == NAMED
    desk.write("aide", "clavier", plain="Une lettre change.")
    assert banner(desk) == NAMED
    desk.publish("aide")
    assert banner(desk) == WAITING
    desk.press(f"{ROOM}/aide/versions/1", "/versions/1/reprendre")
    desk.publish("aide")
    assert banner(desk) == NAMED


def test_whoever_does_not_want_to_be_named_is_not(desk):
    desk.approve("aide")
    assert banner(desk) == UNNAMED
    assert "Rosa Relectrice" in desk.browser.get(f"{ROOM}/aide")
    assert "1 des 5 textes" in desk.visitor().get("/accessibilite").text.replace("\xa0", " ")


def test_the_name_is_sealed_and_can_be_erased(desk):
    desk.approve("aide", named=True)
    with desk.session() as session:
        assert b"Rosa" not in bytes(session.scalar(text("select reader_name from site_text_approvals")))
    desk.press(f"{ROOM}/aide/relecture/{the_approval(desk).public_id}/effacer-le-nom", "/effacer-le-nom")
    assert banner(desk) == UNNAMED
    assert the_approval(desk).reader_name is None
    assert "Rosa" not in desk.browser.get(f"{ROOM}/aide")


def test_an_approval_is_withdrawn_and_may_be_given_again(desk):
    desk.approve("aide")
    desk.press(f"{ROOM}/aide/relecture/{the_approval(desk).public_id}/retirer", "/retirer")
    assert banner(desk) == WAITING
    desk.approve("aide")
    assert banner(desk) == UNNAMED
    assert "déjà approuvé" in desk.approve("aide", status=422)
    assert desk.acts() == ["site_text.approved", "site_text.approval_withdrawn", "site_text.approved"]


def test_what_cannot_be_approved(desk):
    form = desk.browser.get(f"{ROOM}/aide/relecture").forms["deform"]
    desk.write("aide", "clavier", plain="Une lettre change.")
    desk.publish("aide")
    for name, value in {"reader_name": "R", "day": "3", "month": "3", "year": "2026", "agrees": True}.items():
        form[name] = value
    assert "a changé depuis" in form.submit(status=422)
    assert "ne peut pas être à venir" in desk.approve("aide", status=422, year="2190")
    assert "Sans son accord" in desk.approve("aide", status=422, agrees=False)
    desk.approve("aide", status=422, reader_name="")
    desk.browser.get(f"{ROOM}/mentions-legales/relecture", status=404)
    assert banner(desk) == WAITING


def test_rights_over_the_name(desk):
    desk.approve("aide", named=True)
    public_id = the_approval(desk).public_id
    with desk.session() as session:
        told = PersonalData(session).export("reader", public_id)["site_text_approvals"]
        assert [row["reader_name"] for row in told] == ["Rosa Relectrice"]
        PersonalData(session).erase("reader", public_id)
    assert banner(desk) == UNNAMED


def test_a_name_goes_two_years_after_its_text(desk):
    def late(day: datetime) -> list[str]:
        with desk.session() as session:
            found = out_of_contact(session, (day - KEPT).date())
            return [one.public_id for one in found if one.subject == "reader"]

    desk.approve("aide")
    public_id, moment = the_approval(desk).public_id, datetime.now(UTC)
    assert late(moment + timedelta(days=3_000)) == []
    desk.write("aide", "clavier", plain="Une lettre change.")
    desk.publish("aide")
    assert late(moment + timedelta(days=700)) == []
    assert late(moment + timedelta(days=740)) == [public_id]
