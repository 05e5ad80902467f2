"""Tables and pages of a plugin's own, shown with the small plugin beside this file, on both engines."""

from __future__ import annotations

import importlib
import json
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from collectif.contributions import ContributionError
from collectif.extension import Extensions, Options
from collectif.extensions import migrations
from collectif.extensions.backup import everything_of
from collectif.extensions.discovery import Found
from collectif.extensions.guard import PluginFault
from collectif.extensions.store import OwnStore, StoreError
from collectif.own_tables import OwnColumn, OwnTable, Refused
from collectif.privacy.services import PersonalData
from tests.reports.factories import sponsor
from tests.support.apps import People

EXAMPLE = Path(__file__).parent / "example"
PAGE = "/intranet/associations/aede/extension/{}"
TABLE = "ext_aede__loans"


def example() -> list[Found]:
    return [Found("aede", lambda: importlib.import_module("collectif_example"))]


@pytest.fixture(autouse=True)
def importable(monkeypatch):
    monkeypatch.syspath_prepend(str(EXAMPLE))


@pytest.fixture
def plugin():
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
def app(migrated, make_app):
    return make_app(plugins="aede", plugin_discovery=example, plugin_errors="isolate", plugin_budget="1")


@pytest.fixture
def referent(migrated, app):
    return People(migrated, app).browser("structure_referent", "aede")


def form_of(page):
    """The form of a page of the plugin's."""
    return next(form for form in page.forms.values() if "/extension/" in form.action)


def tables(database) -> set[str]:
    with database.engine.connect() as connection:
        return set(inspect(connection).get_table_names())


def rows(database) -> list:
    with database.transaction() as session:
        return session.execute(text(f"select * from {TABLE} order by door")).mappings().all()


def test_migrations_go_up_and_down_beside_the_products_own(database, plugin):
    before = tables(database)
    assert not migrations.is_current(database.engine, plugin)
    migrations.upgrade(database.engine, plugin)
    assert tables(database) - before == {TABLE, "ext_aede__alembic"}
    assert migrations.is_current(database.engine, plugin)
    migrations.upgrade(database.engine, plugin)
    migrations.downgrade(database.engine, plugin)
    assert tables(database) - before == {"ext_aede__alembic"}


def test_the_products_own_migrations_do_not_mind(migrated):
    from collectif import migrate

    assert migrate.is_current(migrated.engine)
    migrate.upgrade(migrated.engine)


TRESPASSES = {
    "another's table": 'op.create_table("notes", sa.Column("id", sa.Integer))',
    "another plugin's": 'op.create_table("ext_apf77__loans", sa.Column("id", sa.Integer))',
    "a column of the core's": 'op.add_column("peers", sa.Column("secret", sa.String(9)))',
    "a table of the core's gone": 'op.drop_table("import_mappings")',
    "not what is said": 'op.add_column("ext_aede__loans", sa.Column("colour", sa.String(9)))',
    "an error": "raise ValueError('non')",
}


@pytest.mark.parametrize("name", TRESPASSES)
def test_a_migration_that_goes_further_than_its_own_tables_changes_nothing(name, database, plugin, tmp_path):
    folder = tmp_path / "collectif_example"
    shutil.copytree(EXAMPLE / "collectif_example", folder)
    file = folder / "migrations" / "0002_returned.py"
    file.write_text(
        file.read_text().replace("def upgrade() -> None:", f"def upgrade() -> None:\n    {TRESPASSES[name]}")
    )
    plugin.module.__file__, before = str(folder / "__init__.py"), tables(database)
    try:
        with pytest.raises(migrations.MigrationFault):
            migrations.upgrade(database.engine, plugin)
    finally:
        del sys.modules["collectif_example"]
    assert tables(database) == before


def test_a_key_is_lent_and_comes_back_through_the_plugins_own_pages(referent, peers, migrated):
    referent.get(PAGE.format("cles")).mustcontain("Aucune clé n’est prêtée")
    form = form_of(referent.get(PAGE.format("preter")))
    assert [value for value, *_ in form["peer"].options] == ["", peers[0]]
    form["door"], form["peer"] = "Salle <bleue>", peers[0]
    page = form.submit(status=303).follow()
    page.mustcontain("Le prêt est noté.", "Salle &lt;bleue&gt;")
    refused = form.submit(status=422)
    refused.mustcontain("déjà prêtée")
    answer = form_of(page.click("Noter le retour")).submit(status=303).follow()
    answer.mustcontain("Le retour est noté.", "Aucune clé n’est prêtée")
    assert [row["peer"] for row in rows(migrated)] == [peers[0]]


def test_what_is_sent_is_the_hosts_to_check(referent, peers, migrated, app):
    address = PAGE.format("preter")
    form = form_of(referent.get(address))
    referent.post(address, {"door": "A", "peer": peers[0]}, status=400)
    token = form["csrf_token"].value
    referent.post(address, {"csrf_token": token, "door": "A", "peer": peers[1]}, status=422)
    referent.post(address, {"csrf_token": token, "door": "A" * 81, "peer": peers[0]}, status=422)
    referent.get(PAGE.format("rendre") + "?pret=nothing", status=404)
    coordinator = People(migrated, app).browser("coordinator", "mdph77")
    coordinator.get(address, status=403)
    coordinator.get(PAGE.format("cles"), status=200)
    stranger = People(migrated, app).browser("structure_referent", "apf77")
    for name in ("cles", "preter", "rendre"):
        stranger.get(PAGE.format(name), status=403)
    assert rows(migrated) == []


def test_what_is_read_and_written_is_in_the_journal(referent, peers, migrated):
    from collectif.journal.models import JournalEntry

    form = form_of(referent.get(PAGE.format("preter")))
    form["door"], form["peer"] = "Grenier", peers[0]
    form.submit(status=303).follow()
    with migrated.transaction() as session:
        entries = session.query(JournalEntry).filter(JournalEntry.act.like("extension.%")).order_by("seq").all()
        told = [(entry.act, entry.details.get("page")) for entry in entries]
        assert not any("Grenier" in str(vars(entry)) for entry in entries)
    assert told == [("extension.viewed", "preter"), ("extension.changed", "preter"), ("extension.viewed", "cles")]


@pytest.mark.parametrize("fault", ["raises", "hangs", "another type"])
def test_a_form_that_fails_half_way_keeps_nothing(fault, referent, peers, migrated, plugin, monkeypatch, app):
    import threading

    keys = sys.modules["collectif_example.keys"]
    gate, late = threading.Event(), []

    def lend(request, answers):
        request.store.add("loans", door="Moitié", peer=peers[0], lent_on=date(2026, 1, 1))
        if fault == "raises":
            raise RuntimeError("secret")
        if fault == "hangs":
            gate.wait(20)
            try:
                request.store.add("loans", door="Trop tard", peer=peers[0], lent_on=date(2026, 1, 1))
            except StoreError as error:
                late.append(error)
        return 3

    added = next(one for one in app.registry["extensions"].plugins[0].pages if one.name == "preter")
    monkeypatch.setattr(type(added), "__setattr__", object.__setattr__)
    added.save = lend
    form = form_of(referent.get(PAGE.format("preter")))
    form["door"], form["peer"] = "Cave", peers[0]
    form.submit(status=503).mustcontain("momentanément indisponibles", no="secret")
    gate.set()
    for thread in app.registry["extensions"].plugins[0].record.stuck:
        thread.join(10)
    assert rows(migrated) == []
    assert len(late) == (fault == "hangs")
    assert keys.LOANS.name == "loans"


@pytest.fixture
def store(migrated, plugin, peers):
    with migrated._writing() as session:
        yield OwnStore(session, "aede", plugin.tables, lambda: {peers[0]: "Alix"}, writing=True)


GOOD = {"door": "Grenier", "lent_on": date(2026, 1, 1)}


@pytest.mark.parametrize(
    "values",
    [
        {"door": "Grenier"},
        {**GOOD, "door": 3},
        {**GOOD, "door": "é" * 81},
        {**GOOD, "lent_on": "2026-01-01"},
        {**GOOD, "id": "mine"},
        {**GOOD, "colour": "red"},
        {**GOOD, "door": None},
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
        store.add("loans", **GOOD, peer=peers[1])
    made = store.add("loans", **GOOD, peer=peers[0])
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
            reading.add("loans", **GOOD)
    store.close()
    for act in (lambda: store.rows("loans"), store.people, lambda: store.add("loans", **GOOD)):
        with pytest.raises(StoreError, match="terminé"):
            act()


@pytest.fixture
def lent(migrated, peers, plugin):
    with migrated.transaction() as session:
        store = OwnStore(session, "aede", plugin.tables, lambda: {peers[0]: ""}, writing=True)
        store.add("loans", **GOOD, peer=peers[0])
    return peers[0]


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


@pytest.mark.parametrize(
    "make",
    [
        lambda: OwnColumn("peer", "text"),
        lambda: OwnColumn("Door", "text"),
        lambda: OwnColumn("door", "picture"),  # type: ignore[arg-type]
        lambda: OwnColumn("door", "text", 0),
        lambda: OwnTable("x" * 17, "A", "B", [OwnColumn("door", "text")]),
        lambda: OwnTable("a__b", "A", "B", [OwnColumn("door", "text")]),
        lambda: OwnTable("loans", "", "B", [OwnColumn("door", "text")]),
        lambda: OwnTable("loans", "A", "", [OwnColumn("door", "text")]),
        lambda: OwnTable("loans", "A", "B", []),
        lambda: OwnTable("loans", "A", "B", [OwnColumn("door", "text")] * 2),
    ],
)
def test_a_table_that_will_not_do_is_refused(make):
    with pytest.raises(ContributionError):
        make()
