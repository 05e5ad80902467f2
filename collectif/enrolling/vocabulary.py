"""Closed lists about events with places: what is stored, and the words people read."""

from __future__ import annotations

ACCESSES = {
    "sign_language": "Interprétation en langue des signes (LSF)",
    "induction_loop": "Boucle magnétique",
    "captions": "Transcription écrite en direct",
    "step_free": "Accès sans marche ou par une rampe",
    "adapted_toilets": "Toilettes adaptées",
    "parking": "Places de stationnement réservées",
    "transport": "Arrêt de transport accessible à proximité",
    "easy_texts": "Textes faciles à lire",
    "large_print": "Documents en gros caractères",
    "braille_audio": "Documents en braille ou en audio",
    "support_person": "Une personne peut vous accompagner",
    "guide_dog": "Chien guide ou d'assistance bienvenu",
    "quiet_room": "Salle de repos au calme",
}
