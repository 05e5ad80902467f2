"""Whatever the bytes, only TabularError; whatever we export, we read back."""

import string
from contextlib import suppress

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from collectif.documents import Table, TableColumn, write_csv, write_ods, write_xlsx
from collectif.tabular import Limits, TabularError, read_table
from collectif.text import sort_key
from tests.tabular.files import ods, ods_row, xlsx, xlsx_row

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# Cells as they come back: one kind of new line, none of the characters that no XML file can hold.
texts = st.text(
    alphabet=st.sampled_from("'=+-@\t\n ;,|\"<&>_x0é＝")
    | st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]),
    max_size=12,
).filter(lambda text: "\ufffe" not in text and "\uffff" not in text)
words = st.text(alphabet=string.ascii_letters + "éèœ=+-@'", min_size=1, max_size=8)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    headers = draw(st.lists(words, min_size=1, max_size=5, unique_by=sort_key))
    assume(all(sort_key(header) for header in headers))
    row = st.tuples(*[texts] * len(headers)).filter(lambda cells: any(cell.strip() for cell in cells))
    rows = draw(st.lists(row, min_size=1, max_size=6))
    return Table("Essai", [TableColumn(header) for header in headers], rows)


def blanks_emptied(cell: str) -> str:
    return cell if cell.strip() else ""


def same(content: bytes, table: Table) -> None:
    read = read_table(content, "essai")
    assert read.headers == [column.label for column in table.columns]
    assert [row.cells for row in read.rows] == [tuple(map(blanks_emptied, row)) for row in table.rows]
    assert [row.number for row in read.rows] == list(range(2, len(read.rows) + 2))


@QUICK
@given(tables())
def test_csv_comes_back_as_it_was(table: Table) -> None:
    same(write_csv(table), table)


@QUICK
@given(tables())
def test_xlsx_comes_back_as_it_was(table: Table) -> None:
    same(write_xlsx(table), table)


@QUICK
@given(tables())
def test_ods_comes_back_as_it_was(table: Table) -> None:
    same(write_ods(table), table)


def only_tabular_errors(content: bytes) -> None:
    with suppress(TabularError):
        table = read_table(content, "a", Limits(max_rows=50))
        assert table.headers
        assert all(len(row.cells) == len(table.headers) for row in table.rows)


STARTS = [b"", b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"sep="]


@settings(QUICK, max_examples=300)
@given(st.sampled_from(STARTS), st.binary(max_size=300))
def test_any_bytes_raise_nothing_else(start: bytes, content: bytes) -> None:
    only_tabular_errors(start + content)


@settings(QUICK, max_examples=300)
@given(st.text(alphabet=st.sampled_from('a;,\t|"\r\n =é\x00') | st.characters(), max_size=80))
def test_any_text_raises_nothing_else(text: str) -> None:
    only_tabular_errors(text.encode("utf-8", "surrogatepass"))


SHEETS = [
    xlsx(xlsx_row(1, A="Nom", B="Ville") + xlsx_row(2, A="Léa", B="Melun")),
    ods(ods_row("Nom", "Ville") + ods_row("Léa", "Melun")),
    write_xlsx(Table("t", [TableColumn("Nom"), TableColumn("n", "integer")], [("a", 1)])),
    write_ods(Table("t", [TableColumn("Nom"), TableColumn("n", "integer")], [("a", 1)])),
]


@settings(QUICK, max_examples=400)
@given(
    st.sampled_from(SHEETS), st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=8), st.floats(0, 1)
)
def test_damaged_workbooks_raise_nothing_else(sheet: bytes, changes: list[tuple[float, int]], kept: float) -> None:
    content = bytearray(sheet)
    for position, byte in changes:
        content[int(position * len(content))] = byte
    only_tabular_errors(bytes(content[: int(len(content) * max(kept, 0.3))] if kept < 0.9 else content))


XML = st.text(alphabet=st.sampled_from(list('<>/="rct1A9sv&;- \n')), max_size=60)
CELLS = st.sampled_from(["n", "s", "b", "d", "e", "str", "inlineStr", "zzz", ""])


@settings(QUICK, max_examples=200)
@given(XML, CELLS, st.text(alphabet="0123456789.eE+-TZ:PHMS∞", max_size=12), st.text(alphabet="ABXFD0123é", max_size=9))
def test_odd_cells_raise_nothing_else(xml: str, kind: str, value: str, reference: str) -> None:
    odd = f'<row r="{value}"><c r="{reference}" t="{kind}" s="{value}"><v>{value}</v></c></row>'
    only_tabular_errors(xlsx(xlsx_row(1, A="Nom") + odd + xlsx_row(3, A="x")))
    only_tabular_errors(xlsx(xml))
    for attribute in ("float", "date", "time", "boolean", "percentage"):
        typed = f'office:value="{value}" office:date-value="{value}" office:time-value="{value}"'
        repeated = f'table:number-columns-repeated="{value}"'
        cell = f'<table:table-cell office:value-type="{attribute}" {typed} {repeated}/>'
        only_tabular_errors(ods(ods_row("Nom") + f"<table:table-row>{cell}</table:table-row>"))
