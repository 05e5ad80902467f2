"""What plugin authors are given to write less: fields, reading of files, reports."""

from __future__ import annotations

import re
from pathlib import Path

import colander
import pytest

from collectif import plugin_kit as kit
from collectif.contributions import API_VERSION, PluginMetadata
from collectif.extension import Extensions, Options
from collectif.extensions.discovery import Found
from collectif.peers.import_fields import own_reader
from collectif.peers.own_fields import OwnField

GUIDE = Path(__file__).parents[2] / "docs" / "plugin_kit.md"
COLOURS = {"red": "Rouge", "blue": "Bleu ciel"}


@pytest.mark.parametrize(
    ("reading", "cell", "words"),
    [
        (kit.coded({"fe": "Fauteuil"}), " FE ", "Fauteuil"),
        (kit.coded({"fe": "Fauteuil"}), "Canne", "Canne"),
        (kit.coded({"br": "Braille", "gc": "Gros caractères"}, " "), "BR  gc", "Braille, Gros caractères"),
        (kit.coded({"br": "Braille"}, " "), "Gros caractères", "Gros caractères"),
        (kit.coded({"br": "Braille"}, "+"), "BR+inconnu", "Braille, inconnu"),
        (kit.yes_no_codes, "X", "Oui"),
        (kit.yes_no_codes, "0", "Non"),
        (kit.yes_no_codes, "peut-être", "peut-être"),
        (kit.compact_date, "20240315", "15/03/2024"),
        (kit.compact_date, "2024-03-15", "2024-03-15"),
        (kit.first_of_month, "3/2024", "01/3/2024"),
        (kit.first_of_month, "15/03/2024", "15/03/2024"),
        (kit.phone_from_abroad, "0033 (0)6 12 34 56 78", "+33 6 12 34 56 78"),
        (kit.phone_from_abroad, "06 12 34 56 78", "06 12 34 56 78"),
    ],
)
def test_readings(reading, cell, words):
    assert reading(cell) == words


def test_converting_leaves_other_columns_and_its_argument_as_they_are():
    row = {"started_on": "20240315", "commune": "20240315"}
    assert kit.converting({"started_on": kit.compact_date})(row) == {**row, "started_on": "15/03/2024"}
    assert row["started_on"] == "20240315"


def test_a_choice_says_what_it_takes_and_why_it_refuses():
    node = kit.choice("colour", "Couleur", COLOURS, refused={"vert": "Pas de vert."})
    read = own_reader(OwnField(node))
    assert (read("Bleu ciel"), read("red")) == ("blue", "red")
    with pytest.raises(ValueError, match=r"Choisissez parmi : Rouge, Bleu ciel\."):
        read("jaune")
    with pytest.raises(ValueError, match=r"Pas de vert\."):
        read("Vert")


def test_an_answer_may_be_left_out_unless_it_is_required():
    assert kit.choice("colour", "Couleur", COLOURS).deserialize(colander.null) is colander.drop
    assert kit.UNANSWERED in kit.choice("colour", "Couleur", COLOURS).widget.values
    required = kit.choice("colour", "Couleur", COLOURS, required=True)
    assert kit.UNANSWERED not in required.widget.values
    with pytest.raises(colander.Invalid):
        required.deserialize(colander.null)


def test_several_answers_come_from_one_cell():
    field = OwnField(kit.many("colours", "Couleurs", COLOURS))
    read = own_reader(field)
    assert read("Bleu ciel / rouge") == read("rouge, bleu ciel") == ["blue", "red"]
    assert field.words({"colours": ["blue", "red"]}) == "Bleu ciel, Rouge"
    assert field.facets({"colours": ["blue", "red"]}) == ["blue", "red"]
    with pytest.raises(ValueError, match="Choisissez parmi"):
        read("rouge, jaune")


def test_a_text_has_a_length_and_a_validator_of_its_own():
    def no_digit(node, value):
        if any(char.isdigit() for char in value):
            raise colander.Invalid(node, "Pas de chiffre.")

    read = own_reader(OwnField(kit.text("place", "Lieu", longest=10, validator=no_digit)))
    assert read("gare") == "gare"
    with pytest.raises(ValueError, match=r"Pas de chiffre\."):
        read("gare 2")
    with pytest.raises(ValueError, match="10 caractères au plus"):
        read("médiathèque")


def test_the_example_of_the_guide_works():
    (code,) = re.findall(r"```py\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    module = type("Module", (), {})
    values: dict[str, object] = {}
    exec(code, values)
    for name, value in values.items():
        if name.startswith("collectif_"):
            setattr(module, name, staticmethod(value))
    module.collectif_plugin_metadata = staticmethod(kit.always(PluginMetadata("aede", "AEDE", "1.0", API_VERSION)))
    made = Extensions(Options(active=("aede",), found=lambda: [Found("aede", lambda: module)], propagate=True))
    assert made.plugins[0].state == "active", made.plugins[0].cause
    (schema,) = made.ask("collectif_roster_schema", association="aede").results
    assert [node.name for node in schema] == ["centre", "formats", "guide_dog", "place"]
    (chosen,) = [item for _, item in made.ask("collectif_import_formats", association="aede").items]
    assert chosen.convert({"formats": "BR+AU"}) == {"formats": "Braille, Audio"}


def test_the_guide_names_everything_the_kit_has():
    public = {name for name, value in vars(kit).items() if getattr(value, "__module__", "") == kit.__name__}
    helpers = {name for name in public if name[0].islower()} | {"yes_no_codes"}
    text = GUIDE.read_text()
    assert not [name for name in helpers - {"answers_of"} if name not in text]
