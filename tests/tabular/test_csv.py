"""CSV: encodings, separators, line numbers, and what is refused."""

import codecs
import io

import pytest

from collectif.tabular import Limits, Row, TabularError, read_table

ROWS = [("Prénom", "Né à"), ("Zoé", "Château-Thierry"), ("François", "Bœuf « l’été » €")]


def written(separator: str = ";", end: str = "\r\n") -> str:
    return "".join(separator.join(row) + end for row in ROWS)


def refused(content: bytes, limits: Limits | None = None) -> TabularError:
    with pytest.raises(TabularError) as caught:
        read_table(content, "a.csv", limits or Limits())
    return caught.value


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("windows-1252", "windows-1252"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_every_usual_encoding_is_recognised(encoding: str, name: str) -> None:
    table = read_table(written().encode(encoding), "a.csv")
    assert (table.encoding, table.separator, table.kind) == (name, ";", "csv")
    assert table.headers == ["Prénom", "Né à"]
    assert table.rows == [Row(2, ROWS[1]), Row(3, ROWS[2])]


def test_utf_16_with_the_other_mark() -> None:
    content = codecs.BOM_UTF16_BE + written().encode("utf-16-be")
    assert read_table(content, "a.csv").rows[0] == Row(2, ROWS[1])


def test_latin_9_is_told_from_windows() -> None:
    table = read_table("Ville;Prix\nŒuilly;5 €\nSœurdres;é".encode("iso-8859-15"), "a.csv")
    assert table.encoding == "iso-8859-15"
    assert [row.cells for row in table.rows] == [("Œuilly", "5 €"), ("Sœurdres", "é")]


@pytest.mark.parametrize("separator", ";,\t|")
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(separator: str, end: str) -> None:
    table = read_table(written(separator, end).encode(), "a.csv")
    assert table.separator == separator
    assert [row.cells for row in table.rows] == ROWS[1:]


def test_the_separator_is_the_one_that_makes_a_table() -> None:
    table = read_table("Nom, prénom;Ville\nMartin, Léa;Melun\nDupont, Zoé;Meaux\n".encode(), "a.csv")
    assert table.separator == ";"
    assert table.headers == ["Nom, prénom", "Ville"]


def test_the_separator_may_be_declared_as_excel_does() -> None:
    table = read_table("sep=|\r\nNom|Ville\r\nLéa|Melun\r\n".encode(), "a.csv")
    assert (table.separator, table.rows) == ("|", [Row(2, ("Léa", "Melun"))])


def test_one_column_is_a_table() -> None:
    assert read_table(b"Nom\nLea\n", "a.csv").rows == [Row(2, ("Lea",))]


def test_lines_are_numbered_as_a_spreadsheet_shows_them() -> None:
    table = read_table('\n;\nNom;Note\nLéa;"une\ndeux\r\ntrois"\n\n ; \nZoé;""\n'.encode(), "a.csv")
    assert table.rows == [Row(4, ("Léa", "une\ndeux\ntrois")), Row(7, ("Zoé", ""))]


def test_short_lines_are_completed_and_empty_columns_left_out() -> None:
    table = read_table("Nom;;Ville;;\nLéa\nZoé;;Melun;;\n".encode(), "a.csv")
    assert table.headers == ["Nom", "Ville"]
    assert [row.cells for row in table.rows] == [("Léa", ""), ("Zoé", "Melun")]


def test_quotes_doubled_and_in_the_middle() -> None:
    table = read_table(b'Nom;Mot\n"dit ""Zaza""";5" ou 6"\n', "a.csv")
    assert table.rows[0].cells == ('dit "Zaza"', '5" ou 6"')


def test_apostrophes_of_our_exports_are_taken_away() -> None:
    table = read_table("Téléphone;Mot\n'+33612;'bonjour\n".encode(), "a.csv")
    assert table.rows[0].cells == ("+33612", "'bonjour")


def test_a_stream_is_never_read_beyond_the_limit() -> None:
    stream = io.BytesIO(b"Nom\n" + b"a\n" * 100_000)
    with pytest.raises(TabularError, match="dépasse"):
        read_table(stream, "a.csv", Limits(max_bytes=1000))
    assert stream.tell() == 1001


def test_the_name_is_kept_without_its_folders() -> None:
    assert read_table(b"Nom\nLea\n", "C:\\Mes documents\\pairs.csv").filename == "pairs.csv"


@pytest.mark.parametrize(
    ("content", "words", "line"),
    [
        (b"", "est vide", None),
        (b" \r\n\t\n", "est vide", None),
        (b"\xef\xbb\xbf", "aucune donnée", None),
        (b";;\n;\n", "aucune donnée", None),
        (b"Nom;Ville\n", "rien en dessous", None),
        (b"Nom;Ville;nom\na;b;c\n", "colonne A et la colonne C", 1),
        ("Prénom;PRENOM\na;b\n".encode(), "même titre", 1),
        (b"Nom;;Ville\na;b;c\n", "ligne 2 contient une valeur dans la colonne B", 2),
        (b"Nom;Ville\na;b\na;b;c\n", "ligne 3 contient une valeur dans la colonne C", 3),
        (b"Liste des pairs\n\nNom;Ville\nLea;Melun\n", "première ligne remplie", 3),
        (b'Nom;Ville\na;b\n"a;b\n', "guillemet", 3),
        (b'Nom;Ville\n"a"b;c\n', "guillemet", 2),
        (b"Nom\x00;Ville\na;b\n", "pas un tableau", None),
        ("Prénom;Né à\nZoé;été\n".encode() + b"L\xe9a;b\n", "ligne 3 ne peuvent pas être lues", 3),
        (codecs.BOM_UTF16_LE + b"a\x00\x00", "ne peuvent pas être lues", 1),
        (codecs.BOM_UTF8 + b"Nom\nL\xe9a", "ligne 2 ne peuvent pas", 2),
        (b"Nom\n" + b"a" * 10_001, "A2 contient plus de 10", 2),
        (b";".join(b"c%d" % i for i in range(201)) + b"\na", "plus de 200 colonnes", 1),
    ],
)
def test_what_is_wrong_is_said_with_its_line(content: bytes, words: str, line: int | None) -> None:
    error = refused(content)
    assert words in error.message
    assert error.line == line
    assert error.remedy


def test_a_hundred_thousand_lines_are_refused() -> None:
    assert "plus de 20\u202f000 lignes" in refused(b"Nom\n" + b"Lea\n" * 100_000).message


def test_fifty_megabytes_are_refused() -> None:
    assert "dépasse 10 Mo" in refused(b"a" * 50 * 1024 * 1024).message


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7 ...", "un document PDF"),
        (b"\xff\xd8\xff\xe0 JFIF", "une image"),
        (b"\x89PNG\r\n\x1a\n", "une image"),
        (b"  <!DOCTYPE html><table>", "une page web"),
        (b"<html><table><tr><td>a</table>", "une page web"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "une page web"),
        (b"{\\rtf1 bonjour}", "traitement de texte"),
        (b"\x1f\x8b\x08 gz", "une archive"),
        (b"PK\x05\x06" + b"\x00" * 18, "une archive"),
    ],
)
def test_the_content_tells_what_a_file_is_not_its_name(content: bytes, name: str) -> None:
    error = refused(content)
    assert name in error.message
    assert "Enregistrer sous" in error.message
