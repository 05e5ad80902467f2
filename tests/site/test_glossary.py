"""Acronyms inside a name written by somebody else."""

from collectif.texts.glossary import parts


def test_known_acronyms_are_cut_out_and_nothing_is_lost():
    name = "DT ARS 77, UNAFAM77"
    cut = parts(name)
    assert "".join(part.text for part in cut) == name
    assert [part.text for part in cut if part.expansion] == ["DT", "ARS", "UNAFAM"]


def test_a_word_that_starts_like_an_acronym_is_left_alone():
    assert [part.expansion for part in parts("CAFÉ")] == [None]


def test_an_acronym_explained_by_its_own_text_is_not_explained_twice():
    cut = parts("APAJH (Association pour adultes et jeunes handicapés)")
    assert [part.expansion for part in cut] == [None, None]
