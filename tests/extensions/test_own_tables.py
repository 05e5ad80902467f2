"""Tables and pages of a plugin's own, shown with the small plugin beside this file, on both engines."""

from __future__ import annotations

import shutil
import sys
from datetime import date

import pytest
from sqlalchemy import inspect, text

from collectif.contributions import ContributionError
from collectif.extensions import migrations
from collectif.extensions.store import StoreError
from collectif.own_tables import OwnColumn, OwnTable
from tests.extensions.good_plugin import EXAMPLE, example
from tests.support.apps import People

PAGE = "/intranet/associations/aede/extension/{}"
TABLE = "ext_aede__loans"


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
