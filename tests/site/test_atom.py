"""The Atom feeds, read by a parser that is not ours, and held to RFC 4287."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import feedparser
import pytest
from lxml import etree
from sqlalchemy import select

from collectif.actions.models import Action
from collectif.db import now
from collectif.organisations.models import Organisation
from collectif.text import sort_key

ATOM = "{http://www.w3.org/2005/Atom}"
ONCE = ("id", "title", "updated")


@pytest.fixture
def published(database: Any) -> None:
    with database.transaction() as session:
        organisation = session.scalars(select(Organisation).filter_by(slug="apf77")).one()
        for rank, title in enumerate(["Café & pairs <Melun>", "Œuvrer « ensemble »", 'Un "mot"']):
            session.add(Action(
                title=title, sort_title=sort_key(title), state="published", summary="À lire & à dire.", kind="group",
                slug=f"action-{rank}", published_at=now(), decided_on=now().date(), description="Un.\n\nDeux.",
                proposing_organisation_id=organisation.id,
            ))  # fmt: skip


def check_atom(body: bytes) -> Any:
    """The feed, whose elements are those RFC 4287 requires (4.1.1, 4.1.2), each as many times as it allows."""
    feed = etree.fromstring(body)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for one in (feed, *entries):
        assert all(len(one.findall(ATOM + name)) == 1 for name in ONCE)
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated")).tzinfo
        assert one.findtext(f"{ATOM}id").startswith(("tag:", "http"))
        links = one.findall(f"{ATOM}link")
        leads = any(link.get("rel", "alternate") == "alternate" for link in links)
        assert leads or one.find(f"{ATOM}content") is not None
        assert all(link.get("href") for link in links)
        assert len({(link.get("type"), link.get("hreflang")) for link in links if link.get("rel") == "alternate"}) <= 1
    assert len([link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]) == 1
    named = feed.find(f"{ATOM}author") is not None
    assert named or all(one.find(f"{ATOM}author") is not None for one in entries)
    ids = [one.findtext(f"{ATOM}id") for one in (feed, *entries)]
    assert len(ids) == len(set(ids))
    times = [datetime.fromisoformat(one.findtext(f"{ATOM}updated")) for one in (feed, *entries)]
    assert max(times) == times[0]
    return feed


@pytest.mark.parametrize("address", ["/actions.atom", "/charte.atom"])
@pytest.mark.parametrize("filled", [False, True])
def test_a_feed_is_what_readers_expect(address: str, filled: bool, testapp: Any, request: Any) -> None:
    if filled:
        request.getfixturevalue("published")
    answer = testapp.get(address)
    assert answer.content_type == "application/atom+xml"
    feed = check_atom(answer.body)
    read = feedparser.parse(answer.body)
    assert not read.bozo
    assert read.version == "atom10"
    assert len(read.entries) == len(feed.findall(f"{ATOM}entry"))
    if filled and address == "/actions.atom":
        assert {entry.title for entry in read.entries} == {"Café & pairs <Melun>", "Œuvrer « ensemble »", 'Un "mot"'}
