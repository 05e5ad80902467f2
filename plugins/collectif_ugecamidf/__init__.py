"""UGECAM Île-de-France: rehabilitation centres, where most peers are employed."""

from __future__ import annotations

from importlib.metadata import version

from collectif.contributions import API_VERSION, PluginMetadata
from collectif.plugin_kit import always

from . import reports, roster, sponsoring

collectif_plugin_metadata = always(
    PluginMetadata(
        association="ugecamidf",
        name="UGECAM Île-de-France",
        version=version("collectif"),
        api_version=API_VERSION,
        accent_colour="#0a6f94",
        logo="static/logo.svg",
    )
)
collectif_roster_schema = always(roster.ROSTER)
collectif_import_formats = always(roster.IMPORT_FORMATS)
collectif_reports = always(reports.REPORTS)
collectif_sponsorship_conditions = always(sponsoring.CONDITIONS)
collectif_matching_criteria = always(sponsoring.CRITERIA)
