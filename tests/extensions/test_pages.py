"""Pages that plugins add, and the page about plugins."""

from __future__ import annotations

import importlib

import pytest

from tests.extensions.fakes import installed, package
from tests.support.apps import People

BASE = "/intranet/associations/{}/extension/{}"
TEMPLATE = """<html metal:use-macro="layout.macros['page']"><title metal:fill-slot="title">${title}</title>
<metal:content metal:fill-slot="content"><h1>${title}</h1><p>${words}</p></metal:content></html>"""
PLUGIN = """
from collectif.contributions import API_VERSION, PluginMetadata
from collectif.hookspecs import hookimpl
from collectif.security.permissions import Permission

@hookimpl
def collectif_plugin_metadata():
    return PluginMetadata("{slug}", "Essai", "1", API_VERSION)

def page(request):
    return {{"words": "Bonjour " + request.association + request.parameters.get("mot", "")}}

def broken(request):
    raise RuntimeError("secret")

def wordless(request):
    return {{}}

def includeme(pages):
    pages.add_page("bonjour", "Bonjour", page, "templates/page.pt", Permission.VIEW_ROSTER)
    pages.add_page("casse", "Cassée", broken, "templates/page.pt", Permission.VIEW_ROSTER)
    pages.add_page("muette", "Muette", wordless, "templates/page.pt", Permission.VIEW_ROSTER)
    {more}
"""
HALF_WAY = {
    "an exception": "raise ValueError('non')",
    "a template missing": "pages.add_page('autre', 'Autre', page, 'nulle-part.pt', Permission.VIEW_ROSTER)",
    "twice the same": "pages.add_page('bonjour', 'Autre', page, 'templates/page.pt', Permission.VIEW_ROSTER)",
    "a bad address": "pages.add_page('../pairs', 'Autre', page, 'templates/page.pt', Permission.VIEW_ROSTER)",
    "nobody's permission": "pages.add_page('autre', 'Autre', page, 'templates/page.pt', None)",
    "the whole application": "pages.add_route('home', '/')",
}


@pytest.fixture
def start(make_app, database, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))

    def make(**more):
        for slug, extra in more.items():
            text = PLUGIN.format(slug=slug, more=extra)
            package(tmp_path, f"paged_{slug}", {"__init__.py": text, "templates/page.pt": TEMPLATE})
        found = installed(**{slug: lambda slug=slug: importlib.import_module(f"paged_{slug}") for slug in more})
        app = make_app(plugins=" ".join(more), plugin_discovery=found, plugin_errors="isolate", plugin_budget="1")
        return app, People(database, app)

    return make


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_page_is_its_associations_own(start):
    _, people = start(apf77="", unafam77="")
    address = BASE.format("apf77", "bonjour")
    referent = people.browser("structure_referent", "apf77")
    referent.get(address + "?mot=<b>").mustcontain("Bonjour apf77&lt;b&gt;")
    people.browser("coordinator", "mdph77").get(address, status=200)
    for role, place in (("structure_referent", "unafam77"), ("collective_member", "apf77"), ("admin", None)):
        people.browser(role, place).get(address, status=403)
    referent.get(BASE.format("aede", "bonjour"), status=404)
    referent.get("/intranet/associations/apf77/rapports").mustcontain(address)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("page", ["casse", "muette"])
def test_a_page_that_fails_says_so_and_is_counted(start, page):
    app, people = start(apf77="")
    answer = people.browser("structure_referent", "apf77").get(BASE.format("apf77", page), status=503)
    answer.mustcontain("momentanément indisponibles", no="secret")
    assert app.registry["extensions"].plugin_of("apf77").record.faults == 1


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("more", HALF_WAY.values(), ids=list(HALF_WAY))
def test_a_plugin_that_fails_half_way_adds_nothing(start, more):
    app, people = start(apf77=more, unafam77="")
    bad, good = app.registry["extensions"].plugins
    assert (bad.state, bad.pages, good.state) == ("disabled", (), "active")
    introspector = app.registry.introspector
    names = {one["introspectable"]["name"] for one in introspector.get_category("routes")}
    assert [name for name in names if "apf77" in name] == []
    people.browser("structure_referent", "apf77").get(BASE.format("apf77", "bonjour"), status=404)
    people.browser("structure_referent", "unafam77").get(BASE.format("unafam77", "bonjour"), status=200)


def test_only_the_administrator_sees_plugins(people):
    for role, place in (("coordinator", "mdph77"), ("structure_referent", "apf77"), ("auditor", None)):
        people.browser(role, place).get("/intranet/admin/extensions", status=403)
    page = people.browser("admin", None).get("/intranet/admin/extensions", status=200)
    page.mustcontain("APF France handicap", "en service", "collectif_roster_schema", no="Réactiver")


def test_an_administrator_puts_a_plugin_back(app, people):
    plugin = app.registry["extensions"].plugin_of("apf77")
    for _ in range(5):
        plugin.record.add("essai : erreur RuntimeError")
    browser = people.browser("admin", None)
    page = browser.get("/intranet/admin/extensions")
    page.mustcontain("mise à l'écart", "erreur RuntimeError")
    form = next(one for one in page.forms.values() if one.action.endswith("/apf77/reactiver"))
    form.submit(status=303).follow().mustcontain("de nouveau en service", "en service")
    assert plugin.state == "active"


def test_putting_back_needs_the_token_and_the_right(people):
    address = "/intranet/admin/extensions/apf77/reactiver"
    people.browser("admin", None).post(address, status=400)
    browser = people.browser("coordinator", "mdph77")
    forms = browser.get("/intranet").forms.values()
    token = next(form["csrf_token"].value for form in forms if "csrf_token" in form.fields)
    browser.post(address, {"csrf_token": token}, status=403)


def test_colours_are_a_stylesheet_for_everyone(testapp):
    answer = testapp.get("/associations.css", status=200)
    assert answer.content_type == "text/css"
    answer.mustcontain(".accent-apf77 { background: #9c1f5c; color: #fff; }")
