"""Closed lists about exchange sessions: what is stored, and the words people read."""

from __future__ import annotations

DAY = "departmental_day"
KINDS = {
    "peer_group": "Groupe de pairs",
    "intervision": "Intervision",
    "practice_analysis": "Analyse de pratique",
    DAY: "Journée départementale",
}
COLLECTIVE, SPONSORED = "collective", "sponsored"
AUDIENCES = {
    COLLECTIVE: "Tous les pair-aidants du collectif",
    SPONSORED: "Seulement les pair-aidants que l'association parraine",
}
ONCE, WEEK, FORTNIGHT, MONTH = "once", "week", "fortnight", "month"
RHYTHMS = {
    ONCE: "Une seule fois",
    WEEK: "Chaque semaine",
    FORTNIGHT: "Une semaine sur deux",
    MONTH: "Chaque mois, le même jour de la semaine (par exemple le 2e mardi)",
}
THEMES = {
    "limits": "La place et les limites du pair-aidant",
    "listening": "Écouter sans juger",
    "distance": "Trouver la bonne distance",
    "self_care": "Prendre soin de soi, la fatigue",
    "hard_moment": "Un moment difficile",
    "ending": "Finir un accompagnement",
    "professionals": "Travailler avec les professionnels",
    "rights": "Les droits et les démarches",
    "work_housing": "L'emploi, le logement, l'école",
    "relations": "La famille, les amis, l'isolement",
    "what_works": "Ce qui marche bien",
    "other": "Autre chose",
}
GOOD, MIXED, BAD = "good", "mixed", "bad"
FACE_WORDS = {GOOD: "Elle m'a fait du bien", MIXED: "C'était moyen", BAD: "Elle ne m'a pas convenu"}
# Faces that the fonts of old computers have too.
DRAWN = {GOOD: "😊", MIXED: "😐", BAD: "😞"}
FACES = {name: f"{DRAWN[name]} {words}" for name, words in FACE_WORDS.items()}
