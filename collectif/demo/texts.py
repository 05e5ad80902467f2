"""Texts of the site in the demonstration: the help was written again twice, and a fictional reader approved it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from ..texts import queries
from ..texts.models import SiteText, SiteTextBlock, TextApproval
from ..texts.pages import BY_ROUTE
from ..texts.words import Words, fingerprint
from .draw import Draw
from .people import COORDINATOR, People

HELP = BY_ROUTE["help"]
READER = "Alix Imaginaire (personne fictive)"
KEYBOARD = Words(
    "Se déplacer au clavier",
    "La touche `Tab` passe d’un lien ou d’un bouton au suivant, `Maj` et `Tab` reviennent en arrière, `Entrée` valide. "
    "Le premier lien de chaque page mène droit au contenu.\n\nVous utilisez un contacteur ou la voix ? Chaque "
    "bouton porte le nom que vous lisez.",
    "Sans souris",
    "Appuyez sur la touche `Tab` pour avancer.\n\nAppuyez sur la touche `Entrée` pour choisir.\n\nVous parlez à "
    "votre appareil ? Dites le nom du bouton.",
)
SHORTER = Words(
    "Se déplacer au clavier",
    "- `Tab` : aller au lien ou au bouton suivant ;\n- `Maj` et `Tab` : revenir en arrière ;\n- `Entrée` : valider.\n\n"
    "Le premier lien de chaque page mène droit au contenu. Vous utilisez un contacteur ou la voix ? Chaque bouton "
    "porte le nom que vous lisez.",
    "Sans souris",
    "- Appuyez sur `Tab` pour avancer.\n- Appuyez sur `Entrée` pour choisir.\n\nVous parlez à votre appareil ? Dites "
    "le nom du bouton.",
)
# State, days since, note, what the block « clavier » says.
VERSIONS = (
    ("superseded", 120, "Un mot pour les personnes qui utilisent un contacteur ou la voix.", KEYBOARD),
    ("current", 40, "Des listes plutôt que des phrases, après la relecture.", SHORTER),
)


class Texts:
    """Two versions of the help, and the approval of the second."""

    def __init__(self, session: Session, draw: Draw, people: People):
        self._session = session
        self._draw = draw
        self._author = people.of("mdph77", COORDINATOR)[0].account

    def make(self) -> None:
        for number, (state, ago, note, words) in enumerate(VERSIONS, start=1):
            said = {**queries.completed(HELP, {}), "clavier": words}
            self._session.add(self._version(number, state, ago, note, said))
            if state == "current":
                self._session.add(self._approval(ago - 5, said))
        self._session.flush()

    def _version(self, number: int, state: str, ago: int, note: str, said: Mapping[str, Words]) -> SiteText:
        at = self._draw.instant(self._draw.today - timedelta(days=ago))
        text = SiteText(
            page=HELP.route, number=number, state=state, based_on=number - 1, note=note, created_at=at,
            published_at=at + timedelta(hours=1), created_by=self._author, published_by=self._author,
            plain_hash=fingerprint(HELP, said),
        )  # fmt: skip
        text.blocks = [SiteTextBlock(name=name, **words._asdict()) for name, words in said.items()]
        return text

    def _approval(self, ago: int, said: Mapping[str, Words]) -> TextApproval:
        day = self._draw.today - timedelta(days=ago)
        return TextApproval(
            public_id=self._draw.public_id(), page=HELP.route, plain_hash=fingerprint(HELP, said), reader_name=READER,
            named=True, approved_on=day, recorded_at=self._draw.instant(day), recorded_by=self._author,
        )  # fmt: skip
