"""Calendars that diaries follow: everyone's, and each person's own."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import webtest
from sqlalchemy import select, update

from collectif.accounts.doorstep import Doorstep
from collectif.accounts.models import Account, Mandate, ThrottleHit
from collectif.agenda.feeds import DOORSTEP, FOLLOWED, forget_unused
from collectif.agenda.models import PersonalCalendar
from collectif.text import today
from collectif.tokens import token_hash
from tests.support.calendars import check_calendar, parsed


def summaries(answer: Any) -> list[str]:
    assert answer.content_type == "text/calendar"
    check_calendar(answer.body)
    return [one.summary.value for one in parsed(answer.body)]


def make_address(browser: Any, button: str = "Créer mon adresse") -> str:
    page = browser.get("/intranet/mon-calendrier")
    form = next(one for one in page.forms.values() if button in one.text)
    return form.submit().lxml.xpath("string(//code)").removeprefix("http://localhost")


def test_the_public_calendar_has_public_dates_only(testapp: Any, action: Any, meeting: Any, training: Any) -> None:
    action("Sensibilisation à l'écoute, avec les établissements médico-sociaux du secteur de Fontainebleau", length=2)
    action("Passée", days=-300)
    action("Décidée", state="validated")
    meeting("Plénière")
    training("Écoute")
    answer = testapp.get("/agenda.ics")
    assert summaries(answer) == [
        "Passée", "Sensibilisation à l'écoute, avec les établissements médico-sociaux du secteur de Fontainebleau"
    ]  # fmt: skip
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in answer.headers
    testapp.get("/agenda.ics", headers={"If-None-Match": answer.headers["ETag"]}, status=304)
    assert testapp.options("/agenda.ics").headers["Allow"] == "GET, HEAD, OPTIONS"
    testapp.post("/agenda.ics", status=405)


def test_ones_own_calendar_has_what_concerns_them(people: Any, action: Any, meeting: Any, training: Any) -> None:
    action("Publique", days=2)
    action("D'ailleurs", days=2, organisation="unafam77")
    meeting("Plénière", days=4)
    meeting("Atelier", days=5, state="prepared")
    meeting("Ailleurs", days=6, places=("unafam77", "caf77"))
    peer = people.account("peer")
    training("Pair-aidants : le vécu psychique", days=(7, 8, 15), account=peer)
    reader = webtest.TestApp(people._app)
    member = make_address(people.browser("collective_member", "apf77"))
    assert summaries(reader.get(member)) == ["Publique", "Plénière"]
    answer = reader.get(make_address(people.sign_in(peer)))
    assert summaries(answer) == ["Publique", "Formation", "Formation"]
    assert "psychique" not in answer.text.replace("\r\n ", "")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "Set-Cookie" not in answer.headers
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_session_that_is_cancelled_says_so_in_the_diary(people: Any, training: Any, database: Any) -> None:
    from collectif.training.models import TrainingSession

    peer = people.account("peer")
    training("Écoute", account=peer, state="cancelled")
    with database.transaction() as session:
        session.execute(update(TrainingSession).values(state="cancelled", cancellation_reason="La salle a fermé."))
    answer = webtest.TestApp(people._app).get(make_address(people.sign_in(peer)))
    assert [one.status.value for one in parsed(answer.body)] == ["CANCELLED"]


def test_a_reading_that_is_allowed_writes_once_a_day(people: Any, app: Any, database: Any, count_queries: Any) -> None:
    address = make_address(people.browser("collective_member", "apf77"))
    reader = webtest.TestApp(app)
    written = []
    for _ in range(3):
        with count_queries() as sent:
            reader.get(address)
        written.append([one for one in sent if not one.startswith("SELECT")])
    assert ["personal_calendars" in one for one in written[0]] == [True]
    assert written[1:] == [[], []]


def test_an_address_asked_for_too_often_waits(people: Any, app: Any, database: Any) -> None:
    address = make_address(people.browser("collective_member", "apf77"))
    other = make_address(people.browser("collective_member", "unafam77"))
    app.registry[DOORSTEP] = Doorstep(replace(FOLLOWED, attempts=2), free=1)
    reader = webtest.TestApp(app)
    answers = [reader.get(address, expect_errors=True) for _ in range(5)]
    assert [one.status_int for one in answers] == [200, 200, 200, 429, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 3600
    assert "Set-Cookie" not in answers[-1].headers
    reader.get(other, status=200)
    with database.transaction() as session:
        keys = list(session.scalars(select(ThrottleHit.key)))
    token = address.rpartition("/")[2].removesuffix(".ics")
    assert not [key for key in keys if token in key or token_hash(token) in key]


def test_an_address_is_shown_once_and_ends_when_its_owner_wants(people: Any, database: Any) -> None:
    browser = people.browser("collective_member", "apf77")
    reader = webtest.TestApp(people._app)
    first = make_address(browser)
    reader.get(first, status=200)
    page = browser.get("/intranet/mon-calendrier")
    assert first.rpartition("/")[2] not in page.text
    second = make_address(browser, "Oui, faire une autre adresse")
    dead = reader.get(first, status=404)
    reader.get(second, status=200)
    with database.transaction() as session:
        kept = session.scalars(select(PersonalCalendar)).one()
        assert kept.token_hash not in second
        assert kept.read_on == today()
    assert "Lue pour la dernière fois" in browser.get("/intranet/mon-calendrier")
    form = next(one for one in browser.get("/intranet/mon-calendrier").forms.values() if "annuler l" in one.text)
    assert "ne marche plus" in form.submit().follow()
    never = reader.get("/calendrier/abc.ics", status=404)
    assert reader.get(second, status=404).text == dead.text.replace(first, second)
    assert never.text == dead.text.replace(first, "/calendrier/abc.ics")


def test_an_address_gives_nothing_once_the_last_mandate_has_ended(people: Any, database: Any, meeting: Any) -> None:
    meeting("Plénière")
    account = people.account("collective_member", "apf77")
    address = make_address(people.sign_in(account))
    reader = webtest.TestApp(people._app)

    def end_on(day: Any) -> None:
        with database.transaction() as session:
            session.execute(update(Mandate).values(starts_on=day, ends_on=day))

    end_on(today())
    assert summaries(reader.get(address)) == ["Plénière"]
    end_on(today() - timedelta(days=1))
    reader.get(address, status=404)


def test_an_address_ends_with_the_account(people: Any, database: Any, app: Any) -> None:
    from pyramid.scripting import prepare

    from collectif.db import now

    account = people.account("collective_member", "apf77")
    other = make_address(people.browser("coordinator", "mdph77"))
    address = make_address(people.sign_in(account))
    with database.transaction() as session:
        session.execute(update(Account).where(Account.public_id == account).values(closed_at=now()))
    reader = webtest.TestApp(app)
    reader.get(address, status=404)
    request = app.request_factory.blank("/", method="POST")
    with prepare(registry=app.registry, request=request) as env, env["request"].tm:
        assert forget_unused(env["request"]) == 1
    with database.transaction() as session:
        session.execute(update(Account).where(Account.public_id == account).values(closed_at=None))
    reader.get(address, status=404)
    reader.get(other, status=200)


def test_guessing_addresses_is_slowed_down_and_reading_ones_own_is_not(people: Any) -> None:
    address = make_address(people.browser("collective_member", "apf77"))
    reader = webtest.TestApp(people._app)
    statuses = {reader.get(f"/calendrier/{rank}.ics", status="*").status_int for rank in range(61)}
    assert statuses == {404, 429}
    for _ in range(3):
        reader.get(address, status=200)


def test_the_token_is_in_no_log(people: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    address = make_address(people.browser("collective_member", "apf77"))
    webtest.TestApp(people._app).get(address)
    token = address.rpartition("/")[2].removesuffix(".ics")
    assert "personal_calendar" in {getattr(record, "route", "") for record in caplog.records}
    assert not [record for record in caplog.records if token in str(vars(record))]
