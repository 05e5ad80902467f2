"""Several people at once: nobody is answered 500, and nothing is done twice or lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import func, select, text

from collectif.accounts.models import Account, Mandate, SignInSession
from collectif.actions.models import Action, ActionStep
from collectif.journal.models import JournalEntry
from collectif.peers.models import Peer, Sponsorship
from collectif.text import today
from tests.support.world import EMAIL, PASSWORD

from .conftest import Target

SECONDS_UNDER_LOAD = 6
READERS, WRITERS = 5, 3


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act answers, all begun at the same instant."""
    start = threading.Barrier(len(acts))

    def begin(act: Callable[[], Any]) -> Any:
        start.wait(timeout=30)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result(timeout=120) for one in [pool.submit(begin, act) for act in acts]]


def statuses(answers: list[Any]) -> list[int]:
    return sorted(answer.status_int for answer in answers)


def date_parts(name: str, day: Any) -> list[tuple[str, str]]:
    parts = [(part, str(getattr(day, part))) for part in ("year", "month", "day")]
    return [("__start__", f"{name}:mapping"), *parts, ("__end__", f"{name}:mapping")]


def mandate(role: str, organisation: str) -> list[tuple[str, str]]:
    return [("role", role), ("organisation", organisation), *date_parts("starts_on", today())]


def verified(target: Target) -> None:
    with target.database.transaction() as session:
        assert target.app.registry["journal"].verify(session) is None


def begin_journal(target: Target) -> None:
    """Its first line makes the row that everyone then waits for."""
    assert target.browser("referent").get(target.path("peer")).status_int == 200


@contextmanager
def waiting_in(target: Target, act: Callable[[], Any]) -> Iterator[Any]:
    """``act`` in a thread, once it waits for a lock that the caller holds. The journal must have begun."""
    with ThreadPoolExecutor(1) as pool, target.database.engine.connect() as watcher:
        future = pool.submit(act)
        asked = text("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
        for _ in range(600):
            if watcher.execute(asked).scalar_one():
                break
            watcher.rollback()
            time.sleep(0.01)
        yield future


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_request_that_others_stopped_is_tried_again_as_the_same_person(target: Target) -> None:
    """The request holds the journal and waits for an organisation; who holds it asks for the journal."""
    invitation = [("display_name", "Iris Ivoire"), ("email", "ivoire@monde.example"), *mandate("trainer", "apf77")]
    begin_journal(target)
    with target.database.engine.connect() as other:
        other.execute(text("select id from organisations where slug = 'apf77' for update"))
        with waiting_in(target, lambda: target.post("admin", "/intranet/admin/comptes/inviter", invitation)) as answer:
            other.execute(text("select id from journal_head for update"))
            other.commit()
            assert answer.result(timeout=30).status_int == 303
    with target.database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Account).filter_by(email="ivoire@monde.example")) == 1
    verified(target)


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_signing_in_is_tried_again_too(target: Target) -> None:
    """It has transactions of its own."""
    body = {"email": EMAIL, "password": PASSWORD}
    begin_journal(target)
    with target.database.engine.connect() as other:
        other.execute(text("select id from journal_head for update"))
        with waiting_in(target, lambda: target.post("visitor", "/connexion", body)) as answer:
            other.execute(text("select id from accounts where email = :email for update"), {"email": EMAIL})
            other.commit()
            assert answer.result(timeout=30).status_int == 303


def test_one_file_imported_twice_adds_nobody_twice(target: Target) -> None:
    file = b"Nom;Pr\xc3\xa9nom;E-mail\n" + b"".join(b"Lot%c;Ana;lot%d@t.example\n" % (65 + n, n) for n in range(20))
    forms = target.browser("referent").get(target.path("roster_import")).forms
    page = next(one for one in forms.values() if "upload" in one.fields)
    page["upload"] = ("liste.csv", file)
    columns = page.submit("submit").follow()
    check = next(one for one in columns.forms.values() if "column_0" in one.fields).submit("submit")
    run = check.location.replace("/verification", "/confirmer")
    assert run != check.location
    answers = at_once(*[lambda: target.post("referent", run, {})] * 4)
    assert set(statuses(answers)) <= {303, 404}
    with target.database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Peer).where(Peer.email.like("lot%"))) == 20
    verified(target)


def test_one_action_moved_twice_moves_once(target: Target) -> None:
    path = target.path("intranet_action_examine")
    with target.database.transaction() as session:
        wanted = target.world.values["intranet_action_examine"]["public_id"]
        action = session.scalars(select(Action).where(Action.public_id == wanted)).one()
        version, key = action.version, action.id
    answers = at_once(*[lambda: target.post("coordinator", path, {"version": str(version)})] * 4)
    assert statuses(answers).count(303) == 1
    assert max(statuses(answers)) < 500
    with target.database.transaction() as session:
        steps = select(func.count()).select_from(ActionStep).filter_by(action_id=key, name="examine")
        assert session.scalar(steps) == 1
    verified(target)


def test_one_link_opens_once(target: Target) -> None:
    path = target.path("choose_password")
    chosen = ["tulipe rouge sous la neige", "canard vert dans le brouillard", "trois velos contre un mur"]

    def choose(password: str) -> Callable[[], Any]:
        parts = [("__start__", "password:mapping"), ("password", password), ("password-confirm", password),
                 ("__end__", "password:mapping")]  # fmt: skip
        return lambda: target.post("visitor", path, parts)

    assert statuses(at_once(*map(choose, chosen))) == [303, 410, 410]


def test_a_form_edited_by_two_keeps_both_works(target: Target) -> None:
    """One is saved; the other is told, with what was typed."""
    path = target.path("organisation_edit")

    def save(person: str, words: str) -> Callable[[], Any]:
        page = target.browser(person).get(path)
        form = next(one for one in page.forms.values() if "short_name" in one.fields)
        form["description"] = words
        fields = [(name, value) for name, value in form.submit_fields() if name != "csrf_token"]
        return lambda: target.post(person, path, fields)

    answers = at_once(save("referent", "Texte de la référente"), save("coordinator", "Texte de la coordination"))
    assert statuses(answers) == [303, 422]
    told = next(answer for answer in answers if answer.status_int == 422)
    assert "pendant que vous écriviez" in told.text
    assert "Texte de la référente" in told.text
    assert "Texte de la coordination" in told.text


def test_the_last_two_referents_do_not_both_leave(target: Target) -> None:
    with target.database.transaction() as session:
        found = select(Mandate.public_id, Account.public_id).join(Account).where(
            Mandate.role == "structure_referent", Mandate.ends_on.is_(None), Account.email.like("%@monde.example"),
            Mandate.organisation.has(slug="apf77"),
        )  # fmt: skip
        mandates = session.execute(found).all()
        assert len(mandates) == 1
        person = session.scalars(select(Account).where(Account.email == "obsidienne@monde.example")).one().public_id
    target.post("admin", f"/intranet/admin/comptes/{person}/mandats", mandate("structure_referent", "apf77"))
    with target.database.transaction() as session:
        mandates = session.execute(found).all()
    assert len(mandates) == 2
    ends = [
        lambda address=f"/intranet/admin/comptes/{account}/mandats/{one}/fin": target.post(
            "admin", address, date_parts("ends_on", today())
        )
        for one, account in mandates
    ]
    assert statuses(at_once(*ends)) == [303, 422]
    verified(target)


def test_many_at_once_wait_and_are_answered(target: Target) -> None:
    """Readings that are journalled and writings, for a few seconds."""
    end = time.monotonic() + SECONDS_UNDER_LOAD
    peer, roster = target.path("peer"), target.path("roster")
    with target.database.transaction() as session:
        sponsorships = session.scalar(select(func.count()).select_from(Sponsorship))

    def read() -> list[int]:
        browser, found = target.browser("referent"), []
        while time.monotonic() < end:
            found += [browser.get(path, expect_errors=True).status_int for path in (peer, f"{roster}?format=csv")]
        return found

    def write() -> list[int]:
        found = []
        while time.monotonic() < end:
            for move in ("pause", "resume"):
                found.append(target.post("referent", f"{peer}/etat", {"move": move}).status_int)
        return found

    answers = [status for one in at_once(*[read] * READERS, *[write] * WRITERS) for status in one]
    assert len(answers) > 20
    assert set(answers) <= {200, 303, 409, 422}
    verified(target)
    with target.database.transaction() as session:
        viewed = session.scalar(select(func.count()).select_from(JournalEntry).filter_by(act="peer.viewed"))
        assert viewed >= answers.count(200) / 2
        assert session.scalar(select(func.count()).select_from(Sponsorship)) == sponsorships
        assert session.scalar(select(func.count()).select_from(SignInSession)) > 0
