"""What people type becomes one commune, or a message that helps."""

from collections import namedtuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectif.errors import DomainError
from collectif.territory.directory import Directory
from collectif.territory.founding import read_communes
from collectif.text import unaccent

Row = namedtuple("Row", "code name postal_code")
DIRECTORY = Directory(Row(row["code"], row["name"], row["postal_code"]) for row in read_communes())
CODES = {row["name"]: row["code"] for row in read_communes()}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Meaux", "Meaux"),
        ("  MEAUX ", "Meaux"),
        ("melun", "Melun"),
        ("saint fargeau ponthierry", "Saint-Fargeau-Ponthierry"),
        ("St-Fargeau-Ponthierry", "Saint-Fargeau-Ponthierry"),
        ("st. pathus", "Saint-Pathus"),
        ("Ste Colombe", "Sainte-Colombe"),
        ("acheres la foret", "Achères-la-Forêt"),
        ("Ferté-Gaucher", "La Ferté-Gaucher"),
        ("la ferte ss jouarre", "La Ferté-sous-Jouarre"),
        ("st germain s/ morin", "Saint-Germain-sur-Morin"),
        ("77100 Meaux", "Meaux"),
        ("Meaux 77100", "Meaux"),
        ("77284", "Meaux"),
        ("Meaux (77284)", "Meaux"),
        ("77000 melun", "Melun"),
        ("l’haÿ", None),
    ],
)
def test_typed(typed, name):
    if name is None:
        with pytest.raises(DomainError):
            DIRECTORY.find(typed)
    else:
        assert DIRECTORY.find(typed) == CODES[name]


@settings(deadline=None)
@given(st.sampled_from(sorted(CODES)), st.randoms(use_true_random=False))
def test_case_accents_and_hyphens_never_matter(name, chance):
    spoilt = "".join(chance.choice([char.upper(), char.lower()]) for char in unaccent(name))
    spoilt = spoilt.replace("-", chance.choice([" ", "-", " - "])).replace("saint", chance.choice(["saint", "st"]))
    assert DIRECTORY.find(spoilt) == CODES[name]


@settings(deadline=None)
@given(st.text())
def test_any_text_is_a_commune_or_a_message_in_french(text):
    assert said(text).endswith((".", "?"))


def said(text: str) -> str:
    """What the field answers: the commune's name as a sentence, or the message."""
    try:
        return DIRECTORY.name(DIRECTORY.find(text)) + "."
    except DomainError as error:
        return error.message


def test_close_names_are_suggested():
    with pytest.raises(DomainError, match=r"Cherchez-vous Fontainebleau"):
        DIRECTORY.find("Fontainbleau")
    assert "Montereau-Fault-Yonne" in DIRECTORY.close_to("Montereau")


def test_a_postal_code_is_never_taken_for_another_communes_insee_code():
    """77100 is Meaux's postal code (with others) and another commune's INSEE code."""
    with pytest.raises(DomainError, match="Plusieurs communes") as caught:
        DIRECTORY.find("77100")
    assert "Meaux" in caught.value.message


def test_elsewhere_is_said_plainly():
    with pytest.raises(DomainError, match="Écrivez le nom d'une commune de Seine-et-Marne"):
        DIRECTORY.find("Xyzzy-Bourg")
