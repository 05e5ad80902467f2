"""Attempts are counted by account and by address, for every process, whatever becomes of the request."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
import webtest
from sqlalchemy import select

from collectif.accounts.models import ThrottleHit
from collectif.accounts.throttle import SIGN_IN_ACCOUNT, SIGN_IN_ADDRESS, Limit, Throttle, client_network
from collectif.errors import Throttled

from .conftest import PASSWORD

SMALL = Limit("small", 3, timedelta(minutes=15))


def test_an_account_is_closed_to_guessing_for_a_while(entrance):
    entrance.account()
    with time_machine.travel("2027-01-14 08:00", tick=False) as clock:
        for _ in range(SIGN_IN_ACCOUNT.attempts):
            assert entrance.sign_in(password="pas le bon mot de passe").status_int == 422
        clock.shift(60)
        answer = entrance.sign_in()
        assert answer.status_int == 429
        assert answer.headers["Retry-After"] == str(14 * 60)
        assert "14 minutes" in answer.text
        clock.shift(14 * 60)
        assert entrance.sign_in().status_int == 303


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_an_account_that_does_not_exist_is_counted_alike(entrance):
    for _ in range(SIGN_IN_ACCOUNT.attempts):
        entrance.sign_in("none@test.example", "pas le bon mot de passe")
    assert entrance.sign_in("none@test.example").status_int == 429


def test_success_forgets_the_account_but_not_the_address(entrance, database):
    entrance.account()
    entrance.sign_in(password="pas le bon mot de passe")
    entrance.sign_in()
    with database.transaction() as session:
        counts = {
            key.partition(":")[0]: count for key, count in session.execute(select(ThrottleHit.key, ThrottleHit.count))
        }
    assert counts == {"sign-in-address": 1}


def test_an_address_is_slowed_whatever_the_accounts(database, entrance):
    throttle = Throttle(database, "test-secret-test-secret-test-secret-test")
    for _ in range(SIGN_IN_ADDRESS.attempts):
        throttle.attempt((SIGN_IN_ADDRESS, "192.0.2.1"))
    browser = webtest.TestApp(entrance.app, extra_environ={"REMOTE_ADDR": "192.0.2.1"})
    assert entrance.sign_in("a@test.example", "x", browser).status_int == 429


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_header_does_not_change_the_address(database, entrance):
    throttle = Throttle(database, "test-secret-test-secret-test-secret-test")
    for _ in range(SIGN_IN_ADDRESS.attempts):
        throttle.attempt((SIGN_IN_ADDRESS, "192.0.2.1"))
    environ = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "198.51.100.7", "HTTP_FORWARDED": "for=198.51.100.7"}
    assert (
        entrance.sign_in("a@test.example", "x", webtest.TestApp(entrance.app, extra_environ=environ)).status_int == 429
    )


def test_simultaneous_attempts_are_all_counted(database, together):
    def attempt():
        Throttle(database, "secret").attempt((SMALL, "someone"))
        return "passed"

    answers = together(*[attempt] * 8)
    assert answers.count("passed") == SMALL.attempts
    assert sum(isinstance(answer, Throttled) for answer in answers) == 5


def test_neither_address_nor_email_is_stored(entrance, database):
    entrance.sign_in("none@test.example", "pas le bon mot de passe")
    with database.transaction() as session:
        keys = " ".join(session.scalars(select(ThrottleHit.key)))
    assert "none@" not in keys
    assert "127.0.0.1" not in keys


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.1", "192.0.2.1"), ("2001:db8::1:2:3:4", "2001:db8::/64"), ("", "unknown"), (None, "unknown")],
)
def test_an_ipv6_network_counts_as_one(address, network):
    assert client_network(address) == network


def test_a_page_read_with_a_wrong_current_password_counts_too(entrance):
    entrance.account()
    browser = entrance.visitor()
    entrance.sign_in(browser=browser)
    fields = {"current": "pas le bon", "password": "quatre lampes bleues", "password_confirm": "quatre lampes bleues"}
    for _ in range(SIGN_IN_ACCOUNT.attempts):
        assert entrance.send("/intranet/mon-compte/mot-de-passe", browser, **fields).status_int == 422
    assert (
        entrance.send("/intranet/mon-compte/mot-de-passe", browser, **{**fields, "current": PASSWORD}).status_int == 429
    )
