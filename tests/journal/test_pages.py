"""Reading the journal."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

import collectif
from collectif.db import now
from collectif.journal.words import ACTS
from collectif.security.permissions import Role
from collectif.text import local

PATH = "/intranet/admin/journal"


@pytest.fixture
def auditor(people):
    return people.browser("auditor", None, display_name="Maxime Factice")


def record(app, database, act="account.closed", actor="abc"):
    with database.transaction() as session:
        app.registry["journal"].append(session, actor=actor, act=act, object_kind="accounts", object_id="xyz")


def rows(page):
    return [[cell.text_content() for cell in row] for row in page.lxml.xpath("//tbody/tr")]


def test_acts_are_in_french_and_newest_first(auditor, app, database):
    record(app, database)
    record(app, database, "account.signed_in", "system")
    page = auditor.get(PATH)
    shown = rows(page)
    assert [row[2] for row in shown] == ["connexion", "compte fermé"]
    assert shown[0][3] == "le site"
    assert "Maxime Factice" not in page.lxml.xpath("//main")[0].text_content()


def test_reading_it_is_in_it(auditor):
    auditor.get(PATH)
    assert rows(auditor.get(PATH))[0][2] == "journal lu"
    auditor.get(PATH, {"format": "csv"})
    assert "journal téléchargé" in [row[2] for row in rows(auditor.get(PATH))]


def test_filters_by_act_and_day(auditor, app, database):
    with time_machine.travel(now() - timedelta(days=10)):
        record(app, database)
    record(app, database, "account.signed_in")
    day = f"{local(now() - timedelta(days=5)):%d/%m/%Y}"
    assert [row[2] for row in rows(auditor.get(PATH, {"acte": "account.closed"}))] == ["compte fermé"]
    assert [row[2] for row in rows(auditor.get(PATH, {"jusqu": day}))] == ["compte fermé"]
    assert "compte fermé" not in [row[2] for row in rows(auditor.get(PATH, {"depuis": day}))]
    assert "Aucune ligne ne correspond" in auditor.get(PATH, {"depuis": "hier"}).text
    assert "Aucune ligne ne correspond" in auditor.get(PATH, {"depuis": "31/12/9999"}).text


def test_the_chain_is_checked_on_demand(auditor, app, database, monkeypatch):
    record(app, database)
    assert "le journal est entier" in auditor.get(f"{PATH}/verification").text
    monkeypatch.setattr(app.registry["journal"], "_key", b"another key")
    assert "c’est peut-être une intrusion" in auditor.get(f"{PATH}/verification").text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_nobody_else_reads_it(people, role):
    browser = people.browser(role, None if role is Role.ADMIN else "apf77")
    browser.get(PATH, status=403)
    browser.get(f"{PATH}/verification", status=403)


def test_every_act_named_in_the_code_has_words():
    """Whatever looks like « peer.viewed » in the code is an act, and every recorder's first word is known."""
    code = "".join(file.read_text() for file in Path(collectif.__file__).parent.rglob("*.py"))
    recorded = set(re.findall(r"(?:record\(|act=)\s*\"([a-z_]+\.[a-z_]+)\"", code))
    rooms = "|".join({act.partition(".")[0] for act in {*recorded, *ACTS}})
    named = {act for act in re.findall(rf"\"((?:{rooms})\.[a-z_]+)\"", code) if not act.endswith((".id", ".typ"))}
    assert recorded <= named
    assert named <= set(ACTS), named - set(ACTS)
