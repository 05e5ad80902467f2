"""The suite that plugins run: a good plugin passes, and each check sees the plugin that breaks its promise."""

from __future__ import annotations

import importlib
import secrets
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import colander
import pytest
from deform.widget import SelectWidget
from sqlalchemy import text as sql

from collectif.contributions import Count, ImportFormat, MatchingCriterion, Report, Section
from collectif.extensions.guard import PluginFault
from collectif.extensions.migrations import MigrationFault
from collectif.hookspecs import hookimpl
from collectif.own_tables import OwnColumn, OwnTable
from collectif.peers.own_fields import OwnField
from collectif.plugin_kit import choice, fields, text
from collectif.testing import check_identity, check_people, check_reports, check_roster
from collectif.testing.site import Site
from tests.extensions.fakes import installed, metadata, module, package

EXAMPLE = Path(__file__).parent / "example"
LOANS = OwnTable("loans", "Savoir qui a la clé", "un an", about_peers=True, columns=(
    OwnColumn("door", "text", 80, required=True), OwnColumn("lent_on", "date", required=True),
    OwnColumn("returned_on", "date"),
))  # fmt: skip
SEEN = (AssertionError, PluginFault)
READING = choice("reading", "Lecture", {"large": "Gros caractères", "audio": "Audio"}, listed=True)
PLACE = text("place", "Lieu préféré", examples=("médiathèque",))
TITLES = {"family_name": ("Nom usuel",), "reading": ("Format de lecture",)}


def hook(value: Any) -> Callable[[], Any]:
    return hookimpl(lambda: value)


def report(build: Callable[..., Any]) -> dict[str, Any]:
    return {"collectif_reports": hook([Report("essai", "Essai", "Un essai.", build)])}


def reading_report(figures, year):
    yield Section(
        "Lecture", figures=(("pairs parrainés", figures.total),), table=figures.count_by("reading"), chart=True
    )


def import_format(convert: Any = None, titles: Any = None, name: str = "essai") -> ImportFormat:
    return ImportFormat(name, "Essai", "Un essai.", TITLES if titles is None else titles, convert)


GOOD: dict[str, Any] = {
    "collectif_roster_schema": hook(fields(READING, PLACE)),
    "collectif_import_formats": hook([import_format(lambda row: {**row})]),
    "collectif_matching_criteria": hook([MatchingCriterion("reading", "Lecture", "Lire le même format aide.")]),
    **report(reading_report),
}


def fake(**functions: Any) -> ModuleType:
    return module("aede", **{**GOOD, **functions})


@pytest.fixture
def try_in(tmp_path):
    """A site with this plugin alone."""
    made = []

    def make(*modules: ModuleType, **named: Any) -> Site:
        made.append(Site("aede", tmp_path, installed(*modules, **named)))
        return made[-1]

    yield make
    for site in made:
        site.close()


CHECKS = (
    check_identity.check_metadata, check_identity.check_colour, check_identity.check_hooks,
    check_identity.check_imports, check_identity.check_time, check_roster.check_schema, check_roster.check_import,
    check_reports.check_reports, check_reports.check_pages, check_reports.check_others_unseen,
    check_people.check_tables, check_people.check_personal_data,
)  # fmt: skip


def test_a_good_plugin_passes_every_check(try_in):
    site = try_in(fake())
    for check in CHECKS:
        check(site.fresh())


def test_a_plugin_with_nothing_special_passes_too(try_in):
    site = try_in(module("aede"))
    for check in CHECKS:
        check(site.fresh())


def unasked_colour():
    pale = metadata("aede")
    object.__setattr__(pale, "accent_colour", "#ffdd00")
    return pale


WITHOUT_NAME = lambda: metadata("aede", version=" ")  # noqa: E731
BROKEN: dict[str, tuple[Callable[[Site], None], Callable[[], ModuleType], str]] = {
    "another version": (check_identity.check_metadata,
                        lambda: fake(introduce=lambda: metadata("aede", api_version=9)), "version 9"),
    "no version": (check_identity.check_metadata, lambda: fake(introduce=WITHOUT_NAME), "sa version"),
    "a pale colour": (check_identity.check_colour, lambda: fake(introduce=unasked_colour), "contraste"),
    "another type": (check_identity.check_hooks, lambda: fake(collectif_matching_criteria=hook("x")), "liste de"),
    "the same name twice": (check_identity.check_hooks, lambda: fake(
        collectif_reports=hook([Report("essai", "A", "B", reading_report)] * 2)), "deux fois"),
    "a criterion about nothing": (check_identity.check_hooks, lambda: fake(
        collectif_matching_criteria=hook([MatchingCriterion("nothing", "Rien", "Rien.")])), "nothing"),
    "a report without people": (check_reports.check_reports, lambda: fake(**report(
        lambda figures, year: [Section("Part", f"{100 / figures.total.value} %")])), "zero"),
    "a report that is text": (check_reports.check_reports, lambda: fake(**report(lambda figures, year: ["a"])), ""),
    "a report that says nothing": (check_reports.check_reports, lambda: fake(**report(lambda figures, year: [])),
                                   "ne dit rien"),
    "a small number": (check_reports.check_reports, lambda: fake(**report(
        lambda figures, year: [Section("Un", figures=(("pairs", Count(1, "1")),))])), "petit nombre"),
    "titles of others": (check_roster.check_import, lambda: fake(
        collectif_import_formats=hook([import_format(titles={"family_name": ("Prénom",)})])), ""),
    "a field that is not there": (check_roster.check_import, lambda: fake(
        collectif_import_formats=hook([import_format(titles={"dream": ("Rêve",)})])), "dream"),
    "two formats alike": (check_roster.check_import, lambda: fake(
        collectif_import_formats=hook([import_format(), import_format(name="autre")])), "autre format"),
    "a reading that spoils": (check_roster.check_import, lambda: fake(
        collectif_import_formats=hook([import_format(lambda row: dict.fromkeys(row, "?"))])), ""),
    "a reading that loses": (check_roster.check_import, lambda: fake(collectif_import_formats=hook(
        [import_format(lambda row: {name: t for name, t in row.items() if name != "reading"})])), "reading"),
    "a reading that changes what it is given": (check_roster.check_import, lambda: fake(
        collectif_import_formats=hook([import_format(spoil)])), "changée"),
    "a reading that fails on odd cells": (check_roster.check_import, lambda: fake(collectif_import_formats=hook(
        [import_format(lambda row: {**row, "family_name": row["family_name"].title()})])), ""),
    "a reading that gives numbers": (check_roster.check_import, lambda: fake(collectif_import_formats=hook(
        [import_format(lambda row: row if "reading" in row and "phone" in row else {"capacity": 3})])), "texte"),
    "what is stored comes back otherwise": (check_roster.check_schema, lambda: fake(
        collectif_roster_schema=hook(fields(READING, forgetful()))), "revient autrement"),
}  # fmt: skip


def spoil(row):
    copy = dict(row)
    row.clear()
    return copy


def forgetful() -> colander.SchemaNode:
    class Half(colander.String):
        def serialize(self, node, appstruct):
            text = super().serialize(node, appstruct)
            return text if text is colander.null else text[: len(text) // 2 + 1]

    return colander.SchemaNode(Half(), name="half", title="Moitié", missing=colander.drop,
                               validator=colander.Length(max=50))  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_each_check_sees_what_breaks_it(name, try_in):
    check, plugin, words = BROKEN[name]
    with pytest.raises((*SEEN, ZeroDivisionError, KeyError, AttributeError)) as caught:
        check(try_in(plugin()))
    assert words in f"{caught.value}".replace("division by zero", "zero")


def test_two_of_the_same_name_are_seen(try_in):
    with pytest.raises(AssertionError, match="2 fois"):
        check_identity.check_metadata(try_in(fake(), fake()))


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
from collectif.extensions.migrations import MigrationFault
from collectif.hookspecs import hookimpl
from collectif.own_tables import OwnColumn, OwnTable
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


@pytest.fixture
def keys(try_in, monkeypatch):
    """The example that owns a table, in a site."""
    monkeypatch.syspath_prepend(str(EXAMPLE))
    return lambda: try_in(aede=lambda: importlib.import_module("collectif_example"))


def test_the_example_that_owns_a_table_passes_every_check(keys):
    site = keys()
    for check in CHECKS:
        check(site.fresh())


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
