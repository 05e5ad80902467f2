"""French for the messages of colander, deform and peppercorn: what is wrong, and how to put it right."""

from __future__ import annotations

from typing import Any

from translationstring import TranslationString

MESSAGES = {
    "Required": "Répondez à cette question : elle est obligatoire.",
    "Invalid value": "Cette réponse n'est pas acceptée. Vérifiez-la.",
    "String does not match expected pattern": "Cette réponse n'a pas la forme attendue. Vérifiez-la.",
    "Invalid email address": "Écrivez une adresse e-mail complète, par exemple prenom.nom@exemple.fr.",
    "${val} is less than minimum value ${min}": "Donnez un nombre égal à ${min} ou plus grand.",
    "${val} is greater than maximum value ${max}": "Donnez un nombre égal à ${max} ou plus petit.",
    "Shorter than minimum length ${min}": "Écrivez au moins ${min} caractères.",
    "Longer than maximum length ${max}": "Écrivez ${max} caractères au plus.",
    '"${val}" is not one of ${choices}': "Choisissez une réponse de la liste.",
    '"${val}" must not be one of ${choices}': "Cette réponse n'est pas acceptée. Choisissez-en une autre.",
    "One or more of the choices you made was not acceptable": "Choisissez seulement des réponses de la liste.",
    "Must be a URL": "Écrivez une adresse de site complète, par exemple https://exemple.fr.",
    '"${val}" is not a number': "Écrivez un nombre, en chiffres.",
    "Invalid date": "Écrivez une date qui existe : jour, mois, année.",
    "Invalid time": "Écrivez une heure qui existe, par exemple 14:30.",
    "${cstruct} is not iterable": "Choisissez seulement des réponses de la liste.",
    '"${val}" is not iterable': "Choisissez seulement des réponses de la liste.",
    "Incomplete date": "Complétez la date : jour, mois et année.",
    "Incomplete": "Complétez cette réponse.",
    "Fields did not match": "Les deux réponses doivent être les mêmes.",
    "Password did not match confirm": "Les deux mots de passe doivent être les mêmes.",
    "There was a problem with your submission": "Quelque chose est à corriger",
    "There was a problem with this section": "Cette partie est à corriger",
}
UNKNOWN = "Cette réponse n'est pas acceptée. Vérifiez-la."


def translate(message: Any) -> str:
    """``message`` in French. Our own messages are already French and pass through."""
    if not isinstance(message, TranslationString):
        return MESSAGES.get(str(message), str(message))
    if message.domain in ("colander", "deform"):
        french = MESSAGES.get(str(message), MESSAGES.get(message.default or "", UNKNOWN))
        return TranslationString(french, mapping=message.mapping).interpolate()
    return message.interpolate()
