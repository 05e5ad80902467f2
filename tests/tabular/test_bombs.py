"""Files made to take the server's memory or time: refused, quickly, without growing."""

import io
import resource
import time
import zipfile
from collections.abc import Iterator

import pytest

from collectif.tabular import Limits, TabularError, read_table
from tests.tabular.files import MAIN, RELATIONS, lying_about_size, ods, ods_row, xlsx, xlsx_row

MEBIBYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    """Each file costs less than 10 seconds and 150 MiB more than the largest before it."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    yield
    assert time.process_time() - start < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 150 * 1024


def refused(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(TabularError) as caught:
        read_table(content, "bombe.xlsx", limits or Limits())
    return caught.value.message


def test_a_part_of_two_hundred_megabytes() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        with archive.open("xl/workbook.xml", "w", force_zip64=True) as part:
            for _ in range(200):
                part.write(b" " * MEBIBYTE)
    assert "trop de place" in refused(content.getvalue())


def test_a_part_squeezed_beyond_belief() -> None:
    assert "trop de place" in refused(xlsx(" " * 20 * MEBIBYTE))


def test_many_parts_that_add_up() -> None:
    parts = {f"xl/{i}.xml": bytes(9 * MEBIBYTE) for i in range(12)}
    assert "trop de place" in refused(xlsx(xlsx_row(1, A="a"), **parts))


def test_thousands_of_entries() -> None:
    assert "trop de place" in refused(xlsx(xlsx_row(1, A="a"), **{f"xl/media/{i}.png": b"" for i in range(2001)}))


@pytest.mark.parametrize("announced", [10, 4000])
def test_a_list_of_contents_that_lies(announced: int) -> None:
    """What is announced is small; what is decompressed never goes beyond it unseen."""
    honest = xlsx(xlsx_row(1, A="Nom") + xlsx_row(2, A="x") + " " * 5 * MEBIBYTE)
    assert "abîmé" in refused(lying_about_size(honest, "xl/worksheets/sheet1.xml", announced))


def test_what_is_really_decompressed_counts() -> None:
    """Fifty sheets that are one and the same part: each reading of it counts."""
    listed = '<sheet name="F" r:id="r1"/>' * 50
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>'
    content = xlsx(" " * 9 * MEBIBYTE, **{"xl/workbook.xml": book})
    assert "trop de place" in refused(content)


def test_nested_archives_are_never_opened() -> None:
    inner = xlsx("  " * MEBIBYTE)
    content = xlsx(xlsx_row(1, A="Nom") + xlsx_row(2, A="x"), **{"xl/embeddings/a.xlsx": inner})
    assert read_table(content, "a.xlsx").headers == ["Nom"]


def test_two_cells_at_both_ends_of_a_sheet() -> None:
    assert "plus de 200 colonnes" in refused(xlsx(xlsx_row(1, A="a") + xlsx_row(1_048_576, XFD="b")))


def test_a_lonely_cell_at_the_bottom_costs_nothing() -> None:
    table = read_table(xlsx(xlsx_row(1, A="a") + xlsx_row(1_048_576, A="b")), "a.xlsx")
    assert [row.number for row in table.rows] == [1_048_576]


@pytest.mark.parametrize("times", [10_000_000, 10**4000], ids=["millions", "beyond counting"])
def test_cells_and_rows_repeated_millions_of_times(times: int) -> None:
    repeated = f'table:number-columns-repeated="{times}" office:value-type="string"'
    cell = f"<table:table-cell {repeated}><text:p>a</text:p></table:table-cell>"
    assert "plus de 200 colonnes" in refused(ods(f"<table:table-row>{cell}</table:table-row>"))
    assert "20\u202f000 lignes" in refused(ods(ods_row("a") + ods_row("b", repeated=times)))
    assert "aucune donnée" in refused(ods(ods_row(" ", repeated=times)))


def test_blanks_repeated_millions_of_times() -> None:
    blanks = '<text:s text:c="1000000000"/>' * 5000
    assert "A2 contient plus de" in refused(ods(ods_row("Nom") + ods_row("x" + blanks + "y")))


def test_one_long_text_pointed_to_by_every_cell() -> None:
    strings = f"<si><t>{'x' * 9000}</t></si>"
    rows = "".join(f'<row><c t="s"><v>0</v></c>{"<c/>" * 3}</row>' for _ in range(19_000))
    table = read_table(xlsx(rows, strings=strings), "a.xlsx")
    assert len(table.rows) == 18_999


def test_millions_of_empty_cells() -> None:
    content = xlsx("<row>" + "<c/>" * 9_000_000 + "</row>")
    assert "trop de cellules" in refused(content, Limits(max_ratio=2000, max_cells=100_000))


def test_entities_that_multiply() -> None:
    entities = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    content = xlsx(xlsx_row(1, A="&b;"), prologue=entities)
    assert "abîmé" in refused(content)


def test_files_of_the_machine_are_never_read() -> None:
    outside = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    assert "abîmé" in refused(xlsx(xlsx_row(1, A="Nom") + xlsx_row(2, A="&e;"), prologue=outside))


def test_xml_nested_without_end() -> None:
    deep = "<a>" * 200_000 + "</a>" * 200_000
    assert refused(xlsx(deep))
