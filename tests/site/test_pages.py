"""Every public page, in both languages: it answers, it is one page, and everything it points to exists."""

import re
from itertools import pairwise
from urllib.parse import urldefrag

from lxml import html

from collectif.texts import glossary
from tests.site.reading import first_uses, main_of, written_words

ENGLISH = re.compile(r"\b(the|and|of|your|with|this|from|please|page not|submit|sign in)\b", re.IGNORECASE)


def test_one_heading_and_a_title(visitor, page):
    answer = visitor.get(page.path, status=200)
    document = html.fromstring(answer.text)
    assert len(document.findall(".//h1")) == 1
    assert document.findtext(".//title").startswith(page.title)


def test_headings_never_skip_a_level(visitor, page):
    main = main_of(visitor.get(page.path))
    levels = [int(heading.tag[1]) for heading in main.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_identifiers_are_unique_and_labels_lead_somewhere(visitor, page):
    document = html.fromstring(visitor.get(page.path).text)
    identifiers = document.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))
    assert set(document.xpath("//main//@aria-labelledby")) <= set(identifiers)


def test_no_english(visitor, page):
    main = main_of(visitor.get(page.path))
    for foreign in main.xpath(".//*[@lang='en']"):
        foreign.drop_tree()
    assert not ENGLISH.search(main.text_content())


def test_acronyms_are_expanded_where_they_first_appear(visitor, page):
    uses = dict(first_uses(written_words(visitor.get(page.path))))
    assert [acronym for acronym, expanded in uses.items() if not expanded] == []
    assert set(uses) <= set(glossary.ACRONYMS)


def test_every_link_leads_somewhere(visitor, page):
    answer = visitor.get(page.path)
    for href in main_of(answer).xpath(".//a/@href"):
        path, anchor = urldefrag(href)
        if path.startswith("/") or not path:
            target = visitor.get(path or page.path, status=200)
            assert not anchor or html.fromstring(target.text).xpath("//*[@id=$anchor]", anchor=anchor), href
        else:
            assert re.match(r"https://|mailto:[^@]+@|tel:|sms:", href), href


def test_only_reading_is_answered(standard, page):
    standard.post(page.path, status=(400, 403, 404, 405))
