"""APF France handicap, délégation de Seine-et-Marne: what this association adds to the collective's application."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

import colander

from collectif.contributions import API_VERSION, ImportFormat, PluginMetadata, Report
from collectif.extensions.pages import PluginPages
from collectif.hookspecs import hookimpl
from collectif.security.permissions import Permission

from . import guide, reports, roster


@hookimpl
def collectif_plugin_metadata() -> PluginMetadata:
    return PluginMetadata(
        association="apf77",
        name="APF France handicap (Seine-et-Marne)",
        version=version("collectif"),
        api_version=API_VERSION,
        accent_colour="#9c1f5c",
    )


@hookimpl
def collectif_roster_schema() -> colander.SchemaNode:
    return roster.roster_schema()


@hookimpl
def collectif_import_formats() -> Sequence[ImportFormat]:
    return roster.IMPORT_FORMATS


@hookimpl
def collectif_reports() -> Sequence[Report]:
    return reports.REPORTS


def includeme(pages: PluginPages) -> None:
    """The association's own page: what each of its fields means."""
    pages.add_page("reperes", "Repères APF77", guide.guide, "templates/guide.pt", Permission.VIEW_ROSTER)
