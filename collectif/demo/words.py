"""Names of the demonstration: usual given names, family names from the countryside that nobody bears."""

from __future__ import annotations

GIVEN_NAMES = (
    "Adèle", "Agathe", "Aïcha", "Alain", "Amadou", "Amélie", "Anaïs", "André", "Antoine", "Assia", "Awa", "Aurélie",
    "Baptiste", "Béatrice", "Benoît", "Bilal", "Brigitte", "Camélia", "Catherine", "Cécile", "Chloé", "Clémence",
    "Corinne", "Cyril", "Damien", "Danièle", "Denis", "Djamila", "Édith", "Élodie", "Émilie", "Éric", "Estelle",
    "Fabien", "Fatoumata", "Florence", "François", "Françoise", "Gaëlle", "Gérard", "Ghislaine", "Grégory", "Hamza",
    "Hélène", "Hervé", "Ibrahima", "Inès", "Irène", "Jean-Baptiste", "Jean-Luc", "Jérôme", "Joëlle", "Josiane",
    "Karim", "Khadija", "Laëtitia", "Laurent", "Léa", "Lilian", "Loïc", "Lucie", "Magali", "Maïté", "Malika",
    "Marie-Thérèse", "Marie-Christine", "Mariam", "Martine", "Mathilde", "Mélanie", "Michaël", "Minh Anh", "Mireille",
    "Moïse", "Monique", "Nadège", "Naïma", "Nathalie", "Nicolas", "Noël", "Océane", "Odile", "Olivier", "Pascal",
    "Patrice", "Philippe", "Rachid", "Raphaël", "Régine", "Rémi", "Rose-May", "Sabrina", "Samira", "Sébastien",
    "Solène", "Stéphane", "Sylvie", "Théo", "Thérèse", "Tiago", "Valérie", "Véronique", "Virginie", "Xavier",
    "Yann", "Yasmine", "Yvette", "Zoé",
)  # fmt: skip
FAMILY_NAMES = (
    "Aubépine", "Bassecour", "Beaurivage", "Belleprairie", "Boisfleury", "Bonsecret", "Bruyère-Haute", "Champdoré",
    "Chantemerle", "Chèvrefeuille", "Clairefontaine", "Clairsentier", "Coquelicot", "Courtepaille", "d'Aiguevive",
    "d'Aubretaille", "d'Écluse-Vieille", "de La Grande-Ourse", "de l'Étang-Neuf", "des Ormeaux-Fleuris", "Doucetière",
    "du Pré-aux-Clercs-d'Amont", "Églantier", "Épineverte", "Fontenoire", "Fougeraie", "Froideval", "Gentilbois",
    "Grainevent", "Grand'Allée", "Hautefutaie", "Houlegrise", "Jolivigne", "L'Hermitelle", "La Clochette",
    "Lavandière", "Le Moulinet", "Lendemain", "Longuehaie", "Malicorne-Doux", "Marjolaine", "Mirabellier",
    "Montagnol", "Noisetier", "Passerose", "Perdrigeon", "Petitpont", "Pimprenelle", "Prunelier", "Quatrevents",
    "Rivebelle", "Rochetendre", "Roseraie", "Saint-Hasard", "Sansregret", "Sautereau-Fictif", "Sourcevive",
    "Tournemoulin", "Trèfle", "Valombreuse", "Vertgalant", "Vieilhomme-Duval-d'En-Haut", "Vignolle",
)  # fmt: skip
RESERVED_NAMES = frozenset({("Alix", "Imaginaire")})

DUTIES = {
    "association": (
        "Présidence", "Vice-présidence", "Direction", "Conseil d'administration", "Responsable de pôle",
        "Service d'accompagnement à la vie sociale", "Groupe d'entraide mutuelle", "Vie associative",
    ),
    "institution": (
        "Direction", "Mission handicap", "Accueil du public", "Responsable des partenariats",
        "Service de l'évaluation", "Parcours et orientation",
    ),
}  # fmt: skip
