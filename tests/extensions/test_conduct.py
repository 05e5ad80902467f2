"""A plugin that misbehaves: only its association notices, it is counted, set aside, and may come back."""

from __future__ import annotations

import logging
import threading

import colander
import pytest

from collectif.contributions import ContributionError, Section
from collectif.extension import Extensions, Options
from collectif.extensions import guard
from collectif.extensions.guard import MAXIMUM_FAULTS, MAXIMUM_STUCK, PluginFault
from collectif.hookspecs import hookimpl, hookspec, sensitive
from tests.extensions.fakes import fine, installed, module, reporting
from tests.support.apps import People

SECRET = "Jeanne Martin, 06 12 34 56 78"
REPORT = "/intranet/associations/{}/rapports/essai"


def raising(figures, year):
    raise RuntimeError(SECRET)


def leaving(figures, year):
    raise SystemExit(1)


def half_way(figures, year):
    yield from fine(figures, year)
    raise RuntimeError(SECRET)


end_of_hanging = threading.Event()


def hanging(figures, year):
    end_of_hanging.wait(60)
    return ()


def html(figures, year):
    return ["<script>alert(1)</script>"]


def numbers(figures, year):
    return [Section("Nombres", figures=(("pairs", 3),))]  # type: ignore[arg-type]


def nothing(figures, year):
    return None


BUILDS = {build.__name__: build for build in (raising, leaving, half_way, hanging, html, numbers, nothing)}


@pytest.fixture
def start(make_app, database):
    def make(*modules, **more):
        names = " ".join(one.__name__.removeprefix("fake_") for one in modules)
        more = {"plugin_errors": "isolate", "plugin_budget": "0.3", **more}
        app = make_app(plugins=names, plugin_discovery=installed(*modules), **more)
        return app, People(database, app)

    return make


@pytest.mark.parametrize("name", BUILDS)
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_fault_stays_with_its_association(name, start, caplog):
    app, people = start(reporting("apf77", BUILDS[name]), reporting("unafam77", fine))
    here, there = (people.browser("structure_referent", slug) for slug in ("apf77", "unafam77"))
    answer = here.get(REPORT.format("apf77"), status=503)
    answer.mustcontain("momentanément indisponibles", no=[SECRET, "<script>alert"])
    here.get(REPORT.format("apf77") + "?format=csv", status=503)
    here.get("/intranet/associations/apf77/rapports/annuel", status=200)
    there.get(REPORT.format("unafam77")).mustcontain("Tout va bien", no="indisponibles")
    record = app.registry["extensions"].plugin_of("apf77").record
    assert (record.faults, record.total) == (2, 2)
    card = people.browser("admin", None).get("/intranet/admin/extensions")
    assert SECRET not in card.text
    assert SECRET not in caplog.text
    logged = [one for one in caplog.records if one.name == guard.log.name]
    assert [(one.plugin, one.asked, one.levelno) for one in logged] == [("apf77", "report essai", logging.ERROR)] * 2
    assert not any(SECRET in str(vars(one)) for one in logged)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_the_page_answers_while_a_plugin_hangs(start):
    _, people = start(reporting("apf77", hanging))
    browser = people.browser("structure_referent", "apf77")
    browser.get(REPORT.format("apf77"), status=503)
    assert not end_of_hanging.is_set()


@pytest.fixture(autouse=True)
def released():
    """Whatever hangs does so until its test is over."""
    end_of_hanging.clear()
    yield
    end_of_hanging.set()


def extensions(*modules, **options) -> Extensions:
    names = tuple(one.__name__.removeprefix("fake_") for one in modules)
    return Extensions(Options(**{"active": names, "found": installed(*modules), "budget": 0.2, **options}))


def counting(slug: str, fault: type[Exception] | None = None):
    """A plugin and the number of times its hook was called."""
    calls: list[int] = []

    def collectif_reports():
        calls.append(1)
        if fault:
            raise fault(SECRET)
        return []

    return module(slug, collectif_reports=hookimpl(collectif_reports)), calls


def test_after_five_faults_a_plugin_is_set_aside_and_may_come_back():
    bad, calls = counting("apf77", RuntimeError)
    made = extensions(bad)
    for _ in range(MAXIMUM_FAULTS + 3):
        assert made.ask("collectif_reports", association="apf77").unavailable
    plugin = made.plugin_of("apf77")
    assert (len(calls), plugin.state) == (MAXIMUM_FAULTS, "quarantined")
    assert made.reactivate("apf77")
    made.ask("collectif_reports", association="apf77")
    assert (len(calls), plugin.state, plugin.record.total) == (MAXIMUM_FAULTS + 1, "active", MAXIMUM_FAULTS + 1)


def test_a_hook_reaches_its_own_association_only():
    (one, ours), (other, theirs) = counting("apf77"), counting("unafam77")
    made = extensions(one, other)
    made.ask("collectif_reports", association="apf77")
    made.ask("collectif_reports", association="aede")
    assert (len(ours), len(theirs)) == (1, 0)


def test_the_cores_own_answers_come_first_and_for_everyone():
    common, own = reporting("core", fine), reporting("apf77", fine)
    del common.collectif_plugin_metadata
    made = extensions(own)
    made.add_default(common)
    assert [source for source, _ in made.ask("collectif_reports", association="apf77").items] == ["collectif", "apf77"]
    assert [source for source, _ in made.ask("collectif_reports", association="aede").items] == ["collectif"]


def test_a_fault_of_the_cores_own_is_not_hidden():
    common, _ = counting("core", ZeroDivisionError)
    made = extensions()
    made.add_default(common)
    with pytest.raises(ZeroDivisionError):
        made.ask("collectif_reports", association="apf77")


@pytest.mark.parametrize(
    "wrong", [None, "text", [1], {"a": 1}, object()], ids=["none", "text", "list", "dict", "object"]
)
def test_an_answer_of_another_type_is_a_fault(wrong):
    made = extensions(module("apf77", collectif_reports=hookimpl(lambda: wrong)))
    assert made.ask("collectif_reports", association="apf77").unavailable


def test_errors_propagate_where_they_must_be_seen():
    made = extensions(counting("apf77", ZeroDivisionError)[0], propagate=True)
    with pytest.raises(ZeroDivisionError):
        made.ask("collectif_reports", association="apf77")
    made = extensions(module("apf77", collectif_reports=hookimpl(lambda: 3)), propagate=True)
    with pytest.raises(PluginFault):
        made.ask("collectif_reports", association="apf77")


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_errors_propagate_in_tests_unless_asked_otherwise(start):
    _, people = start(reporting("apf77", raising), plugin_errors="")
    people.browser("structure_referent", "apf77").get(REPORT.format("apf77"), status=500)


class SensitiveSpecifications:
    """Hook specifications of a test: what a plugin knows of someone's personal data."""

    @staticmethod
    @hookspec
    def collectif_plugin_metadata(): ...

    @staticmethod
    @hookspec
    @sensitive
    def collectif_personal_data() -> list: ...  # type: ignore[empty-body]


def test_a_sensitive_hook_never_swallows_an_error():
    def failing():
        raise ZeroDivisionError

    plugin = module("apf77", collectif_personal_data=hookimpl(failing))
    made = extensions(plugin, specifications=SensitiveSpecifications)
    for _ in range(MAXIMUM_FAULTS + 1):
        with pytest.raises(ZeroDivisionError):
            made.ask("collectif_personal_data", association="apf77")
    made.disable(made.plugins[0], "essai")
    with pytest.raises(PluginFault, match="essai"):
        made.ask("collectif_personal_data", association="apf77")


def test_a_refusal_is_an_answer_not_a_fault():
    made = extensions(module("apf77"))
    node = colander.SchemaNode(colander.Integer())
    with pytest.raises(colander.Invalid):
        made.run("apf77", "fields", lambda: node.deserialize("x"), passes=(colander.Invalid,))
    assert made.plugin_of("apf77").record.faults == 0


def test_calls_that_never_come_back_are_bounded(monkeypatch):
    gate = threading.Event()
    monkeypatch.setattr(guard, "MAXIMUM_FAULTS", 1000)
    made = extensions(module("apf77", collectif_reports=hookimpl(lambda: gate.wait(20) and [])), budget=0.01)
    for _ in range(MAXIMUM_STUCK + 5):
        made.ask("collectif_reports", association="apf77")
    record = made.plugin_of("apf77").record
    assert (record.stuck_threads, record.total) == (MAXIMUM_STUCK, MAXIMUM_STUCK)
    assert not made.reactivate("apf77")
    gate.set()
    for thread in record.stuck:
        thread.join(5)
    assert made.reactivate("apf77")


def test_sections_refuse_what_is_not_a_count():
    with pytest.raises(ContributionError):
        Section("Titre", figures=(("pairs", 3),))  # type: ignore[arg-type]
    with pytest.raises(ContributionError):
        Section("Titre", table="<b>12</b>")  # type: ignore[arg-type]
