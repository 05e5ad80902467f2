"""APF France handicap, délégation de Seine-et-Marne: what this association adds to the collective's application."""

from __future__ import annotations

from importlib.metadata import version

from collectif.contributions import API_VERSION, PluginMetadata
from collectif.extensions.pages import PluginPages
from collectif.plugin_kit import always
from collectif.security.permissions import Permission

from . import guide, reports, roster, sponsoring

collectif_plugin_metadata = always(
    PluginMetadata(
        association="apf77",
        name="APF France handicap (Seine-et-Marne)",
        version=version("collectif"),
        api_version=API_VERSION,
        accent_colour="#9c1f5c",
        logo="static/logo.svg",
    )
)
collectif_roster_schema = always(roster.ROSTER)
collectif_import_formats = always(roster.IMPORT_FORMATS)
collectif_reports = always(reports.REPORTS)
collectif_sponsorship_conditions = always(sponsoring.CONDITIONS)
collectif_matching_criteria = always(sponsoring.CRITERIA)


def includeme(pages: PluginPages) -> None:
    """The association's own page: what each of its fields means."""
    pages.add_page("reperes", "Repères APF77", guide.guide, "templates/guide.pt", Permission.VIEW_ROSTER)
