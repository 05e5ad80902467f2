"""Which passwords are refused, and why."""

from __future__ import annotations

import pytest

from collectif.errors import DomainError
from collectif.security.password_rules import check_password, common_passwords

KNOWN = ("Camille Fictif", "camille.fictif@demo.example")


@pytest.mark.parametrize(
    "password",
    [
        "azertyuiop12", "motdepasse123", "Motdepasse2027!", "P@1r-a1dance77", "collectif-2027!", "camille.fictif77",
        "F1ct1fC@m1lle", "1qaz2wsx3edc", "qwerty123456", "dragonmonkey1", "iloveyou2027", "123456789012",
        "987654321098", "passw0rd1234", "abcd1234efgh", "Seine-et-Marne 77", "Azerty azerty azerty",
        "sunshine sunshine!!!",
    ],
)  # fmt: skip
def test_easy_ones_are_refused(password):
    with pytest.raises(DomainError, match=r"trop facile|répète"):
        check_password(password, KNOWN)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("k7#vQ2mP9xL", "12 caractères"),
        ("x" * 201, "200"),
        ("aaaaaaaaaaaaaa", "répète"),
        ("ab1ab1ab1ab1", "répète"),
    ],
)
def test_what_is_wrong_is_said(password, why):
    with pytest.raises(DomainError, match=why):
        check_password(password)


@pytest.mark.parametrize(
    ("password", "strength"),
    [
        ("cheval agrafe pile correct", "très solide"),
        ("les chats gris dorment", "très solide"),
        ("k7#vQ2mP9xLw", "solide"),
        ("L'été, à Provins, il pleut", "très solide"),
        ("camille 2027 7bTq9x", "correct"),
        ("😀🐑 mouton 😀 bleu 🚲 vélo", "très solide"),
    ],
)
def test_others_are_welcome(password, strength):
    assert check_password(password, KNOWN) == strength


def test_the_list_is_long_and_folded():
    words = common_passwords()
    assert len(words) > 10_000
    assert all(word == word.casefold() and not word.isdigit() for word in words)
