"""The plain-language twins: announced, short, never called by the name an audit alone may give."""

from statistics import mean

from tests.site.reading import main_of, sentences, written_words

LONGEST_SENTENCE = 20
MEAN_SENTENCE = 12


def test_the_twin_says_what_it_is(plain, page):
    banner = main_of(plain.get(page.path)).xpath(".//p[contains(@class, 'plain-banner')]")
    assert [words.text_content().strip() for words in banner] == ["Version en langage simple"]


def test_the_standard_version_has_no_banner(standard, page):
    assert "plain-banner" not in standard.get(page.path).text


def test_the_twin_is_another_text(standard, plain, page):
    """The switch changes the words of the page, not only its banner."""
    usual = sentences(main_of(standard.get(page.path)))
    twin = sentences(main_of(plain.get(page.path)))
    assert len([words for words in twin if words not in usual]) >= 2


def test_no_label_before_an_approval(visitor, page):
    assert "FALC" not in visitor.get(page.path).text


def test_sentences_are_short(plain, page):
    found = sentences(written_words(plain.get(page.path)))
    too_long = [" ".join(words) for words in found if len(words) > LONGEST_SENTENCE]
    assert too_long == []
    assert mean(len(words) for words in found) <= MEAN_SENTENCE


def test_the_measure_tells_long_from_short():
    """Guard of the measure itself: a long sentence is seen, blocks inside blocks are not counted twice."""
    from lxml import html

    block = html.fromstring(f"<main><ul><li>Oui. Non <p>{'mot ' * 21}.</p></li></ul></main>")
    assert [len(words) for words in sentences(block)] == [1, 1, 21]
