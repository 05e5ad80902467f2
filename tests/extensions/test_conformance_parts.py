"""The suite that plugins run, part by part: fields, time, figures, pages, tables."""

from __future__ import annotations

import importlib
import secrets
import shutil
import sys
import time
from dataclasses import replace

import colander
import pytest
from deform.widget import SelectWidget
from sqlalchemy import text as sql

from collectif.contributions import Section
from collectif.extensions.migrations import MigrationFault
from collectif.hookspecs import hookimpl
from collectif.own_tables import OwnColumn, OwnTable
from collectif.peers.own_fields import OwnField
from collectif.plugin_kit import choice, text
from collectif.testing import check_identity, check_people, check_reports, check_roster
from collectif.testing.site import Site
from tests.extensions.fakes import package
from tests.extensions.good_plugin import EXAMPLE, LOANS, PLACE, READING, SEEN, fake, hook, report

FIELDS = {
    "its name": colander.SchemaNode(colander.String(), name="Un-Nom", title="Titre"),
    "a name of the core": text("email", "Autre adresse"),
    "no title": text("place", " "),
    "medical": text("place", "Traitement en cours"),
    "endless": colander.SchemaNode(colander.String(), name="place", title="Lieu"),
    "a filter without answers": colander.SchemaNode(
        colander.String(), name="place", title="Lieu", validator=colander.Length(max=9), filterable=True),
    "an answer it refuses": colander.SchemaNode(
        colander.String(), name="place", title="Lieu", validator=colander.OneOf(["a"]),
        widget=SelectWidget(values=[("a", "A"), ("b", "B")])),
    "an answer without words": choice("place", "Lieu", {"a": "", "b": "B"}),
    "an answer too long to be found": choice("place", "Lieu", {"a" * 121: "A", "b": "B"}),
}  # fmt: skip


@pytest.mark.parametrize("node", FIELDS.values(), ids=list(FIELDS))
def test_a_field_that_will_not_do_is_seen(node):
    with pytest.raises(AssertionError):
        check_roster.check_field(OwnField(node))


def test_a_good_field_passes():
    check_roster.check_field(OwnField(READING))
    check_roster.check_field(OwnField(PLACE))


def busy():
    end = time.thread_time() + 0.2
    while time.thread_time() < end:
        pass


@pytest.mark.parametrize("slow", [busy, lambda: time.sleep(2)], ids=["works long", "never comes back"])
def test_a_call_that_takes_its_time_is_seen(slow):
    with pytest.raises(AssertionError, match=" s"):
        check_identity.check_call("essai", slow, 0.05)
    check_identity.check_call("essai", lambda: None, 0.05)


def test_a_report_that_reaches_further_than_its_figures_is_seen(try_in):
    reach: list[Site] = []

    def everyone(figures, year):
        with reach[0].database.engine.connect() as connection:
            names = connection.execute(sql("select family_name from peers order by id")).scalars().all()
        return [Section("Tout le monde", ", ".join(names))]

    reach.append(try_in(fake(**report(everyone))))
    with pytest.raises(AssertionError, match="autre association"):
        check_reports.check_others_unseen(reach[0])
    with pytest.raises(AssertionError, match="nom d'une personne"):
        check_reports.check_reports(reach[0])


PAGED = """
from collectif.contributions import API_VERSION, PluginMetadata
from collectif.hookspecs import hookimpl
from collectif.security.permissions import Permission
{imports}

@hookimpl
def collectif_plugin_metadata():
    return PluginMetadata("aede", "Essai", "1", API_VERSION)

def includeme(pages):
    pages.add_page("essai", "Essai", lambda request: {{}}, "templates/page.pt", Permission.{permission})
"""
TEMPLATE = """<html metal:use-macro="layout.macros['page']"><title metal:fill-slot="title">Essai</title>
<metal:content metal:fill-slot="content">{}</metal:content></html>"""
PAGES = {
    "open to everyone": ("", "USE_INTRANET", "<h1>Essai</h1>", check_reports.check_pages),
    "two headings": ("", "VIEW_ROSTER", "<h1>Essai</h1><h1>Essai</h1>", check_reports.check_pages),
    "a style": ("", "VIEW_ROSTER", '<h1 style="color: red">Essai</h1>', check_reports.check_pages),
    "a script": ("", "VIEW_ROSTER", "<h1>Essai</h1><script>1</script>", check_reports.check_pages),
    "a picture without words": ("", "VIEW_ROSTER", '<h1>Essai</h1><img src="/a.png"/>', check_reports.check_pages),
    "the database": ("import sqlalchemy", "VIEW_ROSTER", "<h1>Essai</h1>", check_identity.check_imports),
    "rooms of the core": ("from collectif.peers import models", "VIEW_ROSTER", "", check_identity.check_imports),
    "another plugin": ("import collectif_apf77", "VIEW_ROSTER", "<h1>Essai</h1>", check_identity.check_imports),
}


@pytest.fixture
def paged(try_in, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))

    def make(imports: str, permission: str, words: str) -> Site:
        code = PAGED.format(imports=imports, permission=permission)
        # Templates are kept by name in a process: each test has a package of its own.
        name = f"paged_{secrets.token_hex(4)}"
        package(tmp_path, name, {"__init__.py": code, "templates/page.pt": TEMPLATE.format(words)})
        return try_in(aede=lambda: importlib.import_module(name))

    return make


@pytest.mark.parametrize("name", PAGES)
def test_a_page_or_an_import_that_will_not_do_is_seen(name, paged):
    imports, permission, words, check = PAGES[name]
    with pytest.raises(AssertionError):
        check(paged(imports, permission, words))


def test_a_good_page_passes(paged):
    site = paged("", "VIEW_ROSTER", "<h1>Essai</h1>")
    check_reports.check_pages(site)
    check_identity.check_imports(site)


def test_tables_that_cannot_be_made_are_seen(try_in):
    table = OwnTable("loans", "Essai", "un an", [OwnColumn("door", "text")])
    made = fake(collectif_tables=hook([table]))
    made.__file__ = __file__
    with pytest.raises(MigrationFault, match="migrations"):
        try_in(made)


FORGETFUL = {
    "leaves rows out": {"collectif_export_personal_data": hookimpl(lambda peer, store: {})},
    "names the person still": {"collectif_erase_personal_data": hookimpl(lambda peer, store: 0)},
    "keeps words about the person": {"collectif_tables": hook([replace(LOANS, columns=(
        OwnColumn("door", "text", 80, required=True, personal=True), *LOANS.columns[1:]))])},
}  # fmt: skip


@pytest.mark.parametrize("name", FORGETFUL)
def test_personal_data_left_out_or_left_behind_is_seen(name, keys, monkeypatch):
    importlib.import_module("collectif_example")
    for hooked, function in FORGETFUL[name].items():
        monkeypatch.setattr(f"collectif_example.{hooked}", function)
    with pytest.raises(SEEN):
        check_people.check_personal_data(keys())


def test_migrations_that_do_not_go_down_are_seen(try_in, tmp_path, monkeypatch):
    folder = tmp_path / "copy" / "collectif_example"
    shutil.copytree(EXAMPLE / "collectif_example", folder)
    step = folder / "migrations" / "0001_loans.py"
    step.write_text(step.read_text().replace('op.drop_table("ext_aede__loans")', "pass"))
    monkeypatch.syspath_prepend(str(folder.parent))
    monkeypatch.delitem(sys.modules, "collectif_example", raising=False)
    site = try_in(aede=lambda: importlib.import_module("collectif_example"))
    sys.modules.pop("collectif_example")
    with pytest.raises(MigrationFault):
        check_people.check_tables(site)
