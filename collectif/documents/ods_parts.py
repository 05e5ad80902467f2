"""The fixed parts of an ODS file (OpenDocument 1.3)."""

from __future__ import annotations

from datetime import UTC, datetime

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
        "meta": "meta",
        "config": "config",
    }.items()
)

MANIFEST = _XML + (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    ' manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIMETYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{part}.xml" manifest:media-type="text/xml"/>'
        for part in ("content", "styles", "meta", "settings")
    )
    + "</manifest:manifest>"
)

STYLES = _XML + (
    f'<office:document-styles {_NAMESPACES} office:version="1.3"><office:styles>'
    '<style:default-style style:family="table-cell">'
    '<style:text-properties fo:language="fr" fo:country="FR"/></style:default-style>'
    '<style:style style:name="Default" style:family="table-cell"/>'
    "</office:styles></office:document-styles>"
)

SETTINGS = _XML + (
    f'<office:document-settings {_NAMESPACES} office:version="1.3"><office:settings>'
    '<config:config-item-set config:name="ooo:view-settings">'
    '<config:config-item-map-indexed config:name="Views">'
    '<config:config-item-map-entry><config:config-item-map-named config:name="Tables">'
    '<config:config-item-map-entry config:name="{name}">'
    '<config:config-item config:name="VerticalSplitMode" config:type="short">2</config:config-item>'
    '<config:config-item config:name="VerticalSplitPosition" config:type="int">1</config:config-item>'
    '<config:config-item config:name="ActiveSplitRange" config:type="short">2</config:config-item>'
    '<config:config-item config:name="PositionBottom" config:type="int">1</config:config-item>'
    "</config:config-item-map-entry></config:config-item-map-named></config:config-item-map-entry>"
    "</config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>"
)

_SLASH, _COLON, _SPACE = (f"<number:text>{sign}</number:text>" for sign in "/: ")
_DAY = (
    f'<number:day number:style="long"/>{_SLASH}<number:month number:style="long"/>{_SLASH}'
    '<number:year number:style="long"/>'
)
_TIME = f'{_SPACE}<number:hours number:style="long"/>{_COLON}<number:minutes number:style="long"/>'


def _cell_style(name: str, data_style: str) -> str:
    return f'<style:style style:name="{name}" style:family="table-cell" style:data-style-name="{data_style}"/>'


def _column_style(name: str, width: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}"/></style:style>'
    )


CONTENT_START = _XML + (
    f'<office:document-content {_NAMESPACES} office:version="1.3"><office:automatic-styles>'
    '<number:number-style style:name="n-integer">'
    '<number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/>'
    "</number:number-style>"
    '<number:number-style style:name="n-decimal">'
    '<number:number number:decimal-places="2" number:min-decimal-places="1" number:min-integer-digits="1"'
    ' number:grouping="true"/></number:number-style>'
    '<number:percentage-style style:name="n-percent">'
    '<number:number number:decimal-places="1" number:min-integer-digits="1"/>'
    "<number:text> %</number:text></number:percentage-style>"
    f'<number:date-style style:name="n-date">{_DAY}</number:date-style>'
    f'<number:date-style style:name="n-datetime">{_DAY}{_TIME}</number:date-style>'
    '<number:text-style style:name="n-text"><number:text-content/></number:text-style>'
    + "".join(_cell_style(kind, f"n-{kind}") for kind in ("integer", "decimal", "percent", "date", "datetime", "text"))
    + '<style:style style:name="header" style:family="table-cell">'
    '<style:table-cell-properties fo:wrap-option="wrap" fo:border-bottom="0.5pt solid #000000"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    + _column_style("narrow", "3cm")
    + _column_style("wide", "6cm")
    + "</office:automatic-styles><office:body><office:spreadsheet>"
)
CONTENT_END = "</office:spreadsheet></office:body></office:document-content>"


def meta_xml(title: str) -> str:
    """The document's properties; ``title`` is already escaped."""
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "")
    return _XML + (
        f'<office:document-meta {_NAMESPACES} office:version="1.3"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<office:meta><dc:title>{title}</dc:title><dc:language>fr-FR</dc:language>"
        f"<meta:creation-date>{now}</meta:creation-date></office:meta></office:document-meta>"
    )
