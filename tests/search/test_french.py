"""The words of search: what is the same word for a reader is the same word for the index."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from collectif.search.excerpts import LENGTH, excerpt, marked
from collectif.search.french import MOST_ASKED, STEM_MARK, Asked, stem, terms
from collectif.search.index import vector

FAMILIES = (
    "activité activités activite", "réunion réunions REUNION", "formé formée formés formées forme",
    "formateur formatrice",
    "association associations associatif", "handicapé handicapée handicapées", "public publique publics publiques",
    "coordinateur coordinatrice", "départemental départementale départementaux", "aidant aidante aidants",
    "cœur coeur Cœurs", "bénévole bénévoles", "psychique psychiques", "décision décisions", "été étés ETE",
)  # fmt: skip


def stems(text):
    return {term for term in terms(text) if term.startswith(STEM_MARK)}


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_has_one_stem(family):
    assert len(stems(family)) == 1


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("L'été à Meaux", "été"), ("l’ÉTÉ", "l'ete"), ("La pair-aidance", "pairaidance"),
        ("pair-aidance", "pair aidance"),
        ("Seine-et-Marne", "seine marne"), ("jusqu'aux vacances", "vacance"), ("Ordre du jour", "ordre"),
        ("a-b c2", "c2"),
    ],
)  # fmt: skip
def test_elisions_hyphens_and_accents(text, asked):
    assert {f"{STEM_MARK}{stem(word)}" for word in Asked.read(asked).words} <= stems(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("les réunions du collectif", ("reunions", "collectif")), ("la", ("la",)),
        ("qu'est-ce que", ("qu", "est", "ce", "que")),
        ("l' d' (", ()), ("%_*\"'\0", ()), ("\U0001f600", ()), ("x" * 300, ("x" * 40,)), ("77 77", ("77",)), ("", ()),
        ("AND OR NEAR NOT", ("and", "or", "near", "not")),
    ],
)  # fmt: skip
def test_what_is_asked(text, words):
    assert Asked.read(text).words == words


def test_so_many_words_are_read():
    assert len(Asked.read(" ".join(f"mot{n}" for n in range(99))).words) <= MOST_ASKED


@given(st.text(max_size=300))
def test_terms_hold_nothing_that_an_engine_would_read(text):
    for term in terms(text):
        assert term.removeprefix(STEM_MARK).isalnum()
        assert 1 < len(term) <= 41
    vector(terms(text), terms(text[::-1]))
    assert all(word.isalnum() for word in Asked.read(text).words)


def test_what_is_found_is_marked_and_nothing_else_is_markup():
    asked = Asked.read("réunions asso")
    assert marked("<b>La Réunion</b> des associations & l'été", asked) == Markup(
        "&lt;b&gt;La <mark>Réunion</mark>&lt;/b&gt; des <mark>associations</mark> &amp; l&#39;été"
    )


@given(st.text(max_size=600), st.text(max_size=40))
def test_any_text_gives_a_short_excerpt(text, asked):
    found = excerpt(text, Asked.read(asked))
    assert len(found.striptags()) <= LENGTH + 2


def test_an_excerpt_is_cut_between_words_round_the_first_found():
    text = "mot " * 200 + "la plénière se tient jeudi " + "mot " * 200
    found = excerpt(text, Asked.read("plénières"))
    assert "<mark>plénière</mark> se tient" in found
    assert found.startswith("…mot ")
    assert found.endswith("mot…")
    assert excerpt("Les locaux\nLe budget.\n\nDivers\n", Asked.read("x")) == "Les locaux · Le budget. Divers"
    assert excerpt("Un début sans le mot.", Asked.read("autre")) == "Un début sans le mot."


def test_a_word_without_end_is_read_at_once():
    """A square of this length would take an hour."""
    assert terms("a" * 150_000)[0] == "a" * 40
    assert "pairaidance" in terms("La pair-aidance")
    assert "cestadire" in terms("« c-est-à-dire »")
