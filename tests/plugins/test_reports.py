"""Each association's own reports: the figures of its own fields, small numbers hidden."""

from __future__ import annotations

import pytest

from collectif.peers.models import SponsorshipFacet
from tests.reports.factories import sponsor

# Association → report, answers of two groups of seven peers, part of the report, its lines with seven people each.
REPORTS = {
    "adapei77": ("acces-a-l-information", {"support_person": "always"}, {"support_person": "never"},
                 "Soutien", ("Toujours", "Jamais")),
    "aede": ("lieux-de-vie", {"place": "hostel"}, {"place": "own_home"}, "Lieu de vie",
             ("Foyer d'hébergement", "Chez soi")),
    "amisatelier": ("gem-et-services", {"service": "gem"}, {"service": "savs"}, "Service", ("GEM", "SAVS")),
    "apajh": ("ages-et-services", {"council": "yes"}, {"council": "no"}, "Élu à un conseil de la vie sociale",
              ("Oui", "Non")),
    "apf77": ("mobilite", {"mobility_aid": "power_wheelchair"}, {"mobility_aid": "none"}, "Aide à la mobilité",
              ("Fauteuil électrique", "Aucune")),
    "poidatz": ("jeunes-et-scolarite", {"public": "minors"}, {"public": "both"}, "Public", ("Mineurs", "Les deux")),
    "ugecamidf": ("centres", {"centre": "coubert_care"}, {"centre": "other"}, "Centre",
                  ("Coubert, soins", "Autre centre")),
    "unafam77": ("temoignages", {"welcome_point": "melun"}, {"welcome_point": "meaux"}, "Point d'accueil",
                 ("Melun", "Meaux")),
    "voirensemble": ("guidage-et-outils", {"guide_dog": "yes"}, {"guide_dog": "no"}, "Chien-guide", ("Oui", "Non")),
}  # fmt: skip


@pytest.mark.parametrize("slug", REPORTS)
def test_its_report_counts_its_own_fields(slug, built):
    name, one, other, title, lines = REPORTS[slug]
    sections = {section.title: section for section in built(slug, one, other)[name]}
    table = sections[title].table
    assert [table[line].value for line in lines] == [7, 7]
    assert sections[title].chart


@pytest.mark.parametrize("slug", REPORTS)
def test_a_few_people_are_never_shown(slug, db, built):
    name, one, *_, title, _ = REPORTS[slug]
    sponsor(db, slug, number=99, facets={key: value + "x" for key, value in one.items()})
    table = {section.title: section for section in built(slug, one)[name]}[title].table
    assert all(cell.count.value in (None, 0, 7) for cell in table.cells)
    assert not any(cell.count.value == 1 for cell in table.cells)


def test_someone_who_answers_twice_is_counted_on_both_lines_and_once_in_all(db, built):
    for number in range(6):
        both = sponsor(db, "voirensemble", number=100 + number, facets={"formats": "braille"})
        both.facets.append(SponsorshipFacet(name="formats", value="audio"))
    db.flush()
    _, formats, _ = built("voirensemble", {"formats": "audio"})["formats"]
    assert (formats.table["Audio"].value, formats.table["Braille"].value) == (13, 6)
    assert (formats.table.total.value, formats.table.exclusive) == (13, False)


def test_the_centres_say_who_came_who_left_and_who_is_paid(built):
    team, *_ = built("ugecamidf", {"centre": "other"}, engagement="employee")["centres"]
    assert [(label, count.value) for label, count in team.figures] == [("pairs", 7), ("arrivées", 0), ("départs", 0)]
    assert team.table["Salarié"].value == 7


def test_places_are_never_crossed(built):
    branches, sectors = built("apf77", {"antenna": "sud"}, {})["antennes"]
    assert (branches.table["Sud"].value, branches.table["Non renseigné"].value) == (7, 7)
    assert sectors.table.exclusive


def test_a_report_on_the_core_s_figures_alone(built):
    engagement, sectors = built("villebouvet", {}, {})["presence"]
    assert engagement.table["Bénévole"].value == 14
    assert sectors.table.total.value == 14
