"""An exchange session by keyboard alone: planned, one place for two people, presence, what one felt, the passport."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from collectif.exchanges.models import ExchangeSession
from collectif.text import today

from .hands import Hands

HOME = "/intranet/rencontres"
TITLE = "Souffler ensemble"


def text(hands: Hands) -> str:
    """The main part of the page, on one line, with plain spaces."""
    return " ".join(hands.page.inner_text("main").split())


def plan(coordinator: Hands) -> str:
    """A session of one place, in ten days. :returns: its address."""
    day = today() + timedelta(days=10)
    coordinator.open(HOME)
    coordinator.follow("Prévoir une rencontre")
    coordinator.answer(
        {
            "Titre": TITLE, "Nature": "Intervision", "Jour": (str(day.day), str(day.month), str(day.year)),
            # Read so whether the browser counts twelve hours or twenty-four.
            "Heure de début": "1000AM", "Heure de fin": "1130AM", "Nom du lieu": "Salle Jaspe", "Nombre de places": "1",
        }, "Enregistrer la rencontre",
    )  # fmt: skip
    assert "La rencontre est prévue." in text(coordinator)
    coordinator.follow("Ouvrir les inscriptions")
    assert "de 10 h à 11 h 30" in text(coordinator)
    return coordinator.page.url


def was_yesterday(site: Any) -> None:
    with site.app.registry["database"].transaction() as session:
        event = session.scalars(select(ExchangeSession).where(ExchangeSession.title == TITLE)).one()
        event.starts_on = event.enrol_until = today() - timedelta(days=1)


def test_an_exchange_session_from_its_plan_to_the_passport(own_site: Any, window: Any) -> None:
    people = ("coordinator", "referent", "peer", "other_peer")
    coordinator, referent, zoe, camille = (Hands(window(name, own_site).page) for name in people)
    event = plan(coordinator)

    referent.open(event)
    referent.follow("Inscrire un pair")
    referent.answer({"Pair à inscrire": "Zephyrelle"}, "Inscrire ce pair")
    assert "La place de Zoé Zephyrelle est confirmée." in text(referent)

    camille.open(HOME)
    camille.follow(TITLE)
    camille.follow("Entrer sur la liste d’attente")
    assert "Place 1 sur la liste d'attente" in text(camille)

    zoe.open(HOME)
    zoe.follow(TITLE)
    zoe.follow("Laisser ma place")
    zoe.follow("Laisser la place")
    assert "vous n'êtes plus sur la liste" in text(zoe)

    camille.open("/intranet")
    camille.follow("Répondre")
    camille.follow("Prendre la place")
    assert "Votre place est confirmée." in text(camille)
    camille.follow("Afficher mon prénom aux autres")
    assert "Prénoms affichés : Camille." in text(camille)

    was_yesterday(own_site)
    coordinator.open("/intranet")
    coordinator.follow("Noter les présences")
    coordinator.answer({"Camille Collègue": "Présence"}, "Enregistrer les présences")
    assert "La rencontre est tenue." in text(coordinator)
    coordinator.follow("Dire de quoi on a parlé")
    coordinator.answer({"Thèmes": ["Écouter sans juger"], "En quelques mots": "Du calme."}, "Enregistrer")

    camille.open("/intranet")
    camille.follow("Donner mon avis")
    camille.answer({"Comment était": "😊", "Quelques mots": "On respire."}, "Donner mon avis")
    assert "Votre avis est compté" in text(camille)
    assert "Écouter sans juger Du calme." in text(camille)
    assert "On respire." not in text(camille)

    camille.follow("Ma fiche")
    camille.follow("Mon passeport")
    assert f"{TITLE} Intervision 1 h 30" in text(camille)
