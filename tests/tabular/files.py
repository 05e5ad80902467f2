"""Files to read, good and bad, made by hand."""

import io
import struct
import zipfile

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "draw")
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def ods(*tables: str, **more: str | bytes) -> bytes:
    """An ODS file whose sheets have these rows (XML)."""
    sheets = "".join(f'<table:table table:name="F{i}">{rows}</table:table>' for i, rows in enumerate(tables, 1))
    body = f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
    content = f"<office:document-content {NAMESPACES}>{body}</office:document-content>"
    return zipped({"mimetype": ODS_TYPE, "content.xml": content, **more})


def ods_row(*texts: str, repeated: int = 1) -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def xlsx(*sheets: str, strings: str = "", prologue: str = "", **more: str | bytes) -> bytes:
    """A workbook whose sheets hold this XML inside ``sheetData``."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="F{i}" sheetId="{i}" r:id="r{i}"/>' for i in numbers)
    related = "".join(
        f'<Relationship Id="r{i}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in numbers
    )
    related += f'<Relationship Id="s" Type="{RELATIONS}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    root = f'<Relationship Id="r" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{root}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
    }
    for number, rows in zip(numbers, sheets, strict=True):
        sheet = f'{prologue}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet
    return zipped(parts | more)


def xlsx_row(number: int, **cells: str) -> str:
    """Row ``number`` with inline texts: ``xlsx_row(2, A="Léa")``."""
    inside = "".join(f'<c r="{ref}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for ref, text in cells.items())
    return f'<row r="{number}">{inside}</row>'


def lying_about_size(content: bytes, name: str, announced: int) -> bytes:
    """The same archive, whose list of contents announces another size for one part."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo(name)
    data = bytearray(content)
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode()))
    struct.pack_into("<I", data, entry + 24, announced)
    struct.pack_into("<I", data, info.header_offset + 22, announced)
    return bytes(data)


def encrypted_entries(content: bytes) -> bytes:
    """The same archive, every part of which says that it is encrypted."""
    data = bytearray(content)
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        position = data.find(signature)
        while position >= 0:
            data[position + offset] |= 1
            position = data.find(signature, position + 4)
    return bytes(data)
