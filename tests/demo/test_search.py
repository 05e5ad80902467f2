"""The year, searched: nobody is named to the public, and the index kept with each change is the one made again."""

from __future__ import annotations

import re

from sqlalchemy import select

from collectif.accounts.models import Account
from collectif.organisations.models import Representative
from collectif.peers.models import Peer
from collectif.search.entries import PUBLIC
from collectif.search.french import plain
from collectif.search.index import rebuild
from collectif.search.models import SearchEntry

COLUMNS = (SearchEntry.kind, SearchEntry.thing_id, SearchEntry.audience, SearchEntry.digest)


def names(session):
    """Everybody's whole name, in the order people say it and in the other."""
    peers = [f"{given} {family}" for given, family in session.execute(select(Peer.given_name, Peer.family_name))]
    whole = [*peers, *session.scalars(select(Account.display_name)), *session.scalars(select(Representative.full_name))]
    return {plain(name) for name in whole} | {" ".join(reversed(plain(name).split())) for name in whole}


def test_nobody_is_named_in_what_the_public_finds(year):
    everybody = names(year)
    columns = (SearchEntry.title, SearchEntry.text, SearchEntry.plain)
    public = year.execute(select(*columns).where(SearchEntry.audience == PUBLIC)).all()
    assert len(everybody) > 300
    assert len(public) > 20
    said = " | ".join(re.sub(r"\W+", " ", plain(f"{row.title} {row.text} {row.plain}")) for row in public)
    assert {name for name in everybody if f" {name} " in f" {said} "} == set()


def test_what_each_change_wrote_is_what_is_made_again(year):
    before = set(map(tuple, year.execute(select(*COLUMNS))))
    assert rebuild(year, ()) == len(before)
    assert set(map(tuple, year.execute(select(*COLUMNS)))) == before
