"""A meeting by keyboard alone: notice, presences, quorum lost and regained, vote, minutes, publication, feed."""

from __future__ import annotations

import re
from typing import Any

from webob import Request

from collectif.mail.reading import sent_mails

from .hands import Hands

ACTION = "Améthyste examined"
POINT = "Valider l'action de la rentrée"


def text(hands: Hands) -> str:
    """The main part of the page, on one line, with plain spaces."""
    return " ".join(hands.page.inner_text("main").split())


def unfold(hands: Hands, words: str) -> None:
    """Tab to what is folded under these words, and open it."""
    hands._reach(lambda here: here["tag"] == "summary" and here["text"].startswith(words), words)
    hands.page.keyboard.press("Enter")


def test_a_meeting_from_its_notice_to_the_feed(own_site: Any, window: Any) -> None:
    coordinator, referent = (Hands(window(name, own_site).page) for name in ("coordinator", "referent"))
    meeting = f"/intranet/reunions/{own_site.world.values['meeting_edit']['meeting']}"

    coordinator.open(meeting)
    coordinator.follow("Ajouter un point")
    coordinator.answer({"Point": POINT, "Action à valider": ACTION}, "Ajouter ce point")
    coordinator.open(meeting)
    coordinator.follow("Convoquer")
    coordinator.answer({}, "Envoyer la convocation")
    mails = sent_mails(own_site.app.registry["mail_transport"].folder)
    assert any(mail.subject.startswith("Convocation") and POINT in mail.body for mail in mails)

    referent.open("/intranet")
    referent.follow("Répondre")
    referent.open(f"{meeting}/reponse")
    referent.answer({"Votre réponse": "Nous venons"}, "Envoyer la réponse")

    coordinator.open(meeting)
    coordinator.follow("Ouvrir la séance")
    for name in ("AEDE", "APF77", "MDPH 77"):
        assert "Le quorum n'est pas atteint" in text(coordinator)
        coordinator.follow(f"Présente : {name}")
    assert "Le quorum est atteint" in text(coordinator)
    coordinator.open(f"{meeting}/presences")
    coordinator.follow("Partie : AEDE")
    assert "Le quorum n'est pas atteint" in text(coordinator)

    put_to_the_vote(coordinator, meeting)
    assert "On ne peut pas voter maintenant" in text(coordinator)
    coordinator.open(f"{meeting}/presences")
    coordinator.follow("Présente : AEDE")
    put_to_the_vote(coordinator, meeting)
    coordinator.follow("Noter les voix")
    coordinator.follow("Pour partout")
    coordinator.follow("Compter et proclamer")
    assert "Adopté : 3 pour, 0 contre" in text(coordinator)

    coordinator.open(meeting)
    coordinator.follow(f"Écrire le compte rendu du point {rank(coordinator)}")
    coordinator.answer({"Compte rendu": "Tout le monde est d'accord."}, "Enregistrer")
    coordinator.open(meeting)
    unfold(coordinator, "Clore la séance")
    coordinator.follow("Oui, clore")
    coordinator.open(meeting)
    coordinator.follow("Lire le compte rendu")
    assert "Tout le monde est d'accord." in text(coordinator)

    coordinator.open("/intranet/actions?etat=validated")
    coordinator.follow(ACTION)
    coordinator.follow("De l’ordre du jour aux résultats")
    assert POINT in text(coordinator)
    coordinator.follow("Voir l'action")
    coordinator.follow("Publier")
    coordinator.answer({"J'ai relu": "J'ai relu"}, "Publier")
    feed = Request.blank("/actions.atom").get_response(own_site.app).text
    assert ACTION in feed


def rank(hands: Hands) -> str:
    found = re.search(r"(\d+)\. " + re.escape(POINT), text(hands))
    assert found, text(hands)
    return found[1]


def put_to_the_vote(hands: Hands, meeting: str) -> None:
    hands.open(meeting)
    hands.follow(f"Mettre au vote le point {rank(hands)}")
    hands.answer({"Comment on vote": "À main levée", "Règle pour adopter": "Majorité absolue"}, "Ouvrir le vote")
