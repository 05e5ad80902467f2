"""The application starts with no plugin, with each alone, with all; and one it does not know stops nothing."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
import webtest

from tests.support.apps import People

PLUGINS = sorted(point.name for point in entry_points(group="collectif.plugins"))
ROOT = Path(__file__).parents[2]


def choices(plugins: list[str]) -> list[list[str]]:
    """None, each alone, all; all only once when there is one plugin."""
    return [[], *([name] for name in plugins), *([plugins] if len(plugins) > 1 else [])]


def test_each_bundled_plugin_is_tried() -> None:
    bundled = {folder.parent.name.removeprefix("collectif_") for folder in (ROOT / "plugins").glob("*/__init__.py")}
    assert bundled == set(PLUGINS)


def test_choices() -> None:
    assert choices(["a", "b"]) == [[], ["a"], ["b"], ["a", "b"]]
    assert choices(["a"]) == [[], ["a"]]


@pytest.mark.parametrize("names", choices(PLUGINS), ids=lambda names: ",".join(names) or "none")
def test_starts(names: list[str], make_app: Any) -> None:
    app = make_app(plugins=" ".join(names))
    states = {plugin.name: plugin.state for plugin in app.registry["extensions"].plugins}
    assert states == dict.fromkeys(names, "active")
    browser = webtest.TestApp(app)
    for path in ("/", "/pole-ressource", "/actions", "/connexion", "/sante", "/associations.css"):
        browser.get(path, status=200)


@pytest.mark.parametrize("names", choices(PLUGINS), ids=lambda names: ",".join(names) or "none")
def test_rosters_and_reports_stand_without_plugins(names: list[str], make_app: Any, database: Any) -> None:
    people = People(database, make_app(plugins=" ".join(names)))
    for slug in names or ["apf77"]:
        browser = people.browser("structure_referent", slug)
        for page in ("pairs", "pairs/ajouter", "pairs/import", "rapports", "rapports/annuel"):
            browser.get(f"/intranet/associations/{slug}/{page}", status=200)
    people.browser("admin", None).get("/intranet/admin/extensions", status=200)


def test_an_unknown_plugin_is_said_and_stops_nothing(make_app: Any, database: Any) -> None:
    app = make_app(plugins="apf77 inconnue")
    states = {plugin.name: plugin.state for plugin in app.registry["extensions"].plugins}
    assert states == {"apf77": "active", "inconnue": "disabled"}
    page = People(database, app).browser("admin", None).get("/intranet/admin/extensions", status=200)
    assert "inconnue" in page
