"""Excel and LibreOffice files: values in words, sheets, numbers of lines."""

import io
from datetime import date, datetime, time, timedelta

import pytest
import xlsxwriter

from collectif.tabular import Row, TabularError, read_table
from tests.tabular.files import encrypted_entries, ods, ods_row, xlsx, xlsx_row, zipped

ENCRYPTED = '<m xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><encryption-data/></m>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500


def cell(kind: str, attribute: str, value: str, inside: str = "<text:p>montré</text:p>") -> str:
    return f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}">{inside}</table:table-cell>'


def workbook(fill, **options: object) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, options) as book:
        fill(book)
    return content.getvalue()


@pytest.mark.parametrize("date_1904", [False, True])
def test_excel_values_become_words(date_1904: bool) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Données")
        day, moment = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": 22})
        clock, length = book.add_format({"num_format": 'hh"h"mm'}), book.add_format({"num_format": "[h]:mm"})
        share, money = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": '#,##0.00 "days"'})
        sheet.write_row(0, 0, list("abcdefghijk"))
        sheet.write_datetime(1, 0, date(2027, 1, 14), day)
        sheet.write_datetime(1, 1, datetime(2027, 1, 14, 14, 30), moment)
        sheet.write_datetime(1, 2, time(9, 5), clock)
        sheet.write_datetime(1, 3, timedelta(hours=26, minutes=24), length)
        sheet.write_number(1, 4, 0.255, share)
        sheet.write_number(1, 5, 12.0, money)
        sheet.write_number(1, 6, 0.1 + 0.2)
        sheet.write_boolean(1, 7, True)
        sheet.write_formula(1, 8, "=1+1", None, "deux")
        sheet.write_rich_string(1, 9, "très ", book.add_format({"bold": True}), "gras")
        sheet.write_string(1, 10, "0612345678")

    table = read_table(workbook(fill, date_1904=date_1904), "a.xlsx")
    assert (table.kind, table.sheet) == ("xlsx", "Données")
    assert table.rows == [
        Row(
            2,
            ("2027-01-14", "2027-01-14 14:30", "09:05", "26:24", "25,5 %", "12", "0,3", "oui", "deux", "très gras",
             "0612345678"),
        )
    ]  # fmt: skip


def test_opendocument_values_become_words() -> None:
    values = [
        cell("float", "value", "12"),
        cell("float", "value", "3.50"),
        cell("percentage", "value", "0.255"),
        cell("currency", "value", "1000"),
        cell("date", "date-value", "2027-01-14"),
        cell("date", "date-value", "2027-01-14T14:30:00"),
        cell("time", "time-value", "PT09H05M00S"),
        cell("boolean", "boolean-value", "true"),
        cell("string", "string-value", "", "<text:p>a<text:s text:c='2'/>b<text:tab/>c</text:p><text:p>d</text:p>"),
        cell("string", "x", "", "<office:annotation><text:p>note</text:p></office:annotation><text:p>vu</text:p>"),
        cell("string", "x", "", "<text:p>un <text:span>deux</text:span>\n  <draw:frame>non</draw:frame>trois</text:p>"),
    ]
    content = ods(ods_row(*"abcdefghijk") + f"<table:table-row>{''.join(values)}</table:table-row>")
    table = read_table(content, "a.ods")
    assert (table.kind, table.sheet) == ("ods", "F1")
    assert table.rows[0].cells == (
        "12", "3,5", "25,5 %", "1000", "2027-01-14", "2027-01-14 14:30", "09:05", "oui", "a  b\tc\nd", "vu",
        "un deux trois",
    )  # fmt: skip


def test_the_first_visible_sheet_with_content_is_read() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Vide")
        hidden = book.add_worksheet("Cachée")
        hidden.write_column(0, 0, ["non", "non"])
        hidden.hide()
        book.add_worksheet("Pairs").write_column(0, 0, ["Nom", "Léa"])

    assert read_table(workbook(fill), "a.xlsx").sheet == "Pairs"
    assert read_table(ods(ods_row(""), ods_row("Nom") + ods_row("Léa"), ods_row("x")), "a.ods").sheet == "F2"


@pytest.mark.parametrize(
    "content",
    [
        xlsx(xlsx_row(3, B="Nom", C="Ville") + xlsx_row(7, B="Léa") + xlsx_row(1_048_576)),
        ods(
            "<table:table-row table:number-rows-repeated='2'><table:table-cell/></table:table-row>"
            + ods_row("", "Nom", "Ville")
            + ods_row("", repeated=3)
            + ods_row("", "Léa")
            + ods_row("", repeated=1_048_569)
        ),
    ],
)
def test_lines_keep_their_number_and_empty_edges_are_left_out(content: bytes) -> None:
    table = read_table(content, "a")
    assert table.headers == ["Nom", "Ville"]
    assert table.rows == [Row(7, ("Léa", ""))]


def test_repeated_cells_and_rows_are_repeated() -> None:
    repeated = 'table:number-columns-repeated="2" office:value-type="string"'
    twice = f"<table:table-cell {repeated}><text:p>x</text:p></table:table-cell>"
    content = ods(ods_row("a", "b") + f'<table:table-row table:number-rows-repeated="2">{twice}</table:table-row>')
    assert read_table(content, "a.ods").rows == [Row(2, ("x", "x")), Row(3, ("x", "x"))]


def test_shared_strings_without_their_phonetic_reading() -> None:
    strings = "<si><t>Nom</t></si><si><r><t>Lé</t></r><r><t>a_x000D_\n</t></r><rPh><t>non</t></rPh></si>"
    rows = '<row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row>'
    assert read_table(xlsx(rows, strings=strings), "a.xlsx").rows == [Row(2, ("Léa\n",))]


def test_impossible_dates_stay_numbers() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_column(0, 0, ["Date"])
        sheet.write_column(1, 0, [-5, 1e12, 59, 61], day)

    rows = read_table(workbook(fill), "a.xlsx").rows
    assert [row.cells[0] for row in rows] == ["-5", "1000000000000", "1900-02-28", "1900-03-01"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (OLE, "ancienne version"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        (encrypted_entries(xlsx(xlsx_row(1, A="a"))), "mot de passe"),
        (ods(**{"META-INF/manifest.xml": ENCRYPTED}), "mot de passe"),
        (zipped({"a.txt": "bonjour"}), "une archive ZIP"),
        (zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "un document Word"),
        (zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "une présentation"),
        (zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}), ".xlsb"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), "d’un autre genre"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "abîmé"),
        (b"PK\x03\x04" + b"\x00" * 100, "abîmé"),
        (xlsx(), "abîmé"),
        (xlsx("<row><c><v>1</c>"), "abîmé"),
        (xlsx('<row><c t="s"><v>9</v></c></row>'), "abîmé"),
        (xlsx(""), "aucune donnée"),
        (ods(""), "aucune donnée"),
        (xlsx(xlsx_row(1, A="Nom")), "rien en dessous"),
        (xlsx(xlsx_row(1, A="Nom") + xlsx_row(2, A="x", C="y")), "ligne 2 contient une valeur dans la colonne C"),
        (xlsx(xlsx_row(1, A="Nom", B="nom") + xlsx_row(2, A="x")), "même titre"),
        (xlsx(xlsx_row(1, A="Nom") + xlsx_row(5, A="x" * 10_001)), "A5 contient plus de 10"),
    ],
)
def test_bad_workbooks_are_explained(content: bytes, words: str) -> None:
    with pytest.raises(TabularError) as caught:
        read_table(content, "a.xlsx")
    assert words in caught.value.message
