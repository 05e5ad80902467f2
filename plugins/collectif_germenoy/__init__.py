"""Les Amis de Germenoy. Nothing of its own yet: its roster, imports and reports are the core's."""

from importlib.metadata import version

from collectif.contributions import API_VERSION, PluginMetadata
from collectif.plugin_kit import always

collectif_plugin_metadata = always(
    PluginMetadata(
        association="germenoy",
        name="Les Amis de Germenoy",
        version=version("collectif"),
        api_version=API_VERSION,
        accent_colour="#3f6b12",
        logo="static/logo.svg",
    )
)
