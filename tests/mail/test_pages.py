"""The mails of development can be read; real ones cannot."""

from __future__ import annotations

import pytest

from collectif.security.permissions import Role

PATH = "/intranet/admin/courriers"
pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@pytest.fixture
def admin(people):
    return people.browser("admin", None)


def send_one(testapp, people):
    people.account("peer", email="pair@test.example", display_name="<script>alert(1)</script>")
    form = testapp.get("/mot-de-passe-oublie").forms["deform"]
    form["email"] = "pair@test.example"
    form.submit(status=303)


def test_they_are_listed_and_shown(admin, testapp, people):
    assert "Aucun courrier" in admin.get(PATH).text
    send_one(testapp, people)
    page = admin.get(PATH).click("Choisir un autre mot de passe")
    assert "/mot-de-passe/" in page.text
    assert "pair@test.example" in page.text
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text


@pytest.mark.parametrize("name", ["absent", "..%2F..%2Fsetup", "20270114T080000000000-abc"])
def test_only_mails_are_shown(admin, name):
    admin.get(f"{PATH}/{name}", status=404)


def test_real_mails_are_not_kept(make_app, people, app):
    people._app = make_app(mail_transport="smtp")
    browser = people.browser("admin", None)
    answer = browser.get(PATH, status=404)
    assert "les courriers partent vraiment" in answer.text
    assert "Courriers" not in browser.get("/intranet").text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_else_reads_them(people, role):
    people.browser(role, None if role is Role.AUDITOR else "apf77").get(PATH, status=403)
