"""Starting with plugins: whatever is wrong with one, the application starts, says why, and the others work."""

from __future__ import annotations

import pytest
import webtest

from collectif.contributions import PluginMetadata
from collectif.extension import Extensions, Options
from collectif.hookspecs import hookimpl
from tests.extensions.fakes import fine, installed, metadata, module, reporting
from tests.support.apps import People

GOOD = reporting("unafam77", fine)


def broken_import():
    raise ImportError("no such library")


def hang():
    import time

    time.sleep(30)


def leave():
    raise SystemExit(3)


def without_metadata():
    made = module("apf77")
    del made.collectif_plugin_metadata
    return made


def no_answer():
    return "apf77"


# What is wrong → how the plugin is installed, and words of the cause shown.
FAULTS = {
    "not installed": (installed(GOOD), "pas installée"),
    "installed twice": (installed(GOOD, module("apf77"), module("apf77")), "installée 2 fois"),
    "fails when imported": (installed(GOOD, apf77=broken_import), "ne peut pas être chargée"),
    "stops the program": (installed(GOOD, apf77=leave), "ne peut pas être chargée"),
    "says nothing of itself": (installed(GOOD, apf77=without_metadata), "pour quelle association"),
    "says it wrongly": (installed(GOOD, module("apf77", introduce=no_answer)), "ne démarre pas"),
    "hangs": (installed(GOOD, module("apf77", introduce=hang)), "pas de réponse en 0,2 s"),
    "another version": (installed(GOOD, module("apf77", introduce=lambda: metadata("apf77", api_version=99))),
                        "version 99"),
    "a dependency missing": (
        installed(GOOD, module("apf77", introduce=lambda: metadata("apf77", requires=["not-there-at-all"]))),
        "Il lui manque : not-there-at-all",
    ),
    "another association": (installed(GOOD, module("apf77", introduce=lambda: metadata("aede"))), "« aede »"),
    "no slug": (installed(GOOD, module("apf77", introduce=lambda: metadata("A B"))), "« A B »"),
    "a pale colour": (installed(GOOD, module("apf77", introduce=lambda: metadata("apf77", accent_colour="#ffdd00"))),
                      "trop claire"),
    "not a colour": (installed(GOOD, module("apf77", introduce=lambda: metadata("apf77", accent_colour="red"))),
                     "« red »"),
    "an unknown hook": (installed(GOOD, module("apf77", collectif_dreams=hookimpl(lambda: []))), "collectif_dreams"),
    "a hook unmarked": (installed(GOOD, module("apf77", collectif_reports=lambda: [])), "@hookimpl"),
    "an unknown argument": (installed(GOOD, module("apf77", collectif_reports=hookimpl(lambda session: []))),
                            "session"),
    "a hook misnamed": (
        installed(GOOD, module("apf77", helper=hookimpl(lambda: [], specname="collectif_dreams"))),
        "collectif_dreams",
    ),
}  # fmt: skip


@pytest.fixture(params=FAULTS, ids=str)
def fault(request):
    return FAULTS[request.param]


@pytest.fixture
def start(make_app, database):
    def make(found, names="apf77 unafam77", **more):
        more = {"plugin_errors": "isolate", "plugin_budget": "0.2", **more}
        app = make_app(plugins=names, plugin_discovery=found, **more)
        return app, People(database, app)

    return make


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_plugin_that_cannot_be_used_is_disabled_with_its_cause(fault, start):
    found, words = fault
    app, people = start(found)
    bad, good = app.registry["extensions"].plugins
    assert (bad.state, good.state) == ("disabled", "active")
    page = people.browser("admin", None).get("/intranet/admin/extensions")
    card = page.lxml.xpath("//li[@id='extension-apf77']")[0].text_content()
    assert words in card
    assert "désactivée" in card
    there = people.browser("structure_referent", "unafam77")
    there.get("/intranet/associations/unafam77/rapports/essai").mustcontain("Tout va bien", no="indisponibles")
    here = people.browser("structure_referent", "apf77")
    here.get("/intranet/associations/apf77/rapports").mustcontain("Rapport annuel", "momentanément indisponibles")
    here.get("/intranet/associations/apf77/rapports/annuel", status=200)
    here.get("/intranet/associations/apf77/rapports/essai", status=503).mustcontain("momentanément indisponibles")


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("names", ["", "apf77", "unafam77", "aede", "apf77 unafam77 aede", "apf77 apf77"])
def test_the_application_starts_with_any_set_of_plugins(start, names):
    app, people = start(installed(GOOD, reporting("apf77", fine), reporting("aede", fine)), names)
    assert [one.name for one in app.registry["extensions"].plugins] == list(dict.fromkeys(names.split()))
    assert all(one.state == "active" for one in app.registry["extensions"].plugins)
    webtest.TestApp(app).get("/", status=200)
    for slug in ("apf77", "unafam77", "aede"):
        page = people.browser("structure_referent", slug).get(f"/intranet/associations/{slug}/rapports")
        assert ("Rapport d'essai" in page.text) == (slug in names.split())


def test_each_application_has_its_own_manager():
    found = installed(reporting("apf77", fine))
    first, second = (Extensions(Options(active=("apf77",), found=found)) for _ in range(2))
    first.disable(first.plugins[0], "essai")
    assert second.plugins[0].state == "active"
    assert second.ask("collectif_reports", association="apf77").items


def test_installed_but_not_active_plugins_are_named():
    assert Extensions(Options(active=("apf77",), found=installed(GOOD, module("apf77")))).idle == ["unafam77"]


def test_the_colour_is_judged_under_white_words():
    assert PluginMetadata("apf77", "Nom", "1", 1, accent_colour="#767676").accent_colour
    with pytest.raises(ValueError, match="4,5"):
        PluginMetadata("apf77", "Nom", "1", 1, accent_colour="#777777")
