"""What the tests of the public pages look at: the words of a page, its sentences, its acronyms."""

import re
from collections.abc import Iterator

from lxml import html

from collectif.texts.glossary import ACRONYM, EVERYDAY

BLOCKS = ["p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "legend"]
END_OF_SENTENCE = re.compile(r"[.?!…:;]+(?=\s|$)")
BY_OTHERS = {"latest", "members"}


def main_of(page) -> html.HtmlElement:
    """The `<main>` of a WebTest answer."""
    return html.fromstring(page.text).find(".//main")


def written_words(page) -> html.HtmlElement:
    """The `<main>` without the lists that come from the database."""
    main = main_of(page)
    for found in main.findall(".//ul"):
        if BY_OTHERS & set((found.get("class") or "").split()):
            found.drop_tree()
    return main


def own_text(block: html.HtmlElement) -> str:
    """The words of a block, without those of the blocks inside it."""
    words = [block.text or ""]
    for child in block:
        if child.tag not in (*BLOCKS, "ul", "ol", "dl"):
            words.append(" " if child.tag == "br" else own_text(child))
        words.append(child.tail or "")
    return "".join(words)


def sentences(main: html.HtmlElement) -> list[list[str]]:
    """The words of each sentence; a heading or a list item without a full stop is a sentence too."""
    texts = (own_text(block) for block in main.iter(*BLOCKS))
    found = (words_of(part) for text in texts for part in END_OF_SENTENCE.split(text))
    return [words for words in found if words]


def words_of(text: str) -> list[str]:
    """The tokens of `text` that hold a letter or a figure; spaces inside a number do not cut it."""
    return [token for token in re.sub(r"(?<=\d)\s(?=\d)", "", text).split() if re.search(r"\w", token)]


def first_uses(main: html.HtmlElement) -> Iterator[tuple[str, bool]]:
    """Each acronym of the page once, and whether its first use is expanded."""
    seen = set(EVERYDAY)
    for text, expanded in runs(main):
        for acronym in ACRONYM.findall(text):
            if acronym not in seen:
                seen.add(acronym)
                yield acronym, expanded


def runs(element: html.HtmlElement, expanded: bool = False) -> Iterator[tuple[str, bool]]:
    """The text of `element` in reading order, each run with "is inside an <abbr title>"."""
    inside = expanded or bool(element.tag == "abbr" and element.get("title"))
    yield element.text or "", inside
    for child in element:
        yield from runs(child, inside)
        yield child.tail or "", inside
