"""A small plugin that keeps every promise, and the means to break one at a time."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from collectif.contributions import ImportFormat, MatchingCriterion, Report, Section
from collectif.extensions.discovery import Found
from collectif.extensions.guard import PluginFault
from collectif.hookspecs import hookimpl
from collectif.own_tables import OwnColumn, OwnTable
from collectif.plugin_kit import choice, fields, text
from tests.extensions.fakes import module

EXAMPLE = Path(__file__).parent / "example"
LOANS = OwnTable("loans", "Savoir qui a la clé", "un an", about_peers=True, columns=(
    OwnColumn("door", "text", 80, required=True), OwnColumn("lent_on", "date", required=True),
    OwnColumn("returned_on", "date"),
))  # fmt: skip
SEEN = (AssertionError, PluginFault)
READING = choice("reading", "Lecture", {"large": "Gros caractères", "audio": "Audio"}, listed=True)
PLACE = text("place", "Lieu préféré", examples=("médiathèque",))
TITLES = {"family_name": ("Nom usuel",), "reading": ("Format de lecture",)}


def hook(value: Any) -> Callable[[], Any]:
    return hookimpl(lambda: value)


def report(build: Callable[..., Any]) -> dict[str, Any]:
    return {"collectif_reports": hook([Report("essai", "Essai", "Un essai.", build)])}


def reading_report(figures, year):
    yield Section(
        "Lecture", figures=(("pairs parrainés", figures.total),), table=figures.count_by("reading"), chart=True
    )


def import_format(convert: Any = None, titles: Any = None, name: str = "essai") -> ImportFormat:
    return ImportFormat(name, "Essai", "Un essai.", TITLES if titles is None else titles, convert)


GOOD: dict[str, Any] = {
    "collectif_roster_schema": hook(fields(READING, PLACE)),
    "collectif_import_formats": hook([import_format(lambda row: {**row})]),
    "collectif_matching_criteria": hook([MatchingCriterion("reading", "Lecture", "Lire le même format aide.")]),
    **report(reading_report),
}


def fake(**functions: Any) -> ModuleType:
    return module("aede", **{**GOOD, **functions})


GOOD_LOAN = {"door": "Grenier", "lent_on": date(2026, 1, 1)}


def example() -> list[Found]:
    return [Found("aede", lambda: importlib.import_module("collectif_example"))]
