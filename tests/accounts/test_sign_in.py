"""The sign-in form: who gets in, what a refusal tells, what the cookie holds."""

from __future__ import annotations

import re

import pytest
import time_machine
from argon2 import PasswordHasher
from sqlalchemy import delete, select

from collectif.accounts.models import Account, Mandate
from collectif.accounts.passwords import HASHER
from collectif.db import now

from .conftest import PASSWORD


def test_the_right_password_opens_the_intranet(entrance):
    entrance.account()
    browser = entrance.visitor()
    answer = entrance.sign_in("R@test.example ", browser=browser)
    assert answer.status_int == 303
    assert answer.location.endswith("/intranet")
    assert "référent de structure" in browser.get("/intranet").text
    assert entrance.acts() == ["account.signed_in"]


def test_it_leads_where_the_person_was_going(entrance):
    entrance.account()
    answer = entrance.send("/connexion?retour=%2Fintranet%2Fmon-compte", email="r@test.example", password=PASSWORD)
    assert answer.location.endswith("/intranet/mon-compte")


@pytest.mark.parametrize("target", ["https://ailleurs.example", "//ailleurs.example", "/\\ailleurs.example"])
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_it_never_leads_to_another_site(entrance, target):
    entrance.account()
    answer = entrance.send(f"/connexion?retour={target}", email="r@test.example", password=PASSWORD)
    assert answer.location == "http://localhost/intranet"


def test_without_a_mandate_it_leads_to_the_account(entrance, database):
    entrance.account()
    with database.transaction() as session:
        session.execute(delete(Mandate))
    browser = entrance.visitor()
    assert entrance.sign_in(browser=browser).location.endswith("/intranet/mon-compte")
    assert "Vous n’avez aucun rôle en cours" in browser.get("/intranet/mon-compte").text


def observed(answer) -> tuple:
    """What anyone outside sees, but for what is random in every answer."""
    headers = {k: v for k, v in answer.headers.items() if k not in ("X-Request-Id", "Set-Cookie", "Content-Length")}
    body = re.sub(r'(name="csrf_token" value=)"[^"]+"', r"\1", answer.text)
    cookie = [part.partition("=")[0] for part in answer.headers.get("Set-Cookie", "").split(";")]
    return answer.status_int, headers, cookie, body


def test_every_refusal_is_the_same(entrance):
    entrance.account(email="known@test.example")
    entrance.account(email="clos@test.example", closed_at=now())
    entrance.account(email="wait@test.example", password_hash=None)
    refusals = [
        observed(entrance.sign_in(email, "pas le bon mot de passe"))
        for email in ("known@test.example", "clos@test.example", "wait@test.example", "none@test.example")
    ]
    refusals.append(observed(entrance.sign_in("clos@test.example", PASSWORD)))
    for email in ("known", "clos", "wait", "none"):
        refusals = [(*r[:3], r[3].replace(f"{email}@test.example", "…")) for r in refusals]
    assert refusals[0][0] == 422
    assert all(refusal == refusals[0] for refusal in refusals)


def test_a_refusal_is_journalled_without_the_address(entrance, database):
    entrance.sign_in("none@test.example", "pas le bon mot de passe")
    with database.transaction() as session:
        rows = session.connection().exec_driver_sql("select * from journal_entries").mappings().all()
    assert [row["act"] for row in rows] == ["account.sign_in_failed"]
    assert "none@" not in str(rows)


def test_old_parameters_are_replaced_at_sign_in(entrance, database):
    entrance.account(password_hash=PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD))
    assert entrance.sign_in().status_int == 303
    with database.transaction() as session:
        digest = session.scalars(select(Account.password_hash)).one()
    assert not HASHER.check_needs_rehash(digest)
    assert entrance.sign_in().status_int == 303


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_the_cookie_is_kept_from_scripts_and_other_sites(make_app, entrance):
    entrance.app = make_app(base_url="https://localhost")
    cookie = entrance.visitor().get("/connexion").headers["Set-Cookie"].lower()
    assert {"httponly", "samesite=lax", "secure", "path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "max-age" not in cookie
    assert "domain" not in cookie


def test_what_the_cookie_held_before_does_not_survive(entrance, people):
    """Session fixation: a cookie planted before signing in gives nothing after."""
    entrance.account()
    browser = entrance.visitor()
    before = browser.get("/connexion").forms["deform"]["csrf_token"].value
    browser.post("/preferences", {"csrf_token": before, "text_size": "large", "return_to": "/"})
    planted = browser.cookies["collectif"]
    entrance.sign_in(browser=browser)
    page = browser.get("/intranet/mon-compte/mot-de-passe")
    assert page.forms["deform"]["csrf_token"].value != before
    assert "text-large" in page.text
    browser.post("/deconnexion", {"csrf_token": before}, status=400)
    other = entrance.visitor()
    other.set_cookie("collectif", planted)
    assert other.get("/intranet", status=303).location.startswith("http://localhost/connexion")


def test_signing_out_ends_the_session_on_the_server(entrance):
    entrance.account()
    browser = entrance.visitor()
    entrance.sign_in(browser=browser)
    stolen = browser.cookies["collectif"]
    token = browser.get("/intranet/mon-compte/mot-de-passe").forms["deform"]["csrf_token"].value
    assert browser.get("/deconnexion", status=404)
    browser.post("/deconnexion", {"csrf_token": token}, status=303)
    other = entrance.visitor()
    other.set_cookie("collectif", stolen)
    other.get("/intranet", status=303)
    assert entrance.acts()[-1] == "account.signed_out"


@pytest.mark.parametrize("path", ["/connexion", "/deconnexion", "/mot-de-passe-oublie"])
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_without_the_csrf_token_nothing_is_read(testapp, path):
    answer = testapp.post(path, {"email": "r@test.example", "password": PASSWORD}, status=400)
    assert "Nous n’avons pas pu lire votre demande" in answer.text
    assert 'lang="fr"' in answer.text


def test_sessions_end_by_themselves(entrance):
    with time_machine.travel("2027-01-14 08:00", tick=False) as clock:
        entrance.account()
        idle, busy = entrance.visitor(), entrance.visitor()
        for browser in (idle, busy):
            entrance.sign_in(browser=browser)
        for _ in range(7):
            clock.shift(100 * 60)
            busy.get("/intranet", status=200)
        idle.get("/intranet", status=303)
        clock.shift(30 * 60)
        busy.get("/intranet", status=303)


def test_an_account_closed_meanwhile_loses_its_sessions(entrance, database):
    public_id = entrance.account()
    browser = entrance.visitor()
    entrance.sign_in(browser=browser)
    with database.transaction() as session:
        session.scalars(select(Account).where(Account.public_id == public_id)).one().closed_at = now()
    browser.get("/intranet", status=303)
