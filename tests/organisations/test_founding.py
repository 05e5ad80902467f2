"""The eleven associations and the six institutions of the seed."""

from collections import Counter

from sqlalchemy import func, select

from collectif.founding import load_founding_data
from collectif.organisations.founding import load_organisations
from collectif.organisations.merge import Merge
from collectif.organisations.models import Organisation, OrganisationAlias
from collectif.organisations.queries import find_organisation, known_organisations, near_duplicates, resource_hub

PLUGIN_SLUGS = {
    "apajh", "germenoy", "adapei77", "amisatelier", "villebouvet", "apf77", "unafam77", "voirensemble", "ugecamidf",
    "poidatz", "aede",
}  # fmt: skip


def test_counts(db):
    kinds = Counter(db.scalars(select(Organisation.kind)))
    assert kinds == {"association": 11, "institution": 6}
    assert set(db.scalars(select(Organisation.slug).where(Organisation.kind == "association"))) == PLUGIN_SLUGS


def test_members_of_the_pole_whose_charter_nobody_dated(db):
    assert db.scalar(select(func.count()).where(Organisation.hub_member)) == 17
    assert set(db.scalars(select(Organisation.charter_signed_on))) == {None}


def test_germenoy_printed_twice_is_one(db):
    assert [known.slug for known in near_duplicates(db, ["Amis de germenoy"])] == ["germenoy"]


def test_no_two_founders_look_alike(db):
    """The likeness must not make the coordination answer for organisations that were always different."""
    known = known_organisations(db)
    pairs = [(one.slug, other.slug) for one in known for other in near_duplicates(db, one.names, except_id=one.id)]
    assert pairs == []


def test_what_the_public_site_reads(db):
    rows = resource_hub(db)
    assert [row.kind for row in rows] == ["association"] * 11 + ["institution"] * 6
    assert {"slug", "name", "kind", "description", "website", "logo"} <= set(rows[0]._fields)


def test_loading_again_adds_nothing_and_keeps_edits(db):
    edited = find_organisation(db, "aede")
    edited.name, edited.aliases, edited.hub_member = "Autre nom", [], False
    aliases = db.scalar(select(func.count()).select_from(OrganisationAlias))
    load_founding_data(db)
    assert find_organisation(db, "aede").name == "Autre nom"
    assert db.scalar(select(func.count()).select_from(Organisation)) == 17
    assert db.scalar(select(func.count()).select_from(OrganisationAlias)) == aliases


def test_what_was_merged_does_not_come_back(db, recorder):
    Merge(db, recorder).merge(find_organisation(db, "caf77"), find_organisation(db, "dtars77"))
    load_organisations(db)
    assert db.scalar(select(func.count()).select_from(Organisation)) == 16
    assert find_organisation(db, "caf77").slug == "dtars77"
