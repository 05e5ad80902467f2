"""Exports: what each format holds, and formulas neutralised in all of them."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st
from odfdo import Document

from collectif.documents import (
    FORMATS,
    Table,
    TableColumn,
    export,
    filename,
    looks_like_formula,
    neutralise,
    restore,
    write_csv,
    write_ods,
    write_xlsx,
)

DANGEROUS = [
    "=1+1",
    "+33 6 12",
    "-2",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "  =cmd",
    "\n=1",
    "\u00a0=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "'=1",
    "''=1",
    "\u200b=1",
]
HARMLESS = ["", "a=1", "Léa", "'", "'bonjour", "1-2", "l’été", "0612345678", " a"]

SAMPLE = Table(
    "Pairs d’APF77",
    [
        TableColumn("Nom"),
        TableColumn("Heures", "integer"),
        TableColumn("Moyenne", "decimal"),
        TableColumn("Depuis", "date"),
        TableColumn("Vu le", "datetime"),
        TableColumn("Part", "percent"),
    ],
    [
        ("Léa ; « Zoé »", 12, Decimal("3.5"), date(2027, 1, 14), datetime(2027, 7, 1, 12, 30, tzinfo=UTC), 0.255),
        ("=1+1", "moins de 5", None, None, None, None),
        (True, -3, -1.25, "bientôt", None, 1),
    ],
    ["Les nombres inférieurs à 5 sont masqués.", "=2+2"],
)


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    book = python_calamine.load_workbook(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_a_spreadsheet_would_compute_gets_an_apostrophe(text: str) -> None:
    assert looks_like_formula(text)
    assert neutralise(text) == "'" + text


@pytest.mark.parametrize("text", HARMLESS)
def test_the_rest_is_left_alone(text: str) -> None:
    assert neutralise(text) == text


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r ＝a1") | st.characters(), max_size=8))
def test_neutralising_has_an_exact_inverse(text: str) -> None:
    assert restore(neutralise(text)) == text


def test_csv_is_what_french_spreadsheets_open() -> None:
    lines = write_csv(SAMPLE).decode("utf-8").split("\r\n")
    assert lines == [
        "\ufeffNom;Heures;Moyenne;Depuis;Vu le;Part",
        '"Léa ; « Zoé »";12;3,5;2027-01-14;2027-07-01 14:30;25,5 %',
        "'=1+1;moins de 5;;;;",
        "oui;-3;-1,25;bientôt;;100 %",
        "",
    ]


def test_headers_are_neutralised_too() -> None:
    assert write_csv(Table("t", [TableColumn("=A1")], [])).decode("utf-8-sig") == "'=A1\r\n"


@pytest.mark.parametrize("write", [write_xlsx, write_ods])
def test_spreadsheets_hold_typed_cells(write) -> None:
    book = sheets(write(SAMPLE))
    header, first, second, third = book["Pairs d’APF77"]
    assert header == ["Nom", "Heures", "Moyenne", "Depuis", "Vu le", "Part"]
    moment = datetime(2027, 7, 1, 14, 30)
    assert first == ["Léa ; « Zoé »", 12, 3.5, date(2027, 1, 14), moment, pytest.approx(0.255)]
    assert second == ["=1+1", "moins de 5", "", "", "", ""]
    assert third == ["oui", -3, -1.25, "bientôt", "", 1]
    assert book["Notes"] == [["Pairs d’APF77"], [SAMPLE.notes[0]], ["=2+2"]]


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def filtered(ods: bytes) -> str:
    """What the filter buttons of the first sheet cover."""
    content = ElementTree.fromstring(parts(ods)["content.xml"])
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    return next(content.iter(f"{table}database-range")).attrib[f"{table}target-range-address"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_spreadsheets_never_hold_a_formula(text: str) -> None:
    table = Table(text, [TableColumn(text), TableColumn("n", "integer")], [(text, text)], [text])
    xlsx = parts(write_xlsx(table))
    assert not any("<f>" in part or "<f " in part for part in xlsx.values())
    assert 'quotePrefix="1"' in xlsx["xl/styles.xml"]
    assert "table:formula" not in parts(write_ods(table))["content.xml"]


def test_xlsx_has_a_frozen_filtered_header_and_says_its_title_and_language() -> None:
    xlsx = parts(write_xlsx(SAMPLE))
    sheet = xlsx["xl/worksheets/sheet1.xml"]
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
    assert '<autoFilter ref="A1:F4"/>' in sheet
    assert "<dc:title>Pairs d’APF77</dc:title>" in xlsx["docProps/core.xml"]
    assert "fr-FR" in xlsx["docProps/custom.xml"]


def test_ods_has_a_frozen_filtered_header_and_says_its_title_and_language() -> None:
    content = write_ods(SAMPLE)
    ods = parts(content)
    assert content[30:38] == b"mimetype"
    assert "<table:table-header-rows>" in ods["content.xml"]
    assert filtered(content) == "'Pairs d’APF77'.A1:'Pairs d’APF77'.F4"
    assert 'config:name="VerticalSplitPosition" config:type="int">1<' in ods["settings.xml"]
    assert "<dc:title>Pairs d’APF77</dc:title><dc:language>fr-FR</dc:language>" in ods["meta.xml"]
    assert 'fo:language="fr" fo:country="FR"' in ods["styles.xml"]


@pytest.mark.parametrize("name", ["Pairs & parrains", 'Dits « pairs » ou "aidants"', "<b>"])
def test_the_filter_of_ods_names_its_sheet_whatever_its_name(name: str) -> None:
    content = write_ods(Table(name, [TableColumn("A")], [("1",)]))
    assert [table.name for table in Document(io.BytesIO(content)).body.tables] == [name]
    assert filtered(content) == f"'{name}'.A1:'{name}'.A2"


def test_ods_is_well_formed_for_another_reader() -> None:
    document = Document(io.BytesIO(write_ods(SAMPLE)))
    table = document.body.get_table(0)
    assert table.get_value("A2") == "Léa ; « Zoé »"
    assert table.get_value("D2") == date(2027, 1, 14)
    assert [t.name for t in document.body.tables] == ["Pairs d’APF77", "Notes"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_table_without_rows_or_columns_is_still_a_file(name: str) -> None:
    assert export(Table("Rien", [], []), name).content
    assert export(Table("", [TableColumn("A")], iter([])), name).content


@pytest.mark.parametrize("name", FORMATS)
def test_characters_no_file_can_hold_are_left_out(name: str) -> None:
    table = Table("a\x00[b]/c", [TableColumn("\x01h")], [("a\x00b\x0bc\ud800d",), ("x" * 40_000,)])
    content = export(table, name).content
    assert b"\x00[b]" not in content
    if name != "csv":
        (rows,) = sheets(content).values()
        assert rows[:2] == [["h"], ["abcd"]]
        assert rows[2][0] == "x" * 32_766 + "…"


@pytest.mark.parametrize("name", FORMATS)
def test_a_row_of_another_width_is_a_mistake_that_shows(name: str) -> None:
    with pytest.raises(ValueError, match="zip"):
        export(Table("t", [TableColumn("A"), TableColumn("B")], [("seul",)]), name)


def test_rows_beyond_what_a_sheet_holds_are_refused_not_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collectif.documents.sheets.MAX_ROWS", 2)
    for write in (write_xlsx, write_ods):
        with pytest.raises(ValueError, match="2 rows"):
            write(Table("t", [TableColumn("A")], [("a",)] * 3))


def test_file_names_are_safe_and_dated() -> None:
    document = export(Table('../Été à l’œuvre\r\n"x"', [TableColumn("A")], []), "ods", date(2027, 1, 14))
    assert document.filename == "ete-a-l-oeuvre-x-2027-01-14.ods"
    assert document.media_type == "application/vnd.oasis.opendocument.spreadsheet"
    assert filename("???", "csv") == "sans-titre.csv"
    with pytest.raises(KeyError):
        export(SAMPLE, "exe")
