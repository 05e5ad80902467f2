"""From an application to an active peer, by keyboard alone: everyone who takes part, in a browser of their own."""

from __future__ import annotations

import re
from typing import Any

import pytest

from collectif.mail.reading import sent_mails
from collectif.peers.commitments import COMMITMENTS
from collectif.text import today

from .hands import Hands

EMAIL = "maelle.candidate@monde.example"
PASSWORD = "cinq cailloux sur la plage"
LINK = re.compile(r"http://localhost(/\S+)")


def now_in_parts() -> tuple[str, str, str]:
    return str(today().day), str(today().month), str(today().year)


class Path:
    """The people of the path and the mails between them."""

    def __init__(self, site: Any, window: Any):
        self._site = site
        self.hands = {name: Hands(window(name, site).page) for name in ("visitor", "referent", "coordinator")}

    def last_link(self) -> str:
        """The address in the last mail to the candidate."""
        folder = self._site.app.registry["mail_transport"].folder
        mail = next(mail for mail in sent_mails(folder) if mail.recipient == EMAIL)
        found = LINK.search(mail.body)
        assert found, mail.body
        return found[1]

    def text(self, name: str) -> str:
        return self.hands[name].page.inner_text("main")


@pytest.fixture
def path(own_site: Any, window: Any) -> Path:
    return Path(own_site, window)


def test_from_an_application_to_active(path: Path) -> None:
    candidate, referent, coordinator = (path.hands[name] for name in ("visitor", "referent", "coordinator"))
    apply(candidate)
    assert "votre candidature est envoyée" in path.text("visitor").lower()
    sponsor(referent)
    referent.follow("Ouvrir sa fiche de pair")
    referent.follow("Inviter cette personne")
    referent.follow("Envoyer l’invitation")
    open_account(candidate, path.last_link())

    plan_training(coordinator)
    candidate.follow("Formations")
    candidate.follow("Premiers pas")
    candidate.follow("M’inscrire")
    validate_training(coordinator)

    sign(candidate)
    countersign(coordinator)
    activate(coordinator)
    candidate.follow("Ma fiche")
    assert path.text("visitor").count("Remplie") == 3
    assert "Faire une pause" in path.text("visitor")


def apply(candidate: Hands) -> None:
    """The public form, page by page."""
    candidate.open("/")
    candidate.follow("Candidater")
    candidate.answer({"Qui êtes-vous": "La personne concernée", "Avez-vous 18 ans": "Oui"}, "Continuer")
    candidate.answer({"Prénom": "Maëlle", "Nom": "Candidate", "Commune": "Melun"}, "Continuer")
    candidate.answer({"Adresse e-mail": EMAIL, "Téléphone": "06 12 34 56 78"}, "Continuer")
    candidate.answer({
        "De quel handicap": ["Physique ou motrice"], "Qu'est-ce que vous vivez": "Je vis en fauteuil depuis dix ans.",
        "Sur quoi": "J'ai appris à demander.",
    }, "Continuer")  # fmt: skip
    candidate.answer({
        "Avez-vous déjà soutenu": "Dans un groupe de parole.",
        "Qu'est-ce qui vous donne envie": "Rendre ce que j'ai reçu.",
        "Vous voulez être": "Bénévole",
    }, "Continuer")  # fmt: skip
    candidate.answer({"Quand êtes-vous disponible": "Le mardi.", "Comment pouvez-vous": ["Par téléphone"]}, "Continuer")
    candidate.answer({"Comment vous déplacez-vous": "En voiture.", "Quelle association": "APF France"}, "Continuer")
    candidate.answer({"J'ai lu": "J'ai lu"}, "Envoyer")


def sponsor(referent: Hands) -> None:
    """The association reads, admits, meets and attests."""
    referent.open("/intranet")
    referent.follow("Candidatures")
    referent.follow("Candidate Maëlle")
    referent.follow("Déclarer recevable")
    referent.answer({}, "Déclarer recevable")
    referent.follow("Parrainer")
    referent.answer({
        "Rencontre avec la personne": now_in_parts(), "La personne est": "Oui", "Elle a une expérience": "Oui",
        "Ce que APF77 demande": ["L'association et la personne"], "Ce que APF77 s'engage": list(COMMITMENTS.values()),
        "Qui suit cette personne": "Personne referent",
    }, "Parrainer")  # fmt: skip


def open_account(candidate: Hands, link: str) -> None:
    candidate.open(link)
    candidate.answer({"Nouveau mot de passe": PASSWORD, "Une seconde fois": PASSWORD}, "Enregistrer")
    candidate.answer({"Adresse e-mail": EMAIL, "Mot de passe": PASSWORD}, "Se connecter")


def plan_training(coordinator: Hands) -> None:
    """A session of half a day, today."""
    coordinator.open("/intranet")
    coordinator.follow("Formations")
    coordinator.follow("Prévoir une session")
    coordinator.answer({
        "Titre": "Premiers pas", "Jour": now_in_parts(), "Module": "Écouter", "Nom du lieu": "Maison des associations",
        "Nombre de places": "8", "Dernier jour": now_in_parts(),
    }, "Enregistrer la session")  # fmt: skip
    coordinator.follow("Ouvrir les inscriptions")


def validate_training(coordinator: Hands) -> None:
    """Everybody was there; the session is held; the results are kept."""
    coordinator.follow("Formations")
    coordinator.follow("Premiers pas")
    coordinator.follow("Noter les présences")
    coordinator.follow("Tout le monde était là")
    coordinator.follow("Formations")
    coordinator.follow("Premiers pas")
    coordinator.follow("Déclarer la session tenue")
    coordinator.follow("Enregistrer pour 1")


def sign(candidate: Hands) -> None:
    """Each item of the version in force is met and ticked; the password signs."""
    candidate.follow("Charte")
    candidate.follow("Lire et signer")
    items = [f"{number}. " for number in range(1, 14)]
    candidate.answer({"Les 13 engagements": items, "Votre mot de passe": PASSWORD}, "Signer")


def countersign(coordinator: Hands) -> None:
    coordinator.follow("Charte")
    coordinator.follow("Contresigner")
    coordinator.follow("Contresigner toute la page")


def activate(coordinator: Hands) -> None:
    coordinator.open("/intranet/pairs/a-activer")
    coordinator.follow("Candidate Maëlle")
    coordinator.follow("Activer Maëlle Candidate")
