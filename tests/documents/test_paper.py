"""Documents of words: tagged PDF/UA-1, whatever is written in them."""

import io
from datetime import date

import pikepdf
import pytest
import segno
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collectif.documents import Table, TableColumn
from collectif.documents.paper import (
    KINDS,
    Blank,
    Block,
    Code,
    Facts,
    Heading,
    Image,
    Items,
    Paragraph,
    Small,
    Ticks,
    paper_pdf,
)

from .test_pdf import MALICIOUS, names, opened, tags

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>'


def every_block(words: str = "Des mots") -> list[Block]:
    return [
        Heading(words),
        Heading(words, 2),
        Paragraph(words),
        Items([words, "Un autre point"]),
        Items([words, "Le deuxième"], numbered=True),
        Facts([(words, words), ("Signée le", "14 janvier 2027")]),
        Code(words),
        Blank(words, lines=2),
        Ticks(words, [words, "Non"]),
        Table(words, [TableColumn(words or "Titre"), TableColumn("Nombre", "integer")], [(words, 3)]),
        Image(SVG, words or "Un dessin"),
        Small(words),
    ]


def test_the_document_is_a_tagged_french_pdf_ua():
    document = paper_pdf("Reçu de signature", "Le collectif", every_block(), date(2027, 1, 14))
    assert document.filename == "recu-de-signature-2027-01-14.pdf"
    assert document.media_type == "application/pdf"
    with opened(document.content) as file:
        assert bool(file.Root.MarkInfo.Marked) is True
        assert str(file.Root.Lang).startswith("fr")
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle) is True
        metadata = file.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Reçu de signature"


def test_each_block_has_its_tag():
    with opened(paper_pdf("Titre", "Le collectif", every_block()).content) as file:
        found = names(file)
        assert {"/Title", "/P", "/L", "/LI", "/Table", "/THead", "/TBody", "/Figure"} <= set(found)
        assert found.count("/H1") == 1
        assert found.count("/H2") == 1
        assert found.count("/L") >= 3
        headers = [tag for tag in tags(file) if tag.S == "/TH"]
        assert len(headers) == 4
        assert all("/Column" in str(header.A) for header in headers)


def test_a_drawing_says_what_it_shows():
    with opened(paper_pdf("Titre", "Le collectif", [Image(SVG, "Un carré noir", 2.5)]).content) as file:
        (figure,) = [tag for tag in tags(file) if tag.S == "/Figure"]
        assert str(figure.Alt) == "Un carré noir"


def test_a_qr_code_is_a_drawing():
    svg = segno.make("https://collectif.example/verifier/abc").svg_inline()
    with opened(paper_pdf("Carte", "Le collectif", [Image(svg, "Code à scanner")]).content) as file:
        assert names(file).count("/Figure") == 1


def test_lines_to_write_on_are_not_read_aloud():
    """They are drawn, and nothing is said of them: only their question is in the tags."""
    one = paper_pdf("Titre", "Le collectif", [Blank("Prénom et nom", lines=1)]).content
    ten = paper_pdf("Titre", "Le collectif", [Blank("Prénom et nom", lines=10)]).content
    with opened(one) as short, opened(ten) as long:
        assert names(short) == names(long)


def test_the_page_is_a4():
    with opened(paper_pdf("Titre", "Le collectif", every_block()).content) as file:
        width, height = (float(file.pages[0].MediaBox[place]) for place in (2, 3))
    assert (round(width), round(height)) == (595, 842)


def test_the_file_is_named_as_asked():
    assert paper_pdf("Zoé Élan", "Le collectif", [], name="charte version 2").filename == "charte-version-2.pdf"
    assert paper_pdf("Titre", "", []).filename == "titre.pdf"


def test_a_document_without_blocks_is_still_one():
    with opened(paper_pdf("Titre", "", []).content) as file:
        assert len(file.pages) == 1


def test_empty_lists_facts_and_tables_make_a_document():
    empty = [Items([]), Items([], numbered=True), Facts([]), Ticks("", []), Blank("", 0), Table("", [], [])]
    with opened(paper_pdf("Titre", "", empty).content) as file:
        assert len(file.pages) == 1


def test_long_words_run_over_several_pages():
    with opened(paper_pdf("Titre", "", [Paragraph("Une phrase assez longue. " * 40)] * 30).content) as file:
        assert len(file.pages) > 3


def test_every_kind_of_block_is_drawn():
    """A kind that the template does not know would vanish from the page without an error."""
    for kind in KINDS:
        shown = [block for block in every_block("Visible") if isinstance(block, kind)]
        with opened(paper_pdf("Titre", "", shown).content) as file, opened(paper_pdf("Titre", "", []).content) as bare:
            assert len(names(file)) > len(names(bare)), kind


@pytest.mark.parametrize("words", MALICIOUS)
def test_words_are_never_interpreted(words):
    with opened(paper_pdf(words, words, every_block(words)).content) as file:
        assert "/Table" in names(file)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60))
def test_any_text_makes_a_document(words):
    content = paper_pdf(words, words, every_block(words)).content
    with pikepdf.open(io.BytesIO(content)) as file:
        assert file.Root.MarkInfo.Marked


def test_words_of_the_title_are_large_in_the_title_only():
    """What a document is called may well stand in its text too."""
    once = paper_pdf("Une charte", "", [Paragraph("Une charte, puis la suite.")]).content
    other = paper_pdf("Une charte", "", [Paragraph("Ici charte, puis la suite.")]).content
    assert sizes(once) == sizes(other)


def sizes(content: bytes) -> list[float]:
    """The sizes of letters of the first page, in the order of drawing."""
    with opened(content) as file:
        page = pikepdf.parse_content_stream(file.pages[0])
        return [float(operands[1]) for operands, operator in page if str(operator) == "Tf"]


def test_markup_comes_out_as_it_was_typed():
    words = "#strong[x] *a* $y$ @z"
    with opened(paper_pdf(words, "", [Heading(words)]).content) as file:
        assert file.open_metadata()["dc:title"] == words
