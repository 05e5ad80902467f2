"""Plugins of a few lines, installed for one test only."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from collectif.contributions import API_VERSION, PluginMetadata, Report, Section
from collectif.extensions.discovery import Found
from collectif.hookspecs import hookimpl


def metadata(slug: str, **values: Any) -> PluginMetadata:
    return PluginMetadata(**{
        "association": slug, "name": f"Essai {slug}", "version": "1.0", "api_version": API_VERSION, **values,
    })  # fmt: skip


def module(slug: str, *, introduce: Callable[[], Any] | None = None, **functions: Callable[..., Any]) -> ModuleType:
    """A plugin for ``slug``: its metadata, and ``functions`` as they are (mark them with ``hookimpl``)."""
    made = ModuleType(f"fake_{slug}")
    functions["collectif_plugin_metadata"] = hookimpl(introduce or (lambda: metadata(slug)))
    for name, function in functions.items():
        setattr(made, name, function)
    return made


def reporting(slug: str, build: Callable[..., Any], **functions: Callable[..., Any]) -> ModuleType:
    """A plugin with one report, ``essai``."""
    report = Report("essai", "Rapport d'essai", "Un essai.", build)
    return module(slug, collectif_reports=hookimpl(lambda: [report]), **functions)


def fine(figures, year):
    yield Section("Tout va bien", figures=(("pairs parrainés", figures.total),))


def installed(*modules: ModuleType, **named: Any) -> Callable[[], list[Found]]:
    """A discovery that finds these modules, by slug, and these loaders, by keyword."""
    found = [Found(one.__name__.removeprefix("fake_"), lambda one=one: one) for one in modules]  # type: ignore[misc]
    return lambda: [*found, *(Found(name, load) for name, load in named.items())]


def package(folder: Path, name: str, files: dict[str, str]) -> None:
    """A real package on the path, for what needs files."""
    for path, text in files.items():
        (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / name / path).write_text(text)
    sys.modules.pop(name, None)
