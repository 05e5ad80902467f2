"""APF France handicap, délégation de Seine-et-Marne: what this association adds to the collective's application."""

from __future__ import annotations

from importlib.metadata import version

from collectif.contributions import API_VERSION, PluginMetadata
from collectif.hookspecs import hookimpl


@hookimpl
def collectif_plugin_metadata() -> PluginMetadata:
    return PluginMetadata(
        association="apf77",
        name="APF France handicap (Seine-et-Marne)",
        version=version("collectif"),
        api_version=API_VERSION,
    )
