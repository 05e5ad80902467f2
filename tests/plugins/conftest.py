"""All the plugins of this repository, with their associations' rosters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from pyramid.registry import Registry
from sqlalchemy import select
from sqlalchemy.orm import Session

from collectif.contributions import Section
from collectif.extension import Extensions, Options
from collectif.organisations.models import Organisation
from collectif.peers.imports import Imports
from collectif.peers.own_fields import OwnFields, own_fields
from collectif.peers.resources import Association
from collectif.reports.figures import Counting
from collectif.tabular.reading import read_table
from tests.reports.factories import organisation, sponsor
from tests.support.plugins import BUNDLED


@pytest.fixture
def extensions() -> Extensions:
    return Extensions(Options(active=BUNDLED, propagate=True))


@pytest.fixture
def own_of(extensions: Extensions) -> Callable[[str], OwnFields]:
    """``own_of("aede")``: the fields of that association's roster."""
    registry = Registry()
    registry["extensions"] = extensions
    return lambda slug: own_fields(registry, slug)


@pytest.fixture
def dry_run(db: Session, extensions: Extensions, own_of: Callable[[str], OwnFields]) -> Callable[[str, str], Any]:
    """``dry_run("aede", text)``: the format that is recognised, the titles that are not, and the plan."""

    def run(slug: str, text: str) -> Any:
        place = db.execute(
            select(Organisation.id, Organisation.slug, Organisation.short_name).where(Organisation.slug == slug)
        ).one()
        imports = Imports(db, extensions, Association(*place), own_of(slug))
        table = read_table(text.encode(), "liste.csv")
        name, columns = imports.suggest(table.headers)
        return name, [title for title, field in columns.items() if not field], imports.plan(table, name, columns)

    return run


@pytest.fixture
def built(db: Session, extensions: Extensions) -> Callable[..., dict[str, list[Section]]]:
    """``built("aede", {"place": "hostel"}, …)``: the plugin's reports on seven peers for each answer given."""

    def build(slug: str, *answers: dict[str, str], **values: Any) -> dict[str, list[Section]]:
        with time_machine.travel("2026-12-31T12:00:00+01:00", tick=False):
            for facets in answers:
                for number in range(7):
                    sponsor(db, slug, number=number, facets=facets, **values)
            figures = Counting(db, organisation(db, slug).id, 2026).figures()
        reports = extensions.ask("collectif_reports", association=slug).items
        return {report.name: list(report.build(figures, 2026)) for source, report in reports if source == slug}

    return build
