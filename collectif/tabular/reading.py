"""From an uploaded file to a table."""

from __future__ import annotations

from dataclasses import replace
from typing import BinaryIO

from .archive import Archive
from .csv_file import read_csv
from .model import MEBIBYTE, Limits, TableData, TabularError
from .ods_file import read_ods
from .sniff import REMEDY, looks_zipped, wrong_type
from .xlsx_file import read_xlsx

DEFAULT_LIMITS = Limits()
ODS = "opendocument.spreadsheet"


def read_table(source: bytes | BinaryIO, filename: str, limits: Limits = DEFAULT_LIMITS) -> TableData:
    """The table of a .csv, .xlsx or .ods file. What it is, its content tells; ``filename`` is only kept.

    :param source: the bytes, or a binary stream that is read from where it stands, never beyond the limit.
    :raises TabularError: the only error, whatever the file: empty, too big, damaged, hostile, of another type.
    """
    content = source if isinstance(source, bytes) else source.read(limits.max_bytes + 1)
    if len(content) > limits.max_bytes:
        raise TabularError(
            f"Le fichier dépasse {limits.max_bytes // MEBIBYTE} Mo.",
            "Partagez-le en plusieurs fichiers plus petits, ou retirez les images et les colonnes inutiles.",
        )
    if not content.strip():
        raise TabularError("Le fichier est vide.", "Vérifiez que vous avez choisi le bon fichier.")
    return replace(_read(content, limits), filename=filename.replace("\\", "/").rpartition("/")[2])


def _read(content: bytes, limits: Limits) -> TableData:
    if not looks_zipped(content):
        return read_csv(content, limits)
    archive = Archive(content, limits)
    mimetype = archive.beginning("mimetype").decode("ascii", "replace")
    if ODS in mimetype:
        return read_ods(archive, limits)
    if mimetype.startswith("application/vnd.oasis"):
        raise wrong_type("un document LibreOffice d’un autre genre")
    return _read_office(archive, limits)


def _read_office(archive: Archive, limits: Limits) -> TableData:
    folders = {name.partition("/")[0] for name in archive.names}
    if "xl" not in folders and "[Content_Types].xml" not in archive:
        raise wrong_type("une archive ZIP")
    if "word" in folders:
        raise wrong_type("un document Word")
    if "ppt" in folders:
        raise wrong_type("une présentation")
    if "xl/workbook.bin" in archive:
        raise TabularError("Ce classeur est dans un format propre à Excel (.xlsb).", REMEDY)
    return read_xlsx(archive, limits)
