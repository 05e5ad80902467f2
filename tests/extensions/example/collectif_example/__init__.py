"""A small plugin that owns a table: the keys an association lends to its peers."""

from __future__ import annotations

from collectif.contributions import API_VERSION, PluginMetadata
from collectif.extensions.pages import PluginPages
from collectif.plugin_kit import always
from collectif.security.permissions import Permission

from . import keys

collectif_plugin_metadata = always(PluginMetadata("aede", "Exemple", "1.0", API_VERSION))
collectif_tables = always([keys.LOANS])
collectif_export_personal_data = keys.export
collectif_erase_personal_data = keys.erase


def includeme(pages: PluginPages) -> None:
    pages.add_page("cles", "Clés prêtées", keys.loans, "templates/loans.pt", Permission.VIEW_ROSTER)
    pages.add_form("preter", "Prêter une clé", keys.lend_form, keys.lend, then="cles", submit="Prêter")
    pages.add_form("rendre", "Clé rendue", keys.return_form, keys.give_back, then="cles", submit="Noter le retour")
