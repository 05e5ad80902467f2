"""The documentation says what exists: its links, its images, the commands and the make targets it names."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from collectif.cli import main

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```", re.DOTALL)
# In a code block a command is a line; in the text it stands between back quotes or French quotes.
BLOCK_COMMAND = re.compile(r"^(?:\.venv/bin/)?((?:collectif|make) .+)$", re.MULTILINE)
INLINE_COMMAND = re.compile(r"[`«]\s?((?:collectif|make) [^`»\n]+?)\s?[`»]")
TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
LARGEST_IMAGE = 150_000

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code forges write them."""
    titles = HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w -]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def broken_links(page: Path) -> Iterator[str]:
    """The relative links and images of a page that lead nowhere."""
    for address in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", address):
            continue
        path, _, anchor = address.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            yield address


def commands(page: Path) -> Iterator[list[str]]:
    """The words of each command a page names; what follows a comment mark is left out."""
    text = page.read_text(encoding="utf-8")
    blocks = CODE.findall(text)
    found = [line for block in blocks for line in BLOCK_COMMAND.findall(block)]
    for line in [*found, *INLINE_COMMAND.findall(CODE.sub("", text))]:
        yield shlex.split(line, comments=True)


def unknown_of_command(words: list[str]) -> str:
    """What the click tree does not know of ``collectif …``; empty when all of it exists."""
    command: click.Command = main
    for word in words:
        if word.startswith("--"):
            names = {name for one in command.params for name in one.opts}
            if word.partition("=")[0] not in {*names, "--help"}:
                return word
        elif isinstance(command, click.Group):
            found = command.commands.get(word.split("|")[0])
            if found is None:
                return word
            command = found
    return ""


@each_page
def test_links_and_images_lead_somewhere(page):
    assert list(broken_links(page)) == []


@each_page
def test_commands_exist_with_their_options(page):
    unknown = {" ".join(words): unknown_of_command(words[1:]) for words in commands(page) if words[0] == "collectif"}
    assert {line: word for line, word in unknown.items() if word} == {}


@each_page
def test_make_targets_exist(page):
    targets = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    named = {words[1] for words in commands(page) if words[0] == "make"}
    assert named - targets == set()


def test_every_page_of_the_guide_is_in_its_index():
    guide = ROOT / "docs" / "guide"
    linked = set(LINK.findall((guide / "README.md").read_text(encoding="utf-8")))
    assert {page.name for page in guide.glob("*.md")} - {"README.md"} <= linked


def test_images_are_light_and_all_shown():
    images = sorted((ROOT / "docs" / "images").glob("*"))
    shown = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [image.name for image in images if image.name not in shown] == []
    assert [image.name for image in images if image.stat().st_size > LARGEST_IMAGE] == []


def test_the_checks_find_what_is_wrong(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "[a](b.md) ![c](d.png) [e](#f) [g](https://exemple.fr)\n`collectif journal x` « collectif mail send --y »\n"
        "```\ncollectif serve --port 1  # [h](i)\nmake nothing PORT=1\n```\n",
        encoding="utf-8",
    )
    assert list(broken_links(page)) == ["b.md", "d.png", "#f"]
    found = list(commands(page))
    assert [unknown_of_command(words[1:]) for words in found if words[0] == "collectif"] == ["", "x", "--y"]
    assert ["make", "nothing", "PORT=1"] in found
