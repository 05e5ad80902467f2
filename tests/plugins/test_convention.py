"""What holds for every plugin of this repository, whatever its association has of its own."""

from __future__ import annotations

from itertools import combinations

import pytest
from sqlalchemy import select

from collectif.contributions import contrast_with_white
from collectif.organisations.models import Organisation
from tests.support.apps import People
from tests.support.plugins import BUNDLED, SHELF

SECTIONS = ("## Ce qui lui est propre", "## Ce que l'on sait", "## Supposé, à confirmer par l'association")
HOOKS = (
    "collectif_roster_schema", "collectif_import_formats", "collectif_reports", "collectif_sponsorship_conditions",
    "collectif_matching_criteria",
)  # fmt: skip
# Little is known of them yet: they show how little a plugin needs.
PLAIN = ("germenoy", "villebouvet")
# CIE76: two colours nearer than this are easily taken for each other.
APART = 20

each = pytest.mark.parametrize("slug", BUNDLED)


def own_items(extensions, hook, slug):
    return [item for source, item in extensions.ask(hook, association=slug).items if source == slug]


def test_each_association_has_its_plugin(db):
    associations = db.scalars(select(Organisation.slug).where(Organisation.kind == "association"))
    assert sorted(associations) == BUNDLED


def test_all_of_them_work_together(extensions):
    assert {plugin.name: (plugin.state, plugin.cause) for plugin in extensions.plugins} == dict.fromkeys(
        BUNDLED, ("active", "")
    )


@each
def test_its_readme_says_what_is_its_own_and_what_is_assumed(slug, extensions, own_of):
    text = (SHELF / f"collectif_{slug}" / "README.md").read_text()
    assert text.startswith(f"# collectif_{slug}\n")
    assert [line for line in text.splitlines() if line.startswith("## ")] == list(SECTIONS)
    assert "\n- " in text.partition(SECTIONS[-1])[2]
    named = [field.label for field in own_of(slug).fields]
    named += [item.label for item in own_items(extensions, "collectif_import_formats", slug)]
    named += [item.title for item in own_items(extensions, "collectif_reports", slug)]
    missing = [words for words in named if f"« {words} »" not in text]
    assert not missing


@each
def test_its_conditions_and_criteria_are_whole_sentences(slug, extensions):
    conditions = own_items(extensions, "collectif_sponsorship_conditions", slug)
    criteria = own_items(extensions, "collectif_matching_criteria", slug)
    for words in [one.statement for one in conditions] + [one.reason for one in criteria]:
        assert words[0].isupper()
        assert words.endswith(".")
    assert bool(conditions) == bool(criteria) == (slug not in PLAIN)


def test_no_two_say_the_same(extensions):
    """Each is about its association: no statement, report or kind of file is a copy of another's."""
    for hook, words in (
        ("collectif_sponsorship_conditions", "statement"), ("collectif_reports", "description"),
        ("collectif_import_formats", "description"),
    ):  # fmt: skip
        said = [getattr(item, words) for slug in BUNDLED for item in own_items(extensions, hook, slug)]
        assert len(said) == len(set(said))


def lab(colour: str) -> tuple[float, float, float]:
    """``#rrggbb`` in CIE L*a*b* (D65)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def test_their_colours_are_told_apart_and_carry_white_words(extensions):
    colours = {plugin.name: plugin.metadata.accent_colour for plugin in extensions.plugins}
    assert all(contrast_with_white(colour) >= 4.5 for colour in colours.values())
    for (one, colour), (other, second) in combinations(colours.items(), 2):
        distance = sum((a - b) ** 2 for a, b in zip(lab(colour), lab(second), strict=True)) ** 0.5
        assert distance >= APART, (one, other)


def test_each_brings_a_drawing_of_its_own(extensions):
    drawings = {plugin.name: plugin.logo.content for plugin in extensions.plugins}
    assert len(set(drawings.values())) == len(BUNDLED)
    for plugin in extensions.plugins:
        assert plugin.metadata.accent_colour in drawings[plugin.name].decode()


@pytest.mark.parametrize("slug", PLAIN)
def test_a_plugin_with_nothing_special_is_short_and_has_everything(slug, make_app, database):
    lines = [line for path in (SHELF / f"collectif_{slug}").rglob("*.py") for line in path.read_text().splitlines()]
    assert len(lines) < 40
    browser = People(database, make_app(plugins=slug)).browser("structure_referent", slug)
    address = f"/intranet/associations/{slug}"
    assert "Tableau simple" in browser.get(f"{address}/pairs/import", status=200)
    assert "Rapport annuel" in browser.get(f"{address}/rapports", status=200)
    for page in ("pairs", "pairs/ajouter", "rapports/annuel", "rapports/annuel?format=csv"):
        browser.get(f"{address}/{page}", status=200)


def test_every_other_one_answers_every_question(extensions):
    for plugin in extensions.plugins:
        assert plugin.name in PLAIN or set(HOOKS) <= set(plugin.hooks)
