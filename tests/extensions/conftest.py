"""Tests that wear plugins out: each makes its own application."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import pytest

from collectif.extension import Extensions, Options
from collectif.extensions import migrations
from collectif.extensions.store import OwnStore
from collectif.testing.site import Site
from tests.extensions.fakes import installed
from tests.extensions.good_plugin import EXAMPLE, GOOD_LOAN, example
from tests.reports.factories import sponsor


@pytest.fixture
def app(make_app: Callable[..., Any]) -> Any:
    return make_app()


@pytest.fixture
def try_in(tmp_path):
    """A site with this plugin alone."""
    made = []

    def make(*modules, **named) -> Site:
        made.append(Site("aede", tmp_path, installed(*modules, **named)))
        return made[-1]

    yield make
    for site in made:
        site.close()


@pytest.fixture
def keys(try_in, monkeypatch):
    """The example that owns a table, in a site."""
    monkeypatch.syspath_prepend(str(EXAMPLE))
    return lambda: try_in(aede=lambda: importlib.import_module("collectif_example"))


@pytest.fixture
def importable(monkeypatch):
    """The example that owns a table can be imported."""
    monkeypatch.syspath_prepend(str(EXAMPLE))


@pytest.fixture
def plugin(importable):
    (plugin,) = Extensions(Options(active=("aede",), found=example)).plugins
    assert plugin.state == "active", plugin.cause
    return plugin


@pytest.fixture
def migrated(database, plugin):
    migrations.upgrade(database.engine, plugin)
    return database


@pytest.fixture
def peers(migrated):
    """Public ids of someone the association sponsors, and of someone of another association's."""
    with migrated.transaction() as session:
        return [sponsor(session, slug, number=number).peer.public_id for number, slug in enumerate(("aede", "apf77"))]


@pytest.fixture
def lent(migrated, peers, plugin):
    with migrated.transaction() as session:
        store = OwnStore(session, "aede", plugin.tables, lambda: {peers[0]: ""}, writing=True)
        store.add("loans", **GOOD_LOAN, peer=peers[0])
    return peers[0]
