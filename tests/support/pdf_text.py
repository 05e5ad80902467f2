"""The words of a PDF as they are drawn, without a browser: enough to look for a name in it."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf

RANGE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
CHARACTER = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)


def pdf_text(content: bytes) -> str:
    """The text of every page, in the order it is drawn, each piece on its line."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return "\n".join(piece for page in pdf.pages for piece in _pieces(page))


def _pieces(page: Any) -> list[str]:
    fonts = {name: _characters(font) for name, font in page.Resources.get("/Font", {}).items()}
    found, characters = [], {}
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "Tf":
            characters = fonts[str(operands[0])]
        elif operator in ("Tj", "TJ"):
            shown = operands[0] if operator == "TJ" else [operands[0]]
            found.append("".join(_decoded(bytes(one), characters) for one in shown if isinstance(one, pikepdf.String)))
    return found


def _decoded(codes: bytes, characters: dict[bytes, str]) -> str:
    return "".join(characters.get(codes[place : place + 2], "") for place in range(0, len(codes), 2))


def _characters(font: Any) -> dict[bytes, str]:
    """Codes of two bytes → what they stand for (the font's ToUnicode map)."""
    found: dict[bytes, str] = {}
    for kind, lines in BLOCK.findall(font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""):
        if kind == b"bfchar":
            found |= {bytes.fromhex(code.decode()): _text(text) for code, text in CHARACTER.findall(lines)}
        for first, last, text in RANGE.findall(lines) if kind == b"bfrange" else ():
            start = int(text, 16)
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[(int(first, 16) + step).to_bytes(2, "big")] = chr(start + step)
    return found


def _text(codes: bytes) -> str:
    return bytes.fromhex(codes.decode()).decode("utf-16-be", "replace")
