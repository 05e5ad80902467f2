"""The few signs of the texts: whatever is typed becomes well-formed HTML that only our tags are made of."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from collectif.texts.founding import founding
from collectif.texts.markup import inline, normal, parse, plain_words
from collectif.texts.pages import PAGES, Block, Layout, Page
from collectif.texts.reading import PageText, Part, page_text
from collectif.texts.words import PLAIN, STANDARD, Words

ALLOWED = {
    "p": {"class"}, "br": set(), "strong": set(), "em": set(), "kbd": set(), "ul": {"class"}, "ol": {"class"},
    "li": {"class"}, "h2": set(), "h3": set(), "a": {"href"}, "abbr": {"title"}, "page": set(),
}  # fmt: skip
SCHEMES = {"", "http", "https", "mailto", "tel", "sms"}
CLASSES = {"lead", "link-list", "cards", "card", "charter", "cards charter"}
# What attacks and clumsy fingers are made of, more often than chance would have it.
SIGNS = st.sampled_from([
    "\n", "\n\n", "# ", "## ", "### ", "- ", "1. ", "**", "*", "`", "[", "](", ")", "](javascript:alert(1))",
    "](//mal.example)", "](/aide)", "](https://a.fr/?q=\"x\")", "](mailto:a@b.fr)", "](écrire:Bonjour \"vous\")",
    "<script>", "</p>", "<img src=x onerror=alert(1)>", "&amp;", "&#x3c;", "\"", "'", "MDPH", "CNIL", "]](",
    "data:text/html,x", "\u202e", "\x00", "](https://a.fr@b.fr)", "](/a\tb)", "[a](/b \"c\" onclick=d)",
])  # fmt: skip
TYPED = st.lists(st.one_of(SIGNS, st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=8)), max_size=24)
SOME = Page("home", "accueil", "Accueil", (
    Block("introduction", level=1), Block("libre"), Block("cartes", layout=Layout.CARDS),
    Block("dedans", level=3), Block("compte", layout=Layout.COUNTED, count=2),
))  # fmt: skip
TWO = Page("home", "a", "A", (Block("introduction", level=0), Block("b")))


def shown(text: str, page: Page = SOME, language: str = STANDARD, title: str = "Titre") -> PageText:
    words = {block.name: Words(title, text, title, text) for block in page.blocks}
    return page_text(page, words, language, lambda target: target)


def as_tree(text: PageText) -> etree._Element:
    """The page as its template puts it together; it is read as XML, which forgives nothing."""

    def words(part: Part, level: int) -> str:
        inner = "".join(words(one, 3) for one in part.inner)
        return f"<h{level}>{part.title}</h{level}>{part.body}{inner}"

    source = f"<page><p>{text.lead.title}</p>{text.lead.body}{''.join(words(part, 2) for part in text.parts)}</page>"
    return etree.fromstring(source.encode())


@given(TYPED.map("".join), st.sampled_from([STANDARD, PLAIN]))
def test_whatever_is_typed_is_well_formed_and_harmless(text, language):
    tree = as_tree(shown(text, language=language, title=" ".join(text.split()) or "x"))
    for element in tree.iter():
        assert set(element.attrib) <= ALLOWED[element.tag]
        assert element.get("class", "card") in CLASSES
        target = element.get("href", "/")
        assert urlsplit(target).scheme in SCHEMES or target.startswith("écrire:")
        assert not target.startswith(("//", "/\\"))
    assert tree.xpath("count(//a//a)") == 0


@given(TYPED.map("".join))
def test_no_word_is_lost(text):
    """What is read is what was typed, the signs that mean something left out."""

    def letters(words: str) -> str:
        return "".join(char for char in words if char.isalpha())

    told = "".join(as_tree(shown(text, Page("home", "a", "A", (Block("introduction", level=0),)))).itertext())
    typed = plain_words(text)
    assert letters(typed) in letters(told) or "](" in text


@given(TYPED.map("".join))
def test_normal_text_is_normal(text):
    assert normal(normal(text)) == normal(text)
    assert [*parse(normal(text))] == [*parse(text)]


@given(st.lists(st.sampled_from(["## Un", "### Deux", "texte", "- a", ""]), max_size=12).map("\n".join))
def test_anchors_are_unique(text):
    found = shown(text)
    anchors = [one.anchor for part in (found.lead, *found.parts) for one in (part, *part.inner)]
    assert len(anchors) == len(set(anchors))


def html(text: str, block: Block | None = None) -> str:
    found = shown(text, Page("home", "a", "A", (Block("introduction", level=0), block or Block("b"))))
    return str(found.parts[0].body)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un.\nDeux.\n\nTrois.", "<p>Un.<br />Deux.</p>\n<p>Trois.</p>"),
        ("- a\n\n- b\n1. c", "<ul><li>a</li><li>b</li></ul>\n<ol><li>c</li></ol>"),
        ("### Le **droit**", "<h3>Le <strong>droit</strong></h3>"),
        ("*[la charte](/charte)* et `Tab`", '<p><em><a href="/charte">la charte</a></em> et <kbd>Tab</kbd></p>'),
        ("2 * 3 * 4 = 24 ; a*b", "<p>2 * 3 * 4 = 24\xa0; a*b</p>"),
        ("- [Aide](/aide)\n- [Plan](/plan-du-site)",
         '<ul class="link-list"><li><a href="/aide">Aide</a></li><li><a href="/plan-du-site">Plan</a></li></ul>'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](ftp://a.fr)", "<p>[x](ftp://a.fr)</p>"),
        ("<b>&</b>", "<p>&lt;b&gt;&amp;&lt;/b&gt;</p>"),
    ],
)  # fmt: skip
def test_the_signs(text, expected):
    assert html(text) == expected


def test_an_acronym_is_told_once_a_page():
    told = shown("La CAF, puis la CAF.", TWO)
    assert str(told.lead.body).count("<abbr") == 1
    assert "<abbr" not in str(told.parts[0].body)


def test_cards():
    found = html("Avant.\n\n### Un\n\nTexte\n\n### Deux", Block("b", layout=Layout.CARDS))
    assert found == (
        '<p>Avant.</p>\n<ul class="cards"><li class="card"><h3>Un</h3>\n<p>Texte</p></li>'
        '<li class="card"><h3>Deux</h3></li></ul>'
    )


def test_a_text_may_add_sections():
    found = shown("Début.\n\n## Témoignages\n\nUn mot.", TWO)
    assert [(part.anchor, str(part.body)) for part in found.parts] == [
        ("b", "<p>Début.</p>"), ("texte-temoignages", "<p>Un mot.</p>")
    ]  # fmt: skip


def test_a_long_line_is_read_quickly():
    """No combination of open signs makes reading quadratic in practice: the longest text, of openings alone."""
    for sign in ("[", "*a", "**", "`", "[a](", "[a]("):
        assert inline(sign * 2_000)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.route)
def test_founding_texts_are_whole(page):
    words = founding(page.route)
    assert list(words) == [block.name for block in page.blocks]
    for block in page.blocks:
        for language in (STANDARD, PLAIN):
            title, text = words[block.name].of(language)
            assert bool(title) == block.has_title
            assert text or block.optional
    levels = [2 if block.level == 2 else 3 for block in page.blocks if block.level > 1]
    assert not levels or levels[0] == 2
    assert all(after - before <= 1 for before, after in pairwise(levels))
