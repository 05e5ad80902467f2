"""« Sans nom »: what is written after a session names nobody who came."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..errors import DomainError
from ..peers.models import Peer
from ..text import unaccent

WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 2
# Names that are everyday words too: written without a capital letter, they are words.
ALSO_WORDS = frozenset(re.findall("[a-z]+", """
    aime ange angle aurore beau belle berger blanc blanche boulanger bon bonnet bois brun carre cerise chevalier
    claire clair clement constance court dame desire don faure fleur fontaine gentil grand gras gros iris jardin
    joli jolie juste lac leger lilas long lune mai maison marchand marche marie marin marine marron mercier
    meunier mille modeste moulin noel noir olive parfait perle petit pierre prudence riche riviere roi rose rouge
    roux sage sauvage soleil tendre vallee vert victoire vigne violette
"""))  # fmt: skip


def named_in(text: str, peers: Iterable[Peer]) -> str:
    """The first name or family name of one of ``peers`` that ``text`` holds, as it is written there; or nothing."""
    written = WORD.findall(text)
    keys = [_key(word) for word in written]
    for peer in peers:
        for name in (peer.given_name, peer.family_name):
            if found := _find([_key(word) for word in WORD.findall(name)], keys, written):
                return found
    return ""


def check_no_name(text: str, peers: Iterable[Peer], field: str) -> None:
    """:raises DomainError: someone who was enrolled is named."""
    if named := named_in(text, peers):
        raise DomainError(
            f"« {named} » est le nom ou le prénom d'une personne inscrite. Écrivez la même chose sans la nommer, par "
            "exemple « une personne ».", field,
        )  # fmt: skip


def _key(word: str) -> str:
    return unaccent(word).casefold()


def _find(name: list[str], keys: list[str], written: list[str]) -> str:
    """Where the words of ``name`` follow one another in the text, in its own letters."""
    if not name or (len(name) == 1 and len(name[0]) < SHORTEST):
        return ""
    for start in range(len(keys) - len(name) + 1):
        found = written[start : start + len(name)]
        if keys[start : start + len(name)] == name and not _is_a_word(name, found):
            return " ".join(found)
    return ""


def _is_a_word(name: list[str], found: list[str]) -> bool:
    return len(name) == 1 and name[0] in ALSO_WORDS and found[0][0].islower()
