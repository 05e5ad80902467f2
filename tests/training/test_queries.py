"""The number of questions to the database does not grow with the rows of a page; bodies that no browser sends."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from .test_pages import HOME

MORE = 9


@pytest.fixture
def world(trainings, people):
    trainer = people.account("trainer", "mdph77")
    account = people.account("peer")
    session = trainings.session(days_off=0, capacity=40, trainer=trainer)
    held = trainings.session(days_off=-4, capacity=40, state="held", trainer=trainer)
    trainings.enrol(session, trainings.peer(account=account))
    browsers = {
        "coordination": people.browser("coordinator", "mdph77"),
        "referent": people.browser("structure_referent", "apf77"),
        "trainer": people.sign_in(trainer),
        "peer": people.sign_in(account),
    }
    return SimpleNamespace(session=session, held=held, browsers=browsers)


def fill(trainings, world, count):
    """Sessions, people who come, people who wait, people who were there."""
    for _ in range(count):
        trainings.session()
        trainings.session(days_off=-30, state="held")
        trainings.enrol(world.session, trainings.peer())
        trainings.enrol(world.session, trainings.peer(), "waiting")
        there = trainings.enrol(world.held, trainings.peer())
        trainings.attend(there, True, True)
        trainings.certify(trainings.peer())


PAGES = [
    ("coordination", HOME), ("coordination", f"{HOME}/passees"), ("coordination", "/intranet"),
    ("coordination", HOME + "/{session}"), ("coordination", HOME + "/{session}/inscrire"),
    ("coordination", HOME + "/{held}/resultats"), ("coordination", HOME + "/{held}/presences"),
    ("trainer", HOME + "/{session}"), ("trainer", HOME + "/{session}/presences"), ("trainer", "/intranet"),
    ("referent", HOME + "/{session}"), ("referent", "/intranet"), ("peer", HOME), ("peer", HOME + "/{session}"),
    ("peer", "/intranet"),
]  # fmt: skip


def test_pages_ask_as_much_for_many_rows_as_for_few(trainings, world, count_queries):
    fill(trainings, world, 1)
    few = {page: counted(page, world, count_queries) for page in PAGES}
    fill(trainings, world, MORE)
    many = {page: counted(page, world, count_queries) for page in PAGES}
    assert many == few
    assert max(few.values()) <= 20


def counted(page, world, count_queries):
    who, path = page
    address = path.format(session=world.session, held=world.held)
    world.browsers[who].get(address)
    with count_queries() as sent:
        world.browsers[who].get(address)
    return len(sent)


BODIES = [
    b"", b"\xff\xfe", b"half_day=%ff", b"__start__=x:sequence&__start__=", b"present-=oui&present-x=oui&half_day=1",
    b"peer=%00", b"reason=%00", b"reason=" + b"a" * 5000, b"act=accept&act=leave", b"capacity=1e9&capacity=-1",
    b"__start__=half_days:sequence&__start__=half_day:mapping&day=1&__end__=half_day:mapping&__end__=half_days:sequence",
    b"__start__=day:mapping&year=99999&month=13&day=-1&__end__=day:mapping", b"trainers=x&accesses=y&remote=z",
    "title=é&kind=ù".encode(), b"version=zzz", b"__sequence__=add+half_days", b"__sequence__=remove+half_days.9",
]  # fmt: skip


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_a_malformed_body_is_answered_and_changes_nothing(trainings, world, body):
    browser = world.browsers["coordination"]
    before = trainings.get(world.session), trainings.states(world.session)
    token = browser.csrf
    for path in ("/prevoir", "/{session}/modifier", "/{session}/annuler", "/{session}/inscrire", "/{session}/presences",
                 "/{held}/resultats"):  # fmt: skip
        address = HOME + path.format(session=world.session, held=world.held)
        answer = browser.post(address, body, headers={"X-CSRF-Token": token}, expect_errors=True,
                              content_type="application/x-www-form-urlencoded")  # fmt: skip
        wanted = {200, 303, 400, 422} if body.startswith(b"reason=a") or b"sequence" in body else {303, 400, 422}
        assert answer.status_int in wanted, (path, answer.status_int)
    after = trainings.get(world.session), trainings.states(world.session)
    assert after == before
