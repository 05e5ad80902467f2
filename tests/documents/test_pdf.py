"""Reports: tagged PDF/UA-1, whatever the words in them."""

import io
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collectif.documents import (
    BarChart,
    KeyFigure,
    Report,
    ReportSection,
    Table,
    TableColumn,
    pdf,
    render_pdf,
    report_pdf,
)
from collectif.documents.report import report_data

MALICIOUS = [
    "#panic()",
    '#read("/etc/passwd")',
    "*gras* _italique_ $x$ @ref <label> `code`",
    "\\ \" ' // commentaire /* */ ]]) } {",
    '#import "@preview/x:1.0.0"',
    "é’…€ œuvre 🎉 👩‍🦽 漢字 ሀ",
    "Ночь עברית عربي e\u0301 a\u0489",
    "\x00\x01\ud800\ufffe",
    "",
    " ",
    "\n\n",
    "m" * 10_000,
    "<script>alert(1)</script>",
]


def a_report(
    words: str = "Des mots", rows: tuple = (("Motrice", 12, 0.25), ("Psychique", "moins de 5", None))
) -> Report:
    columns = [TableColumn(words or "Famille"), TableColumn("Pairs", "integer"), TableColumn("Part", "percent")]
    section = ReportSection(
        heading=words,
        paragraphs=[words, "Un autre paragraphe."],
        figures=[KeyFigure(words, "12")],
        chart=BarChart(words, f"Melun 12. {words}", [("Melun", 12), (words, 0), ("Meaux", 1.5)]),
        table=Table(words, columns, [*rows, (words, words, words)] if rows else [], [words]),
        notes=[words],
    )
    return Report(f"Rapport {words}", words, "Année 2027", date(2028, 1, 1), [section], [words])


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def tags(document: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    found: list[pikepdf.Dictionary] = []

    def walk(node: object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node.K)

    walk(document.Root.StructTreeRoot)
    return found


def names(document: pikepdf.Pdf) -> list[str]:
    return [str(tag.S) for tag in tags(document)]


def test_the_report_is_a_tagged_french_pdf_ua() -> None:
    document = report_pdf(a_report())
    assert (document.filename, document.media_type) == ("rapport-des-mots-des-mots-2028-01-01.pdf", "application/pdf")
    with opened(document.content) as file:
        assert bool(file.Root.MarkInfo.Marked) is True
        assert str(file.Root.Lang).startswith("fr")
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle) is True
        metadata = file.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Rapport Des mots"


def test_headings_lists_tables_and_drawings_are_tagged() -> None:
    with opened(report_pdf(a_report()).content) as file:
        found = names(file)
        assert found.count("/H1") == 2
        assert {"/Title", "/P", "/L", "/LI", "/Table", "/Caption", "/THead", "/TBody"} <= set(found)
        assert found.count("/TH") == 3
        headers = [tag for tag in tags(file) if tag.S == "/TH"]
        assert all("/Column" in str(header.A) for header in headers)
        (figure,) = [tag for tag in tags(file) if tag.S == "/Figure"]
        assert str(figure.Alt) == "Melun 12. Des mots"


def test_a_table_without_rows_keeps_its_header_and_says_so() -> None:
    with opened(report_pdf(a_report(rows=())).content) as file:
        assert names(file).count("/TH") == 3
        assert "/TD" not in names(file)


def test_a_report_with_nothing_in_it_is_still_a_document() -> None:
    bare = Report(
        "Rapport",
        "",
        "",
        date(2028, 1, 1),
        [ReportSection("Vide", table=Table("", [], []), chart=BarChart("", "", []))],
    )
    with opened(report_pdf(bare).content) as file:
        assert len(file.pages) == 1


@pytest.mark.parametrize("words", MALICIOUS)
def test_words_are_never_interpreted(words: str) -> None:
    with opened(report_pdf(a_report(words)).content) as file:
        assert "/Table" in names(file)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60))
def test_any_text_makes_a_document(words: str) -> None:
    assert report_pdf(a_report(words)).content.startswith(b"%PDF")


def test_markup_comes_out_as_it_was_typed() -> None:
    words = "#strong[x] *a* $y$ @z"
    with opened(report_pdf(a_report(words)).content) as file:
        assert file.open_metadata()["dc:title"] == f"Rapport {words}"


def test_every_character_called_printable_is_printed() -> None:
    characters = [chr(code) for code in range(0x20, 0x10000) if not pdf.NOT_PRINTABLE.match(chr(code))]
    latin = [chr(code) for code in range(0x20, 0x10000) if not pdf.NOT_LATIN.match(chr(code))]
    for known in (characters, latin):
        data = report_data(a_report()) | {"notes": known}
        assert pdf._compile("report.typ", data).startswith(b"%PDF")


def test_a_table_runs_over_several_pages() -> None:
    rows = tuple((f"Ligne {index}", index, index / 1000) for index in range(400))
    with opened(report_pdf(a_report(rows=rows)).content) as file:
        assert len(file.pages) > 5
        assert names(file).count("/THead") == 1


def test_it_works_from_a_read_only_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "documents"
    shutil.copytree(pdf.template_folder(), folder)
    for path in [*folder.rglob("*"), folder]:
        os.chmod(path, 0o555 if path.is_dir() else 0o444)
    monkeypatch.setattr(pdf, "template_folder", lambda: folder)
    assert render_pdf("report.typ", report_data(a_report())).startswith(b"%PDF")


def test_it_works_from_any_folder(tmp_path: Path) -> None:
    code = "from collectif.documents import pdf; print(len(list(pdf.template_folder().glob('**/*.ttf'))))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "2"
