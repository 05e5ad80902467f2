"""Whose names are seen; what calendars, the first page and documents say, and to whom."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from collectif import calendars
from collectif.db import now
from collectif.text import today

from .conftest import HOME

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@pytest.fixture
def world(exchanges, people):
    """A session of APF 77 for everyone, led by a trainer, with a peer of APF 77, one of UNAFAM 77, one who waits."""
    trainer, account = people.account("trainer", "mdph77"), people.account("peer")
    event = exchanges.session(days_off=5, capacity=4, facilitator=trainer, organiser="apf77", title="Groupe jade")
    own = exchanges.peer("apf77", family_name="Zinnia", account=account)
    seats = {
        "Zinnia": exchanges.enrol(event, own),
        "Bleuet": exchanges.enrol(event, exchanges.peer("unafam77", family_name="Bleuet")),
        "Capucine": exchanges.enrol(event, exchanges.peer("aede", family_name="Capucine"), "waiting"),
    }
    browsers = {
        "coordination": people.browser("coordinator", "mdph77"),
        "organiser": people.browser("structure_referent", "apf77"),
        "sponsor": people.browser("structure_referent", "unafam77"),
        "facilitator": people.sign_in(trainer),
        "other_trainer": people.browser("trainer", "mdph77"),
        "peer": people.sign_in(account),
    }
    return SimpleNamespace(event=event, seats=seats, browsers=browsers)


SEEN = {
    "coordination": {"Zinnia", "Bleuet", "Capucine"}, "organiser": {"Zinnia", "Bleuet"}, "sponsor": {"Bleuet"},
    "facilitator": {"Zinnia", "Bleuet"}, "other_trainer": set(), "peer": set(),
}  # fmt: skip
REMOVES = {"coordination": {"Zinnia", "Bleuet", "Capucine"}, "organiser": {"Zinnia"}, "sponsor": {"Bleuet"}}


@pytest.mark.parametrize("who", SEEN)
def test_whose_names_are_seen_and_whose_place_is_acted_on(world, acts, who):
    browser = world.browsers[who]
    page = browser.get(f"{HOME}/{world.event}").text
    assert {name for name in world.seats if name in page} == SEEN[who]
    assert ("exchange.people_viewed" in acts()) == bool(SEEN[who])
    for name, seat in world.seats.items():
        status = 200 if name in REMOVES.get(who, ()) else 403
        browser.get(f"{HOME}/{world.event}/inscriptions/{seat}/retirer", status=status)
    assert not {"Zinnia", "Bleuet", "Capucine"} & set(browser.get(f"{HOME}?format=csv").text.split())


def test_the_first_page_says_what_waits(exchanges, people):
    account, facilitator = people.account("peer"), people.account("peer")
    peer = exchanges.peer(account=account)
    offered = exchanges.session(capacity=1, title="Groupe jade")
    exchanges.enrol(offered, peer, "offered", offered_until=now() + timedelta(hours=5))
    over = exchanges.session(days_off=-1, title="Groupe d'hier", organiser="apf77", facilitator=facilitator)
    exchanges.enrol(over, peer)
    pages = {
        "peer": people.sign_in(account), "facilitator": people.sign_in(facilitator),
        "own": people.browser("structure_referent", "apf77"), "other": people.browser("structure_referent", "aede"),
        "coordination": people.browser("coordinator", "mdph77"),
    }  # fmt: skip
    told = {who: browser.get("/intranet").text for who, browser in pages.items()}
    assert {who for who, page in told.items() if "Une place se libère pour vous" in page} == {"peer"}
    assert {who for who, page in told.items() if "Noter les présences" in page} == {"facilitator", "own"}
    assert {who for who, page in told.items() if "un pair de votre association" in page} == {"own"}


def test_calendars_tell_the_public_the_day_and_each_person_their_own(app, world, exchanges, database):
    exchanges.session(kind="departmental_day", is_public=True, title="Journée", days_off=9)
    exchanges.session(kind="departmental_day", is_public=True, title="Pas encore", days_off=9, state="planned")
    first, last = today(), today() + timedelta(days=30)
    with database.transaction() as session:
        public = [
            one for one in calendars.public_events(app.registry, session, first, last) if one.source == "rencontres"
        ]
    assert [(one.title, one.path, one.whole_days) for one in public] == [("Journée", "", False)]
    assert "jade" not in str(public)


def test_a_document_is_tied_by_who_organises_and_hidden_sessions_stay_hidden(exchanges, people):
    event = exchanges.session(organiser="apf77", audience="sponsored")
    own, other = people.browser("structure_referent", "apf77"), people.browser("structure_referent", "unafam77")
    address = f"/intranet/documents/ajouter?pour=exchange_sessions:{event}"
    own.get(address, status=200)
    other.get(address, status=404)
    assert "Ajouter un document" in own.get(f"{HOME}/{event}").text


def test_queries_do_not_grow_with_people(world, exchanges, count_queries):
    browser = world.browsers["coordination"]
    path = f"{HOME}/{world.event}"
    browser.get(path)
    with count_queries() as before:
        browser.get(path)
    exchanges.enrol(world.event, exchanges.peer("apf77"))
    exchanges.enrol(world.event, exchanges.peer("aede"), "waiting")
    with count_queries() as after:
        browser.get(path)
    assert len(after) == len(before)
