"""The 507 communes and the five sectors."""

import csv

from sqlalchemy import func, select

from collectif.territory.founding import COMMUNES, load_territory, read_communes
from collectif.territory.models import Commune, Sector
from collectif.territory.queries import commune_choices, sector_choices

SECTORS = ["Fontainebleau", "Meaux", "Melun", "Provins", "Torcy"]
POPULATION = 1_468_108


def test_counts(db):
    assert db.scalar(select(func.count()).select_from(Commune)) == 507
    assert db.scalar(select(func.sum(Commune.population))) == POPULATION
    assert [name for _, name in sector_choices(db)] == SECTORS
    assert all(code.startswith("77") for code, _ in commune_choices(db))


def test_choices_are_in_french_order(db):
    names = [name for _, name in commune_choices(db)]
    assert names.index("Écuelles" if "Écuelles" in names else "Égreville") < names.index("Esbly")


def test_source_and_licence_are_kept_beside_the_data():
    source = (COMMUNES.parent / "SOURCE.md").read_text("utf-8")
    assert "Licence Ouverte" in source
    assert "6.0.0" in source


def test_loading_again_changes_nothing(db):
    before = db.execute(select(Commune.__table__).order_by(Commune.code)).all()
    load_territory(db)
    assert db.execute(select(Commune.__table__).order_by(Commune.code)).all() == before
    assert db.scalar(select(func.count()).select_from(Sector)) == len(SECTORS)


def test_loading_follows_the_file(db, tmp_path):
    """A renamed, moved, more populated commune and a new one; a commune that left the file stays."""
    first, second, *_ = read_communes()
    first.update(name="Nouveau-Nom", population="12", arrondissement="Nouveau secteur")
    new = {**second, "code": "77999", "name": "Nouvelle"}
    path = tmp_path / "communes.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(first), delimiter=";")
        writer.writeheader()
        writer.writerows([first, new])
    load_territory(db, path)
    changed = db.get(Commune, first["code"])
    assert (changed.name, changed.sort_name, changed.population) == ("Nouveau-Nom", "nouveau-nom", 12)
    assert changed.sector.name == "Nouveau secteur"
    assert db.scalar(select(func.count()).select_from(Commune)) == 508
