"""Invitations and resets: links that work once, for a while, and tell nothing."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from collectif.accounts.links import INVITATION, RESET, DeadLink, SingleUseLinks
from collectif.accounts.models import Account, SingleUseLink
from collectif.db import now

from .conftest import OTHER, PASSWORD

SECRET = "test-secret-test-secret-test-secret-test"


def invite(admin, **fields):
    form = admin.get("/intranet/admin/comptes/inviter").forms["deform"]
    values = {"display_name": "Nadia Exemple", "email": "Nadia@Test.example", "role": "collective_member",
              "organisation": "apf77", **fields}  # fmt: skip
    for name, value in values.items():
        form[name] = value
    return form.submit(status="*")


@pytest.fixture
def admin(people):
    return people.browser("admin", None)


def test_an_invitation_leads_to_a_password_and_to_the_intranet(entrance, admin):
    assert invite(admin).status_int == 303
    link = entrance.last_link()
    assert "Bienvenue, Nadia Exemple" in entrance.visitor().get(link).text
    assert entrance.choose(link).location.endswith("/connexion")
    assert entrance.sign_in("nadia@test.example", OTHER).status_int == 303
    assert entrance.acts() == ["account.invited", "mandate.given", "account.opened", "account.signed_in"]


def test_the_same_address_is_not_invited_twice(entrance, admin, database):
    invite(admin)
    answer = invite(admin, display_name="Une autre")
    assert answer.status_int == 422
    assert "Un compte existe déjà" in answer.text
    with database.transaction() as session:
        assert len(session.scalars(select(Account).where(Account.email == "nadia@test.example")).all()) == 1
    assert len(entrance.mails()) == 1


def test_inviting_the_same_address_at_once_makes_one_account(people, together):
    admins = [people.browser("admin", None) for _ in range(2)]
    answers = together(*[lambda admin=admin: invite(admin).status_int for admin in admins])
    assert sorted(answers) == [303, 422]


def test_opening_a_link_changes_nothing(entrance):
    entrance.account()
    entrance.send("/mot-de-passe-oublie", email="r@test.example")
    link = entrance.last_link()
    for _ in range(3):
        entrance.visitor().get(link, status=200)
        entrance.visitor().head(link, status=200)
    assert entrance.choose(link).status_int == 303
    entrance.visitor().get(link, status=410)
    assert entrance.sign_in(password=PASSWORD).status_int == 422
    assert entrance.sign_in(password=OTHER).status_int == 303


def test_a_refused_password_leaves_the_link_working(entrance):
    entrance.account()
    entrance.send("/mot-de-passe-oublie", email="r@test.example")
    link = entrance.last_link()
    answer = entrance.choose(link, "motdepasse2027")
    assert answer.status_int == 422
    assert "trop facile à deviner" in answer.text
    assert "motdepasse2027" not in answer.text
    assert entrance.choose(link).status_int == 303


def test_two_requests_at_once_use_it_once(entrance, together):
    entrance.account()
    entrance.send("/mot-de-passe-oublie", email="r@test.example")
    link = entrance.last_link()
    pages = []
    for number in range(2):
        form = entrance.visitor().get(link).forms["deform"]
        form["password"] = form["password-confirm"] = f"{OTHER} {number}"
        pages.append(form)
    answers = together(*[lambda form=form: form.submit(status="*").status_int for form in pages])
    assert sorted(answers) == [303, 410]
    assert entrance.acts().count("account.password_reset") == 1


def test_a_link_being_used_is_not_used_again(entrance, database, overtake):
    entrance.account()
    with database.transaction() as session:
        token = SingleUseLinks(session, SECRET).issue(session.scalars(select(Account)).one(), RESET)

    def use(session):
        SingleUseLinks(session, SECRET).use(token, RESET)

    assert isinstance(overtake(use, use), DeadLink)


@pytest.mark.parametrize(("purpose", "days"), [(INVITATION, 7), (RESET, 1 / 24)])
def test_a_link_expires(database, entrance, purpose, days):
    entrance.account()
    with time_machine.travel("2027-01-14 08:00", tick=False) as clock, database.transaction() as session:
        links = SingleUseLinks(session, SECRET)
        token = links.issue(session.scalars(select(Account)).one(), purpose)
        clock.shift(timedelta(days=days) - timedelta(seconds=1))
        links.find(token, purpose)
        clock.shift(1)
        with pytest.raises(DeadLink):
            links.find(token, purpose)
        with pytest.raises(DeadLink):
            links.use(token, purpose)


def test_a_new_link_voids_the_earlier_ones(entrance):
    entrance.account()
    entrance.send("/mot-de-passe-oublie", email="r@test.example")
    first = entrance.last_link()
    entrance.send("/mot-de-passe-oublie", email="r@test.example")
    entrance.visitor().get(first, status=410)
    entrance.visitor().get(entrance.last_link(), status=200)


def test_a_link_serves_its_own_purpose_only(database, entrance):
    entrance.account()
    with database.transaction() as session:
        token = SingleUseLinks(session, SECRET).issue(session.scalars(select(Account)).one(), RESET)
    entrance.visitor().get(f"/invitation/{token}", status=410)
    entrance.visitor().get(f"/mot-de-passe/{token[:-1]}x", status=410)
    entrance.visitor().get("/mot-de-passe/nimporte-quoi", status=410)


def test_only_a_digest_is_stored(database, entrance):
    entrance.account()
    with database.transaction() as session:
        token = SingleUseLinks(session, SECRET).issue(session.scalars(select(Account)).one(), RESET)
        stored = session.scalars(select(SingleUseLink)).one()
    assert token not in str(vars(stored))
    assert token.partition(".")[0] not in str(vars(stored))


def test_asking_for_a_link_tells_nothing(entrance):
    entrance.account(email="known@test.example")
    entrance.account(email="clos@test.example", closed_at=now())
    seen = []
    for name in ("known", "clos", "none"):
        browser = entrance.visitor()
        answer = entrance.send("/mot-de-passe-oublie", browser, email=f"{name}@test.example")
        headers = {k: v for k, v in answer.headers.items() if k not in ("X-Request-Id", "Set-Cookie")}
        seen.append(
            (answer.status_int, headers, answer.body, "e-mail part dans la minute" in browser.get("/connexion").text)
        )
    assert seen[0] == seen[1] == seen[2]
    assert seen[0][3]
    assert len(entrance.mails()) == 1


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_asking_for_links_is_counted(entrance):
    entrance.account()
    for email in ("r@test.example", "none@test.example"):
        statuses = [entrance.send("/mot-de-passe-oublie", email=email).status_int for _ in range(4)]
        assert statuses == [303, 303, 303, 429]


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_the_token_is_neither_in_the_logs_nor_sent_to_others(entrance, caplog):
    entrance.account()
    with caplog.at_level(logging.DEBUG):
        entrance.send("/mot-de-passe-oublie", email="r@test.example")
        link = entrance.last_link()
        page = entrance.visitor().get(link)
        entrance.choose(link)
    token = link.rpartition("/")[2]
    assert all(token not in str(vars(record)) for record in caplog.records)
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert page.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_the_form_of_a_link_passes_the_check_of_the_origin(make_app, entrance):
    """Over https the origin is checked too; a page that hid it entirely would have its form refused."""
    entrance.account()
    entrance.app = make_app(base_url="https://localhost")
    entrance.environ = {"wsgi.url_scheme": "https", "HTTP_HOST": "localhost", "HTTP_ORIGIN": "https://localhost"}
    entrance.send("/mot-de-passe-oublie", email="r@test.example")
    form = entrance.visitor().get(entrance.last_link()).forms["deform"]
    form["password"] = form["password-confirm"] = OTHER
    for origin in ("https://ailleurs.example", "null"):
        assert form.submit(headers={"Origin": origin}, status="*").status_int == 400
    assert form.submit(status="*").status_int == 303
