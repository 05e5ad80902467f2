"""The suite any plugin runs by one line: each test is one promise of a plugin (see ``docs/plugins.md``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import pytest

from . import check_identity, check_people, check_reports, check_roster
from .site import Site


class Conformance:
    """Tests of the plugin named ``plugin``; the application is made once, its database is fresh for each test."""

    plugin: ClassVar[str]

    @pytest.fixture(scope="class")
    @classmethod
    def standing_site(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
        site = Site(cls.plugin, tmp_path_factory.mktemp(f"conformance-{cls.plugin}"))
        yield site
        site.close()

    @pytest.fixture
    def site(self, standing_site: Site) -> Site:
        return standing_site.fresh()

    def test_metadata(self, site: Site) -> None:
        check_identity.check_metadata(site)

    def test_accent_colour(self, site: Site) -> None:
        check_identity.check_colour(site)

    def test_hooks(self, site: Site) -> None:
        check_identity.check_hooks(site)

    def test_imports(self, site: Site) -> None:
        check_identity.check_imports(site)

    def test_time(self, site: Site) -> None:
        check_identity.check_time(site)

    def test_roster_schema(self, site: Site) -> None:
        check_roster.check_schema(site)

    def test_import_formats(self, site: Site) -> None:
        check_roster.check_import(site)

    def test_reports(self, site: Site) -> None:
        check_reports.check_reports(site)

    def test_pages(self, site: Site) -> None:
        check_reports.check_pages(site)

    def test_other_associations_are_never_seen(self, site: Site) -> None:
        check_reports.check_others_unseen(site)

    def test_tables(self, site: Site) -> None:
        check_people.check_tables(site)

    def test_personal_data(self, site: Site) -> None:
        check_people.check_personal_data(site)


def plugin_conformance(name: str) -> type[Conformance]:
    """A class of tests for the plugin called ``name`` (its entry point, hence its association's slug).

    Give it a name that begins with ``Test``.
    """
    return type(f"TestConformanceOf_{name.replace('-', '_')}", (Conformance,), {"plugin": name})
