"""The way a plugin has to its own tables, and the rights of the people in them, on both engines."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from collectif.extension import Extensions, Options
from collectif.extensions.backup import everything_of
from collectif.extensions.guard import PluginFault
from collectif.extensions.store import OwnStore, StoreError
from collectif.own_tables import Refused
from collectif.privacy.services import PersonalData
from tests.extensions.good_plugin import GOOD_LOAN, example

TABLE = "ext_aede__loans"


def rows(database) -> list:
    with database.transaction() as session:
        return session.execute(text(f"select * from {TABLE} order by door")).mappings().all()


@pytest.fixture
def store(migrated, plugin, peers):
    with migrated._writing() as session:
        yield OwnStore(session, "aede", plugin.tables, lambda: {peers[0]: "Alix"}, writing=True)


@pytest.mark.parametrize(
    "values",
    [
        {"door": "Grenier"},
        {**GOOD_LOAN, "door": 3},
        {**GOOD_LOAN, "door": "é" * 81},
        {**GOOD_LOAN, "lent_on": "2026-01-01"},
        {**GOOD_LOAN, "id": "mine"},
        {**GOOD_LOAN, "colour": "red"},
        {**GOOD_LOAN, "door": None},
    ],
    ids=str,
)
def test_a_store_takes_what_its_columns_take(values, store):
    with pytest.raises(StoreError):
        store.add("loans", **values)
    assert store.rows("loans") == []


def test_a_store_knows_its_own_tables_and_its_own_people(store, peers):
    for act in (
        lambda: store.rows("peers"),
        lambda: store.rows("ext_apf77__loans"),
        lambda: store.rows("loans", order="colour"),
        lambda: store.rows("loans", colour="red"),
    ):
        with pytest.raises(StoreError):
            act()
    with pytest.raises(Refused):
        store.add("loans", **GOOD_LOAN, peer=peers[1])
    made = store.add("loans", **GOOD_LOAN, peer=peers[0])
    assert store.row("loans", made)["door"] == "Grenier"
    store.change("loans", made, door="Cave")
    assert [row["door"] for row in store.rows("loans", peer=peers[0], order="-door")] == ["Cave"]
    store.remove("loans", made)
    for act in (lambda: store.row("loans", made), lambda: store.change("loans", made, door="Toit")):
        with pytest.raises(Refused):
            act()
    assert not hasattr(store, "session")


def test_a_store_is_for_one_call_and_reads_when_the_page_is_read(store, migrated, plugin):
    with migrated._writing() as session:
        reading = OwnStore(session, "aede", plugin.tables, dict, writing=False)
        assert reading.rows("loans") == []
        with pytest.raises(StoreError, match="n'écrit rien"):
            reading.add("loans", **GOOD_LOAN)
    store.close()
    for act in (lambda: store.rows("loans"), store.people, lambda: store.add("loans", **GOOD_LOAN)):
        with pytest.raises(StoreError, match="terminé"):
            act()


def test_rights_are_answered_in_the_plugins_own_words(lent, migrated):
    extensions = Extensions(Options(active=("aede",), found=example))
    with migrated.transaction() as session:
        given = PersonalData(session, extensions).export("peer", lent)[TABLE]
    assert given == [{"porte": "Grenier", "prêtée le": "1er janvier 2026", "rendue le": "pas encore"}]
    with migrated.transaction() as session:
        PersonalData(session, extensions).erase("peer", lent)
    assert [(row["peer"], row["door"]) for row in rows(migrated)] == [(None, "Grenier")]


def test_rights_are_answered_when_the_plugin_is_gone(lent, migrated):
    gone = Extensions(Options(found=list))
    with migrated.transaction() as session:
        assert PersonalData(session, gone).export("peer", lent)[TABLE][0]["door"] == "Grenier"
        PersonalData(session, gone).erase("peer", lent)
    assert rows(migrated) == []


def test_a_plugin_out_of_order_stops_both_with_its_cause(lent, migrated):
    extensions = Extensions(Options(active=("aede",), found=list))
    for right in (PersonalData.export, PersonalData.erase):
        with migrated.transaction() as session, pytest.raises(PluginFault, match="pas installée"):
            right(PersonalData(session, extensions), "peer", lent)


@pytest.mark.parametrize("hook", ["collectif_export_personal_data", "collectif_erase_personal_data"])
@pytest.mark.parametrize("fault", ["raises", "leaves rows out"])
def test_no_error_about_personal_data_is_swallowed(hook, fault, lent, migrated):
    from collectif.extensions.rights import erase_peer, export_peer
    from collectif.hookspecs import hookimpl

    def failing(peer, store):
        if fault == "raises":
            raise ZeroDivisionError
        return {} if "export" in hook else 0

    extensions = Extensions(Options(active=("aede",), found=example))
    module = extensions.plugins[0].module
    failing.__name__ = hook
    extensions._callers.clear()
    extensions._manager.unregister(module)
    kept = getattr(module, hook)
    try:
        setattr(module, hook, hookimpl(failing))
        extensions._manager.register(module, "aede")
        with migrated.transaction() as session, pytest.raises((ZeroDivisionError, PluginFault)):
            (export_peer if "export" in hook else erase_peer)(session, lent, extensions)
    finally:
        setattr(module, hook, kept)


def test_what_a_plugin_kept_can_be_taken_out_when_it_is_gone(lent, migrated):
    with migrated.transaction() as session:
        kept = everything_of(session, "aede")
    assert kept is not None
    assert [row["door"] for row in json.loads(json.dumps(kept, default=str))["tables"]["loans"]] == ["Grenier"]
    with migrated.transaction() as session:
        assert everything_of(session, "apf77") == {"association": "apf77", "tables": {}}
        assert everything_of(session, "nobody") is None
