"""The follow-up of an action by keyboard: milestone, indicator, photo, closing report, and what the public reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from collectif.text import today
from tests.actions.drawn import picture

from .hands import Hands
from .test_meeting import text

STEP = "Réserver la salle des fêtes"
MEASURED = "Heures d'écoute"
SHOWN = "Une salle vide, vingt chaises en cercle."
LEARNED = "Vingt personnes sont venues."


def test_the_follow_up_of_an_action_up_to_its_public_page(own_site: Any, window: Any, tmp_path: Path) -> None:
    coordinator, visitor = (Hands(window(name, own_site).page) for name in ("coordinator", "visitor"))
    here = f"/intranet/actions/{own_site.world.values['action_follow']['public_id']}"
    follow = f"{here}/suivi"

    plan(coordinator, follow)
    measure(coordinator, follow)
    add_photo(coordinator, here, tmp_path)

    coordinator.open(here)
    coordinator.follow("Publier le bilan")
    coordinator.answer({"Ce que l'action a donné": LEARNED, "Personnes venues": "20"}, "Publier")
    coordinator.open(here)
    coordinator.follow("Voir la page publique")
    visitor.open(coordinator.page.url)
    read = text(visitor)
    for told in (LEARNED, MEASURED, "12 heures", "Photo : APF 77", "étape"):
        assert told in read, read
    assert STEP not in read
    assert visitor.page.get_by_alt_text(SHOWN).count() == 1


def plan(hands: Hands, follow: str) -> None:
    """A milestone, sent empty at first, then as it should be, then done."""
    hands.open(follow)
    hands.follow("Ajouter une étape")
    hands.follow("Ajouter l'étape")
    assert "error-summary" in hands.page.evaluate("document.activeElement.className")
    hands.answer({"L'étape": STEP, "À faire avant": day(), "Qui s'en charge": "APF"}, "Ajouter l'étape")
    hands.follow(f"C’est fait : {STEP}")
    hands.answer({}, "C'est fait")
    assert f"Étape faite : {STEP}" in text(hands)


def measure(hands: Hands, follow: str) -> None:
    """An indicator and its first measure, which the public reads."""
    hands.open(follow)
    hands.follow("Ajouter un indicateur")
    hands.answer(
        {"Ce que l'on mesure": MEASURED, "Unité": "heures", "Point de départ": "0", "Jour du point": day(),
         "Objectif": "40", "Objectif à atteindre": day(1)},
        "Ajouter l'indicateur",
    )  # fmt: skip
    hands.follow(f"Noter une mesure : {MEASURED}")
    hands.answer({"Valeur": "12"}, "Noter")
    hands.follow(f"Montrer au public : {MEASURED}")


def add_photo(hands: Hands, here: str, folder: Path) -> None:
    """A photo with its words, then shown to the public."""
    file = folder / "salle.jpg"
    file.write_bytes(picture())
    hands.open(f"{here}/photos")
    hands.follow("Ajouter une photo")
    hands.answer(
        {"La photo": str(file), "Ce que montre": SHOWN, "Auteur": "APF 77", "Les personnes": "Les personnes"},
        "Envoyer la photo",
    )
    hands.follow("Montrer au public : photo 2")


def day(years: int = 0) -> tuple[str, str, str]:
    """Today, or the first of this month some years later, as it is typed."""
    chosen = today()
    return str(1 if years else chosen.day), str(chosen.month), str(chosen.year + years)
