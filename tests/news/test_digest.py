"""The digest by mail: to whom, when, with what."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from collectif.accounts.models import Account, Mandate
from collectif.mail.models import OutgoingMail
from collectif.news.digest import Digests
from collectif.news.models import NewsDigest, NewsItem, NewsSeen
from collectif.organisations.models import Organisation
from collectif.security.permissions import Role
from collectif.text import PARIS, sort_key
from tests.support.chores import run

# A Thursday; the Monday of the week after is the eighth.
THURSDAY = datetime(2026, 6, 4, 9, tzinfo=PARIS)
CHORE = "Résumés des nouvelles envoyés"


class Post:
    """Mails that were written, without any outbox."""

    def __init__(self):
        self.sent = []

    def send(self, recipient, template, **values):
        assert template == "news_digest"
        self.sent.append((recipient, [item.title for item in values["items"]]))


@pytest.fixture
def world(db):
    with time_machine.travel(THURSDAY, tick=False) as clock:
        yield World(db, clock)


class World:
    def __init__(self, session, clock):
        self.session = session
        self.clock = clock

    def account(self, email, frequency=None, role=Role.PEER, place="apf77", **values):
        account = Account(email=email, display_name="P", sort_name="p", **{"password_hash": "x", **values})
        account.mandates.append(Mandate(role=role, organisation=self.place(place), starts_on=THURSDAY.date()))
        self.session.add(account)
        self.session.flush()
        if frequency:
            self.session.add(NewsDigest(account_id=account.id, frequency=frequency))
        self.session.flush()
        return account

    def place(self, slug):
        return self.session.scalar(select(Organisation).where(Organisation.slug == slug)) if slug else None

    def item(self, title="Nouvelle", ago=timedelta(hours=1), place=None, **values):
        at = datetime.now(PARIS) - ago
        item = NewsItem(title=title, sort_title=sort_key(title), body="Corps", publish_at=at,
                        organisation=self.place(place), **values)  # fmt: skip
        self.session.add(item)
        self.session.flush()
        return item

    def digest(self):
        post = Post()
        count = Digests(self.session, post).send()
        assert count == len(post.sent)
        return post.sent


def test_whoever_chose_nothing_is_told_once_a_week(world):
    world.account("a@test.example")
    world.item("Une")
    assert world.digest() == [("a@test.example", ["Une"])]
    assert world.digest() == []
    world.clock.shift(timedelta(days=3))
    world.item("Deux")
    assert world.digest() == []
    world.clock.move_to(datetime(2026, 6, 8, 7, 5, tzinfo=PARIS))
    assert world.digest() == [("a@test.example", ["Deux"])]


def test_each_day_and_never(world):
    world.account("jour@test.example", "daily")
    world.account("jamais@test.example", "never")
    world.item("Une")
    assert world.digest() == [("jour@test.example", ["Une"])]
    world.clock.shift(timedelta(hours=2))
    world.item("Deux")
    assert world.digest() == []
    world.clock.shift(timedelta(days=1))
    assert world.digest() == [("jour@test.example", ["Deux"])]


def test_nothing_new_nothing_sent(world):
    world.account("a@test.example", "daily")
    assert world.digest() == []


def test_nobody_is_woken(world):
    world.account("a@test.example", "daily")
    world.item()
    world.clock.move_to(datetime(2026, 6, 4, 6, 59, tzinfo=PARIS))
    assert world.digest() == []


def test_what_was_read_withdrawn_or_is_to_come_is_left_out(world):
    account = world.account("a@test.example", "daily")
    read = world.item("Lue")
    world.session.add(NewsSeen(account_id=account.id, item_id=read.id))
    world.item("Retirée", withdrawn_at=THURSDAY, withdrawal_reason="Non")
    world.item("À venir", ago=-timedelta(days=1))
    world.item("Vieille", ago=timedelta(days=8))
    world.item("Bonne")
    assert world.digest() == [("a@test.example", ["Bonne"])]


def test_only_those_it_is_addressed_to(world):
    world.account("apf@test.example", "daily")
    world.account("unafam@test.example", "daily", place="unafam77")
    world.item("APF", place="apf77")
    assert world.digest() == [("apf@test.example", ["APF"])]


@pytest.mark.parametrize(
    "values", [{"password_hash": None}, {"closed_at": THURSDAY}, {"role": Role.ADMIN, "place": None}]
)
def test_not_those_who_cannot_read_it(world, values):
    world.account("a@test.example", "daily", **values)
    world.item()
    assert world.digest() == []


def test_not_those_whose_mandate_ended(world):
    account = world.account("a@test.example", "daily")
    account.mandates[0].starts_on = account.mandates[0].ends_on = THURSDAY.date() - timedelta(days=1)
    world.session.flush()
    world.item()
    assert world.digest() == []


def test_as_many_questions_whatever_the_number_of_news(world, db):
    for number in range(4):
        world.account(f"p{number}@test.example", "daily")
    world.item(title="a" * 160)
    assert len(world.digest()) == 4


def test_the_mail_has_titles_and_links_only(people, database, app):

    with time_machine.travel(THURSDAY, tick=False):
        browser = people.browser("coordinator", "mdph77", display_name="Ada Fictive")
        form = browser.get("/intranet/nouvelles/ecrire").forms["deform"]
        form["title"], form["body"] = "Le café « d'été » & la suite", "Un corps secret."
        form.submit("submit", status=303)
        people.account("peer", display_name="Zoé Fictive", email="zoe@test.example", password_hash="x")
        with database.transaction() as session:
            item = session.scalars(select(NewsItem)).one().public_id
        assert run(app, CHORE) == {CHORE: 1}
    [mail] = app.registry["mail_transport"].folder.glob("*.eml")
    from email import message_from_bytes, policy

    message = message_from_bytes(mail.read_bytes(), policy=policy.default)
    body = message.get_body().get_content()
    assert message["Subject"] == "Du nouveau sur l'intranet du collectif"
    assert "- Le café « d'été » & la suite" in body
    assert f"http://localhost/intranet/nouvelles/{item}\n" in body
    assert "http://localhost/intranet/nouvelles/courriel" in body
    assert not {"secret", "Zoé", "Ada", "APF"} & set(body.replace(",", " ").split())
    with database.transaction() as session:
        assert session.scalars(select(OutgoingMail)).all() == []
