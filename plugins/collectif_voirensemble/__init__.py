"""Voir ensemble – REMORA 77: visual disability."""

from __future__ import annotations

from importlib.metadata import version

from collectif.contributions import API_VERSION, PluginMetadata
from collectif.extensions.pages import PluginPages
from collectif.plugin_kit import always
from collectif.security.permissions import Permission

from . import loans, reports, roster, sponsoring

collectif_plugin_metadata = always(
    PluginMetadata(
        association="voirensemble",
        name="Voir ensemble – REMORA 77",
        version=version("collectif"),
        api_version=API_VERSION,
        accent_colour="#26215c",
        logo="static/logo.svg",
    )
)
collectif_roster_schema = always(roster.ROSTER)
collectif_import_formats = always(roster.IMPORT_FORMATS)
collectif_reports = always(reports.REPORTS)
collectif_sponsorship_conditions = always(sponsoring.CONDITIONS)
collectif_matching_criteria = always(sponsoring.CRITERIA)
collectif_tables = always(loans.TABLES)
collectif_export_personal_data = loans.collectif_export_personal_data
collectif_erase_personal_data = loans.collectif_erase_personal_data


def includeme(pages: PluginPages) -> None:
    """The equipment that is lent: a page to read, a form to lend, a form to note that it is back."""
    pages.add_page("prets", "Matériel prêté", loans.loans, "templates/loans.pt", Permission.VIEW_ROSTER)
    pages.add_form("preter", "Prêter du matériel", loans.lend_form, loans.lend, then="prets", submit="Prêter")
    pages.add_form(
        "rendre", "Noter un retour", loans.return_form, loans.give_back, then="prets", submit="Ce matériel est rendu"
    )
