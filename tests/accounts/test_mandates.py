"""Mandates: dates, places, separation of duties, and the last referent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select

from collectif.accounts.mandates import Mandates
from collectif.accounts.models import Account, Mandate
from collectif.accounts.queries import ending_soon
from collectif.accounts.referents import FOREVER, covered, keeps
from collectif.accounts.services import Accounts
from collectif.accounts.throttle import Throttle
from collectif.errors import DomainError, NotAllowed
from collectif.organisations.models import Organisation
from collectif.security.permissions import Role
from collectif.text import today

DAY = timedelta(days=1)
PAGE = "/intranet/organisations"


class Silent:
    """A collaborator that does nothing: the journal and the mails are tested elsewhere."""

    def record(self, *args, **details):
        pass

    def send(self, *args, **values):
        pass

    def void(self, account_id):
        pass


def mandates(session, actor_id=None):
    return Mandates(session, Silent(), Silent(), actor_id)


def accounts(session, database, actor_id=None):
    return Accounts(session, Silent(), Silent(), Silent(), Throttle(database, "secret"), actor_id)


def person(session, email):
    account = Account(email=email, display_name=email, sort_name=email)
    session.add(account)
    session.flush()
    return account


def organisation(session, slug="aede"):
    return session.scalars(select(Organisation).where(Organisation.slug == slug)).one()


def referent(session, email, ends_on=None, starts_on=None):
    return mandates(session).give(
        person(session, email), Role.STRUCTURE_REFERENT, organisation(session), starts_on or today(), ends_on
    )


def test_a_mandate_counts_until_its_last_day(entrance, database):
    with time_machine.travel("2027-01-14 23:00 +0100", tick=False) as clock:
        entrance.account()
        with database.transaction() as session:
            session.scalars(select(Mandate)).one().ends_on = today()
        browser = entrance.visitor()
        entrance.sign_in(browser=browser)
        browser.get(PAGE, status=200)
        clock.move_to("2027-01-14 23:59 +0100")
        browser.get(PAGE, status=200)
        clock.move_to("2027-01-15 00:00 +0100")
        browser.get(PAGE, status=403)


def test_a_mandate_to_come_gives_nothing_yet(entrance, database):
    entrance.account()
    with database.transaction() as session:
        session.scalars(select(Mandate)).one().starts_on = today() + DAY
    browser = entrance.visitor()
    entrance.sign_in(browser=browser)
    browser.get(PAGE, status=403)


@pytest.mark.parametrize(
    ("role", "slug", "message"),
    [
        (Role.ADMIN, "aede", "aucune organisation"),
        (Role.COLLECTIVE_MEMBER, None, "pour une organisation"),
        (Role.COORDINATOR, "aede", "MDPH 77"),
    ],
)
def test_a_role_has_its_place(db, role, slug, message):
    with pytest.raises(DomainError, match=message):
        mandates(db).give(person(db, "a"), role, organisation(db, slug) if slug else None, today(), None)


def test_dates_make_sense(db):
    give = mandates(db).give
    with pytest.raises(DomainError, match="vient après"):
        give(person(db, "a"), Role.PEER, organisation(db), today(), today() - DAY)
    with pytest.raises(DomainError, match="déjà passé"):
        give(person(db, "b"), Role.PEER, organisation(db), today() - 9 * DAY, today() - DAY)


def test_the_same_mandate_is_not_given_twice(db):
    account = person(db, "a")
    mandates(db).give(account, Role.PEER, organisation(db), today(), today() + 9 * DAY)
    with pytest.raises(DomainError, match="déjà ce rôle"):
        mandates(db).give(account, Role.PEER, organisation(db), today() + 9 * DAY, None)
    mandates(db).give(account, Role.PEER, organisation(db), today() + 10 * DAY, None)


@pytest.mark.parametrize(
    ("first", "second"), [(Role.ADMIN, Role.PEER), (Role.PEER, Role.AUDITOR), (Role.ADMIN, Role.AUDITOR)]
)
def test_technical_roles_are_held_alone(db, first, second):
    account = person(db, "a")

    def place(role):
        return None if role in (Role.ADMIN, Role.AUDITOR) else organisation(db)

    mandates(db).give(account, first, place(first), today(), today() + DAY)
    with pytest.raises(DomainError, match="aucun autre rôle"):
        mandates(db).give(account, second, place(second), today(), None)
    mandates(db).give(account, second, place(second), today() + 2 * DAY, None)


def test_nobody_changes_their_own_rights(db, database):
    account = person(db, "a")
    mandate = mandates(db).give(account, Role.ADMIN, None, today(), None)
    own = mandates(db, account.id)
    with pytest.raises(NotAllowed):
        own.give(account, Role.COORDINATOR, organisation(db, "mdph77"), today(), None)
    with pytest.raises(NotAllowed):
        own.end(mandate, today())
    with pytest.raises(NotAllowed):
        accounts(db, database, account.id).close(account)


def test_ending_at_once_and_removing_what_has_not_begun(db):
    account = person(db, "a")
    begun = mandates(db).give(account, Role.PEER, organisation(db), today() - 9 * DAY, None)
    mandates(db).end(begun, today() - DAY)
    assert begun.ends_on == today() - DAY
    fresh = mandates(db).give(account, Role.PEER, organisation(db), today(), None)
    mandates(db).end(fresh, today() - DAY)
    assert db.scalars(select(Mandate)).all() == [begun]
    with pytest.raises(DomainError, match="finit déjà"):
        mandates(db).end(begun, today())
    with pytest.raises(DomainError, match="au plus tôt hier"):
        mandates(db).end(begun, today() - 2 * DAY)


def test_the_last_referent_stays_until_there_is_another(db, database):
    last = referent(db, "a")
    with pytest.raises(DomainError, match="resterait sans référent"):
        mandates(db).end(last, today() + 30 * DAY)
    with pytest.raises(DomainError, match="resterait sans référent"):
        accounts(db, database).close(last.account)
    referent(db, "b")
    mandates(db).end(last, today())
    accounts(db, database).close(last.account)


def test_a_successor_must_follow_without_a_gap(db):
    last = referent(db, "a")
    referent(db, "b", starts_on=today() + 10 * DAY)
    with pytest.raises(DomainError):
        mandates(db).end(last, today() + 8 * DAY)
    mandates(db).end(last, today() + 9 * DAY)


def test_a_referent_with_a_last_day_needs_someone_after(db):
    with pytest.raises(DomainError, match="sans date de fin"):
        referent(db, "a", ends_on=today() + 30 * DAY)
    referent(db, "b")
    referent(db, "c", ends_on=today() + 30 * DAY)


def test_a_closed_account_covers_nothing(db, database):
    first, second = referent(db, "a"), referent(db, "b")
    accounts(db, database).close(first.account)
    with pytest.raises(DomainError):
        mandates(db).end(second, today())


def test_two_endings_at_once_leave_one_referent(database, overtake):
    with database.transaction() as session:
        ids = [referent(session, email).id for email in ("a", "b")]

    def end(mandate_id):
        return lambda session: mandates(session).end(session.get_one(Mandate, mandate_id), today() - DAY)

    assert isinstance(overtake(end(ids[0]), end(ids[1])), DomainError)


@pytest.mark.parametrize("closing_first", [True, False])
def test_closing_and_ending_at_once_leave_one_referent(database, overtake, closing_first):
    with database.transaction() as session:
        first, second = (referent(session, email) for email in ("a", "b"))
        mandate_id, account_id = first.id, second.account_id

    def end(session):
        mandates(session).end(session.get_one(Mandate, mandate_id), today() - DAY)

    def close(session):
        accounts(session, database).close(session.get_one(Account, account_id))

    acts = (close, end) if closing_first else (end, close)
    assert isinstance(overtake(*acts), DomainError)


def test_a_mandate_is_not_given_to_an_account_being_closed(database, overtake):
    with database.transaction() as session:
        account_id = person(session, "a").id

    def close(session):
        accounts(session, database).close(session.get_one(Account, account_id))

    def give(session):
        mandates(session).give(session.get_one(Account, account_id), Role.PEER, organisation(session), today(), None)

    assert isinstance(overtake(close, give), DomainError)


def test_days_are_compared_not_rows():
    d = [date(2027, 1, number) for number in range(1, 10)]
    assert covered([(d[0], d[2]), (d[3], d[5])], d[1]) == [(d[1], d[5])]
    assert covered([(d[0], FOREVER), (d[3], d[5])], d[1]) == [(d[1], FOREVER)]
    assert covered([(d[0], d[0])], d[1]) == []
    assert keeps([(d[1], d[3])], [(d[0], d[4])])
    assert not keeps([(d[1], d[4])], [(d[0], d[2]), (d[4], FOREVER)])


def test_mandates_that_end_soon_are_known_thirty_days_before(db):
    account = person(db, "a")
    mandates(db).give(account, Role.PEER, organisation(db), today(), today() + 30 * DAY)
    mandates(db).give(account, Role.TRAINER, organisation(db), today(), today() + 31 * DAY)
    followed = mandates(db).give(account, Role.COLLECTIVE_MEMBER, organisation(db), today(), today() + DAY)
    mandates(db).give(account, Role.COLLECTIVE_MEMBER, organisation(db), followed.ends_on + DAY, None)
    assert [row.role for row in ending_soon(db, 0, None)] == ["peer"]
    assert [row.role for row in ending_soon(db, account.id)] == ["peer"]
    assert ending_soon(db, 0) == []
