"""The suite that plugins run: a good plugin passes, and each check sees the plugin that breaks its promise."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import colander
import pytest

from collectif.contributions import Count, MatchingCriterion, Report, Section
from collectif.plugin_kit import fields
from collectif.testing import check_identity, check_people, check_reports, check_roster
from collectif.testing.site import Site
from tests.extensions.fakes import metadata, module
from tests.extensions.good_plugin import READING, SEEN, fake, hook, import_format, reading_report, report

CHECKS = (
    check_identity.check_metadata, check_identity.check_colour, check_identity.check_hooks,
    check_identity.check_imports, check_identity.check_time, check_roster.check_schema, check_roster.check_import,
    check_reports.check_reports, check_reports.check_pages, check_reports.check_others_unseen,
    check_people.check_tables, check_people.check_personal_data,
)  # fmt: skip


def test_a_good_plugin_passes_every_check(try_in):
    site = try_in(fake())
    for check in CHECKS:
        check(site.fresh())


def test_a_plugin_with_nothing_special_passes_too(try_in):
    site = try_in(module("aede"))
    for check in CHECKS:
        check(site.fresh())


def unasked_colour():
    pale = metadata("aede")
    object.__setattr__(pale, "accent_colour", "#ffdd00")
    return pale


WITHOUT_NAME = lambda: metadata("aede", version=" ")  # noqa: E731
BROKEN: dict[str, tuple[Callable[[Site], None], Callable[[], ModuleType], str]] = {
    "another version": (check_identity.check_metadata,
                        lambda: fake(introduce=lambda: metadata("aede", api_version=9)), "version 9"),
    "no version": (check_identity.check_metadata, lambda: fake(introduce=WITHOUT_NAME), "sa version"),
    "a pale colour": (check_identity.check_colour, lambda: fake(introduce=unasked_colour), "contraste"),
    "another type": (check_identity.check_hooks, lambda: fake(collectif_matching_criteria=hook("x")), "liste de"),
    "the same name twice": (check_identity.check_hooks, lambda: fake(
        collectif_reports=hook([Report("essai", "A", "B", reading_report)] * 2)), "deux fois"),
    "a criterion about nothing": (check_identity.check_hooks, lambda: fake(
        collectif_matching_criteria=hook([MatchingCriterion("nothing", "Rien", "Rien.")])), "nothing"),
    "a report without people": (check_reports.check_reports, lambda: fake(**report(
        lambda figures, year: [Section("Part", f"{100 / figures.total.value} %")])), "zero"),
    "a report that is text": (check_reports.check_reports, lambda: fake(**report(lambda figures, year: ["a"])), ""),
    "a report that says nothing": (check_reports.check_reports, lambda: fake(**report(lambda figures, year: [])),
                                   "ne dit rien"),
    "a small number": (check_reports.check_reports, lambda: fake(**report(
        lambda figures, year: [Section("Un", figures=(("pairs", Count(1, "1")),))])), "petit nombre"),
    "titles of others": (check_roster.check_import, lambda: fake(
        collectif_import_formats=hook([import_format(titles={"family_name": ("Prénom",)})])), ""),
    "a field that is not there": (check_roster.check_import, lambda: fake(
        collectif_import_formats=hook([import_format(titles={"dream": ("Rêve",)})])), "dream"),
    "two formats alike": (check_roster.check_import, lambda: fake(
        collectif_import_formats=hook([import_format(), import_format(name="autre")])), "autre format"),
    "a reading that spoils": (check_roster.check_import, lambda: fake(
        collectif_import_formats=hook([import_format(lambda row: dict.fromkeys(row, "?"))])), ""),
    "a reading that loses": (check_roster.check_import, lambda: fake(collectif_import_formats=hook(
        [import_format(lambda row: {name: t for name, t in row.items() if name != "reading"})])), "reading"),
    "a reading that changes what it is given": (check_roster.check_import, lambda: fake(
        collectif_import_formats=hook([import_format(spoil)])), "changée"),
    "a reading that fails on odd cells": (check_roster.check_import, lambda: fake(collectif_import_formats=hook(
        [import_format(lambda row: {**row, "family_name": row["family_name"].title()})])), ""),
    "a reading that gives numbers": (check_roster.check_import, lambda: fake(collectif_import_formats=hook(
        [import_format(lambda row: row if "reading" in row and "phone" in row else {"capacity": 3})])), "texte"),
    "what is stored comes back otherwise": (check_roster.check_schema, lambda: fake(
        collectif_roster_schema=hook(fields(READING, forgetful()))), "revient autrement"),
}  # fmt: skip


def spoil(row):
    copy = dict(row)
    row.clear()
    return copy


def forgetful() -> colander.SchemaNode:
    class Half(colander.String):
        def serialize(self, node, appstruct):
            text = super().serialize(node, appstruct)
            return text if text is colander.null else text[: len(text) // 2 + 1]

    return colander.SchemaNode(Half(), name="half", title="Moitié", missing=colander.drop,
                               validator=colander.Length(max=50))  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_each_check_sees_what_breaks_it(name, try_in):
    check, plugin, words = BROKEN[name]
    with pytest.raises((*SEEN, ZeroDivisionError, KeyError, AttributeError)) as caught:
        check(try_in(plugin()))
    assert words in f"{caught.value}".replace("division by zero", "zero")


def test_two_of_the_same_name_are_seen(try_in):
    with pytest.raises(AssertionError, match="2 fois"):
        check_identity.check_metadata(try_in(fake(), fake()))


def test_the_example_that_owns_a_table_passes_every_check(keys):
    site = keys()
    for check in CHECKS:
        check(site.fresh())
