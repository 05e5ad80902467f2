"""Names that must make us ask, and names that must not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectif.organisations.likeness import alike, words
from collectif.text import unaccent

SAME = [
    ("Amis de germenoy", "Les Amis de Germenoy"),
    ("les amis du germenoy", "Les Amis de Germenoy"),
    ("Association Les Amis de Germenoy", "Amis de Germenoy"),
    ("Amis de Germenois", "Les Amis de Germenoy"),
    ("Germenoy (Les Amis de)", "Les Amis de Germenoy"),
    ("DTARS77", "DT ARS 77"),
    ("Délégation territoriale ARS 77", "DT ARS 77"),
    ("APF 77", "APF"),
    ("apf77", "APF 77"),
    ("Délégation départementale APF77", "APF"),
    ("UGECAMIDF", "UGECAM Île-de-France"),
    ("Ugecam Ile de France", "UGECAM Île-de-France"),
    ("Croix Rouge", "Croix-Rouge française"),
    ("Association Voir ensemble", "Voir ensemble – REMORA 77"),
    ("Fondation les Amis de l’Atelier", "Fondation des Amis de l'Atelier"),
    ("Amis de l'atelier", "Fondation des Amis de l'Atelier"),
    ("MDPH de Seine-et-Marne", "MDPH 77"),
    ("UNAFAM", "UNAFAM 77"),
    ("Villebouvet", "Association de Villebouvet"),
    ("Etablissements du domaine Emanuel", "Établissements du Domaine Emmanuel"),
    ("Mission ASH DSDEN", "Mission ASH de la DSDEN 77"),
]
OTHERS = [
    ("APF", "CAF 77"),
    ("APAJH", "APF"),
    ("ADAPEI 77", "APAJH"),
    ("UNAFAM 77", "UNAPEI 77"),
    ("MDPH 77", "MDPH 94"),
    ("Les Amis de Germenoy", "Fondation des Amis de l'Atelier"),
    ("Les Amis", "Les Amis de Germenoy"),
    ("Association", "Association de Villebouvet"),
    ("AEDE", "APF"),
    ("CAF 77", "CAP 77"),
    ("Autisme Melun", "Autisme Provins"),
    ("Section 3 de Melun", "Section 4 de Melun"),
    ("Direction de l'autonomie", "Direction des routes"),
    ("", "APF"),
    ("!!!", "???"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same(one, other):
    assert alike(one, other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_others(one, other):
    assert not alike(one, other)


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_has_no_direction(one, other):
    assert alike(one, other) == alike(other, one)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_a_name_with_a_letter_has_words_and_is_like_itself(name):
    if any(char.isascii() and char.isalnum() for char in name.casefold()):
        assert words(name)
        assert alike(name, name)


@settings(deadline=None)
@given(st.sampled_from(sorted({name for pair in SAME for name in pair})), st.randoms(use_true_random=False))
def test_case_accents_and_punctuation_never_matter(name, chance):
    spoilt = "".join(chance.choice([char.upper(), char.lower()]) for char in unaccent(name))
    assert words(spoilt.replace(" ", chance.choice(["  ", " - ", ", "]))) == words(name)
