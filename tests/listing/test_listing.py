"""The listing component: what the address asks, the count, the order, the pages, the files."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from sqlalchemy import insert, select

from collectif import listing as module
from collectif.listing import Column, Filter, Listing, Prepared, starts_with
from collectif.territory.models import Commune, Sector

communes = Commune.__table__

COMMUNES = Listing(
    caption="Communes",
    noun=("commune", "communes"),
    columns=(
        Column("nom", "Nom", communes.c.name, sort=communes.c.sort_name),
        Column("code", "Code", communes.c.code, cell=lambda code: Markup("<b>{}</b>").format(code), export=str),
        Column("population", "Population", communes.c.population, kind="integer", sort=communes.c.population),
        Column("double", "Double", None, value=lambda row: row.name_again, few=True, in_files=False),
        Column("file", "Pour les fichiers", communes.c.sort_name, shown=False),
    ),
    key=communes.c.code,
    default_sort="nom",
    filters=(
        Filter("debut", "Le nom commence par", starts_with(communes.c.sort_name)),
        Filter("secteur", "Secteur", lambda value: communes.c.sector_id == int(value), [("1", "Un"), ("2", "Deux")]),
    ),
    row_link=lambda row: f"/{row.name_again}?a=1&b=2",
    extra=(communes.c.name.label("name_again"),),
)


def page(db, **params):
    return COMMUNES.page(db, COMMUNES.select(), params)


@pytest.fixture
def few(db):
    """Three communes only, one with a name that is markup."""
    db.query(Commune).delete()
    sector = db.scalars(select(Sector).order_by(Sector.id)).first()
    rows = [("77001", "Zut", 5), ("77002", "<i>Été</i>", 7), ("77003", "Etable%s", 5)]
    names = {"<i>Été</i>": "ete", "Zut": "zut", "Etable%s": "etable%s"}
    db.execute(insert(Commune), [
        {"code": code, "name": name, "sort_name": names[name], "population": people, "sector_id": sector.id,
         "postal_code": "77000"}
        for code, name, people in rows
    ])  # fmt: skip
    return db


def codes(found):
    return [row.code for row in found.rows]


def test_order_is_total_and_can_be_turned(few):
    assert codes(page(few)) == ["77003", "77002", "77001"]
    assert codes(page(few, tri="population")) == ["77001", "77003", "77002"]
    assert codes(page(few, tri="-population")) == ["77002", "77003", "77001"]
    assert codes(page(few, tri="inconnu")) == codes(page(few))


def test_values_are_escaped_and_markup_is_kept(few):
    body = page(few).table_body
    assert "<i>Été" not in body
    assert "&lt;i&gt;Été" in body
    assert "<b>77002</b>" in body
    assert "Etable%s" in body
    assert "?a=1&amp;b=2" in body


def test_count_in_words_and_empty_state(few):
    assert page(few).summary == "3\u00a0communes"
    assert page(few, debut="zut").summary == "1\u00a0commune"
    none = page(few, debut="xyz")
    assert none.is_empty
    assert none.exports == []
    assert none.reset_href == "?"


def test_filters_stay_in_the_links(few):
    found = page(few, debut="e", tri="-nom")
    assert found.active_filters == [("Le nom commence par", "e", "?tri=-nom")]
    assert all("debut=e" in export.href for export in found.exports)
    assert found.hidden == [("tri", "-nom")]


def test_files_have_their_own_columns_and_every_row(few):
    table = COMMUNES.table(few, COMMUNES.select(), {"debut": "e"})
    assert [column.label for column in table.columns] == ["Nom", "Code", "Population", "Pour les fichiers"]
    assert [list(row) for row in table.rows] == [
        ["Etable%s", "77003", 5, "etable%s"], ["<i>Été</i>", "77002", 7, "ete"]
    ]  # fmt: skip


def test_pages_hold_together(db):
    first, second = page(db), page(db, page="2")
    assert len(first.rows) == len(second.rows) == 50
    assert not set(codes(first)) & set(codes(second))
    assert "page 2 sur 11" in second.summary
    assert page(db, page="999999").rows == page(db, page="11").rows


def test_the_count_stops_counting(db, monkeypatch):
    monkeypatch.setattr(module, "COUNT_LIMIT", 100)
    found = page(db)
    assert not found.count_is_exact
    assert found.summary.startswith("Plus de 100")
    assert len(found.pages) > 0


def test_a_prepared_list_answers_each_state_for_itself(few):
    prepared = Prepared(COMMUNES, COMMUNES.select())
    for params in ({}, {"debut": "z"}, {"debut": "e"}, {"tri": "-nom"}, {}):
        assert prepared.page(few, params).rows == page(few, **params).rows


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.sampled_from(["debut", "secteur", "tri", "page", "autre"]), st.text(max_size=150)))
def test_any_address_gets_a_page(db, params):
    assert page(db, **params).count >= 0
