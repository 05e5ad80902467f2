"""Whatever a plugin does wrong, at whichever question: its own page stands or says so, every other one works, and the
administrator reads the cause."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import colander
import pytest

from collectif.contributions import ImportFormat
from collectif.errors import DomainError
from collectif.hookspecs import hookimpl
from collectif.peers.attestations import Conditions
from collectif.plugin_kit import choice, fields
from tests.extensions.fakes import fine, installed, module, reporting
from tests.peers.test_import import form_of, send
from tests.support.apps import People

ROSTER = fields(choice("reading", "Lecture", {"large": "Gros caractères", "audio": "Audio"}, listed=True))
end_of_hanging = threading.Event()


@pytest.fixture(autouse=True)
def released():
    """Whatever hangs does so until its test is over."""
    end_of_hanging.clear()
    yield
    end_of_hanging.set()


def raising() -> Any:
    raise RuntimeError("Jeanne Martin")


def hanging() -> Any:
    end_of_hanging.wait(30)


# What is done in place of an answer → words of the cause.
CONDUCT: dict[str, tuple[Callable[[], Any], str]] = {
    "raises": (raising, "erreur RuntimeError"),
    "hangs": (hanging, "pas de réponse en 0,3 s"),
    "another type": (lambda: 3, "réponse de type int"),
}
# Question → a page of the association where it is asked.
ASKED = {
    "collectif_roster_schema": "pairs",
    "collectif_import_formats": "pairs/import",
    "collectif_reports": "rapports",
}


@pytest.fixture
def start(make_app, database):
    def make(bad, **more):
        found = installed(bad, reporting("unafam77", fine, collectif_roster_schema=hookimpl(lambda: ROSTER)))
        more = {"plugin_errors": "isolate", "plugin_budget": "0.3", **more}
        app = make_app(plugins="apf77 unafam77", plugin_discovery=found, **more)
        return SimpleNamespace(app=app, people=People(database, app))

    return make


def card_of(site) -> str:
    page = site.people.browser("admin", None).get("/intranet/admin/extensions", status=200)
    return page.lxml.xpath("//li[@id='extension-apf77']")[0].text_content()


def others_work(site) -> None:
    """Every kind of page of another association, its own plugin included; and what is nobody's own."""
    there = site.people.browser("structure_referent", "unafam77")
    base = "/intranet/associations/unafam77/"
    for rest in ("pairs", "pairs/ajouter", "pairs/import", "rapports", "rapports/annuel", "rapports/essai"):
        there.get(base + rest, status=200).mustcontain(no="momentanément indisponibles")
    there.get(base + "pairs").mustcontain("Lecture")
    for address in ("/", "/pole-ressource", "/intranet"):
        there.get(address, status=200)


def plugin_where(hook: str, function: Callable[[], Any]):
    return module("apf77", **{hook: hookimpl(function)})


@pytest.mark.parametrize("conduct", CONDUCT)
@pytest.mark.parametrize("hook", ASKED)
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_question_that_is_badly_answered(hook, conduct, start):
    function, words = CONDUCT[conduct]
    site = start(plugin_where(hook, function))
    here = site.people.browser("structure_referent", "apf77")
    here.get(f"/intranet/associations/apf77/{ASKED[hook]}", status=200)
    assert words in card_of(site)
    assert "Jeanne Martin" not in card_of(site)
    others_work(site)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_fields_that_are_badly_made(start):
    node = colander.SchemaNode(
        colander.String(), name="reading", widget=SimpleNamespace(values=[1, 2]), filterable=True
    )
    site = start(plugin_where("collectif_roster_schema", lambda: fields(node)))
    here = site.people.browser("structure_referent", "apf77")
    here.get("/intranet/associations/apf77/pairs", status=200).mustcontain("momentanément indisponibles")
    assert "erreur TypeError" in card_of(site)
    others_work(site)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_field_that_fails_on_what_is_answered(start):
    def failing(node, value):
        raise RuntimeError("Jeanne Martin")

    node = colander.SchemaNode(colander.String(), name="reading", title="Lecture", validator=failing)
    site = start(plugin_where("collectif_roster_schema", lambda: fields(node)))
    here = site.people.browser("structure_referent", "apf77")
    form = next(
        one for one in here.get("/intranet/associations/apf77/pairs/ajouter").forms.values() if "reading" in one.fields
    )
    form["family_name"], form["given_name"], form["reading"] = "Fictif", "Alix", "gros"
    form.submit(status=422).mustcontain("momentanément indisponibles", no="Jeanne")
    assert "erreur RuntimeError" in card_of(site)
    others_work(site)


@pytest.mark.parametrize("conduct", ["raises", "hangs"])
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_file_that_the_plugin_cannot_read(conduct, start):
    function, words = CONDUCT[conduct]
    chosen = ImportFormat("essai", "Essai", "Un essai.", {"family_name": ("Nom usuel",)}, lambda row: function())
    site = start(plugin_where("collectif_import_formats", lambda: [chosen]))
    here = site.people.browser("structure_referent", "apf77")
    columns = send(here, "Nom usuel;Prénom\nFictif;Alix\n").follow()
    answer = form_of(columns, "column_0").submit("submit").follow(expect_errors=True)
    assert answer.status_int < 500
    answer.mustcontain("momentanément indisponibles", no="Jeanne")
    assert words in card_of(site)
    others_work(site)


@pytest.mark.parametrize("conduct", CONDUCT)
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_conditions_that_are_badly_given(conduct, start):
    function, words = CONDUCT[conduct]
    site = start(plugin_where("collectif_sponsorship_conditions", function))
    with pytest.raises(DomainError, match="momentanément indisponibles"):
        Conditions(site.app.registry["extensions"]).of("apf77")
    assert words in card_of(site)
    others_work(site)
