"""Association de Villebouvet. One report of its own; its roster and imports are the core's."""

from importlib.metadata import version

from collectif.contributions import API_VERSION, Figures, PluginMetadata, Report, Section
from collectif.plugin_kit import always

collectif_plugin_metadata = always(
    PluginMetadata(
        association="villebouvet",
        name="Association de Villebouvet",
        version=version("collectif"),
        api_version=API_VERSION,
        accent_colour="#7a5200",
        logo="static/logo.svg",
    )
)


def presence(figures: Figures, year: int) -> list[Section]:
    """Who gives their time, and where: two questions, never crossed."""
    return [
        Section("Engagement", "Bénévoles et salariés.", table=figures.count_by("engagement"), chart=True),
        Section("Secteurs", "Où habitent les pairs.", table=figures.count_by("sector"), chart=True),
    ]


collectif_reports = always((Report("presence", "Présence", "Qui s'engage, et où.", presence),))
