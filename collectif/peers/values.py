"""What people write in a peer's file, checked and put in one form: by the forms and by the imports alike.

Each function takes what was typed and returns what is stored. :raises ValueError: with what is wrong and how to put it
right, in French.
"""

from __future__ import annotations

import re

MAX_NAME = 80
MAX_EMAIL = 200
MAX_PHONE = 40
MAX_CAPACITY = 20
EMAIL = re.compile(r"[^@\s,;<>\"()]+@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
PHONE_PUNCTUATION = re.compile(r"[\s.\-/()_]+")
FRENCH_PHONE = re.compile(r"(?:\+33|0033)0?([1-9]\d{8})|0([1-9]\d{8})|([1-9]\d{8})")
FOREIGN_PHONE = re.compile(r"(?:\+|00)(\d{8,15})")


def clean_name(text: str) -> str:
    """A family or given name: one space between words."""
    name = " ".join(text.split())
    if len(name) > MAX_NAME:
        raise ValueError(f"Ce nom est trop long : écrivez {MAX_NAME} caractères au plus.")
    if not any(char.isalpha() for char in name) or any(char.isdigit() for char in name):
        raise ValueError(f"« {name[:40]} » n'est pas un nom : écrivez-le avec des lettres, sans chiffre.")
    return name


def clean_email(text: str) -> str:
    """An e-mail address, in lower case; empty when nothing was typed."""
    email = text.strip().casefold()
    if email and (len(email) > MAX_EMAIL or not EMAIL.fullmatch(email)):
        raise ValueError("Écrivez une adresse e-mail complète, par exemple prenom.nom@exemple.fr.")
    return email


def clean_phone(text: str) -> str:
    """A phone number as people write it: ``06 12 34 56 78``, or ``+32 471234567`` abroad.

    Spreadsheets drop the first zero: nine digits are a French number without it.
    """
    digits = PHONE_PUNCTUATION.sub("", text.replace("(0)", ""))
    if not digits:
        return ""
    french = FRENCH_PHONE.fullmatch(digits)
    if french:
        number = "0" + next(filter(None, french.groups()))
        return " ".join(number[start : start + 2] for start in range(0, 10, 2))
    foreign = FOREIGN_PHONE.fullmatch(digits)
    if foreign:
        return f"+{foreign[1][:2]} {foreign[1][2:]}"
    raise ValueError("Écrivez un numéro à dix chiffres, par exemple 06 12 34 56 78, ou commencez par +.")


def clean_capacity(text: str) -> int:
    """How many accompaniments a peer accepts at a time."""
    number = text.strip()
    if not number.isascii() or not number.isdigit() or int(number[:6]) > MAX_CAPACITY:
        raise ValueError(f"Écrivez un nombre entre 0 et {MAX_CAPACITY}, en chiffres.")
    return int(number)
