"""Every template compiles; every page has one title and one ``h1``, and no script or style of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from chameleon import PageTemplateFile

from collectif.templating import BOOLEAN_ATTRIBUTES

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted([*(ROOT / "templates").rglob("*.pt"), *(ROOT / "plugins").rglob("*.pt")])
PAGE = "layout.macros['page']"
H1 = re.compile(r"<h1[\s>]")
# Macros that print the h1 of the pages that use them.
H1_MACROS = ("macros['page_header']", "macros['form_page']")
INLINE = re.compile(r"<(script|style)(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_template_compiles(path):
    PageTemplateFile(str(path), boolean_attributes=BOOLEAN_ATTRIBUTES).cook_check()


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_template_has_nothing_inline(path):
    assert not INLINE.search(path.read_text())


@pytest.mark.parametrize("path", [p for p in TEMPLATES if PAGE in p.read_text()], ids=ids)
def test_page_has_a_title_and_a_heading(path):
    text = path.read_text()
    assert text.count('fill-slot="title"') == 1
    assert H1.search(text) or any(macro in text for macro in H1_MACROS)
