"""The plugin of APF77 keeps what a plugin promises."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest
import time_machine

import collectif_apf77
from collectif.extension import Extensions, Options
from collectif.reports.figures import Counting
from tests.reports.factories import organisation, sponsor_many

FOLDER = Path(collectif_apf77.__file__).parent


@pytest.fixture
def extensions():
    return Extensions(Options(active=("apf77",)))


def test_it_is_found_by_its_entry_point_and_works(extensions):
    (plugin,) = extensions.plugins
    assert (plugin.state, plugin.cause) == ("active", "")
    assert plugin.metadata.version == version("collectif")
    assert plugin.hooks == (
        "collectif_import_formats", "collectif_matching_criteria", "collectif_plugin_metadata", "collectif_reports",
        "collectif_roster_schema", "collectif_sponsorship_conditions",
    )  # fmt: skip


def test_it_stays_small():
    lines = sum(len(path.read_text().splitlines()) for path in FOLDER.glob("*.py"))
    assert lines < 300


def test_its_reports_count_its_own_fields(db, extensions):
    with time_machine.travel("2026-12-31T12:00:00+01:00", tick=False):
        sponsor_many(db, "apf77", 7, facets={"mobility_aid": "power_wheelchair", "adapted_transport": "yes"})
        sponsor_many(db, "apf77", 9, facets={"mobility_aid": "none", "adapted_transport": "no", "antenna": "sud"})
        figures = Counting(db, organisation(db, "apf77").id, 2026).figures()
    built = {report.name: list(report.build(figures, 2026)) for _, report in _reports(extensions)}
    _, aids, transport = built["mobilite"]
    assert (aids.table["Fauteuil électrique"].value, aids.table["Aucune"].value) == (7, 9)
    assert (transport.table["Oui"].value, transport.table["Non"].value) == (7, 9)
    branches, sectors = built["antennes"]
    assert (branches.table["Sud"].value, branches.table["Non renseigné"].value) == (9, 7)
    assert sectors.table.exclusive


def _reports(extensions):
    return extensions.ask("collectif_reports", association="apf77").items


def test_every_field_its_reports_count_is_a_filter_of_its_roster(extensions):
    (schema,) = extensions.ask("collectif_roster_schema", association="apf77").results
    filterable = {node.name for node in schema if node.filterable}
    assert {"mobility_aid", "adapted_transport", "antenna"} <= filterable


def test_its_own_page_says_what_each_field_means(people):
    page = people.browser("structure_referent", "apf77").get("/intranet/associations/apf77/extension/reperes")
    page.mustcontain("Fauteuil électrique", "Antenne", "jamais un diagnostic")


def test_it_never_sees_the_database():
    text = "".join(path.read_text() for path in FOLDER.glob("*.py"))
    for word in ("sqlalchemy", "session", "request.db", "collectif.peers", "collectif.db"):
        assert word not in text
